"""Changing an initiative: a new one, its why, its title and owner."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parley.groups.queries import area_seen
from parley.groups.rules import must_keep_roadmap
from parley.roadmap.actions import add_initiative, name_owner, rename_initiative, write_why
from parley.roadmap.queries import stage_labels, why_of, whys_of
from parley.roadmap.rules import missing_of
from parley.roadmap.terms import Audience, Stage
from parley.screens.asking import Asked, found
from parley.screens.frame import page, say
from parley.screens.posting import attempt, status_of
from parley.screens.roadmap.forms import NewForm, OwnerForm, TitleForm, WhyAgainForm
from parley.screens.roadmap.views.asked import done
from parley.screens.roadmap.views.one import seen

if TYPE_CHECKING:
    from django.forms import Form


@require_http_methods(["GET", "POST"])
def new(request: Asked, key: str) -> HttpResponse:
    """Add an initiative to a roadmap."""
    area = found(area_seen(request.viewer, key))
    must_keep_roadmap(request.viewer, area.pk)
    today = timezone.localdate(request.now)
    form = NewForm(request.POST or None, labels=stage_labels(), today=today, initial={"horizon": "later"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = attempt(
            form,
            lambda: add_initiative(
                area=area,
                title=given["title"],
                stage=Stage(given["stage"]),
                horizon=form.plan.horizon,
                why=form.why,
                window=form.plan.window,
                confidence=form.plan.confidence,
                audience=Audience(given["audience"]),
                regions=given["regions"],
                owner=request.user,
                actor=request.user,
                at=request.now,
            ),
        )
        if row:
            say(request, _("It is on the roadmap."))
            return redirect("initiative", row.pk)
    return page(request, "roadmap/new.html", {"area": area, "form": form}, place=f"group:{key}", status=status_of(form))


@require_http_methods(["GET", "POST"])
def why(request: Asked, key: int) -> HttpResponse:
    """Write the why, or a new one; earlier ones are read below."""
    row = seen(request, key)
    must_keep_roadmap(request.viewer, row.area_id)
    now = why_of(row.why)
    form = WhyAgainForm(request.POST or None, of=row, initial=WhyAgainForm.of(now) | {"version": row.version})
    if request.method == "POST" and form.is_valid():

        def write() -> None:
            write_why(
                initiative=row,
                why=form.why,
                reason=form.cleaned_data["reason"],
                seen_version=form.cleaned_data["version"],
                actor=request.user,
                at=request.now,
            )

        if done(request, form, write, _("The why is written.")):
            return redirect("initiative", key)
    context = {
        "initiative": row,
        "form": form,
        "missing": missing_of(now, title=row.title),
        "whys": list(whys_of(row.pk)[:20]),
    }
    return page(request, "roadmap/why.html", context, place="roadmap", status=status_of(form))


@require_http_methods(["GET", "POST"])
def title(request: Asked, key: int) -> HttpResponse:
    """Call it something else, or name its owner."""
    row = seen(request, key)
    must_keep_roadmap(request.viewer, row.area_id)
    owning = request.method == "POST" and "owner" in request.POST
    typed = request.POST if request.method == "POST" else None
    start = {"title": row.title, "version": row.version}
    form = TitleForm(None if owning else typed, initial=start)
    owner = OwnerForm(typed if owning else None, initial={"owner": row.owner.name if row.owner else ""})
    asked: Form = owner if owning else form
    if typed is not None and asked.is_valid():
        given = asked.cleaned_data

        def change() -> None:
            if owning:
                name_owner(initiative=row, person=given["owner"], actor=request.user, at=request.now)
            else:
                version = given["version"]
                rename_initiative(
                    initiative=row, title=given["title"], seen_version=version, actor=request.user, at=request.now
                )

        if done(request, asked, change, _("It is changed.")):
            return redirect("initiative", key)
    context = {"initiative": row, "form": form, "owner": owner}
    return page(request, "roadmap/title.html", context, place="roadmap", status=status_of(asked))
