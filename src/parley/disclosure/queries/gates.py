"""What may be told of one initiative: its words in force, and what decides whether they may be said."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from parley.disclosure.models import Correction, Statement, TellingOverride, TrackWords
from parley.disclosure.models.launching import Announcement
from parley.disclosure.rules import progress_among
from parley.disclosure.rules.launching import announced_of
from parley.disclosure.terms import Bound, Closing, Gate, Holding, Progress, Told, Track, Words
from parley.disclosure.terms.launching import Announced
from parley.kernel.spans import Grain, Window
from parley.prepared import padded, prepared
from parley.prepared.columns import NO_DAY, NO_KEY, NO_TEXT
from parley.roadmap.models import Initiative
from parley.roadmap.queries import Around, window_between
from parley.roadmap.terms import Confidence, Plan, Stage


@dataclass(slots=True)
class Disclosed:
    """The words of an initiative as they are now, and and how far telling and correcting has come."""

    track: Track | None = None
    drafted: bool = False
    further: Bound | None = None
    told: int = 0
    to_correct: int = 0
    progress: Progress = field(default_factory=Progress)
    announced: Announced = field(default_factory=Announced)


@dataclass(slots=True)
class Begun:
    """A track whose words are still being gathered."""

    key: int
    name: str
    whom: Told
    expires_on: date
    words: list[Words] = field(default_factory=list)

    def done(self) -> Track:
        """Give the track with all of its words."""
        return Track(key=self.key, name=self.name, whom=self.whom, words=tuple(self.words), expires_on=self.expires_on)


def disclosed_of(initiative: int, *, on: date) -> Disclosed:
    """Gather what is disclosed of one initiative on a day. One query."""
    return disclosed_each([initiative], on=on)[initiative]


def disclosed_each(initiatives: Collection[int], *, on: date) -> dict[int, Disclosed]:
    """Gather what is disclosed of some initiatives on a day, by key. One query; none without any."""
    found = {key: Disclosed() for key in initiatives}
    begun: dict[int, Begun] = {}
    due: dict[int, list[tuple[Closing | None, int | None, int]]] = {key: [] for key in initiatives}
    heard: dict[int, list[tuple[Closing | None, int | None, int]]] = {key: [] for key in initiatives}
    for of, what, key, name, whom, expires_on, region, text, first, last, sure in (
        _disclosed(padded(initiatives), on) if found else ()
    ):
        match what:
            case "words":
                words = words_of_row(region, text, first, last, sure)
                begun.setdefault(of, Begun(key, name, Told(whom), expires_on)).words.append(words)
            case "draft":
                found[of].drafted = True
            case "further":
                found[of].further = Bound(Told(whom), Grain(name) if name else None)
            case "told":
                found[of].told = key
            case _:
                ended = (Closing(whom) if whom else None, region, key)
                (due if what == "due" else heard)[of].append(ended)
    for key, each in found.items():
        each.to_correct = sum(count for closing, _days, count in due[key] if closing is None)
        each.progress = progress_among(due[key])
        each.announced = announced_of(heard[key])
        each.track = begun[key].done() if key in begun else None
    return found


def words_of_row(region: int | None, text: str, first: date | None, last: date | None, sure: str | None) -> Words:
    """Give words as they stand in a row."""
    return Words(region or None, text, window_between(first, last), Confidence(sure) if sure else None)


@prepared
def _disclosed(initiatives: tuple[int, ...], on: date) -> QuerySet[Any, Any]:
    nothing = (NO_TEXT, NO_TEXT, NO_DAY, NO_KEY, Cast(Value(None), TextField()), NO_DAY, NO_DAY, NO_TEXT)
    rows = TrackWords.objects.filter(track__initiative__in=initiatives, track__ended_at=None)
    in_force = rows.filter(track__in_force_at__isnull=False, track__expires_on__gte=on).values_list(
        F("track__initiative"), Value("words", CharField()), F("track"), Cast("track__name", CharField()),
        Cast("track__whom", CharField()), F("track__expires_on"), F("region"), Cast("text", TextField()),
        F("window_first"), F("window_last"), Cast("confidence", CharField()),
    )  # fmt: skip
    drafts = rows.filter(track__in_force_at=None)
    drafted = drafts.values_list(F("track__initiative"), Value("draft", CharField()), F("track"), *nothing)
    overrides = TellingOverride.objects.filter(initiative__in=initiatives, ended_at=None).filter(
        Q(until=None) | Q(until__gte=on)
    )
    further = overrides.values_list(
        F("initiative"), Value("further", CharField()), F("pk"), Cast("finest", CharField()),
        Cast("whom", CharField()), *nothing[2:],
    )  # fmt: skip
    told = Statement.objects.filter(initiative__in=initiatives, latest=True).order_by().values("initiative")
    counted = told.annotate(what=Value("told", CharField()), n=Count("pk"))
    corrected, announced = (
        table.objects.filter(initiative__in=initiatives)
        .order_by()
        .values("initiative", "closing", "took_days")
        .annotate(what=Value(word, CharField()), n=Count("pk"))
        .values_list("initiative", "what", "n", NO_TEXT, Cast("closing", CharField()), NO_DAY, F("took_days"),
                     *nothing[4:])
        for table, word in ((Correction, "due"), (Announcement, "announced"))
    )  # fmt: skip
    both: QuerySet[Any, Any] = in_force.order_by().union(
        drafted.order_by(), further.order_by(), counted.values_list("initiative", "what", "n", *nothing), corrected,
        announced, all=True,
    )  # fmt: skip
    return both


def holding_of(stage: Stage, window: Window | None, confidence: Confidence | None, *, applies: bool = True) -> Holding:
    """Give what holds of an initiative. Whether it `applies` to a region the gate asks itself."""
    return Holding(stage is Stage.STOPPED, applies, window, confidence, live=stage is Stage.LIVE)


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
        holding=holding_of(row.stage, plan.window, plan.confidence),
    )
