"""Lending teams: no week of a team is lent twice, as whoever lends locks it first.

Each is part of an action of the disclosure room, which knows what a good reason is and what clients were told.
"""

from datetime import date, datetime

from parley.groups.events import ShiftEnded, ShiftExtended, ShiftMoved, TeamLent
from parley.groups.models import Area, Shift, Team
from parley.groups.queries import acting
from parley.groups.queries.shifts import loan_in, loans_of, shift_to_change
from parley.groups.rules import must_be_open
from parley.groups.rules import shifts as rules
from parley.groups.terms import Loan, shift_ref
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.queries import history_of
from parley.ledger.terms import Actor, Ref


@action
def lend_team(
    *, team: Team, to: Area, loan: Loan, reason: str, decided_in: Ref | None = None, actor: Actor, at: datetime
) -> Shift:
    """Lend a team, or part of it. A decision that has this effect names itself in `decided_in`.

    Raises Refused for whoever may not, and in weeks in which less of it is left. Part of `disclosure.actions`.
    """
    row: Team = Team.objects.select_related("area").select_for_update(of=("self",)).get(pk=team.pk)
    if decided_in is None:
        rules.must_lend(acting(actor), row.area_id)
    rules.must_differ(row.area_id, to.pk)
    for area in (row.area, to):
        must_be_open(area.name, dissolved=Area.objects.filter(pk=area.pk).exclude(dissolved_on=None).exists())
    if row.closed_on:
        raise Refused(f"{row.name} was closed. Choose another team.", field="team")
    others = loans_of(row.pk, since=loan.first)
    rules.must_be_there(row.name, row.capacity, others, loan, field="amount")
    shift = Shift.objects.create(
        team=row, lender_id=row.area_id, borrower=to, share=loan.amount.share, weekly=loan.amount.weekly,
        first=loan.first, back_on=loan.back_on, reason=reason, lent_by_id=actor.pk, lent_at=at,
    )  # fmt: skip
    event = TeamLent(
        area=row.area_id, shift=shift.pk, team=row.pk, borrower=to.pk, amount=str(loan.amount), first=loan.first,
        back_on=loan.back_on, decided_in=decided_in,
    )  # fmt: skip
    record(event, reason=reason)
    return shift


@action
def extend_loan(
    *, shift: Shift, last: date, reason: str, seen_back_on: date | None = None, actor: Actor, at: datetime
) -> Shift:
    """Leave a team with the other area up to a later week, for a reason that was not given before.

    Raises Refused as `lend_team` does, for the weeks that are added, and Stale when it is back on another day than
    `seen_back_on`, which was read. Part of `disclosure.actions`.
    """
    row = shift_to_change(shift.pk)
    rules.must_lend(acting(actor), row.lender_id)
    rules.must_go_on(ended=row.ended_at is not None)
    if seen_back_on is not None and seen_back_on != row.back_on:
        raise Stale(
            "Somebody changed meanwhile when it is back. Read it as it is now, then say yours again.",
            theirs=f"Back on {row.back_on:%-d %B %Y}: {row.extended_because or row.reason}",
            yours=reason,
        )
    rules.must_be_a_new_reason(reason, [row.reason, *_extended_because(row)])
    before, back_on = row.back_on, rules.monday_of(last) + rules.WEEK
    rules.must_be_later(back_on, before, on=today_of(actor, at))
    rules.must_be_some_weeks(row.first, back_on, field="last")
    added = Loan(loan_in(row).amount, before, back_on)
    others = loans_of(row.team_id, since=before, but=row.pk)
    rules.must_be_there(row.team.name, row.team.capacity, others, added, field="last")
    row.back_on, row.extended_because = back_on, reason
    row.save(update_fields=["back_on", "extended_because"])
    record(ShiftExtended(before=before, back_on=back_on, **_of(row)), reason=reason)
    return row


def _extended_because(row: Shift) -> list[str]:
    """Every reason for which a shift was extended; the ledger keeps them, the row only the last."""
    told = history_of(shift_ref(row.pk), kinds=(ShiftExtended.kind,), limit=rules.MOST_WEEKS)
    return [row.extended_because, *(each.reason for each in told)]


@action
def end_loan(*, shift: Shift, reason: str, actor: Actor, at: datetime) -> Shift:
    """Say that a team is back: when its day has come, or before it, from the coming Monday on.

    What has not begun takes no week at all. Part of `disclosure.actions`, which asks for the reason of an early end.
    """
    row, today = shift_to_change(shift.pk), today_of(actor, at)
    rules.must_go_on(ended=row.ended_at is not None)
    rules.must_end_shift(acting(actor), row.lender_id, row.borrower_id, early=today < row.back_on)
    _end(row, today, at, reason)
    return row


def _end(row: Shift, today: date, at: datetime, reason: str) -> None:
    before = row.back_on
    monday = rules.monday_of(today)
    coming = monday if monday == today else monday + rules.WEEK
    row.back_on, row.ended_at = min(before, max(coming, row.first)), at
    row.save(update_fields=["back_on", "ended_at"])
    went = row.back_on > row.first
    record(ShiftEnded(before=before, back_on=row.back_on, went=went, **_of(row)), reason=reason)


def _of(row: Shift) -> dict[str, int]:
    return {"area": row.lender_id, "shift": row.pk, "team": row.team_id, "borrower": row.borrower_id}


def _must_cover_what_is_lent(team: Team, at: datetime) -> None:
    """Raise Refused when a team would have less than is lent of it."""
    monday = rules.monday_of(at.date())
    loans = loans_of(team.pk, since=monday)
    for n, each in enumerate(loans):
        still = Loan(each.amount, max(each.first, monday), each.back_on)
        rules.must_be_there(team.name, team.capacity, loans[:n], still, field="capacity")


def _must_lend_nothing(team: Team) -> None:
    if Shift.objects.filter(team=team.pk, ended_at=None).exists():
        raise Refused(f"{team.name} is lent to another area. End that first: its page says how.")


def _move_shifts(area: Area, heir: Area, at: datetime) -> None:
    """Let the heir of a dissolved area lend or borrow in its place; what would be lent to itself ends."""
    for row in list(Shift.objects.select_for_update().filter(lender=area, ended_at=None).order_by("pk")):
        _move(row, heir, row.borrower, at)
    for row in list(Shift.objects.select_for_update().filter(borrower=area, ended_at=None).order_by("pk")):
        _move(row, row.lender, heir, at)


def _move(row: Shift, lender: Area, borrower: Area, at: datetime) -> None:
    if lender == borrower:
        _end(row, at.date(), at, "")
        return
    row.lender, row.borrower = lender, borrower
    row.save(update_fields=["lender", "borrower"])
    record(ShiftMoved(**_of(row)))
