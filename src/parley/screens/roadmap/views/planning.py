"""What can break a promise: the plan, the stage, the regions, stopping."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parley.disclosure.actions import change_regions, move_stage, replan, replan_region, stop, take_up
from parley.disclosure.queries import with_plan, with_regions, with_stage
from parley.groups.rules import must_keep_roadmap
from parley.people.queries import regions as all_regions
from parley.roadmap.queries import (
    plan_in,
    plan_of,
    region_overrides_of,
    regions_of,
    stage_before,
    stage_labels,
    stop_of,
)
from parley.roadmap.queries.duties import left_behind, missing_of_duties
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import Missing
from parley.screens.asking import Asked
from parley.screens.frame import say
from parley.screens.roadmap.forms import PlanForm, RegionPlanForm, RegionsForm, StageForm, StopForm, TakeUpForm
from parley.screens.roadmap.owing import duties_of
from parley.screens.roadmap.views.asked import asked, done, foreseen
from parley.screens.roadmap.views.one import seen


@require_http_methods(["GET", "POST"])
def plan(request: Asked, key: int) -> HttpResponse:
    """Move it: horizon, window, confidence, with the reason."""
    row = seen(request, key)
    must_keep_roadmap(request.viewer, row.area_id)
    now = plan_of(row)
    start = PlanForm.start(now) | {"version": row.version}
    form = PlanForm(request.POST or None, of=row, before=now, today=_today(request), initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def move() -> None:
            replan(
                initiative=row,
                plan=form.plan,
                reason=given["reason"],
                seen_version=given["version"],
                actor=request.user,
                at=request.now,
            )

        if foreseen(request, form, lambda now: with_plan(now, form.plan)) and done(
            request, form, move, _("The plan is changed, and the reason stands beside it.")
        ):
            return redirect("initiative", key)
    return asked(request, row, form, heading=_("Replan it"), button=_("Change the plan"))


@require_http_methods(["GET", "POST"])
def stage(request: Asked, key: int) -> HttpResponse:
    """Move it to another stage, with what was learned."""
    row = seen(request, key)
    must_keep_roadmap(request.viewer, row.area_id)
    if row.stage is Stage.STOPPED:
        return redirect("initiative_taking_up", key)
    start = {"stage": row.stage, "version": row.version}
    labels = stage_labels()

    def missing(to: Stage) -> list[Missing]:
        return missing_of_duties(left_behind(row, row.stage, to, on=request.now.date()).undone, labels)

    form = StageForm(request.POST or None, of=row, labels=labels, missing=missing, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def move() -> None:
            move_stage(
                initiative=row,
                stage=Stage(given["stage"]),
                reason=given["reason"],
                skipping=given["skipping"],
                without=given["without"],
                seen_version=given["version"],
                actor=request.user,
                at=request.now,
            )

        if foreseen(request, form, lambda now: with_stage(now, Stage(form.cleaned_data["stage"]))) and done(
            request, form, move, _("It has moved, and the reason stands beside it.")
        ):
            return redirect("initiative", key)
    note = _("Its stage says who in the company may see it at most. When it moves back, fewer may see it at once.")
    more = {"duties": duties_of(request, row, labels)}
    return asked(request, row, form, heading=_("Move it to another stage"), button=_("Move it"), note=note, more=more)


@require_http_methods(["GET", "POST"])
def regions(request: Asked, key: int) -> HttpResponse:
    """Say where it applies."""
    row = seen(request, key)
    must_keep_roadmap(request.viewer, row.area_id)
    start = {"regions": [region.pk for region in regions_of(row.pk)], "version": row.version}
    form = RegionsForm(request.POST or None, of=row, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def change() -> None:
            change_regions(
                initiative=row,
                regions=given["regions"],
                reason=given["reason"],
                seen_version=given["version"],
                actor=request.user,
                at=request.now,
            )

        if foreseen(
            request, form, lambda now: with_regions(now, {each.pk: each.name for each in form.cleaned_data["regions"]})
        ) and done(request, form, change, _("The regions are changed.")):
            return redirect("initiative", key)
    differing = {each.region_id: each for each in region_overrides_of(row.pk)}
    places = [(region, plan_in(row, differing.get(region.pk)), region.pk in differing) for region in all_regions()]
    more = {"by_region": places}
    return asked(request, row, form, heading=_("Where it applies"), button=_("Change where it applies"), more=more)


@require_http_methods(["GET", "POST"])
def region_plan(request: Asked, key: int, region: int) -> HttpResponse:
    """Plan it differently in one region."""
    row = seen(request, key)
    must_keep_roadmap(request.viewer, row.area_id)
    place = get_object_or_404(all_regions(), pk=region)
    now = plan_in(row, region_overrides_of(row.pk).filter(region=place).first())
    start = RegionPlanForm.start(now) | {"version": row.version}
    form = RegionPlanForm(request.POST or None, of=row, before=now, today=_today(request), initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def move() -> None:
            replan_region(
                initiative=row,
                region=place,
                plan=None if given["same"] else form.plan,
                reason=given["reason"],
                seen_version=given["version"],
                actor=request.user,
                at=request.now,
            )

        if foreseen(
            request,
            form,
            lambda now: with_plan(now, plan_of(row) if form.cleaned_data["same"] else form.plan, place.pk),
        ) and done(request, form, move, _("The plan for %s is changed.") % place.name):
            return redirect("initiative", key)
    return asked(
        request, row, form, heading=_("Plan it for %s") % place.name, button=_("Change it for %s") % place.name
    )


@require_http_methods(["GET", "POST"])
def stopping(request: Asked, key: int) -> HttpResponse:
    """Stop it, with the reason."""
    row = seen(request, key)
    must_keep_roadmap(request.viewer, row.area_id)
    if row.stage is Stage.STOPPED and request.method == "GET":
        say(request, _("It is stopped already."), level="info")
        return redirect("initiative", key)
    form = StopForm(request.POST or None, of=row, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def end() -> None:
            stop(
                initiative=row,
                reason=given["reason"],
                seen_version=given["version"],
                actor=request.user,
                at=request.now,
            )

        if foreseen(request, form, lambda now: with_stage(now, Stage.STOPPED)) and done(
            request, form, end, _("It is stopped, and those who see it can read why.")
        ):
            return redirect("initiative", key)
    note = _("It stays readable with its reason, and can be taken up again.")
    return asked(request, row, form, heading=_("Stop it"), button=_("Stop it"), note=note)


@require_http_methods(["GET", "POST"])
def taking_up(request: Asked, key: int) -> HttpResponse:
    """Take a stopped initiative up again, at the stage it had or another."""
    row = seen(request, key)
    must_keep_roadmap(request.viewer, row.area_id)
    if row.stage is not Stage.STOPPED and request.method == "GET":
        say(request, _("It is under way already."), level="info")
        return redirect("initiative", key)
    start = {"stage": stage_before(stop_of(row.pk)), "version": row.version}
    form = TakeUpForm(request.POST or None, of=row, labels=stage_labels(), initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def again() -> None:
            take_up(
                initiative=row,
                stage=Stage(given["stage"]),
                skipping=given["skipping"],
                without=given["without"],
                reason=given["reason"],
                seen_version=given["version"],
                actor=request.user,
                at=request.now,
            )

        if done(request, form, again, _("It is under way again. Look at its window next: it is the one it had.")):
            return redirect("initiative", key)
    note = _("It had this stage when it stopped. Its window is the one it had then; replan it afterwards.")
    return asked(request, row, form, heading=_("Take it up again"), button=_("Take it up again"), note=note)


def _today(request: Asked) -> date:
    return timezone.localdate(request.now)
