"""Product areas with their deciders and teams, and dissolving one."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.groups.actions import close_team, keep_team, name_decider, open_area
from parley.groups.queries import area_seen, area_teams, areas_with_teams
from parley.meetings.actions import dissolve_area
from parley.people.rules import must_administer
from parley.screens.asking import Asked, found
from parley.screens.company.changing import changing, settings_page
from parley.screens.company.forms import AreaForm, DeciderForm, DissolvingForm
from parley.screens.frame import say
from parley.screens.groups.forms import TeamForm

if TYPE_CHECKING:
    from parley.groups.models import Area


@require_GET
def page(request: Asked) -> HttpResponse:
    """Every area with who decides and its teams."""
    context = {"areas": list(areas_with_teams(request.viewer))}
    return settings_page(request, "company/areas.html", context, tab="company_areas")


def _area(request: Asked, key: str) -> "Area":
    must_administer(request.viewer)
    return found(area_seen(request.viewer, key))


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Open an area with its group."""
    return changing(
        request,
        AreaForm(request.POST or None),
        lambda typed: open_area(**typed, actor=request.user, at=request.now),
        title=_("Open an area"),
        submit=_("Open this area and its group"),
        done=_("The area is open. Its group has nobody yet: add its people here."),
        back="company_areas",
        page_of=lambda area: reverse("group_people", args=[area.key]) + "?place=core#adding",
        lead=_("Each product area has one strategy group, one roadmap and one executive who decides."),
    )


@require_http_methods(["GET", "POST"])
def decider(request: Asked, key: str) -> HttpResponse:
    """Name who decides for an area."""
    area = _area(request, key)
    start = {"decider": (area.decider.email or area.decider.name) if area.decider else ""}
    return changing(
        request,
        DeciderForm(request.POST or None, initial=start),
        lambda typed: name_decider(area=area, person=typed["decider"], actor=request.user, at=request.now),
        title=_("Who decides for %s?") % area.name,
        submit=_("Name them"),
        done=_("The decider is named."),
        back="company_areas",
        lead=_("Decisions that are open now stay with whoever was asked; change them on their own pages."),
    )


@require_http_methods(["GET", "POST"])
def team(request: Asked, key: str, team_key: int | None = None) -> HttpResponse:
    """Add a team to an area, or change one."""
    area = _area(request, key)
    row = get_object_or_404(area_teams(area.pk), pk=team_key) if team_key else None
    return changing(
        request,
        TeamForm(request.POST or None, initial={"name": row.name, "capacity": row.capacity} if row else {}),
        lambda typed: keep_team(area=area, team=row, **typed, actor=request.user, at=request.now),
        title=_("Change %s") % row.name if row else _("Add a team to %s") % area.name,
        submit=_("Keep this team"),
        done=_("The team is kept."),
        back="company_areas",
    )


@require_POST
def team_end(request: Asked, key: str, team_key: int) -> HttpResponse:
    """Note that a team ended."""
    row = get_object_or_404(area_teams(_area(request, key).pk), pk=team_key)
    close_team(team=row, actor=request.user, at=request.now)
    say(request, _("%s is closed.") % row.name)
    return redirect("company_areas")


@require_http_methods(["GET", "POST"])
def dissolving(request: Asked, key: str) -> HttpResponse:
    """End an area and hand what it has to another."""
    area = _area(request, key)
    return changing(
        request,
        DissolvingForm(request.POST or None, viewer=request.viewer, area=area),
        lambda typed: dissolve_area(area=area, **typed, actor=request.user, at=request.now),
        title=_("Dissolve %s") % area.name,
        submit=_("Dissolve the area"),
        done=_("%s is dissolved, and what it had goes on elsewhere.") % area.name,
        back="company_areas",
        lead=_(
            "Its initiatives, waiting topics, open decisions, open promises, teams and product people go to the area "
            "you choose. Its coming meetings are cancelled. What was answered, decided and held stays as it was."
        ),
    )
