"""The groups, who is in one, and keeping it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.groups.actions import (
    add_member,
    change_group,
    keep_team,
    name_decider,
    name_facilitator,
    name_product_person,
    remove_member,
)
from parley.groups.queries import belonging_to, groups_with_counts
from parley.groups.queries.shifts import shifts_going_on
from parley.groups.rules import naming_refusal
from parley.groups.terms import MemberKind, area_ref
from parley.notifications.queries.slack import is_set_up
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.groups.forms import GroupForm, PlaceForm, TeamForm
from parley.screens.groups.heading import heading
from parley.screens.groups.shifts import shown
from parley.screens.posting import attempt, status_of
from parley.screens.telling import told_in_sight

PLACES = {
    "core": later("%s is a core member now. Add the next, or leave it at that."),
    "on_call": later("%s is on call now. Add the next, or leave it at that."),
    "facilitator": later("%s is a facilitator now, and is told."),
    "product": later("%s keeps the roadmap now."),
    "decider": later("%s decides for this area now."),
}
ENDED = {
    "core": later("%s is not a member any more."),
    "on_call": later("%s is not on call any more."),
    "facilitator": later("%s is not a facilitator any more."),
    "product": later("%s does not keep the roadmap any more."),
}


@require_GET
def page(request: Asked) -> HttpResponse:
    """Every group of the company, mine first."""
    mine = request.viewer.inside
    areas = sorted(groups_with_counts(request.viewer), key=lambda area: (area.pk not in mine, area.name))
    return framed(request, "groups/page.html", {"areas": areas, "mine": mine}, place="groups")


@require_GET
def people(request: Asked, key: str) -> HttpResponse:
    """Who belongs to a group, and its teams."""
    place = request.GET.get("place", "")
    form = PlaceForm(initial={"place": place} if place in PLACES else None)
    return _people(request, key, form, TeamForm(), adding=place in PLACES)


@require_POST
def members(request: Asked, key: str) -> HttpResponse:
    """Give somebody a place in the group, or end it."""
    form = PlaceForm(request.POST)
    if form.is_valid():
        area = heading(request, key, "people")["area"]
        person, place, end = (form.cleaned_data[field] for field in ("person", "place", "end"))
        now = {"area": area, "person": person, "actor": request.user, "at": request.now}

        def give() -> bool:
            match place, end:
                case ("core" | "on_call", True):
                    remove_member(**now)
                case ("core" | "on_call", False):
                    add_member(kind=MemberKind(place), **now)
                case "facilitator", _end:
                    name_facilitator(named=not end, **now)
                case "product", _end:
                    name_product_person(named=not end, **now)
                case _:
                    name_decider(**now)
            return True

        if attempt(form, give):
            say(request, (ENDED if end else PLACES)[place] % person.name)
            stays = "" if end else f"?place={place}#adding"  # for the next one: several are often added at once
            return redirect(reverse("group_people", args=[key]) + stays)
    return _people(request, key, form, TeamForm())


@require_POST
def teams(request: Asked, key: str) -> HttpResponse:
    """Add a team, or change one by its name."""
    form = TeamForm(request.POST)
    if form.is_valid():
        area = heading(request, key, "people")["area"]
        if attempt(form, lambda: keep_team(area=area, **form.cleaned_data, actor=request.user, at=request.now)):
            say(request, _("The team is kept."))
            return redirect("group_people", key)
    return _people(request, key, PlaceForm(), form)


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: str) -> HttpResponse:
    """Change a group's name, charter and answer time."""
    context = heading(request, key, "people")
    area = context["area"]
    start = {"name": area.name} | {
        field: getattr(area.group, field) for field in ("charter", "answer_days", "legal_approves", "transcript_days")
    }
    form = GroupForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():

        def keep() -> bool:
            change_group(area=area, **form.cleaned_data, actor=request.user, at=request.now)
            return True

        if attempt(form, keep):
            say(request, _("The group is changed."))
            return redirect("group", key)
    return framed(request, "groups/change.html", context | {"form": form}, place=f"group:{key}", status=status_of(form))


@require_GET
def history(request: Asked, key: str) -> HttpResponse:
    """What happened to a group: who came, who went, what changed. Everybody reads it, each what is in their sight."""
    context = heading(request, key, "people")
    context["told"] = told_in_sight(request, area_ref(context["area"].pk), limit=100, whole=True)
    return framed(request, "groups/history.html", context, place=f"group:{key}")


def _people(
    request: Asked, key: str, place_form: PlaceForm, team_form: TeamForm, *, adding: bool = False
) -> HttpResponse:
    context = heading(request, key, "people") | {"form": place_form, "team_form": team_form, "adding": adding}
    area, today = context["area"], timezone.localdate(request.now)
    context |= {
        "whole": belonging_to(area.pk),
        "shifts": [shown(each, today) for each in shifts_going_on(request.viewer, area.pk)],
        "may_name": not naming_refusal(request.viewer, area.pk),
        "may_keep_teams": request.viewer.operations,
        "has_slack": is_set_up(),
    }
    status = max(status_of(place_form), status_of(team_form))
    return framed(request, "groups/people.html", context, place=f"group:{key}", status=status)
