"""Words for clients, what they were told and what is to be corrected: for an import that comes again, and an export."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Prefetch

from parley.disclosure.models import Correction, Statement, TalkTrack, TellingOverride, TrackClient, TrackWords


def statements_written_out() -> Iterator[Statement]:
    """Every statement that has a key, with what it is about and who told it, in the order in which they came."""
    rows = Statement.objects.exclude(key=None).select_related("client", "initiative", "by").order_by("pk")
    return rows.iterator(chunk_size=1000)


def statements_known() -> Iterator[tuple[Any, ...]]:
    """Source and key of every statement that has a key, of its client and of its initiative, and what was told."""
    rows = Statement.objects.exclude(key=None).values_list(
        "source", "key", "client__source", "client__key", "initiative__source", "initiative__key", "told_on", "text",
        "window_first", "window_last", "confidence",
    )  # fmt: skip
    yield from rows.iterator(chunk_size=1000)


def track_numbers() -> dict[int, int]:
    """Which of its initiative's talk tracks each is, from 1, by the key of its row."""
    last: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for key, initiative in TalkTrack.objects.order_by("pk").values_list("pk", "initiative"):
        numbers[key] = last[initiative] = last.get(initiative, 0) + 1
    return numbers


def track_keys() -> dict[tuple[int, int], int]:
    """The key of each talk track's row by its initiative and number."""
    initiatives = dict(TalkTrack.objects.values_list("pk", "initiative"))
    return {(initiatives[key], number): key for key, number in track_numbers().items()}


def statements_by_key(wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """The keys of the rows of some statements, of their initiatives and of their clients, by source and key."""
    sought = set(wanted)
    rows = Statement.objects.filter(source__in={source for source, _ in sought}, key__in={key for _, key in sought})
    found = rows.values_list("source", "key", "pk", "initiative", "client")
    return {(source, key): (pk, initiative, client) for source, key, pk, initiative, client in found
            if key is not None and (source, key) in sought}  # fmt: skip


def clients_corrected(initiative: int, clients: Collection[int], corrected: Mapping[tuple[str, str], bool]) -> set[int]:
    """Which of some clients a file has corrections for: of what they were told last, or (true) one that is open."""
    if not corrected:
        return set()
    rows = Statement.objects.filter(initiative=initiative, client__in=clients)
    found = set()
    for client, latest, source, key in rows.values_list("client", "latest", "source", "key"):
        still_open = corrected.get((source, key or ""))
        if still_open or (latest and still_open is not None):
            found.add(client)
    return found


def open_pairs(initiatives: Collection[int]) -> set[tuple[int, int]]:
    """The initiative and client of every open correction about some initiatives."""
    rows = Correction.objects.filter(initiative__in=initiatives, closed_at=None)
    return set(rows.values_list("initiative", "client"))


def tracks_written_out() -> Iterator[TalkTrack]:
    """Every talk track there was, with the clients it names, in the order in which they were drafted."""
    named = TrackClient.objects.select_related("client").only("track", "client__source", "client__key").order_by("pk")
    rows = TalkTrack.objects.select_related("initiative", "drafted_by", "approved_by", "legal_by", "ended_by")
    return rows.prefetch_related(Prefetch("clients", named)).order_by("pk").iterator(chunk_size=500)


def words_written_out() -> Iterator[TrackWords]:
    """The words of every talk track, in the order in which they were drafted."""
    rows = TrackWords.objects.select_related("track__initiative", "region").order_by("track", "pk")
    return rows.iterator(chunk_size=1000)


def telling_overrides_written_out() -> Iterator[TellingOverride]:
    """Every override of what may be told, ended ones too, in the order in which they were given."""
    return TellingOverride.objects.select_related("initiative", "by").order_by("pk").iterator(chunk_size=1000)


def corrections_written_out() -> Iterator[Correction]:
    """Every correction of a statement that has a key, in the order in which they were opened."""
    rows = Correction.objects.exclude(statement__key=None).select_related("statement", "closed_by").order_by("pk")
    return rows.iterator(chunk_size=1000)
