"""Which region is meant by each that a file names: one that is here, or a new one."""

from collections.abc import Iterable

from parley.exchange.rules.intake import Intake
from parley.exchange.rules.nearness import one_slip
from parley.exchange.terms import Problem, Weight
from parley.kernel.words import folded


def settle_regions(intake: Intake, there: Iterable[tuple[str, str]]) -> None:
    """Write into what a file says of clients the names of the regions it means; `there` has names and keys of regions.

    One that looks like a slip is left empty, and said. New ones stand in `new_regions` afterwards.
    """
    known = {folded(word): name for name, key in there for word in (name, key)}
    words = frozenset(known)
    new: dict[str, str] = {}
    for row in intake.about.values():
        plain = folded(row.region)
        if not plain:
            continue
        if plain not in known and plain not in new:
            if near := one_slip(plain, words):
                sentence = f"This is new, and looks like “{known[near[0]]}”. Write that, or add this one in Company "
                problem = Problem(Weight.CELL, intake.file, row.line, "region", row.region, sentence + "first.")
                intake.found.tell(problem)
                row.region = ""
                row.stated.discard("region")
                continue
            new[plain] = " ".join(row.region.split())
        row.region = known.get(plain) or new[plain]
    intake.new_regions = tuple(new.values())
