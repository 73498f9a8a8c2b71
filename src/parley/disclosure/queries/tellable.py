"""Everything that one client may be told, and of what it may be logged that they were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, CharField, F, FilteredRelation, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from parley.clients.queries import cared_for_by
from parley.disclosure.models import TalkTrack, TellingOverride, TrackWords
from parley.disclosure.queries.gates import Begun, holding_of, words_of_row
from parley.disclosure.rules import may_be_told
from parley.disclosure.terms import Bound, Gate, Holding, Telling, Told, Track
from parley.groups.queries import acting
from parley.kernel.spans import Grain
from parley.ledger.terms import MACHINE
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.prepared.columns import NO_DAY, NO_KEY, NO_TEXT
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to, regions_among, window_between
from parley.roadmap.terms import Audience, Confidence, Stage


@dataclass(frozen=True, slots=True)
class Tellable:
    """Words that may be said to one client now. `seen`: the viewer may see the initiative itself."""

    initiative: int
    title: str  # the initiative's for who may see it, else what clients know it as
    seen: bool
    track: int
    telling: Telling


def tellable_to(
    viewer: Viewer, client: int, region: int | None, *, cares: bool, labels: Mapping[Stage, str], on: date
) -> list[Tellable]:
    """Everything that may be told to one client on a day, by title. One query.

    Whoever looks after a named client (`cares`) sees the words also of initiatives they may not see.
    """
    return gathered(_in_force(viewer, client, region, on, cares), region, labels)


def gathered(rows: Iterable[Any], region: int | None, labels: Mapping[Stage, str]) -> list[Tellable]:
    """Give what may be told in a region of words that are in force, by title. No query."""
    found: dict[int, tuple[_Row, Begun]] = {}
    bounds: dict[int, Bound] = {}
    limited: dict[int, set[int]] = {}
    for row in map(_Row._make, rows):
        if row.what == "further":
            bounds[row.initiative] = Bound(Told(row.whom), Grain(row.name) if row.name else None)
        elif row.what == "region":
            limited.setdefault(row.initiative, set()).add(row.region or 0)
        else:
            begun = found.setdefault(row.initiative, (row, row.begun))[1]
            begun.words.append(words_of_row(row.region, row.text, row.first, row.last, row.sure))
    told = [
        _tellable(row, begun.done(), region, labels, bounds.get(key), applies=region in limited.get(key, {region}))
        for key, (row, begun) in found.items()
    ]
    return sorted((each for each in told if each.telling.words), key=lambda each: each.title)


class _Row(NamedTuple):
    """One row of `_in_force`: words in force, or what bounds them. Of an override, `name` is the finest time."""

    what: str
    initiative: int
    region: int | None
    whom: str
    name: str | None
    title: str
    stage: str
    audience: str
    seen: bool
    track: int
    expires_on: Any
    text: str
    first: date | None
    last: date | None
    sure: str | None
    plan_first: date | None
    plan_last: date | None
    plan_sure: str | None

    @property
    def begun(self) -> Begun:
        """The track of it, without its words."""
        return Begun(self.track, self.name or "", Told(self.whom), self.expires_on)

    @property
    def holding(self) -> Holding:
        """What holds in the region that is asked about."""
        sure = Confidence(self.plan_sure) if self.plan_sure else None
        window = window_between(self.plan_first, self.plan_last)
        return holding_of(Stage(self.stage), window, sure)


def _tellable(
    row: _Row, track: Track, region: int | None, labels: Mapping[Stage, str], further: Bound | None, *, applies: bool
) -> Tellable:
    gate = Gate(
        stage=Stage(row.stage), audience=Audience(row.audience), labels=dict(labels), applies=applies, region=region,
        track=track, further=further, holding=row.holding,
    )  # fmt: skip
    return Tellable(row.initiative, row.title if row.seen else track.name, bool(row.seen), track.key, may_be_told(gate))


def cares_for(viewer: Viewer, client: int, *, on: date) -> bool:
    """Whether somebody looks after a client on a day, or stands in for whoever does."""
    return bool(list(_cares(viewer, client, on)))


@prepared
def _cares(viewer: Viewer, client: int, on: date) -> QuerySet[Any, Any]:
    return cared_for_by(viewer.person, on).filter(client=client).values_list("client")


LIMITS = ("what", "initiative", "place", "far", "finer")


def limits_of(initiatives: Any, on: date) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """Give the overrides of some initiatives on a day, and the regions of those that apply to some only.

    Each row has what it is (further, region), the initiative, the region, to whom, and the finest time.
    """
    overrides = TellingOverride.objects.filter(
        Q(until=None) | Q(until__gte=on), initiative__in=initiatives, ended_at=None
    )
    further = overrides.annotate(what=Value("further", CharField()), place=NO_KEY, far=Cast("whom", CharField()),
                                 finer=Cast("finest", CharField()))  # fmt: skip
    places = regions_among(initiatives).annotate(what=Value("region", CharField()), place=F("region"),
                                                 far=Cast(Value(""), CharField()), finer=NO_TEXT)  # fmt: skip
    return further.order_by(), places.order_by()


@prepared
def _in_force(viewer: Viewer, client: int, region: int | None, on: date, cares: bool) -> QuerySet[Any, Any]:  # noqa: FBT001 - its arguments make the query's shape
    named = Q(track__whom=Told.NAMED_CLIENTS, track__clients__client=client)
    seen = Q(track__initiative__in=initiatives_visible_to(viewer).values("pk"))
    sees = Case(When(seen, then=Value(True)), default=Value(False), output_field=BooleanField())
    return with_limits(words_for(client, region, on, sees).filter(seen | named if cares else seen), on)


def words_for(client: int, region: int | None, on: date, sees: Any) -> QuerySet[Any, Any]:
    """The words in force on a day for a client in a region, whoever looks: `sees` says whether they see the title."""
    rows = TrackWords.objects.filter(
        Q(region=region) | Q(region=None) if region else Q(region=None),
        Q(track__whom=Told.ANY_CLIENT) | Q(track__whom=Told.NAMED_CLIENTS, track__clients__client=client),
        track__ended_at=None,
        track__in_force_at__isnull=False,
        track__expires_on__gte=on,
    )
    there = FilteredRelation(
        "track__initiative__region_overrides", condition=Q(track__initiative__region_overrides__region=region or 0)
    )
    rows = rows.annotate(there=there)

    def plan(name: str) -> Any:
        return Coalesce(F(f"there__{name}"), F(f"track__initiative__{name}"))

    said: QuerySet[Any, Any] = rows.order_by().values_list(
        Value("words", CharField()), F("track__initiative"), F("region"), Cast("track__whom", CharField()),
        Cast("track__name", CharField()), Cast("track__initiative__title", CharField()),
        Cast("track__initiative__stage", CharField()), Cast("track__initiative__shown_to", CharField()), sees,
        F("track"), F("track__expires_on"), Cast("text", TextField()), F("window_first"), F("window_last"),
        Cast("confidence", CharField()), plan("window_first"), plan("window_last"),
        Cast(plan("confidence"), CharField()),
    )  # fmt: skip
    return said


def with_limits(words: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Put to words in force what bounds them: overrides, and the regions of what applies to some only."""
    told = TalkTrack.objects.filter(ended_at=None, in_force_at__isnull=False, expires_on__gte=on).values("initiative")
    nothing = (
        *(Value("", CharField()),) * 3,
        Value(False, BooleanField()),
        NO_KEY,
        NO_DAY,
        NO_TEXT,
        NO_DAY,
        NO_DAY,
        NO_TEXT,
        NO_DAY,
        NO_DAY,
        NO_TEXT,
    )
    further, limits = limits_of(told, on)
    both: QuerySet[Any, Any] = words.union(
        further.values_list(*LIMITS, *nothing), limits.values_list(*LIMITS, *nothing), all=True
    )
    return both


def initiatives_to_tell(viewer: Viewer, client: int, *, on: date) -> QuerySet[Initiative]:
    """Initiatives of which the viewer may log that a client was told: those they see, and named ones they look after.

    Whether anything may be told is for `Now.telling_to`.
    """
    named = Q(talk_tracks__clients__client=client, talk_tracks__in_force_at__isnull=False, talk_tracks__ended_at=None)
    seen = Q(pk__in=initiatives_visible_to(viewer).values("pk"))
    everything = initiatives_visible_to(acting(MACHINE))
    if not cares_for(viewer, client, on=on):
        return everything.filter(seen)
    return everything.filter(seen | named).distinct()
