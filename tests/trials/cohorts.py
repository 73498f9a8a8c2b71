"""Small made-up cohorts, and what trying every one of them finds; the reference of METHODS (i)."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from parley.trials.terms.candidates import Candidate, Consent, Dimension, Fit, Sensitive, Size, Standing
from parley.trials.terms.cohort import Cap, Limit, Pins, Places, Question, Quota, Value, Variety, Wish

ON = date(2027, 3, 1)
REGIONS = {1: "US", 2: "EMEA", 3: "APAC"}
SEGMENTS = ("agency", "retail", "publisher", "")
QUESTIONS = (Question(1, "Does it save time?"), Question(2, "Is it safe?", 3, 2), Question(3, "Who pays?", 2, 3))

Chosen = tuple[Candidate, ...]


def reference() -> dict[str, Any]:
    """Give the reference values that were computed elsewhere."""
    shared = Path(__file__).parents[3] / "shared"
    values: dict[str, Any] = json.loads((shared / "methods" / "i_cohort.json").read_text())
    return values


def some(random: Random, most: int = 10) -> list[Candidate]:
    """Make a few candidates, some of one company, some of whom may not be asked."""
    return [
        Candidate(
            key=key, whole=random.randint(1, 2 * most), name=f"Client {key}",
            region=random.choice((1, 1, 1, 2, 2, 2, 3, 3, None)),
            segment=random.choice(SEGMENTS * 2 + SEGMENTS[:2]), size=random.choice((Size.SMALL, *Size, Size.LARGE)),
            answers=frozenset(each.key for each in QUESTIONS if random.random() < 0.4),
            fit=Fit(random.choice((0, 1, 3, 3, 5, 9)), random.randint(0, 3), ON - timedelta(random.randint(1, 400))),
            asked_on=random.choice((None, ON - timedelta(days=random.randint(1, 900)))),
            standing=standing(random) if random.random() < 0.12 else Standing(),
        )
        for key in random.sample(range(100), random.choice((1, 3, 6, 7, most - 1, most, most)))
    ]  # fmt: skip


def standing(random: Random) -> Standing:
    """Make what may keep a client out, or may not."""
    around = [None, *(ON + timedelta(days=days) for days in (-400, -200, -184, -181, -100, -1, 0, 1, 90))]
    return Standing(
        left=random.random() < 0.1, said_no=random.random() < 0.1, trial_open=random.random() < 0.1,
        trial_ends=random.choice(around), rests_from=random.choice(around),
        sensitive=random.choice((None, None, *Sensitive)), sensitive_until=random.choice(around),
        consent=random.choice((Consent.AGREED, *Consent)), covered=random.random() < 0.9,
    )  # fmt: skip


def wanting(random: Random, candidates: Collection[Candidate]) -> Wish:
    """Wish for something that can often be, and often not."""
    values: dict[Dimension, list[tuple[int | str, str]]] = {
        Dimension.REGION: [(1, "US"), (2, "EMEA"), (3, "APAC")],
        Dimension.SEGMENT: [(each, each) for each in SEGMENTS[:3]],
        Dimension.SIZE: [(Size.SMALL, "small"), (Size.LARGE, "large")],
    }
    quotas: dict[tuple[Dimension, int | str], Quota] = {}
    for _ in range(random.choice((0, 1, 1, 2))):
        dimension = random.choice(list(Dimension))
        value, name = random.choice(values[dimension])
        quotas[dimension, value] = Quota(dimension, value, random.choice((1, 1, 1, 1, 2, 3)), name)
    kinds = random.sample(list(Dimension), random.choice((0, 0, 1, 2)))
    keys = [each.key for each in candidates]
    put_in = frozenset(random.sample(keys, min(len(keys), random.choice((0, 0, 0, 0, 0, 1, 1, 2)))))
    return Wish(
        places=random.randint(1, 4), quotas=tuple(quotas.values()),
        varieties=tuple(Variety(kind, random.choice((1, 2, 2, 3))) for kind in kinds),
        most_alike=random.choice((None, None, 1, 2)), questions=QUESTIONS[: random.randint(0, 3)], put_in=put_in,
        leave_out=frozenset(random.sample(keys, random.choice((0, 0, 1)))) - put_in,
        regions=random.choice((None, None, frozenset({1, 2, 3}))),
    )  # fmt: skip


def may_be_asked(each: Candidate, wish: Wish) -> bool:
    """Read the rules of fatigue and of eligibility one by one; half a year before 1 March is 1 September."""
    state = each.standing
    half = date(2026, 9, 1)
    assert wish.pause == 6
    rested = all(day is None or day <= half for day in (state.trial_ends, state.rests_from))
    calm = state.sensitive is None or (state.sensitive_until is not None and state.sensitive_until < ON)
    fine = not state.left and not state.said_no and state.consent is Consent.AGREED and state.covered
    here = wish.regions is None or each.region in wish.regions
    return fine and here and rested and calm and not state.trial_open and each.key not in wish.leave_out


def sets_of(eligible: Collection[Candidate], most: int) -> Iterator[Chosen]:
    """Give every set of at most so many, of each company one at most."""
    for count in range(most + 1):
        for chosen in combinations(eligible, count):
            if len({each.whole for each in chosen}) == count:
                yield chosen


def shortfall(limit: Limit, chosen: Chosen, wish: Wish) -> int:
    """Count by how many clients a set misses a limit."""
    match limit:
        case Quota(dimension, value, least):
            return max(0, least - len([each for each in chosen if getattr(each, dimension) == value]))
        case Variety(dimension, least):
            there = {getattr(each, dimension) for each in chosen} - {None, "", Size.UNKNOWN}
            return max(0, least - len(there))
        case Cap(most):
            segments = [each.segment for each in chosen if each.segment]
            return max(0, max((segments.count(each) for each in segments), default=0) - most)
        case Places(count):
            return abs(count - len(chosen))
        case Pins():
            return len(wish.put_in - {each.key for each in chosen})
    raise AssertionError(limit)


def all_limits(wish: Wish) -> list[Limit]:
    """Give the limits of a wish, the pins without names."""
    cap = [Cap(wish.most_alike)] if wish.most_alike else []
    return [Places(wish.places), *([Pins(())] if wish.put_in else []), *wish.quotas, *wish.varieties, *cap]


def meets(limits: Iterable[Limit], chosen: Chosen, wish: Wish) -> bool:
    """Whether a set keeps to some limits."""
    return not any(shortfall(limit, chosen, wish) for limit in limits)


def worth(chosen: Iterable[Candidate], wish: Wish) -> Value:
    """Count what a set is worth."""
    chosen = list(chosen)
    answers = 0
    for question in wish.questions:
        able = sum(question.key in each.answers for each in chosen)
        answers += question.weight * (min(question.wanted, able))
    waits = [3650 if each.asked_on is None else (ON - each.asked_on).days for each in chosen]
    return Value(answers, sum(each.fit.points for each in chosen), sum(waits))
