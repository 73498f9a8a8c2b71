"""What clients were told in the past comes in from a file, with the corrections that it implies."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from parley.clients.queries import client_pks
from parley.disclosure.actions.correcting import _follow
from parley.disclosure.actions.promising import _promise
from parley.disclosure.events import StatementsTakenIn
from parley.disclosure.models import Correction, Statement
from parley.disclosure.queries.writing_out import clients_corrected, track_keys
from parley.disclosure.terms import Means
from parley.kernel.bunches import bunches
from parley.kernel.spans import Window
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import person_keys
from parley.roadmap.queries import initiative_to_change
from parley.roadmap.queries.writing_out import initiative_pks
from parley.roadmap.terms import Confidence

Identity = tuple[str, str]  # the source, and the key it gives
Told = dict[int, set[int]]  # which clients were told something, by initiative


NAMELESS = "something we are working on"  # clients may read it; the title on the roadmap is not for them


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """What a client was told, as a file states it. One that is here already stays as it is."""

    source: str
    key: str
    client: Identity
    initiative: Identity
    told_on: date
    words: str
    name: str = ""  # else the title
    window: Window | None = None
    confidence: Confidence | None = None
    to_whom: str = ""
    told_by: str | None = None
    means: Means = Means.IMPORT
    logged_at: datetime | None = None
    talk_track: int | None = None  # which of the initiative's, where these were its words
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """The keys of rows that a file may point to."""

    clients: Mapping[Identity, int]
    initiatives: Mapping[Identity, int]
    people: Mapping[str, int]
    tracks: Mapping[tuple[int, int], int]  # by initiative and number


@dataclass(frozen=True, slots=True)
class Taken:
    """How many statements were added, how many were here already, and how many corrections they opened."""

    added: int
    same: int
    corrections: int


@action
def take_in_statements(
    *,
    rows: Iterable[StatementRow],
    source: str,
    corrected: Mapping[Identity, bool] | None = None,
    actor: Actor,
    at: datetime,
) -> Taken:
    """Add statements of the past, 500 at a time; then what follows from them for each initiative they are about.

    What a client was told on the latest day is what holds; on one day what was logged in Parley goes before a file.
    Of statements in `corrected` the corrections come in after them (true: one that is open), and none is opened here.
    """
    known = _Known(client_pks(), initiative_pks(), person_keys(), track_keys())
    added = same = 0
    told: Told = {}
    for bunch in bunches(rows):
        there = _those_here(bunch)
        new = [_statement(row, known, at) for row in bunch if (row.source, row.key) not in there]
        same += len(bunch) - len(new)
        if new:
            for each in new:
                told.setdefault(each.initiative_id, set()).add(each.client_id)
            added += len(Statement.objects.bulk_create(new))
            _promise(new)
    for initiative in sorted(told):
        initiative_to_change(initiative)
        latest = _keep_latest(initiative, told[initiative])
        if due := set(latest) - clients_corrected(initiative, latest, corrected or {}):
            _follow(initiative, at, clients=due)
    if added:
        record(StatementsTakenIn(added=added, source=source))
    opened = Correction.objects.filter(initiative__in=told, opened_at=at, closed_at=None)
    return Taken(added, same, opened.count() if added else 0)


def _those_here(bunch: list[StatementRow]) -> set[Identity]:
    wanted = {(row.source, row.key) for row in bunch}
    rows = Statement.objects.filter(source__in={source for source, _ in wanted}, key__in=[key for _, key in wanted])
    return {(source, key or "") for source, key in rows.values_list("source", "key")} & wanted


def _statement(row: StatementRow, known: _Known, at: datetime) -> Statement:
    initiative = known.initiatives[row.initiative]
    return Statement(
        source=row.source,
        key=row.key,
        client_id=known.clients[row.client],
        initiative_id=initiative,
        name=row.name[:120] or NAMELESS,
        text=row.words,
        window_first=row.window.first if row.window else None,
        window_last=row.window.last if row.window else None,
        confidence=row.confidence,
        told_on=row.told_on,
        to_whom=row.to_whom,
        means=row.means,
        by_id=known.people[row.told_by] if row.told_by else None,
        logged_at=row.logged_at or at,
        track_id=known.tracks[initiative, row.talk_track] if row.talk_track else None,
        lost=row.taken_back,
        latest=False,  # until all of them are here
    )


def _keep_latest(initiative: int, clients: Collection[int]) -> list[int]:
    """Mark what some clients were told last about a locked initiative; give those of whom that is new."""
    before: dict[int, int] = {}
    last: dict[int, tuple[date, bool, bool, int]] = {}
    rows = Statement.objects.filter(initiative=initiative, client__in=clients)
    for client, told_on, latest, means, key in rows.values_list("client", "told_on", "latest", "means", "pk"):
        if latest:
            before[client] = key
        this = (told_on, latest, means is not Means.IMPORT, key)
        last[client] = max(last.get(client, this), this)
    changed = [client for client, (_day, latest, _here, _key) in last.items() if not latest]
    if changed:
        Statement.objects.filter(pk__in=[before[client] for client in changed if client in before]).update(latest=False)
        Statement.objects.filter(pk__in=[last[client][3] for client in changed]).update(latest=True)
    return changed
