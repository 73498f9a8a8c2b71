"""What may be told to several clients at once: everything that may be told to any of them, and to whom what not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField

from parley.clients.queries import cared_for_by
from parley.disclosure.models import TrackClient, TrackWords
from parley.disclosure.queries.gates import holding_of, words_of_row
from parley.disclosure.queries.tellable import LIMITS, limits_of
from parley.disclosure.rules import may_be_told
from parley.disclosure.terms import Bound, Gate, Telling, Told, Track
from parley.kernel.spans import Grain
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to, window_of_row
from parley.roadmap.terms import Stage

NOTHING_NOW = "Nothing of it may be told now."
NOT_NAMED = "They are not among the clients named for it."


@dataclass(frozen=True, slots=True)
class Offered:
    """An initiative of which some of several clients may be told, and why the others may not, by client."""

    row: Initiative  # to be handed to `tell_many`: the viewer may not see it all
    title: str  # the initiative's for who may see it, else what clients know it as
    telling: dict[int, Telling]
    left_out: dict[int, str]


@dataclass(slots=True)
class _Around:
    """What decides with the words: who is asked about, whom the viewer cares for, who is named, how far words may go.

    `regions` has the regions of initiatives that apply to some only.
    """

    clients: Mapping[int, int | None]
    labels: dict[Stage, str]
    cared: set[int]
    named: set[tuple[int, int]]
    further: dict[int, Bound] = field(default_factory=dict)
    regions: dict[int, set[int]] = field(default_factory=dict)


def tellable_to_any(
    viewer: Viewer, clients: Mapping[int, int | None], *, labels: Mapping[Stage, str], on: date
) -> list[Offered]:
    """Give everything that may be told to any of some clients (with their regions) on a day, by title. Four queries.

    Whoever looks after a named client sees the words also of initiatives they may not see, for that client alone.
    """
    keys = padded(clients)
    cared = set(_cared(viewer, keys, on)) if clients else set()
    words = list(_in_force_for(viewer, padded(cared), on)) if clients else []
    if not words:
        return []
    named = set(_named(padded({each.track_id for each in words}), keys))
    near = _Around(clients, dict(labels), cared, named)
    _go_as_far_as_they_may({each.track.initiative_id for each in words}, near, on)
    by_track: dict[int, list[TrackWords]] = {}
    for each in words:
        by_track.setdefault(each.track_id, []).append(each)
    offered = [_offered(each, near) for each in by_track.values()]
    return sorted((each for each in offered if each.telling), key=lambda each: each.title)


def _offered(words: list[TrackWords], near: _Around) -> Offered:
    row, track = words[0].track.initiative, words[0].track
    seen = bool(words[0].seen)  # type: ignore[attr-defined]  # an annotation
    gates = {region: _telling(words, region, near) for region in set(near.clients.values())}
    offered = Offered(row, row.title if seen else track.name, {}, {})
    for client, region in near.clients.items():
        telling = gates[region]
        if telling.words is None:
            offered.left_out[client] = telling.sentence if seen else NOTHING_NOW
        elif telling.whom is Told.NAMED_CLIENTS and (track.pk, client) not in near.named:
            offered.left_out[client] = NOT_NAMED
        elif not seen and client not in near.cared:
            offered.left_out[client] = "Somebody else looks after them, and tells them of it."
        else:
            offered.telling[client] = telling
    return offered


def _telling(words: list[TrackWords], region: int | None, near: _Around) -> Telling:
    track = words[0].track
    row = track.initiative
    said = tuple(
        words_of_row(each.region_id, each.text, each.window_first, each.window_last, each.confidence) for each in words
    )
    places = near.regions.get(row.pk)
    return may_be_told(
        Gate(
            stage=row.stage,
            audience=row.shown_to,
            labels=near.labels,
            applies=places is None or region in places,
            region=region,
            track=Track(key=track.pk, name=track.name, whom=track.whom, words=said, expires_on=track.expires_on),
            further=near.further.get(row.pk),
            holding=holding_of(row.stage, window_of_row(row), row.confidence),
        )
    )


def _go_as_far_as_they_may(initiatives: Collection[int], near: _Around, on: date) -> None:
    for what, key, place, whom, finest in _limits(padded(initiatives), on):
        if what == "further":
            near.further[key] = Bound(Told(whom), Grain(finest) if finest else None)
        else:
            near.regions.setdefault(key, set()).add(place)


@prepared
def _limits(initiatives: tuple[int, ...], on: date) -> QuerySet[Any, Any]:
    further, places = (each.values_list(*LIMITS) for each in limits_of(initiatives, on))
    both: QuerySet[Any, Any] = further.union(places, all=True)
    return both


@prepared
def _cared(viewer: Viewer, clients: tuple[int, ...], on: date) -> QuerySet[Any, int]:
    return cared_for_by(viewer.person, on).filter(client__in=clients).values_list("client", flat=True).distinct()


@prepared
def _in_force_for(viewer: Viewer, cared: tuple[int, ...], on: date) -> QuerySet[TrackWords]:
    seen = Q(track__initiative__in=initiatives_visible_to(viewer).values("pk"))
    named = Q(track__whom=Told.NAMED_CLIENTS, track__in=TrackClient.objects.filter(client__in=cared).values("track"))
    rows = TrackWords.objects.filter(
        seen | named, track__ended_at=None, track__in_force_at__isnull=False, track__expires_on__gte=on
    )
    sees = Case(When(seen, then=Value(True)), default=Value(False), output_field=BooleanField())
    found: QuerySet[TrackWords] = rows.select_related("track__initiative").annotate(seen=sees).order_by("track", "pk")
    return found


@prepared
def _named(tracks: tuple[int, ...], clients: tuple[int, ...]) -> QuerySet[TrackClient, tuple[int, int]]:
    return TrackClient.objects.filter(track__in=tracks, client__in=clients).values_list("track", "client")


def who_may_tell(viewer: Viewer, initiatives: Collection[int], clients: Collection[int], *, on: date) -> "Tellers":
    """Say of which initiatives somebody may tell every client, and which clients they may tell of what they hear of."""
    seen = initiatives_visible_to(viewer).filter(pk__in=initiatives).values_list("pk", flat=True)
    cared = cared_for_by(viewer.person, on).filter(client__in=clients).values_list("client", flat=True)
    return Tellers(frozenset(seen), frozenset(cared))


@dataclass(frozen=True, slots=True)
class Tellers:
    """Initiatives that somebody sees, and clients that they look after."""

    sees: frozenset[int]
    cares_for: frozenset[int]

    def may_tell(self, client: int, initiative: int) -> bool:
        """Whether they may tell this client of this initiative, as far as they go."""
        return initiative in self.sees or client in self.cares_for
