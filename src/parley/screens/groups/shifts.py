"""Teams that a group lends and borrows: what is lent, what is left of a quarter, and lending one."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.disclosure.actions import end_shift, extend_shift, shift_team
from parley.disclosure.queries import with_plan, with_stage
from parley.groups.queries import areas_by_name
from parley.groups.queries.shifts import (
    JUST_ENDED,
    capacities_of,
    shift_seen,
    shifts_ended,
    shifts_going_on,
    teams_to_lend,
)
from parley.groups.rules import may_keep_roadmap
from parley.groups.rules.shifts import WEEK, may_end_shift, may_lend, may_say_back, monday_of, must_lend
from parley.groups.terms import Amount, shift_ref
from parley.kernel.spans import next_quarters
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.queries.shifts import open_to_drop, parts_of_shift, waits_for_plan
from parley.roadmap.terms import Horizon, Plan, Stage
from parley.roadmap.terms.shifts import Part
from parley.screens.asking import Asked, found
from parley.screens.disclosure.breaking import warning_of
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.groups.amounts import how_much
from parley.screens.groups.behind import behind
from parley.screens.groups.heading import heading
from parley.screens.groups.shift_forms import EndForm, ExtendForm, LendForm
from parley.screens.posting import managed, must_be_shown, status_of
from parley.screens.rendering import day
from parley.screens.returning import list_sent_from
from parley.screens.telling import told_in_sight

if TYPE_CHECKING:
    from datetime import date

    from parley.disclosure.queries import Now
    from parley.groups.models import Shift

LATER = Plan(horizon=Horizon.LATER, window=None, confidence=None)


@require_GET
def page(request: Asked, key: str) -> HttpResponse:
    """What a group lends and borrows, and what is left of this quarter and the next."""
    context = heading(request, key, "people")
    area, today = context["area"], _today(request)
    context |= {
        "going_on": [shown(each, today) for each in shifts_going_on(request.viewer, area.pk)],
        "ended": [shown(each, today) for each in shifts_ended(request.viewer, area.pk, today - JUST_ENDED)],
        "capacities": capacities_of(area.pk, next_quarters(today, 2)),
        "may_lend": may_lend(request.viewer, area.pk),
    }
    return framed(request, "groups/shifts.html", context, place=f"group:{key}")


@require_http_methods(["GET", "POST"])
def lend(request: Asked, key: str) -> HttpResponse:
    """Lend a team of the group's area; what that breaks is said first."""
    context = heading(request, key, "people")
    area, today = context["area"], _today(request)
    must_lend(request.viewer, area.pk)
    teams = {each.pk: each for each in teams_to_lend([area.pk])}
    areas = {each.pk: each for each in areas_by_name(request.viewer) if each.pk != area.pk}
    form = LendForm(
        request.POST or None,
        teams=[(pk, each.name) for pk, each in teams.items()],
        lent_to=[(pk, each.name) for pk, each in areas.items()],
        initiatives=open_to_drop(request.viewer, area.pk),
        initial={"amount": _("all"), "first": monday_of(today) + WEEK},
    )
    if request.method == "POST" and form.is_valid():
        form.warnings = _foreseen(request, form)
        given = form.cleaned_data
        given = given | {"team": teams[given["team"]], "to": areas[given["to"]]}
        if not form.warnings and managed(form, lambda: shift_team(**given, actor=request.user, at=request.now)):
            weeks = {"first": day(monday_of(given["first"])), "last": day(monday_of(given["last"]) + WEEK - WEEK / 7)}
            said = _("%(team)s is lent from %(first)s to %(last)s. Both groups are told.")
            say(request, said % ({"team": given["team"].name} | weeks))
            return redirect("group_shifts", key)
    context |= {"form": form, "teams": teams}
    return framed(request, "groups/lend.html", context, place=f"group:{key}", status=status_of(form))


@require_GET
def one(request: Asked, key: int) -> HttpResponse:
    """One shift: how much, until when, why, what waits for it, and what happened to it."""
    row = _found(request, key)
    return _one(request, row, ExtendForm(initial={"seen": row.back_on}), EndForm(begun=_has_begun(request, row)))


