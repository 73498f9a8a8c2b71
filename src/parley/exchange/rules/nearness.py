"""Which known word somebody probably meant: for sentences that say what to write instead."""

import difflib
from collections.abc import Collection, Iterable

from parley.kernel.words import bare

NEAR = 0.72  # of 1: below it what is offered looks like nothing that was meant
SHORTEST = 6  # letters a word must have before one slip of the finger is seen as one


def nearest(word: str, known: Collection[str], *, many: int = 500) -> str:
    """Give the known word that looks most like this one, or nothing when none does.

    Among more than `many`, only those that begin with the same two letters are compared, since comparing is slow.
    """
    if len(word) > 100:
        return ""
    start = word.casefold()[:2] if len(known) > many else ""
    plain = {each.casefold(): each for each in known if not start or each.casefold().startswith(start)}
    if len(plain) > 10 * many:
        return ""
    found = difflib.get_close_matches(word.casefold(), plain, n=1, cutoff=NEAR)
    return plain[found[0]] if found else ""


def suggestion(word: str, known: Collection[str], *, few: int = 12) -> str:
    """Say what could be meant: the nearest known word, else all of them when they are few."""
    if near := nearest(word, known):
        return f" Did you mean “{near}”?"
    return f" Known are {', '.join(sorted(known))}." if 0 < len(known) <= few else ""


def one_slip(word: str, known: Iterable[str]) -> list[str]:
    """List the known words that differ from this one by one letter more, less, other, or two swapped."""
    return [each for each in known if len(each) >= SHORTEST and word != each and _slip(word, each)]


def _slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    first = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, its = one[first:], other[first:]
    if rest[1:] == its or rest == its[1:] or rest[1:] == its[1:]:
        return True
    return rest[:2] == its[1::-1] and rest[2:] == its[2:]


class Lookalikes:
    """Finds among many names those that look like a new one, without comparing it with each.

    A name is kept under itself and under every form with one letter left out, so that one slip meets.
    """

    def __init__(self) -> None:
        self._forms: dict[str, str] = {}

    def add(self, name: str) -> None:
        """Keep a name."""
        for form in self._of(name):
            self._forms.setdefault(form, name)

    def like(self, name: str) -> str:
        """Give a kept name that looks like this one, or nothing."""
        return next((self._forms[form] for form in self._of(name) if form in self._forms), "")

    @staticmethod
    def _of(name: str) -> list[str]:
        plain = bare(name) or name.casefold()
        numbers = "".join(each for each in plain if each.isdigit())  # “Store 12” and “Store 13” are no slip
        forms = [plain]
        if len(plain) >= SHORTEST:
            forms += [plain[:i] + plain[i + 1 :] for i, each in enumerate(plain) if not each.isdigit()]
        return [f"{form}/{numbers}" for form in forms]
