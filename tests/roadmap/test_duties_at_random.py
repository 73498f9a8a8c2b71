"""Whatever happens in whatever order: an initiative owes what a plain reading of its history says, and no more."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import meet_duty, take_off_duty
from parley.roadmap.models.duties import OwedDuty, StageDuty
from parley.roadmap.queries import initiative_to_change
from parley.roadmap.rules import is_heard, passed, regions_needed, taken_on
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import STAGES_WITH_DUTIES, DutyKind, Listed
from tests.cast import Cast
from tests.roadmap.duties import WITHOUT, listed, on
from tests.roadmap.made import initiative

KINDS = (DutyKind.SUPPORT_NOTES, DutyKind.ENABLEMENT, DutyKind.MARKET_PLAN)
WAY = [each for each in Stage if each is not Stage.STOPPED]


@dataclass
class Plain:
    """The history as one would tell it: when each line was put on the list, when the stage was reached, what is met."""

    stage: Stage
    reached: int = 0
    lines: dict[int, tuple[Stage, DutyKind, int]] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)

    def owed(self) -> set[int]:
        """What was on the list before it reached its stage, and is not met."""
        return {
            key for key, (stage, _kind, since) in self.lines.items()
            if stage is self.stage and since < self.reached and key not in self.met
        }  # fmt: skip

    def missing(self, to: Stage) -> set[int]:
        """What it would go on without: what it owes, and what the stages between ask for."""
        if WAY.index(to) <= WAY.index(self.stage):
            return set()
        between = WAY[WAY.index(self.stage) + 1 : WAY.index(to)]
        return self.owed() | {key for key, (stage, *_) in self.lines.items() if stage in between} - self.met


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.parametrize("seed", range(6))
def test_it_owes_what_a_plain_reading_says(cast: Cast, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same walk each time
    row = initiative(cast, stage=Stage.GATHER)
    plain = Plain(Stage.GATHER)
    refusals = 0
    for step in range(1, 46):
        at = cast.at + timedelta(days=step)
        match random.choice(("list", "list", "take off", "meet", "move", "move", "move")):
            case "list":
                stage, kind = random.choice(STAGES_WITH_DUTIES), random.choice(KINDS)
                if (stage, kind) not in {each[:2] for each in plain.lines.values()}:
                    plain.lines[listed(cast, kind, stage=stage, at=at).pk] = (stage, kind, step)
            case "take off" if plain.lines:
                key = random.choice(sorted(plain.lines))
                take_off_duty(duty=StageDuty.objects.get(pk=key), actor=MACHINE, at=at)
                del plain.lines[key]
            case "meet" if owed := sorted(plain.owed()):
                key = random.choice(owed)
                meet_duty(initiative=row, kind=plain.lines[key][1], actor=cast.noor, at=at)
                plain.met.add(key)
            case "move":
                to = random.choice([each for each in WAY if each is not plain.stage])
                missing = plain.missing(to)
                if missing:
                    refusals += 1
                    with pytest.raises(Refused) as refused:
                        on(cast, row, to, at, skipping=True)
                    assert refused.value.field == "without"
                row = on(cast, row, to, at, skipping=True, without=WITHOUT if missing else "")
                waived = OwedDuty.objects.filter(initiative=row, waived=True, done_at=at)
                assert set(waived.values_list("duty", flat=True)) == missing
                plain.stage, plain.reached = to, step
        found = OwedDuty.objects.filter(initiative=row, done_at=None)
        assert set(found.values_list("duty", flat=True)) == plain.owed()
        assert all(each.stage is initiative_to_change(row.pk).stage for each in found)
    assert refusals


@given(st.sampled_from(list(Stage)), st.sampled_from(list(Stage)))
def test_a_move_asks_for_the_stages_it_leaves_behind(before: Stage, after: Stage) -> None:
    behind = passed(before, after)
    if Stage.STOPPED in (before, after) or WAY.index(after) <= WAY.index(before):
        assert behind == ()
    else:
        assert behind[0] is before
        assert after not in behind
        assert list(behind) == sorted(behind, key=WAY.index)
        assert len(behind) == WAY.index(after) - WAY.index(before)


@given(st.integers(1, 20), st.sets(st.integers(1, 8)), st.sets(st.integers(1, 8)))
def test_enough_regions_are_as_many_as_asked_or_all_there_are(number: int, heard: set[int], there: set[int]) -> None:
    said = sum(region in heard for region in there)
    assert is_heard(number, heard=heard, there=there) == (said >= number or said == len(there))
    assert regions_needed(number, there) <= len(there)


@given(st.lists(st.tuples(st.sampled_from(STAGES_WITH_DUTIES), st.none() | st.frozensets(st.integers(1, 3)))))
def test_a_line_is_taken_on_at_its_stage_in_its_areas(lines: list[tuple[Stage, frozenset[int] | None]]) -> None:
    rows = [Listed(key=key, stage=stage, kind=DutyKind.OTHER, days=7, areas=areas)
            for key, (stage, areas) in enumerate(lines)]  # fmt: skip
    for stage in Stage:
        for area in (1, 2, 9):
            found = {each.key for each in taken_on(rows, stage=stage, area=area)}
            assert found == {key for key, (at, areas) in enumerate(lines) if at is stage and (not isinstance(
                areas, frozenset) or area in areas)}  # fmt: skip
