"""The cohort of a trial among ten thousand clients, beside the bare solver that is given every one of them."""

import argparse
import random
import statistics
import time
from datetime import date, timedelta
from typing import NamedTuple

from parley.kernel.solving import Programme, quiet_solver
from parley.roadmap.terms.portfolio import Status
from parley.trials.rules.cohort import bars_of, cohort_for
from parley.trials.rules.cohort.choosing import best_of, choosing_of
from parley.trials.terms.candidates import Candidate, Dimension, Fit, Size, Standing
from parley.trials.terms.cohort import Question, Quota, Value, Variety, Wish

CLIENTS, PLACES, TIMES = 10_000, 30, 5
ON = date(2027, 3, 1)
REGIONS = {"AMER": 5.0, "EMEA": 3.0, "APAC": 2.0, "LATAM": 1.0, "Africa": 0.3}  # and how many clients each has
SEGMENTS = {"agency": 6.0, "retail": 5.0, "publisher": 4.0, "bank": 3.0, "travel": 2.0, "health": 1.0, "energy": 1.0,
            "public": 0.5, "space": 0.1}  # fmt: skip
WANTED = (("AMER", 5), ("EMEA", 4), ("APAC", 4), ("LATAM", 3), ("Africa", 3))
QUESTIONS = ((5, 3), (4, 3), (3, 4), (2, 5), (2, 5), (1, 8))  # weight, and by how many it should be answered
FAMILIES = 5  # one client in so many has a sister


class Took(NamedTuple):
    """How long it took to choose, to propose with all that is said of it, and the bare solver; and what was found."""

    chosen: float
    proposed: float
    bare: float
    value: Value
    same: bool


def run(options: argparse.Namespace) -> int:
    """Print the table; 1 when a cohort is not proven, or not what the bare solver finds."""
    import highspy  # noqa: F401, PLC0415 - its import is not measured

    print(f"{CLIENTS:,} candidates, {PLACES} places; seconds. Chosen: the best cohort alone. Proposed: with its price,")
    print(
        "a reason for each choice, the best swap of each and the order of who waits. Bare: HiGHS, given every column.\n"
    )
    print("company  answers   fit  waited  chosen  proposed   bare  bare / chosen  bare / proposed  same optimum")
    rows = []
    for seed in range(TIMES):
        rows.append(each := measured(seed))
        print(
            f"{seed:7}  {each.value.answers:7}  {each.value.fit:4}  {each.value.waited:6}  {each.chosen:6.2f}  "
            f"{each.proposed:8.2f}  {each.bare:5.2f}  {each.bare / each.chosen:13.1f}  "
            f"{each.bare / each.proposed:15.1f}  {'yes' if each.same else 'NO'}",
            flush=True,
        )
    ratio = statistics.median(each.chosen / each.bare for each in rows)
    wrong = sum(not each.same for each in rows)
    print(f"\nChoosing takes {ratio:.2f} times what the bare solver takes (median). Not the same optimum: {wrong}.")
    return int(wrong > 0)


def measured(seed: int, clients: int = CLIENTS) -> Took:
    """Choose for one made-up company, and let the bare solver do it."""
    candidates, wish = many(seed, clients), wanted_of_many()
    began = time.perf_counter()
    eligible = [each for each in candidates if not bars_of(each, wish, ON)]
    found = best_of(eligible, wish, ON, seconds=600)
    chosen = time.perf_counter() - began
    cohort = cohort_for(candidates, wish, ON, seconds=600)
    asked = choosing_of(eligible, wish, ON)  # written down before the clock of the bare solver runs
    began = time.perf_counter()
    sums = bare(asked.programme, asked.worths)
    took = time.perf_counter() - began
    same = found.status is cohort.status is Status.OPTIMAL and found.value == cohort.value == sums
    return Took(chosen, cohort.seconds, took, found.value, same)


def bare(programme: Programme, worths: list[list[float]]) -> Value:
    """Give the whole programme to the solver as its own interface wants it; make one sum after the other largest."""
    import highspy  # noqa: PLC0415 - as above

    solver, count = quiet_solver(), len(programme.lower)
    for name, value in (("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.999)):
        solver.setOptionValue(name, value)
    solver.addVars(count, programme.lower, programme.upper)
    for column, whole in enumerate(programme.whole):
        if whole:
            solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    for row, most in zip(programme.rows, programme.most, strict=True):
        solver.addRow(-highspy.kHighsInf, most, len(row), [column for column, _ in row], [by for _, by in row])
    sums = []
    for worth in worths:
        solver.changeColsCost(count, list(range(count)), [-each for each in worth])
        solver.run()
        sums.append(round(-solver.getInfo().objective_function_value))
        terms = [(column, -each) for column, each in enumerate(worth) if each]
        solver.addRow(-highspy.kHighsInf, -sums[-1], len(terms), [c for c, _ in terms], [by for _, by in terms])
    return Value(*sums)


def many(seed: int, count: int = CLIENTS) -> list[Candidate]:
    """Make a company's clients: regions and segments of uneven size, sisters, and one in twenty that rests."""
    dice = random.Random(seed)  # noqa: S311 - the same clients in every run
    regions, segments, sizes = list(REGIONS), list(SEGMENTS), list(Size)
    return [
        Candidate(
            key=key, whole=key // 2 * 2 if key < count // FAMILIES else key, name=f"Client {key}",
            region=dice.choices(range(len(regions)), list(REGIONS.values()))[0],
            segment=dice.choices(segments, list(SEGMENTS.values()))[0], size=dice.choice(sizes),
            answers=frozenset(each for each in range(len(QUESTIONS)) if dice.random() < 0.25),
            fit=Fit(min(30, int(dice.expovariate(0.2)))), asked_on=ON - timedelta(days=dice.randrange(2_000)),
            standing=Standing(trial_ends=ON - timedelta(days=dice.randrange(100)) if dice.random() < 0.05 else None),
        )
        for key in range(count)
    ]  # fmt: skip


def wanted_of_many() -> Wish:
    """Wish for each region, for small and large, for variety, and for answers to each question."""
    regions = tuple(Quota(Dimension.REGION, list(REGIONS).index(name), least, name) for name, least in WANTED)
    sizes = tuple(Quota(Dimension.SIZE, size, 3, size.value) for size in (Size.SMALL, Size.LARGE))
    return Wish(
        places=PLACES, quotas=(*regions, *sizes), varieties=(Variety(Dimension.SEGMENT, 7),), most_alike=9,
        questions=tuple(Question(key, f"Question {key + 1}", *each) for key, each in enumerate(QUESTIONS)),
    )  # fmt: skip
