"""Taking in where initiatives were before they came here: all of a file, or nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime

from parley.exchange.models import Batch
from parley.exchange.rules.history import past_of
from parley.exchange.rules.history_rows import HistoryRows
from parley.exchange.terms import Problem, Source, Weight
from parley.exchange.terms.history import HistoryFound, HistoryMapping, HistoryNotTaken
from parley.groups.queries import acting
from parley.ledger.door import action
from parley.ledger.terms import Actor
from parley.people.rules import must_administer
from parley.roadmap.actions.taking_in_history import take_in_history
from parley.roadmap.queries.flow import begun_by_key
from parley.roadmap.terms.history import PastOf

ELSEWHERE = "No initiative is known by this, so its history is left out. Take the initiatives in first."
DIFFERS = "Its history is here already and reads otherwise; what is here stays. Undo that import, then take this in."
LOST = "Its history ends in another stage than it came here in: how long it was there last is not known, and left out."


@action
def import_history(
    *,
    source: Source,
    mapping: HistoryMapping,
    system: str,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda sentence: None,
    actor: Actor,
    at: datetime,
) -> HistoryFound:
    """Take in a file of dated changes of initiatives that have their keys from a `system`; gives what came in.

    Raises HistoryNotTaken, and undoes everything, when a row stops it, when it was a dry run, and when nothing is new.
    Raises Refused when the file cannot be read, and unless the actor administers Parley.
    """
    must_administer(acting(actor))
    rows = HistoryRows(source, mapping, at)
    rows.read(progress)
    found = HistoryFound(rows=rows.count, initiatives=len(rows.changes))
    known = begun_by_key(system)
    batch = Batch.objects.create(started_at=at, by_id=actor.pk, source=system)
    past = _followed(rows, known, found)
    taken = take_in_history(past=past, batch=batch.pk, actor=actor, at=at)
    names = {pk: key for key, (pk, _begun) in known.items()}
    found.taken, found.stays, found.moves, found.same = taken.initiatives, taken.stays, taken.moves, taken.same
    for weight, keys, sentence in ((Weight.KEPT, taken.differing, DIFFERS), (Weight.NOTE, taken.lost, LOST)):
        found.problems += [Problem(weight, source.name, 0, "initiative", names[key], sentence) for key in keys]
    found.problems = [*rows.problems(), *found.problems]
    if dry_run or not taken.initiatives or any(each.weight is Weight.STOPS for each in found.problems):
        raise HistoryNotTaken(found)
    batch.report = {"initiatives": found.taken, "stays": found.stays, "moves": found.moves}
    batch.brought = {"history": True}
    batch.save(update_fields=["report", "brought"])
    found.batch = batch.pk
    return found


def _followed(rows: HistoryRows, known: dict[str, tuple[int, datetime]], found: HistoryFound) -> Iterator[PastOf]:
    """Give the history of each initiative that is here; count what the file tells of the others."""
    for name, changes in rows.changes.items():
        key, begun = known.get(name, (None, None))
        stops, notes = (rows.stops, rows.notes) if key else (_untold, _untold)
        past = past_of(changes, rows.mapping, begun=begun, stops=stops, notes=notes)
        later = sum(move.releases > 0 for move in past.moves)
        found.later += later
        found.earlier += len(past.moves) - later
        if key is None:
            found.elsewhere += 1
            found.later_elsewhere += later
            found.earlier_elsewhere += len(past.moves) - later
            rows.stops(min(change.line for change in changes), "initiative", name, ELSEWHERE)
        else:
            yield PastOf(key, past.stays, past.moves)


def _untold(line: int, column: str, value: str, sentence: str) -> None:
    """Tell nothing of an initiative that is not here."""
