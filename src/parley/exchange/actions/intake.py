"""Taking in one foreign file: read once for what is wrong, then again to be written; all of it, or nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from parley.clients.actions.streaming import Said as SaidRow
from parley.clients.actions.streaming import stream_insights
from parley.clients.actions.taking_in import ClientRow, take_in_clients
from parley.clients.queries import client_pks
from parley.exchange.events import FileTakenIn
from parley.exchange.models import Batch, FactsBefore
from parley.exchange.queries.changing import changes_made, facts_to_change
from parley.exchange.queries.intake import checked, read
from parley.exchange.rules.allowing import must_import_as
from parley.exchange.rules.intake import Intake
from parley.exchange.rules.matching import NewClient
from parley.exchange.terms import Problem, Source, Weight
from parley.exchange.terms.intake import MOST_CHANGES, MOST_ROWS, Fact, FileMapping, NothingTaken, Outcome
from parley.groups.queries import acting
from parley.kernel.bunches import bunches
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.actions.taking_in import take_in_regions
from parley.roadmap.actions.streaming import stream_links

Progress = Callable[[int], None]
DIFFERS = ("This is here already under its key and reads differently, or is another client’s; what was noted stays. "
           "Note new words under a key of their own.")  # fmt: skip


@action
def import_file(
    *,
    source: Source,
    mapping: FileMapping,
    dry_run: bool = False,
    most: int = MOST_ROWS,
    progress: Progress = lambda count: None,
    actor: Actor,
    at: datetime,
) -> Outcome:
    """Take in a file of insights, or of clients, all of it; gives what came in.

    Raises NothingTaken with the outcome, and undoes everything, when a row stops it, when a name is near a client's and
    bad rows are not left out, when it was a dry run, and when nothing is new. Raises Refused when the file cannot be
    read, or the actor may not import it.
    """
    viewer = acting(actor)
    must_import_as(viewer, mapping)
    intake = checked(viewer, source, mapping, on=at.date(), progress=progress, most=most)
    outcome = Outcome(intake.found)
    if intake.found.stops or (outcome.asks and not mapping.skip_bad_rows):
        raise NothingTaken(outcome)
    batch = Batch.objects.create(started_at=at, by_id=actor.pk, source=mapping.source)
    now: dict[str, Any] = {"batch": batch.pk, "actor": actor, "at": at}
    _take_in_clients(intake, outcome, now)
    keys = _keys_of_new(intake)
    if mapping.brings_insights:
        _take_in_insights(intake, source, outcome, keys=keys, progress=progress, now=now)
    if dry_run or not outcome.moved:
        raise NothingTaken(outcome)
    batch.report = outcome.counts()
    batch.brought = {"insights": outcome.spans, "clients": sorted(keys.values())}
    batch.save(update_fields=["report", "brought"])
    record(FileTakenIn(batch=batch.pk, insights=outcome.insights, clients=outcome.clients, changed=outcome.changed,
                       links=outcome.links))  # fmt: skip
    outcome.batch = batch.pk
    return outcome


def _take_in_clients(intake: Intake, outcome: Outcome, now: Mapping[str, Any]) -> None:
    rows = list(intake.about.values())
    if not rows:
        return
    if intake.new_regions:
        take_in_regions(names=intake.new_regions, actor=now["actor"], at=now["at"])
    before = facts_to_change(intake)
    added, changed, _same = take_in_clients(rows=[_client(row) for row in rows], **now)
    outcome.clients, outcome.changed = added, changed
    outcome.found.changing, outcome.found.changes = 0, []
    for bunch in bunches(changes_made(before)):
        FactsBefore.objects.bulk_create(
            FactsBefore(batch_id=now["batch"], client_id=was.client, before=was.before, after=was.after)
            for was, _shown in bunch
        )
        outcome.found.changing += len(bunch)
        outcome.found.changes += [shown for _was, shown in bunch][: MOST_CHANGES - len(outcome.found.changes)]


def _client(row: NewClient) -> ClientRow:
    return ClientRow(
        source=row.identity[0], key=row.identity[1], name=row.name, parent=row.parent_identity,
        region=row.region or None, segment=row.segment, revenue=row.revenue, currency=row.currency,
        stated=frozenset(row.stated),
    )  # fmt: skip


def _keys_of_new(intake: Intake) -> dict[int, int]:
    """Give the keys of the rows of the clients that are new, by their numbers."""
    if not intake.matching.new:
        return {}
    keys = client_pks()
    return {-n: keys[row.identity] for n, row in enumerate(intake.matching.new, start=1)}


def _take_in_insights(
    intake: Intake,
    source: Source,
    outcome: Outcome,
    *,
    keys: Mapping[int, int],
    progress: Progress,
    now: dict[str, Any],
) -> None:
    again = intake.again()
    rows = _resolved(again, source, keys, now["actor"].pk)
    done = stream_insights(rows=rows, source=intake.mapping.source, progress=progress, **now)
    outcome.insights, outcome.same, outcome.differing, outcome.spans = (
        done.added, done.same, done.differing, done.spans
    )  # fmt: skip
    for line in done.differ:
        outcome.found.tell(Problem(Weight.NOTE, intake.file, line, "", "", DIFFERS))
    outcome.found.untold += done.differing - len(done.differ)
    if len(done.numbers):
        counted_later = bool(done.added or outcome.clients or outcome.changed)
        outcome.links = stream_links(links=done.marked(), new=done.spans, counted_later=counted_later, **now)


def _resolved(intake: Intake, source: Source, keys: Mapping[int, int], actor: int | None) -> Iterator[SaidRow]:
    """Give the rows with the keys that their clients have now. Without a column for it, the author is who imports."""
    named = Fact.AUTHOR in intake.mapping.columns
    for line, client, said_on, text, author, colleague, key, initiative in read(intake, source, lambda count: None):
        yield (
            line, keys[client] if client < 0 else client, said_on, text, author if named else actor, colleague, key,
            initiative,
        )  # fmt: skip
