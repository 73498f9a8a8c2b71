"""Seeing what a planned wave could show: how many each part would have, and whose accounts are new."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from parley.groups.queries.counted import names_of_groups
from parley.people.models import Person
from parley.people.queries import functions, names_of, people_in_the_company, regions
from parley.people.terms import Side
from parley.surveys.models import Wave
from parley.surveys.queries.asking import asked_alone
from parley.surveys.rules.cells import cells_of
from parley.surveys.terms.release import Cell

LATELY = timedelta(days=90)
SIDES = {Side.BUSINESS.value: "Business", Side.PRODUCT.value: "Product", Side.NEITHER.value: "Executives and others"}


@dataclass(frozen=True, slots=True)
class PartAhead:
    """A part of the whole in a wave that opens now. `lately`: whose accounts one person made lately, and how many."""

    cut: str
    name: str
    invited: int
    lately: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """Whom a wave would ask if it opened now, and what could be shown of them."""

    invited: int
    left_out: int  # whom another wave asks at the same time
    whole_alone: int  # who came so lately that only the whole counts them
    parts: tuple[PartAhead, ...]
    floor: int

    @property
    def never(self) -> list[PartAhead]:
        """Parts of which nothing can be shown, whoever answers (R10)."""
        return [each for each in self.parts if each.invited < 2 * self.floor]

    @property
    def filled(self) -> list[PartAhead]:
        """Parts that one person filled lately: without those accounts nothing could be shown of them (R12)."""
        return [each for each in self.parts if each.lately and each.invited - each.lately[1] < 2 * self.floor]


def ahead_of(wave: Wave, at: datetime) -> Ahead:
    """Say what a wave could show if it opened at that moment. A constant number of queries."""
    asked, left_out = asked_alone(wave, at)
    sizes: Counter[Cell] = Counter()
    lately = _entered_lately(at)
    by: dict[Cell, Counter[int]] = defaultdict(Counter)
    for person, where in asked.items():
        for cell in cells_of(where):
            if len(cell) == 1:
                sizes[cell] += 1
                if person in lately:
                    by[cell][lately[person]] += 1
    names = names_of_parts()
    who = names_of(key for counts in by.values() for key in counts)
    return Ahead(
        invited=len(asked),
        left_out=left_out,
        whole_alone=sum(not cells_of(where)[1:] for where in asked.values()),
        parts=tuple(
            PartAhead(cut, names[cut].get(value, value), sizes[cell], _most(by.get(cell), who))
            for cell in sorted(sizes)
            for cut, value in cell
        ),
        floor=wave.floor,
    )


@dataclass(frozen=True, slots=True)
class Whom:
    """Of which groups, sides and regions a wave asks people; of all where it names none."""

    areas: tuple[tuple[int, str], ...]
    sides: tuple[str, ...]
    regions: tuple[tuple[int, str], ...]


def whom_of(wave: Wave) -> Whom:
    """Say whom a wave asks. Two queries."""
    return Whom(
        areas=tuple(wave.areas.order_by("area__name").values_list("area", "area__name")),
        sides=tuple(SIDES[word] for word in wave.sides),
        regions=tuple(wave.regions.order_by("region__name").values_list("region", "region__name")),
    )


def names_of_parts() -> dict[str, dict[str, str]]:
    """Give the names of the values of each cut, by their keys."""
    return {
        "group": names_of_groups(),
        "side": SIDES,
        "region": {each.key: each.name for each in regions()},
        "function": {each.key: each.name for each in functions()},
    }


def _entered_lately(at: datetime) -> dict[int, int]:
    rows = people_in_the_company().filter(entered_at__gt=at - LATELY)
    return {person: by for person, by in rows.values_list("pk", "entered_by") if by is not None}


def _most(counts: Counter[int] | None, who: dict[int, Person]) -> tuple[str, int] | None:
    if not counts:
        return None
    key, many = counts.most_common(1)[0]
    return (who[key].name if key in who else "somebody", many)
