"""What may be told: the words in force of one initiative, and everything one client may be told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from parley.clients.queries import cared_for_by
from parley.disclosure.models import Correction, Statement, TellingOverride, TrackWords
from parley.disclosure.rules import may_be_told
from parley.disclosure.terms import Bound, Gate, Telling, Told, Track, Words
from parley.kernel.spans import Grain
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.models import Initiative
from parley.roadmap.queries import Around, initiatives_visible_to, regions_among, window_between
from parley.roadmap.terms import Audience, Confidence, Plan, Stage


@dataclass(slots=True)
class Disclosed:
    """The words of an initiative as they are now, and how many clients were told and have to hear a correction."""

    track: Track | None = None
    drafted: bool = False
    further: Bound | None = None
    told: int = 0
    to_correct: int = 0


@dataclass(slots=True)
class _Begun:
    """A track whose words are still being gathered."""

    key: int
    name: str
    whom: Told
    expires_on: date
    words: list[Words] = field(default_factory=list)

    def done(self) -> Track:
        return Track(key=self.key, name=self.name, whom=self.whom, words=tuple(self.words), expires_on=self.expires_on)


def disclosed_of(initiative: int, *, on: date) -> Disclosed:
    """Gather what is disclosed of one initiative on a day. One query."""
    found, begun = Disclosed(), None
    for what, key, name, whom, expires_on, region, text, first, last, sure in _disclosed(initiative, on):
        match what:
            case "words":
                begun = begun or _Begun(key, name, Told(whom), expires_on)
                begun.words.append(_words(region, text, first, last, sure))
            case "draft":
                found.drafted = True
            case "further":
                found.further = Bound(Told(whom), Grain(name) if name else None)
            case "told":
                found.told = key
            case _:
                found.to_correct = key
    found.track = begun.done() if begun else None
    return found


def _words(region: int | None, text: str, first: date | None, last: date | None, sure: str | None) -> Words:
    return Words(region or None, text, window_between(first, last), Confidence(sure) if sure else None)


def _text(value: Any = None) -> Any:
    return Cast(Value(value), CharField())


def _day(name: str = "") -> Any:
    return F(name) if name else Cast(Value(None), DateField())


NO_KEY: Any = Cast(Value(None), BigIntegerField())


@prepared
def _disclosed(initiative: int, on: date) -> QuerySet[Any, Any]:
    nothing = (_text(), _text(), _day(), NO_KEY, Cast(Value(None), TextField()), _day(), _day(), _text())
    rows = TrackWords.objects.filter(track__initiative=initiative, track__ended_at=None)
    in_force = rows.filter(track__in_force_at__isnull=False, track__expires_on__gte=on).values_list(
        Value("words", CharField()), F("track"), Cast("track__name", CharField()), Cast("track__whom", CharField()),
        F("track__expires_on"), F("region"), Cast("text", TextField()), F("window_first"), F("window_last"),
        Cast("confidence", CharField()),
    )  # fmt: skip
    drafts = rows.filter(track__in_force_at=None).values_list(Value("draft", CharField()), F("track"), *nothing)
    overrides = TellingOverride.objects.filter(initiative=initiative, ended_at=None).filter(
        Q(until=None) | Q(until__gte=on)
    )
    further = overrides.values_list(
        Value("further", CharField()), F("pk"), Cast("finest", CharField()), Cast("whom", CharField()), *nothing[2:]
    )
    told = Statement.objects.filter(initiative=initiative, latest=True)
    broken = Correction.objects.filter(initiative=initiative, closed_at=None)
    counts = [
        rows.order_by().values("initiative").annotate(what=Value(word, CharField()), n=Count("pk"))
        .values_list("what", "n", *nothing)
        for word, rows in (("told", told), ("correct", broken))
    ]  # fmt: skip
    both: QuerySet[Any, Any] = in_force.order_by().union(drafts.order_by(), further, *counts, all=True)
    return both


def gate_of(row: Initiative, near: Around, plan: Plan, disclosed: Disclosed, *, region: int | None, ask: str) -> Gate:
    """Give what decides whether a client in a region may be told of an initiative. No query."""
    return Gate(
        stage=row.stage,
        audience=row.shown_to,
        labels=near.labels,
        planned=plan.window,
        applies=not near.regions or region in near.regions,
        region=region,
        track=disclosed.track,
        drafted=disclosed.drafted,
        further=disclosed.further,
        ask=ask,
    )


@dataclass(frozen=True, slots=True)
class Tellable:
    """Words that may be said to one client now. `seen`: the viewer may see the initiative itself."""

    initiative: int
    title: str  # the initiative's for who may see it, else what clients know it as
    seen: bool
    track: int
    telling: Telling


def tellable_to(
    viewer: Viewer, client: int, region: int | None, *, labels: Mapping[Stage, str], on: date
) -> list[Tellable]:
    """Everything that may be told to one client on a day, by title. At most three queries.

    Whoever looks after a named client sees the words also of initiatives they may not see.
    """
    cared = bool(list(_cares(viewer, client, on)))
    return _gathered(list(_in_force(viewer, client, region, on, cared)), region, labels, on)


def _gathered(rows: list[Any], region: int | None, labels: Mapping[Stage, str], on: date) -> list[Tellable]:
    """Give what may be told in a region of words that are in force, by title. One query."""
    if not rows:
        return []
    keys = {row[0] for row in rows}
    bounds, applies = _around(keys, region, on)
    found: dict[int, tuple[list[Any], _Begun]] = {}
    for row in rows:
        key, *_facts, track, name, whom, expires_on, place, text, first, last, sure = row
        found.setdefault(key, (row, _Begun(track, name, Told(whom), expires_on)))[1].words.append(
            _words(place, text, first, last, sure)
        )
    told = [
        _tellable(row, begun.done(), region, labels, bounds.get(key), applies=key in applies)
        for key, (row, begun) in found.items()
    ]
    return sorted((each for each in told if each.telling.words), key=lambda each: each.title)


def _tellable(
    row: Any, track: Track, region: int | None, labels: Mapping[Stage, str], further: Bound | None, *, applies: bool
) -> Tellable:
    key, title, stage, audience, seen = row[:5]
    gate = Gate(
        stage=Stage(stage), audience=Audience(audience), labels=dict(labels), applies=applies, region=region,
        track=track, further=further,
    )  # fmt: skip
    return Tellable(key, title if seen else track.name, bool(seen), track.key, may_be_told(gate))


@prepared
def _cares(viewer: Viewer, client: int, on: date) -> QuerySet[Any, Any]:
    return cared_for_by(viewer.person, on).filter(client=client).values_list("client")


@prepared
def _in_force(viewer: Viewer, client: int, region: int | None, on: date, cared: bool) -> QuerySet[Any, Any]:  # noqa: FBT001 - its arguments make the query's shape
    named = Q(track__whom=Told.NAMED_CLIENTS, track__clients__client=client)
    seen = Q(track__initiative__in=initiatives_visible_to(viewer).values("pk"))
    sees = Case(When(seen, then=Value(True)), default=Value(False), output_field=BooleanField())
    return _words_for(client, region, on, sees).filter(seen | named if cared else seen)


def _words_for(client: int, region: int | None, on: date, sees: Any) -> QuerySet[Any, Any]:
    """The words in force on a day for a client in a region, whoever looks: `sees` says whether they see the title."""
    rows = TrackWords.objects.filter(
        Q(region=region) | Q(region=None) if region else Q(region=None),
        Q(track__whom=Told.ANY_CLIENT) | Q(track__whom=Told.NAMED_CLIENTS, track__clients__client=client),
        track__ended_at=None,
        track__in_force_at__isnull=False,
        track__expires_on__gte=on,
    )
    return rows.order_by().values_list(
        "track__initiative", "track__initiative__title", "track__initiative__stage", "track__initiative__shown_to",
        sees, "track", "track__name", "track__whom", "track__expires_on", "region", "text", "window_first",
        "window_last", "confidence",
    )  # fmt: skip


def _around(initiatives: Collection[int], region: int | None, on: date) -> tuple[dict[int, Bound], set[int]]:
    """Overrides of some initiatives, and those that apply to a region."""
    bounds: dict[int, Bound] = {}
    limited: set[int] = set()
    here: set[int] = set()
    for what, key, place, whom, finest in _limits(padded(initiatives), on):
        if what == "further":
            bounds[key] = Bound(Told(whom), Grain(finest) if finest else None)
        else:
            limited.add(key)
            if place == region:
                here.add(key)
    return bounds, (set(initiatives) - limited) | here


@prepared
def _limits(initiatives: tuple[int, ...], on: date) -> QuerySet[Any, Any]:
    further = TellingOverride.objects.filter(
        Q(until=None) | Q(until__gte=on), initiative__in=initiatives, ended_at=None
    ).values_list(Value("further", CharField()), F("initiative"), NO_KEY, Cast("whom", CharField()),
                  Cast("finest", CharField()))  # fmt: skip
    places = regions_among(initiatives).values_list(
        Value("region", CharField()), F("initiative"), F("region"), _text(), _text()
    )
    rows: QuerySet[Any, Any] = further.union(places, all=True)
    return rows


def words_among(tellable: Iterable[Tellable], initiative: int) -> Tellable | None:
    """The words about one initiative among those that may be told."""
    return next((each for each in tellable if each.initiative == initiative), None)