@require_POST
def extension(request: Asked, key: int) -> HttpResponse:
    """Leave the team with the other area for longer."""
    row, form = _found(request, key), ExtendForm(request.POST)

    def do() -> None:
        given = form.cleaned_data
        extend_shift(shift=row, last=given["last"], reason=given["reason"], seen_back_on=given["seen"],
                     actor=request.user, at=request.now)  # fmt: skip

    if form.is_valid() and managed(form, do):
        say(request, _("It stays for longer. Both groups are told."))
        return redirect("shift", key)
    return _one(request, row, form, EndForm(begun=_has_begun(request, row)))


@require_POST
def end(request: Asked, key: int) -> HttpResponse:
    """Say that the team is back: on its day, or before it with the reason."""
    row = _found(request, key)
    begun = _has_begun(request, row)
    form = EndForm(request.POST, begun=begun)
    form.fields["reason"].required = _today(request) < row.back_on
    if form.is_valid() and managed(
        form, lambda: end_shift(shift=row, reason=form.cleaned_data["reason"], actor=request.user, at=request.now)
    ):
        said = _("%(team)s is back. Both groups are told.") if begun else _("%(team)s stays. Both groups are told.")
        say(request, said % {"team": row.team.name})
        return redirect(list_sent_from(request) or reverse("shift", args=[key]))
    return _one(request, row, ExtendForm(initial={"seen": row.back_on}), form)


def shown(row: "Shift", today: "date") -> dict[str, Any]:
    """Give a shift as pages show it: how much of the team, and how it stands on a day."""
    due = row.ended_at is None and today >= row.back_on
    return {
        "row": row,
        "how_much": how_much(Amount(row.share, row.weekly)),
        "last": row.back_on - WEEK / 7,
        "ended": row.ended_at is not None,
        "begun": row.first <= today,
        "went": row.ended_at is None or row.back_on > row.first,
        "due": due,
        "soon": not due and row.ended_at is None and row.back_on - WEEK <= today,
    }


def _found(request: Asked, key: int) -> "Shift":
    return found(shift_seen(request.viewer, key))


def _has_begun(request: Asked, row: "Shift") -> bool:
    return row.first <= _today(request)


def _one(request: Asked, row: "Shift", extend: ExtendForm, ending: EndForm) -> HttpResponse:
    viewer, sides = request.viewer, (row.lender_id, row.borrower_id)
    parts = parts_of_shift(viewer, row.pk)
    on = shown(row, _today(request))
    context: dict[str, Any] = {
        "shift": on,
        "row": row,
        "behind": behind(request, row),
        "parts": {part.value: [each.initiative for each in parts if each.part is part] for part in Part},
        "to_plan": [
            each.initiative
            for each in parts
            if on["ended"] and each.part is Part.WAITS and waits_for_plan(each.initiative)
        ],
        "may_plan": may_keep_roadmap(viewer, row.lender_id),
        "told": told_in_sight(request, shift_ref(row.pk), whole=True),
        "may_extend": not on["ended"] and may_lend(viewer, row.lender_id),
        "may_end": not on["ended"] and may_end_shift(viewer, *sides),
        "may_say_back": on["due"] and may_say_back(viewer, *sides),
        "extend": extend,
        "ending": ending,
    }
    must_be_shown(extend, shown=context["may_extend"])
    must_be_shown(ending, shown=context["may_end"] and not on["due"])
    status = max(status_of(extend), status_of(ending))
    return framed(request, "groups/shift.html", context, place=f"group:{row.lender.key}", status=status)


def _foreseen(request: Asked, form: LendForm) -> list[tuple[str, Any]]:
    """Say what would break of what clients were told, initiative by initiative; nothing once it was confirmed."""
    waits, stops = (set(form.cleaned_data[name]) for name in ("waits", "stops"))
    rows = initiatives_visible_to(request.viewer).filter(pk__in=waits | stops).order_by("title")
    foreseen = ((row.title, warning_of(request, row, _stopped if row.pk in stops else _later)) for row in rows)
    return [(title, warning) for title, warning in foreseen if warning]


def _stopped(now: "Now") -> "Now":
    return with_stage(now, Stage.STOPPED)


def _later(now: "Now") -> "Now":
    return with_plan(now, LATER)


def _today(request: Asked) -> "date":
    return timezone.localdate(request.now)
