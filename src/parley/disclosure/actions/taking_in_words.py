"""Words for clients come in from a file, with those who approved them, and overrides of how far they may go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from parley.clients.queries import client_pks
from parley.clients.terms import Identity
from parley.disclosure.events import WordsTakenIn
from parley.disclosure.models import TalkTrack, TellingOverride, TrackClient, TrackWords
from parley.disclosure.queries.writing_out import track_keys
from parley.disclosure.terms import Ending, Told
from parley.kernel.spans import Grain, Window
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import person_keys, regions
from parley.roadmap.actions.duties import _let_hold
from parley.roadmap.queries.writing_out import initiative_pks
from parley.roadmap.terms import Confidence
from parley.roadmap.terms.duties import DutyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRow:
    """A talk track as a file states it: the how manyth of its initiative. One that is here already stays as it is."""

    initiative: Identity
    number: int
    name: str
    whom: Told
    expires_on: date
    drafted_at: datetime
    clients: tuple[Identity, ...] = ()
    drafted_by: str | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    legal_by: str | None = None
    legal_at: datetime | None = None
    in_force_at: datetime | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None
    ended_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsRow:
    """The words of a talk track for one region, or for every region without its own."""

    initiative: Identity
    talk_track: int
    words: str
    region: str | None = None
    window: Window | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherRow:
    """An override that lets words go further, as a file states it."""

    initiative: Identity
    whom: Told
    reason: str
    given_at: datetime
    finest: Grain | None = None
    by: str | None = None
    until: date | None = None
    ended_at: datetime | None = None


PEOPLE = ("drafted_by", "approved_by", "legal_by", "ended_by")
AS_STATED = ("name", "whom", "expires_on", "drafted_at", "approved_at", "legal_at", "in_force_at", "ended_at", "ending")


@action
def take_in_tracks(*, rows: Iterable[TrackRow], batch: int, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Add talk tracks that are not here; gives how many were added, changed (none) and here already.

    Their words come by `take_in_words`, in the same transaction.
    """
    clients, initiatives, people = client_pks(), initiative_pks(), person_keys()
    there = track_keys()
    rows = list(rows)
    new = [row for row in rows if (initiatives[row.initiative], row.number) not in there]
    if not new:
        return 0, 0, len(rows)
    made = TalkTrack.objects.bulk_create(
        TalkTrack(
            initiative_id=initiatives[row.initiative], version=row.number,
            **{name: getattr(row, name) for name in AS_STATED},
            **{f"{name}_id": people[key] for name in PEOPLE if (key := getattr(row, name))},
        )
        for row in new
    )  # fmt: skip
    TrackClient.objects.bulk_create(
        TrackClient(track=track, client_id=clients[client])
        for track, row in zip(made, new, strict=True) for client in row.clients
    )  # fmt: skip
    for each in made:
        if each.in_force_at and not each.ended_at:
            _let_hold(each.initiative_id, DutyKind.WORDS, actor, at, holds=True)
    record(WordsTakenIn(batch=batch, tracks=len(new), overrides=0))
    return len(new), 0, len(rows) - len(new)


@action
def take_in_words(*, rows: Iterable[WordsRow], batch: int, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Add the words of talk tracks, by region; gives the same figures as `take_in_tracks`."""
    initiatives, tracks = initiative_pks(), track_keys()
    by_name = {region.name: region.pk for region in regions()}
    there = set(TrackWords.objects.values_list("track", "region"))
    new, same = [], 0
    for row in rows:
        track = tracks[initiatives[row.initiative], row.talk_track]
        region = by_name[row.region] if row.region else None
        if (track, region) in there:
            same += 1
            continue
        new.append(TrackWords(
            track_id=track, region_id=region, text=row.words, confidence=row.confidence,
            window_first=row.window.first if row.window else None, window_last=row.window.last if row.window else None,
        ))  # fmt: skip
    if new:
        TrackWords.objects.bulk_create(new)
        record(WordsTakenIn(batch=batch, tracks=len({each.track_id for each in new}), overrides=0))
    return len(new), 0, same


@action
def take_in_telling_overrides(
    *, rows: Iterable[FurtherRow], batch: int, actor: Actor, at: datetime
) -> tuple[int, int, int]:
    """Add overrides of what may be told that are not here; gives the same figures as `take_in_tracks`."""
    initiatives, people = initiative_pks(), person_keys()
    there = set(TellingOverride.objects.values_list("initiative", "given_at"))
    rows = list(rows)
    new = [row for row in rows if (initiatives[row.initiative], row.given_at) not in there]
    if not new:
        return 0, 0, len(rows)
    TellingOverride.objects.bulk_create(
        TellingOverride(
            initiative_id=initiatives[row.initiative], whom=row.whom, finest=row.finest, reason=row.reason,
            by_id=people[row.by] if row.by else None, given_at=row.given_at, until=row.until, ended_at=row.ended_at,
        )
        for row in new
    )  # fmt: skip
    record(WordsTakenIn(batch=batch, tracks=0, overrides=len(new)))
    return len(new), 0, len(rows) - len(new)
