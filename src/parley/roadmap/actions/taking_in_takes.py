"""What many initiatives take at once: team-weeks, what comes first and what excludes what, as one import says it."""

from collections.abc import Iterable
from datetime import datetime

from parley.clients.terms import Identity
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.roadmap.events.taking_in import TakesTakenIn
from parley.roadmap.models import Estimate, Tie
from parley.roadmap.queries.taking import estimates_there, ties_there
from parley.roadmap.queries.writing_out import initiative_pks
from parley.roadmap.rules.taking import Tying, tied_anew
from parley.roadmap.terms.portfolio import TakesRow, TakesTaken, TieKind


@action
def take_in_takes(*, rows: Iterable[TakesRow], batch: int, actor: Actor, at: datetime) -> TakesTaken:
    """Write down what a file states; gives which initiatives that changed, and which rows cannot be, with why.

    Two exclude each other when the row of either says so. Nothing is written where a row cannot be.
    """
    pks, stated = initiative_pks(), list(rows)
    mine = {pks[row.source, row.key]: row for row in stated}
    wanted = {pk: Tying(needs=_of(pks, row.needs), excludes=_of(pks, row.excludes)) for pk, row in mine.items()}
    there = ties_there()
    ties, refused = tied_anew(wanted, there)
    if refused:
        return TakesTaken((), tuple((mine[pk].source, mine[pk].key, trouble) for pk, trouble in refused))
    changed = _estimate({pk: row for pk, row in mine.items() if row.says_weeks}, actor, at)
    gone, new = there - ties, ties - there
    for kind in TieKind:
        pairs = {(first, second) for each, first, second in gone if each is kind}
        old = (
            [tie.pk for tie in Tie.objects.filter(kind=kind) if (tie.first_id, tie.second_id) in pairs] if pairs else []
        )
        if old:
            Tie.objects.filter(pk__in=old).delete()
    if new:
        Tie.objects.bulk_create(Tie(kind=kind, first_id=first, second_id=second) for kind, first, second in sorted(new))
    for kind, first, second in gone | new:
        changed |= {second} if kind is TieKind.BEFORE else {first, second} & mine.keys()
    if changed:
        record(TakesTakenIn(batch=batch, changed=tuple(sorted(changed))))
    return TakesTaken(tuple(sorted(changed)), ())


def _of(pks: dict[Identity, int], named: tuple[Identity, ...] | None) -> frozenset[int] | None:
    return None if named is None else frozenset(pks[each] for each in named)


def _estimate(rows: dict[int, TakesRow], actor: Actor, at: datetime) -> set[int]:
    """Keep the estimates that differ; gives of which initiatives."""
    there = estimates_there(rows)
    now = {pk: row.team_weeks for pk, row in rows.items()}
    other = {pk for pk, weeks in now.items() if weeks != there.get(pk)}
    gone = [pk for pk in other if pk in there]
    if gone:
        Estimate.objects.filter(initiative__in=gone).delete()
    made = [
        Estimate(initiative_id=pk, team_weeks=weeks, by_id=actor.pk, given_at=at)
        for pk in sorted(other)
        if (weeks := now[pk]) is not None
    ]
    if made:
        Estimate.objects.bulk_create(made)
    return other
