"""Where many initiatives were before they came here, taken in by one import, and taken back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F

from parley.kernel.bunches import bunches
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.roadmap.events.history import HistoryTakenBack, HistoryTakenIn
from parley.roadmap.models.flow import Stay, TargetMove
from parley.roadmap.queries.flow import moves_told_of, stays_of
from parley.roadmap.rules.history import joined
from parley.roadmap.terms.history import HistoriesTaken, Joined, PastOf, Seen


@action
def take_in_history(*, past: Iterable[PastOf], batch: int, actor: Actor, at: datetime) -> HistoriesTaken:
    """Put the history of initiatives before what Parley saw of them, 200 at a time; gives what became of it.

    One whose history is here stays as it is: what reads otherwise is listed, to be undone first.
    """
    taken = HistoriesTaken()
    told: list[int] = []
    for bunch in bunches(past, 200):
        keys = [each.initiative for each in bunch]
        stays: dict[int, list[Stay]] = defaultdict(list)
        for stay in stays_of(keys):
            stays[stay.initiative_id].append(stay)
        moves = moves_told_of(keys)
        new = []
        for each in bunch:
            own = stays[each.initiative]
            found = joined(each.stays, _seen(own))
            if found.lost:
                taken.lost.append(each.initiative)
            if moves.get(each.initiative) or any(stay.batch for stay in own):
                here = _is_here(found, own) and moves.get(each.initiative, ()) == each.moves
                taken.same += here
                taken.differing += [] if here else [each.initiative]
            elif found.closed or found.continued or each.moves:
                new.append((each, found, own))
        told += [each.initiative for each, _found, _own in new]
        if new:
            _write(new, taken, batch)
    taken.initiatives = len(told)
    if told:
        record(HistoryTakenIn(batch=batch, initiatives=tuple(told), stays=taken.stays, moves=taken.moves))
    return taken


@action
def take_back_history(*, batch: int, actor: Actor, at: datetime) -> int:
    """Undo what an import told of the past: what Parley saw itself is as before; gives how many stays went."""
    moves, _rows = TargetMove.objects.filter(batch=batch).delete()
    stays = Stay.objects.filter(batch=batch)
    put_back = stays.exclude(seen_at=None).update(entered_at=F("seen_at"), begun=False, seen_at=None, batch=None)
    gone, _rows = stays.delete()
    if moves or put_back or gone:
        record(HistoryTakenBack(batch=batch, stays=put_back + gone, moves=moves))
    return put_back + gone


def _seen(own: Sequence[Stay]) -> Seen:
    """Give the first stay that Parley saw itself: no import told of it, or one put back when it began."""
    first = next(stay for stay in own if stay.batch is None or stay.seen_at)
    return Seen(first.stage, first.seen_at or first.entered_at, first.begun and first.seen_at is None)


def _is_here(found: Joined, own: Sequence[Stay]) -> bool:
    told = [stay for stay in own if stay.batch and not stay.seen_at]
    closed = [(stay.stage, stay.entered_at, stay.begun, stay.left_at) for stay in told]
    continued = next(((stay.stage, stay.entered_at, stay.begun) for stay in own if stay.seen_at), None)
    return closed == [tuple(each) for each in found.closed] and continued == found.continued


def _write(new: Sequence[tuple[PastOf, Joined, Sequence[Stay]]], taken: HistoriesTaken, batch: int) -> None:
    stays, moves, longer = [], [], []
    for each, found, own in new:
        key = each.initiative
        stays += [
            Stay(initiative_id=key, stage=stay.stage, entered_at=stay.entered_at, begun=stay.begun,
                 left_at=stay.left_at, batch=batch)
            for stay in found.closed
        ]  # fmt: skip
        moves += [TargetMove(initiative_id=key, batch=batch, **move._asdict()) for move in each.moves]
        if found.continued:
            first = own[0]
            first.seen_at, first.entered_at = first.entered_at, found.continued.entered_at
            first.begun, first.batch = found.continued.begun, batch
            longer.append(first)
    Stay.objects.bulk_create(stays)
    TargetMove.objects.bulk_create(moves)
    if longer:
        Stay.objects.bulk_update(longer, ["seen_at", "entered_at", "begun", "batch"])
    taken.stays += len(stays) + len(longer)
    taken.moves += len(moves)
