"""Lending a team to another area: what its own area drops for it changes at once, and so does what clients were told.

In one transaction: the loan, what waits or stops, and the corrections of statements that no longer hold.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from parley.disclosure.actions.promises import replan, stop
from parley.groups.actions import end_loan, extend_loan, lend_team
from parley.groups.models import Area, Shift, Team
from parley.groups.queries import acting
from parley.groups.rules.shifts import loan_of, must_differ, must_lend
from parley.groups.terms import Amount, shift_ref
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action
from parley.ledger.terms import Actor, Ref
from parley.roadmap.actions.shifts import note_parts
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_to_change, initiatives_visible_to
from parley.roadmap.rules import must_be_a_reason
from parley.roadmap.rules import shifts as rules
from parley.roadmap.terms import Horizon, Plan
from parley.roadmap.terms.shifts import Part


@action
def shift_team(
    *,
    team: Team,
    to: Area,
    amount: Amount,
    first: date,
    last: date,
    reason: str,
    waits: Collection[int] = (),
    stops: Collection[int] = (),
    actor: Actor,
    at: datetime,
) -> Shift:
    """Lend a team, or part of it, from the week of one day to the week of another, and drop what cannot go on.

    Of the initiatives of its area `waits` go to later, without a window, and `stops` are stopped; both by key. Raises
    Refused for whoever may not, without a reason that says something, and in weeks in which less of it is left.
    """
    viewer = acting(actor)
    must_lend(viewer, team.area_id)
    must_differ(team.area_id, to.pk)
    why = must_be_a_reason(reason, title=team.name, say=rules.LENT)
    loan = loan_of(amount, first, last, on=today_of(actor, at))
    rules.must_be_one_of(waits, stops)
    dropped = _dropped(dict.fromkeys(waits, Part.WAITS) | dict.fromkeys(stops, Part.STOPS), team, actor)
    shift = lend_team(team=team, to=to, loan=loan, reason=why, actor=actor, at=at)
    cause = shift_ref(shift.pk)
    for initiative, part in dropped:
        if part is Part.STOPS:
            stop(initiative=initiative, reason=why, decided_in=cause, actor=actor, at=at)
        else:
            later = Plan(horizon=Horizon.LATER, window=None, confidence=None)
            replan(initiative=initiative, plan=later, reason=why, decided_in=cause, actor=actor, at=at)
    note_parts(shift=shift, parts={row.pk: part for row, part in dropped}, actor=actor, at=at)
    return shift


@action
def shift_by_decision(
    *,
    team: Team,
    initiative: Initiative,
    amount: Amount,
    first: date,
    last: date,
    reason: str,
    parts: Mapping[int, Part],
    decided_in: Ref,
    actor: Actor,
    at: datetime,
) -> Shift:
    """Lend a team for an initiative of another area, as a decision says.

    `parts` are initiatives of the lender that the same decision lets wait or stop. Raises Refused as `shift_team`.
    """
    loan = loan_of(amount, first, last, on=today_of(actor, at))
    shift = lend_team(
        team=team, to=initiative.area, loan=loan, reason=reason, decided_in=decided_in, actor=actor, at=at
    )
    note_parts(shift=shift, parts={**parts, initiative.pk: Part.GAINS}, actor=actor, at=at)
    return shift


@action
def extend_shift(
    *, shift: Shift, last: date, reason: str, seen_back_on: date | None = None, actor: Actor, at: datetime
) -> None:
    """Leave a team with the other area up to the week of a later day, for a reason that is new and says something.

    Raises Stale when it is back on another day than `seen_back_on`, which was read.
    """
    why = must_be_a_reason(reason, title=shift.team.name, say=rules.LONGER)
    extend_loan(shift=shift, last=last, reason=why, seen_back_on=seen_back_on, actor=actor, at=at)


@action
def end_shift(*, shift: Shift, reason: str = "", actor: Actor, at: datetime) -> None:
    """Say that a team is back. Before its day that needs a reason that says something."""
    why = reason.strip()
    if today_of(actor, at) < shift.back_on:
        why = must_be_a_reason(reason, title=shift.team.name, say=rules.EARLY)
    end_loan(shift=shift, reason=why, actor=actor, at=at)


def _dropped(parts: Mapping[int, Part], team: Team, actor: Actor) -> list[tuple[Initiative, Part]]:
    """Give what the lender drops, locked in the order of the keys. Raises Refused for what it cannot drop."""
    seen = set(initiatives_visible_to(acting(actor)).filter(pk__in=parts).values_list("pk", flat=True))
    if len(seen) < len(parts):
        raise Refused("One of these initiatives is not there any more. Choose again.", field="waits")
    found = []
    for key in sorted(parts):
        row = initiative_to_change(key)
        rules.must_be_droppable(
            row.stage, area=row.area_id, lender=team.area_id, title=row.title, field=parts[key].value
        )
        found.append((row, parts[key]))
    return found
