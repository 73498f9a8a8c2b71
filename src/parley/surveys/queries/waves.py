"""Seeing waves: everybody sees that one is open or over; what is planned, those who plan it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one
from parley.surveys.models import Invited, OpenAnswer, Question, Sheet, Wave
from parley.surveys.rules.planning import may_run_waves
from parley.surveys.terms.waves import Asked, Item, WaveFacts, WaveState

LOOKED_AT = 20  # waves back, for one of the same audience
OPEN = Q(opened_at__isnull=False, sealed_at=None, withdrawn_at=None)


def waves_visible_to(viewer: Viewer) -> QuerySet[Wave]:
    """Waves that the viewer may see: all that opened and were not withdrawn; the others for those who plan them."""
    rows = Wave.objects.all()
    return rows if may_run_waves(viewer) else rows.filter(opened_at__isnull=False, withdrawn_at=None)


@prepared_one
def wave_seen(viewer: Viewer, key: int) -> QuerySet[Wave]:
    """One of them."""
    return waves_visible_to(viewer).filter(pk=key)


@prepared
def waves_newest_first(viewer: Viewer) -> QuerySet[Wave]:
    """All of them, the newest first."""
    return waves_visible_to(viewer).order_by("-opens_at", "-pk")


def state_of(wave: Wave) -> WaveState:
    """Say how far a wave has come."""
    if wave.withdrawn_at:
        return WaveState.WITHDRAWN
    if wave.released_at:
        return WaveState.RELEASED
    if wave.sealed_at:
        return WaveState.COUNTING
    return WaveState.OPEN if wave.opened_at else WaveState.PLANNED


def facts_of(wave: Wave) -> WaveFacts:
    """Give what the rules ask of a wave."""
    return WaveFacts(state=state_of(wave), opens_at=wave.opens_at, closes_at=wave.closes_at)


def questions_of(wave: int) -> tuple[Asked, ...]:
    """Give what a wave asks, in its order."""
    return tuple(asked(row) for row in questions_to_plan(wave))


@prepared
def questions_to_plan(wave: int) -> QuerySet[Question]:
    """What a wave asks, in its order, as rows to be changed while it is planned."""
    return Question.objects.filter(wave=wave).order_by("place")


@prepared_one
def question_of_wave(wave: int, key: int) -> QuerySet[Question]:
    """One of them."""
    return Question.objects.select_related("wave").filter(wave=wave, pk=key)


def asked(row: Question) -> Asked:
    """Give a question as the rules take it."""
    items = tuple(Item(key, label) for key, label in row.items)
    return Asked(key=row.key, kind=row.kind, text=row.text, items=items, core=row.core)


def waves_due_to_open(at: datetime) -> QuerySet[Wave]:
    """Planned waves whose day has come; one that could not open before its last hour never does."""
    rows = Wave.objects.filter(opened_at=None, withdrawn_at=None, opens_at__lte=at, closes_at__gt=at)
    return rows.order_by("pk")


def waves_due_to_close(at: datetime) -> QuerySet[Wave]:
    """Open waves whose hour has come."""
    return Wave.objects.filter(OPEN, closes_at__lte=at).order_by("pk")


def waves_with_answers(*, sealed_by: datetime) -> QuerySet[Wave]:
    """Waves that were sealed by a moment, and of which single answers are still kept."""
    kept = [Exists(table.objects.filter(wave=OuterRef("pk"))) for table in (Sheet, OpenAnswer)]
    return Wave.objects.filter(kept[0] | kept[1], sealed_at__lte=sealed_by).order_by("pk")


def wave_to_count(key: int) -> Wave | None:
    """Give a wave that is sealed, and of which nothing is released yet."""
    return Wave.objects.filter(pk=key, sealed_at__isnull=False, released_at=None, withdrawn_at=None).first()


@dataclass(frozen=True, slots=True)
class WaitingWave:
    """A wave that somebody is asked in and has not answered."""

    key: int
    name: str
    closes_at: datetime
    asks: int  # so many questions


def waves_waiting_for(person: int, at: datetime) -> list[WaitingWave]:
    """Give the open waves that somebody is asked in and has not answered. One query."""
    return [WaitingWave(*row) for row in _waiting(person, at)]


def invitations_waiting(person: int, at: datetime) -> QuerySet[Invited]:
    """Invitations of somebody that are not answered, to waves that take answers, with how much each `asks`."""
    asks = Question.objects.filter(wave=OuterRef("wave")).order_by().values("wave").annotate(n=Count("pk")).values("n")
    rows = Invited.objects.filter(person=person, answered=False, wave__sealed_at=None, wave__withdrawn_at=None)
    found: QuerySet[Invited] = rows.filter(wave__closes_at__gt=at).annotate(asks=Subquery(asks))
    return found


@prepared
def _waiting(person: int, at: datetime) -> QuerySet[Invited, tuple[int, str, datetime, int]]:
    rows = invitations_waiting(person, at).order_by("wave__closes_at", "wave")
    waiting: QuerySet[Any, Any] = rows
    return waiting.values_list("wave", "wave__name", "wave__closes_at", "asks")


@dataclass(frozen=True, slots=True)
class Rate:
    """How many are asked and have answered: the one figure that is known before a wave closes."""

    invited: int
    answered: int


def rate_of(wave: Wave) -> Rate:
    """Give how many answered so far, of all; after the sealing, how many did."""
    if wave.answered is not None:
        return Rate(wave.invited, wave.answered)
    return Rate(wave.invited, Invited.objects.filter(wave=wave, answered=True).count())


def wave_before(wave: Wave) -> Wave | None:
    """Give the wave of the same audience that closed last before one opened, and was answered.

    Whom an imported wave asked is not known: it counts as one of all groups.
    """
    rows = Wave.objects.filter(released_at__isnull=False, closes_at__lte=wave.opens_at, answered__gt=0)
    rows = rows.exclude(pk=wave.pk).prefetch_related("areas", "regions").order_by("-closes_at", "-pk")
    whom = _audience(wave)
    return next((each for each in rows[:LOOKED_AT] if _audience(each) == whom), None)


def _audience(wave: Wave) -> tuple[bool, frozenset[str], frozenset[int], frozenset[int]]:
    areas, regions = (frozenset(each.values()) for each in (
        {row.pk: row.area_id for row in wave.areas.all()}, {row.pk: row.region_id for row in wave.regions.all()}
    ))  # fmt: skip
    return wave.everybody and not wave.imported, frozenset(wave.sides), areas, regions
