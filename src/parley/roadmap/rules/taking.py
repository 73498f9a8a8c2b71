"""What may be said of what an initiative takes: its team-weeks, what it needs first, and what excludes it."""

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from parley.kernel.refusals import Refused
from parley.roadmap.terms.portfolio import TieKind

AllTies = frozenset[tuple[TieKind, int, int]]
ROUND = "One of these needs it first, directly or not, so neither could ever begin. Choose which comes first."


class Tying(NamedTuple):
    """What is to be tied to one initiative; None leaves as it is what comes first, or what excludes it."""

    needs: frozenset[int] | None
    excludes: frozenset[int] | None


MOST_WEEKS = Decimal(9999)


def must_be_team_weeks(weeks: Decimal | None) -> Decimal | None:
    """Give back team-weeks, to a tenth. Raises Refused for none or too many; None says that nobody knows."""
    if weeks is None:
        return None
    if not weeks.is_finite() or not 0 < weeks <= MOST_WEEKS:
        raise Refused(
            f"Write between 0.1 and {MOST_WEEKS:,f} team-weeks: what is left to do. "
            "Leave it empty while nobody can say.",
            field="team_weeks",
        )
    return max(weeks.quantize(Decimal("0.1")), Decimal("0.1"))


def must_not_be_both(needs: Collection[int], excludes: Collection[int]) -> None:
    """Raise Refused when an initiative would need what excludes it."""
    if set(needs) & set(excludes):
        raise Refused("What is needed first cannot exclude it. Choose one of the two.", field="excludes")


def must_not_go_round(initiative: int, needs: Collection[int], before: Iterable[tuple[int, int]]) -> None:
    """Raise Refused when what an initiative needs would need it in turn. `before`: pairs (first, then) of the others.

    Two that need each other could only be done together, which is one initiative.
    """
    known: dict[int, list[int]] = {}
    for first, then in before:
        known.setdefault(then, []).append(first)
    found, rest = set(), list(needs)
    while rest:
        each = rest.pop()
        if each == initiative:
            raise Refused(ROUND, field="needs")
        if each not in found:
            found.add(each)
            rest += known.get(each, ())


def tied_anew(wanted: Mapping[int, Tying], there: AllTies) -> tuple[AllTies, list[tuple[int, Refused]]]:
    """Give all ties once several initiatives are tied anew, and which of them cannot be, with why.

    Two exclude each other when either says so; what no longer says so of those that say anything is let go.
    """
    ties = {
        (kind, first, second)
        for kind, first, second in there
        if not (wanted.get(second, NOTHING).needs is not None if kind is TieKind.BEFORE
                else any(wanted.get(each, NOTHING).excludes is not None for each in (first, second)))
    }  # fmt: skip
    for key, each in wanted.items():
        ties |= {(TieKind.BEFORE, first, key) for first in each.needs or ()}
        ties |= {(TieKind.APART, min(key, other), max(key, other)) for other in each.excludes or ()}
    before = {(first, then) for kind, first, then in ties if kind is TieKind.BEFORE}
    rounds, refused = _in_a_round(before), []
    for key, each in wanted.items():
        try:
            _must_exclude_others(key, each.excludes or ())
            must_not_be_both(
                [first for first, then in before if then == key] if each.excludes else (), each.excludes or ()
            )
            _must_begin(each.needs if key in rounds else ())
        except Refused as trouble:
            refused.append((key, trouble))
    return frozenset(ties), refused


def _must_exclude_others(initiative: int, excludes: Collection[int]) -> None:
    if initiative in excludes:
        raise Refused("It cannot exclude itself. Take it out of its own row.", field="excludes")


def _must_begin(round_: Collection[int] | None) -> None:
    if round_:
        raise Refused(ROUND, field="needs_first")


def _in_a_round(before: AbstractSet[tuple[int, int]]) -> set[int]:
    """Give what could never begin: what is left once all with nothing before it, or behind it, is taken out."""
    pairs = set(before)
    while pairs:
        ends = {first for first, _then in pairs} & {then for _first, then in pairs}
        left = {pair for pair in pairs if ends.issuperset(pair)}
        if left == pairs:
            break
        pairs = left
    return {each for pair in pairs for each in pair}


NOTHING = Tying(None, None)
