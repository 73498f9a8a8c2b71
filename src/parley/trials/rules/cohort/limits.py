"""What a cohort is worth and which limits it breaks, counted in plain numbers; and how limits are said."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from parley.trials.terms.candidates import LONGEST_WAIT, Candidate, Dimension
from parley.trials.terms.cohort import Cap, Limit, Pins, Places, Quota, Relatives, Value, Variety, Wish

PLURALS = {Dimension.REGION: "regions", Dimension.SEGMENT: "segments", Dimension.SIZE: "sizes"}
ONE = {Dimension.REGION: "region", Dimension.SEGMENT: "segment", Dimension.SIZE: "size"}
MOST_NAMED = 4


def waited(candidate: Candidate, on: date) -> int:
    """Give for how many days a client was not asked, at most LONGEST_WAIT, which is for those never asked."""
    if candidate.asked_on is None:
        return LONGEST_WAIT
    return min(max((on - candidate.asked_on).days, 0), LONGEST_WAIT)


def value_of(chosen: Collection[Candidate], wish: Wish, on: date) -> Value:
    """Count what a cohort is worth."""
    counts = Counter(key for each in chosen for key in each.answers)
    return Value(
        sum(question.weight * min(counts[question.key], question.wanted) for question in wish.questions),
        sum(each.fit.points for each in chosen),
        sum(waited(each, on) for each in chosen),
    )


def limits_of(wish: Wish, candidates: Iterable[Candidate] = ()) -> tuple[Limit, ...]:
    """Give all limits of a wish; the names of who is put in are those of candidates."""
    names = tuple(sorted(each.name for each in candidates if each.key in wish.put_in))
    return (Places(wish.places), *((Pins(names),) if names else ()), *wish.spread)


def breaks(chosen: Sequence[Candidate], limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """Give the limits that a cohort breaks, pins and relatives aside."""
    counts = counted(chosen)
    return tuple(limit for limit in limits if not keeps(limit, counts, len(chosen)))


def counted(chosen: Iterable[Candidate]) -> dict[Dimension, Counter[int | str]]:
    """Count a cohort by each dimension; what is not known counts nowhere."""
    counts: dict[Dimension, Counter[int | str]] = {each: Counter() for each in Dimension}
    for candidate in chosen:
        for dimension, count in counts.items():
            if (value := candidate.at(dimension)) is not None:
                count[value] += 1
    return counts


def keeps(limit: Limit, counts: Mapping[Dimension, Counter[int | str]], places: int) -> bool:
    """Whether so many clients of each kind keep to a limit; pins and relatives are asked elsewhere."""
    match limit:
        case Quota(dimension, value, least):
            return counts[dimension][value] >= least
        case Variety(dimension, least):
            return sum(count > 0 for count in counts[dimension].values()) >= least
        case Cap(most):
            return max(counts[Dimension.SEGMENT].values(), default=0) <= most
        case Places(count):
            return places == count
        case Pins() | Relatives():
            return True


def limit_words(limit: Limit) -> str:
    """Say a limit: “at least 2 in APAC”."""
    match limit:
        case Quota(_, _, least):
            return f"at least {least} {where(limit)}"
        case Variety(dimension, least):
            return f"clients of at least {least} {PLURALS[dimension] if least != 1 else ONE[dimension]}"
        case Cap(most):
            return f"at most {most} of any one segment"
        case Places(count):
            return f"{count} place{'s' if count != 1 else ''}"
        case Pins(names):
            return f"{named(names)} put in"
        case Relatives(names):
            return f"one client of a company at most, as {named(names)} are"


def where(quota: Quota) -> str:
    """Say of which clients a quota is, after their number: “in APAC”, “of segment “retail””, “of size large”."""
    match quota.dimension:
        case Dimension.REGION:
            return f"in {quota.name}"
        case Dimension.SEGMENT:
            return f"of segment “{quota.name}”"
        case Dimension.SIZE:
            return f"of size “{quota.name}”"


def named(names: Sequence[str]) -> str:
    """Name clients, the first four."""
    shown = [f"“{name}”" for name in names[:MOST_NAMED]]
    return listed([*shown, f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else shown)


def listed(words: Sequence[str]) -> str:
    """Say several things: “a, b and c”."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def cost_words(cost: Value) -> str:
    """Say what a change loses and gains: “loses 2 points of fit and gains 30 days of waiting”; nothing else is said."""
    words = (
        ("point of answers", "points of answers"),
        ("point of fit", "points of fit"),
        ("day of waiting", "days of waiting"),
    )
    lost = [_many(part, *each) for part, each in zip(cost, words, strict=True) if part > 0]
    gained = [_many(-part, *each) for part, each in zip(cost, words, strict=True) if part < 0]
    said = [f"loses {listed(lost)}"] * bool(lost) + [f"gains {listed(gained)}"] * bool(gained)
    return listed(said) or "loses nothing"


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
