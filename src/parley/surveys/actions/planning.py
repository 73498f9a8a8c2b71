"""Changing what a wave is, until it opens; and giving it up."""

from collections.abc import Collection
from datetime import datetime

from parley.groups.models import Area
from parley.groups.queries import acting
from parley.kernel.refusals import Stale
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.people.models import Person, Region
from parley.people.rules import must_have_a_name
from parley.people.terms import Side
from parley.surveys.events.waves import WaveAsks, WavePlanned, WaveWithdrawn
from parley.surveys.models import Invited, Question, Sheet, Wave, WaveArea, WaveRegion
from parley.surveys.queries.asking import overlapping_wave
from parley.surveys.queries.past import is_here
from parley.surveys.queries.waves import facts_of
from parley.surveys.rules import planning as rules
from parley.surveys.rules.past_parts import past_question
from parley.surveys.terms.waves import CORE, OPEN, Kind


@action
def plan_wave(
    *,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    floor: int = 5,
    everybody: bool = False,
    areas: Collection[Area] = (),
    sides: Collection[Side] = (),
    regions: Collection[Region] = (),
    actor: Actor,
    at: datetime,
) -> Wave:
    """Plan a wave with the questions that every wave asks. Raises Refused for who may not, and impossible times."""
    rules.must_run_waves(acting(actor))
    first, last = rules.times_of(opens_at, closes_at, at)
    called = must_have_a_name(name)[:120]
    rules.must_be_the_only_one_called(called, taken=is_here(called))
    wave = Wave.objects.create(
        name=called,
        opens_at=first,
        closes_at=last,
        floor=rules.floor_of(floor),
        everybody=everybody,
        sides=[Side(each).value for each in sides],
        planned_by=actor if isinstance(actor, Person) else None,
    )
    _ask(wave, areas, regions, at)
    Question.objects.bulk_create(
        Question(wave=wave, place=place, key=each.key, kind=each.kind, text=each.text, core=True,
                 items=[[item.key, item.label] for item in each.items])
        for place, each in enumerate(CORE)
    )  # fmt: skip
    record(WavePlanned(wave=wave.pk))
    return wave


@action
def change_wave(
    *,
    wave: Wave,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    floor: int,
    everybody: bool,
    areas: Collection[Area],
    sides: Collection[Side],
    regions: Collection[Region],
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Change the plan of a wave that has not opened. Raises Refused once it has, and Stale when another changed it."""
    row = _planned(wave, actor)
    if seen_version is not None and seen_version != row.version:
        raise Stale("This plan was changed meanwhile. Look at it again, then change it.", yours=name, theirs=row.name)
    row.opens_at, row.closes_at = rules.times_of(opens_at, closes_at, at)
    called = must_have_a_name(name)[:120]
    rules.must_be_the_only_one_called(called, taken=called != row.name and is_here(called))
    row.name, row.floor, row.everybody = called, rules.floor_of(floor), everybody
    row.sides = [Side(each).value for each in sides]
    row.version += 1
    row.save()
    row.areas.all().delete()
    row.regions.all().delete()
    _ask(row, areas, regions, at)
    record(WavePlanned(wave=row.pk))


@action
def add_question(
    *, wave: Wave, text: str, kind: Kind, items: Collection[str] = (), actor: Actor, at: datetime
) -> Question:
    """Ask one question more, before the one in own words. Raises Refused once the wave has opened."""
    row = _planned(wave, actor)
    there = list(row.questions.order_by("place"))
    rules.must_ask_another(len(there))
    labels, words = rules.items_of(rules.kind_of(kind), items), rules.question_of(text)
    key = past_question(words, kind).key
    rules.must_not_be_asked_twice(asked=any(each.key == key for each in there))
    last = next(each for each in there if each.key == OPEN)
    place = last.place
    last.place += 1
    last.save(update_fields=["place"])
    made: Question = Question.objects.create(
        wave=row, place=place, key=key, kind=kind, text=words,
        items=[[f"item-{n}", label] for n, label in enumerate(labels, 1)],
    )  # fmt: skip
    _count_version(row)
    record(WaveAsks(wave=row.pk, question=made.pk, added=True))
    return made


@action
def drop_question(*, question: Question, actor: Actor, at: datetime) -> None:
    """Take a question out that this wave added. Raises Refused once the wave has opened, and for a core question."""
    row = _planned(question.wave, actor)
    rules.must_not_be_core(core=question.core)
    key = question.pk
    if Question.objects.filter(pk=key, wave=row).delete()[0]:
        _count_version(row)
        record(WaveAsks(wave=row.pk, question=key, added=False))


@action
def withdraw_wave(*, wave: Wave, reason: str, actor: Actor, at: datetime) -> None:
    """Give a wave up before it closes; what was answered is deleted unread, and swept from the disk.

    Raises Refused when it is over.
    """
    rules.must_run_waves(acting(actor))
    row = Wave.objects.select_for_update().get(pk=wave.pk)
    rules.must_be_withdrawable(facts_of(row))
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    Sheet.objects.filter(wave=row).delete()
    Invited.objects.filter(wave=row).delete()
    enqueue("sweep_wave", payload={"wave": row.pk}, unique_key=f"sweep_wave:{row.pk}")
    record(WaveWithdrawn(wave=row.pk), reason=rules.reason_of(reason))


def _planned(wave: Wave, actor: Actor) -> Wave:
    """The wave, held until the action ends. Raises Refused for who may not, and once it has opened."""
    rules.must_run_waves(acting(actor))
    row: Wave = Wave.objects.select_for_update().get(pk=wave.pk)
    rules.must_be_planned(facts_of(row))
    return row


def _ask(wave: Wave, areas: Collection[Area], regions: Collection[Region], at: datetime) -> None:
    WaveArea.objects.bulk_create(WaveArea(wave=wave, area=each) for each in areas)
    WaveRegion.objects.bulk_create(WaveRegion(wave=wave, region=each) for each in regions)
    other = overlapping_wave(wave, at)
    rules.must_ask_nobody_twice(other.name if other else None)


def _count_version(wave: Wave) -> None:
    wave.version += 1
    wave.save(update_fields=["version"])
