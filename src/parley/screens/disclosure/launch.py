"""A launch: its plan, what each region still lacks, how far telling clients has come, and the look back."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.disclosure.actions import look_back, plan_launch, plan_region, say_ready
from parley.disclosure.queries import disclosed_of
from parley.disclosure.queries.announcements import announcements_visible_to
from parley.disclosure.queries.launching import (
    drafted_of,
    has_a_day,
    launch_plan_of,
    launch_regions_of,
    look_back_moves_of,
    look_backs_of,
    planners_of,
    readiness_in,
    texts_of_plan,
    texts_to_begin,
)
from parley.disclosure.rules.launching import (
    has_come,
    lack_words,
    lacks_of,
    looking_back_refusal,
    must_plan,
    planning_refusal,
    unmade,
)
from parley.disclosure.terms import Told, Words
from parley.disclosure.terms.launching import THERE, Came, Lack, LaunchTexts
from parley.kernel.spans import today_of
from parley.people.queries import every_region
from parley.roadmap.queries import around
from parley.roadmap.terms import Stage
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.disclosure.launch_forms import LaunchForm, LaunchRegionForm, LookBackForm, NotReadyForm
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt, managed, status_of
from parley.screens.roadmap.views.one import seen

if TYPE_CHECKING:
    from parley.disclosure.models.launching import LaunchPlan, LaunchRegion
    from parley.disclosure.queries import Disclosed
    from parley.people.models import Region
    from parley.roadmap.models import Initiative
    from parley.roadmap.queries import Around


EVER = date.min  # live, since whenever
OF_WORDS = {Lack.WORDS, Lack.APPROVAL, Lack.LEGAL}  # without which nobody can be told, also of what is live


@dataclass(frozen=True, slots=True)
class Place:
    """A region of a launch as the page shows it: what is planned, the words there, and what it lacks in sentences.

    `there`: clients in it have it.
    """

    region: "Region"
    row: "LaunchRegion | None"
    words: Words | None
    words_until: date | None
    lacks: list[str]
    there: bool
    form: NotReadyForm


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """The plan, region by region, and what came of it."""
    return _page(request, seen(request, key))


def _page(request: Asked, row: "Initiative", *, refused: tuple[int, NotReadyForm] | None = None) -> HttpResponse:
    plan = launch_plan_of(row.pk)
    near, disclosed = around(row), disclosed_of(row.pk, on=request.now.date())
    today = today_of(request.user, request.now)
    refusal = planning_refusal(request.viewer, row.area_id)
    context: dict[str, Any] = {
        "initiative": row,
        "plan": plan,
        "label": near.labels[row.stage],
        "there": row.stage in THERE,
        "today": today,
        "refusal": refusal,
        "planners": planners_of(row.area_id) if refusal else [],
        "announced": disclosed.announced,
        "reads_whom": bool(disclosed.announced.of)
        and announcements_visible_to(request.viewer, on=today).filter(initiative=row).exists(),
        "named_only": bool(disclosed.track and disclosed.track.whom is Told.NAMED_CLIENTS),
    }
    if plan:
        places = _places(row, plan, near, disclosed, refused=refused, today=today)
        has_day = any(each.row and each.row.day for each in places)
        context |= {"by_region": places, "unmade": unmade(texts_of_plan(plan), has_day=has_day)}
        context |= _looked_back(request, row, plan, today)
    status = status_of(refused[1]) if refused else 200
    return framed(request, "disclosure/launch.html", context, place="roadmap", status=status)


def _regions(near: "Around") -> list["Region"]:
    return [each for each in every_region() if not near.regions or each.pk in near.regions]


def _places(
    row: "Initiative",
    plan: "LaunchPlan",
    near: "Around",
    disclosed: "Disclosed",
    *,
    refused: tuple[int, NotReadyForm] | None,
    today: date,
) -> list[Place]:
    there = {each.region_id: each for each in launch_regions_of(row.pk)}
    drafted = drafted_of(row.pk, row.area_id)
    found = []
    for region in _regions(near):
        planned = there.get(region.pk)
        facts, words = readiness_in(region.pk, plan=plan, there=planned, disclosed=disclosed, drafted=drafted)
        form = refused[1] if refused and refused[0] == region.pk else _not_ready(region.pk, plan)
        is_there = has_come(row.stage, facts.day, live_on=EVER, today=today, just_moved=True)
        lacks = [each for each in lacks_of(facts) if row.stage is not Stage.LIVE or each in OF_WORDS]
        said = [lack_words(each, facts) for each in lacks]
        found.append(Place(region, planned, words, facts.words_until, said, is_there, form))
    return found


def _not_ready(region: int, plan: "LaunchPlan", data: Any = None) -> NotReadyForm:
    return NotReadyForm(data, auto_id=f"id_%s_{region}", initial={"version": plan.version})


def _looked_back(request: Asked, row: "Initiative", plan: "LaunchPlan", today: date) -> dict[str, Any]:
    """What was written on looking back, whether that is late, and whether the viewer may write it."""
    due = bool(plan.back_on and not plan.looked_at and plan.back_on <= today and row.stage is not Stage.STOPPED)
    return {
        "look_backs": look_backs_of(row.pk) if plan.back_on else [],
        "moves": look_back_moves_of(row.pk) if plan.back_on else [],
        "due": due,
        "late": bool(due and plan.back_on and plan.back_on < today),
        "may_look_back": not looking_back_refusal(request.viewer, row.area_id, row.owner_id),
    }


@require_http_methods(["GET", "POST"])
def plan(request: Asked, key: int) -> HttpResponse:
    """Write the plan, or write it anew."""
    row = seen(request, key)
    must_plan(request.viewer, row.area_id)
    there = launch_plan_of(row.pk)
    texts = texts_of_plan(there) if there else texts_to_begin(row)
    start = LaunchForm.of(texts) | {
        "back_on": there.back_on if there else None, "version": there.version if there else None
    }  # fmt: skip
    form = LaunchForm(request.POST or None, initial=start)
    if there is None or there.back_on is None:
        del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(
            form,
            lambda: plan_launch(
                initiative=row, texts=form.texts, back_on=given["back_on"], reason=given.get("reason", ""),
                seen_version=given["version"], actor=request.user, at=request.now,
            ),
        ):  # fmt: skip
            say(request, _("The plan is kept. Give each region its day."))
            return redirect("initiative_launch", key)
    context = {
        "initiative": row,
        "form": form,
        "first": there is None,
        "frozen": there and row.stage in THERE,
        "unmade": unmade(texts_of_plan(there) if there else LaunchTexts(), has_day=bool(there and has_a_day(there.pk))),
    }
    return framed(request, "disclosure/launch_plan.html", context, place="roadmap", status=status_of(form))


def _region(request: Asked, key: int, region: int) -> tuple["Initiative", "LaunchPlan", "Region"]:
    """Give the initiative, its plan and one of its regions, or answer as if there were none."""
    row = seen(request, key)
    plan = launch_plan_of(row.pk)
    place = next((each for each in _regions(around(row)) if each.pk == region), None)
    if plan is None or place is None:
        raise Http404
    return row, plan, place


@require_http_methods(["GET", "POST"])
def one_region(request: Asked, key: int, region: int) -> HttpResponse:
    """Give a region its day, and say what colleagues there have."""
    row, plan, place = _region(request, key, region)
    must_plan(request.viewer, row.area_id)
    there = next((each for each in launch_regions_of(row.pk) if each.region_id == region), None)
    start: dict[str, Any] = {"version": plan.version}
    if there:
        start |= {"day": there.day, "enabled": bool(there.enabled_at), "supported": bool(there.supported_at)}
    form = LaunchRegionForm(request.POST or None, initial=start)
    if there is None or there.day is None:
        del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(
            form,
            lambda: plan_region(
                initiative=row, region=place, there=form.there, reason=given.get("reason", ""),
                seen_version=given["version"], actor=request.user, at=request.now,
            ),
        ):  # fmt: skip
            say(request, _("Kept for %(region)s.") % {"region": place.name})
            return redirect("initiative_launch", key)
    context = {"initiative": row, "form": form, "region": place}
    return framed(request, "disclosure/launch_region.html", context, place="roadmap", status=status_of(form))


@require_POST
def readiness(request: Asked, key: int, region: int) -> HttpResponse:
    """Say that a region is ready, or that it is not and why."""
    row, plan, place = _region(request, key, region)
    said: dict[str, Any] = {"initiative": row, "region": place, "actor": request.user, "at": request.now}
    if request.POST.get("ready") == "yes":
        say_ready(ready=True, seen_version=key_of(request.POST.get("version", "")), **said)
        say(request, _("%(region)s is ready, in your name.") % {"region": place.name})
        return redirect("initiative_launch", key)
    form = _not_ready(region, plan, request.POST)
    if form.is_valid() and managed(
        form,
        lambda: say_ready(
            ready=False, because=form.cleaned_data["because"], seen_version=form.cleaned_data["version"], **said
        ),
    ):
        say(request, _("It says now that %(region)s is not ready, and why.") % {"region": place.name})
        return redirect("initiative_launch", key)
    return _page(request, row, refused=(region, form))


@require_http_methods(["GET", "POST"])
def looking_back(request: Asked, key: int) -> HttpResponse:
    """Write what happened, beside what it was for."""
    row = seen(request, key)
    plan = launch_plan_of(row.pk)
    if plan is None:
        raise Http404
    form = LookBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(
            form,
            lambda: look_back(
                initiative=row, came=Came(given["came"]), text=given["text"], figure=given["figure"],
                again_on=given["again_on"], actor=request.user, at=request.now,
            ),
        ):  # fmt: skip
            say(request, _("Written. It stands beside what was expected, and does not change any more."))
            return redirect("initiative_launch", key)
    context = {"initiative": row, "plan": plan, "form": form}
    return framed(request, "disclosure/look_back.html", context, place="roadmap", status=status_of(form))
