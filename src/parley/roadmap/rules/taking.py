"""What may be said of what an initiative takes: its team-weeks, what it needs first, and what excludes it."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from parley.kernel.refusals import Refused

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
            raise Refused(
                "One of these needs it first, directly or not, so neither could ever begin. Choose which comes first.",
                field="needs",
            )
        if each not in found:
            found.add(each)
            rest += known.get(each, ())
