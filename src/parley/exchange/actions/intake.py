"""Taking in one foreign file: read once for what is wrong, then again to be written; all of it, or nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from parley.clients.actions.streaming import Said as SaidRow
from parley.clients.actions.streaming import stream_insights
from parley.clients.actions.taking_in import ClientRow, take_in_clients
from parley.clients.queries import client_pks
from parley.exchange.events import FileTakenIn
from parley.exchange.models import Batch
from parley.exchange.queries.intake import checked, read
from parley.exchange.rules.allowing import must_import_as
from parley.exchange.rules.intake import Intake
from parley.exchange.rules.matching import NewClient
from parley.exchange.rules.nearness import one_slip
from parley.exchange.terms import Problem, Source, Weight
from parley.exchange.terms.intake import MOST_ROWS, MOST_TOLD, Fact, FileMapping, NothingTaken, Outcome
from parley.groups.queries import acting
from parley.kernel.words import folded
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.actions.taking_in import take_in_regions
from parley.people.queries import regions
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
    places = _regions_for(rows, intake, now)
    if not rows:
        return
    added, changed, _same = take_in_clients(rows=[_client(row, places) for row in rows], **now)
    outcome.clients, outcome.changed = added, changed


def _client(row: NewClient, places: Mapping[str, str]) -> ClientRow:
    region = places.get(folded(row.region)) if row.region else None
    stated = row.stated - ({"region"} if row.region and region is None else set())
    return ClientRow(
        source=row.identity[0], key=row.identity[1], name=row.name, parent=row.parent_identity, region=region,
        segment=row.segment, revenue=row.revenue, currency=row.currency, stated=frozenset(stated),
    )  # fmt: skip


def _regions_for(rows: list[NewClient], intake: Intake, now: Mapping[str, Any]) -> dict[str, str]:
    """Give the region that each name means, new ones added; one that looks like a slip is left empty, and said."""
    there = {folded(word): region.name for region in regions() for word in (region.name, region.key)}
    known = frozenset(there)
    new: dict[str, str] = {}
    for row in rows:
        plain = folded(row.region)
        if not plain or plain in there or plain in new:
            continue
        if near := one_slip(plain, known):
            sentence = f"This is new, and looks like “{there[near[0]]}”. Write that, or add this one in Company first."
            intake.found.problems.append(Problem(Weight.CELL, intake.file, row.line, "region", row.region, sentence))
        else:
            new[plain] = " ".join(row.region.split())
    if new:
        take_in_regions(names=new.values(), actor=now["actor"], at=now["at"])
    return there | new


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
    room = max(0, MOST_TOLD - len(outcome.found.problems))
    told = [Problem(Weight.NOTE, intake.file, line, "", "", DIFFERS) for line in done.differ[:room]]
    outcome.found.problems += told
    outcome.found.untold += done.differing - len(told)
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
