"""Which people and initiatives the cells of a file mean. What is only guessed is shown, and not linked unasked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from parley.exchange.terms import Weight
from parley.exchange.terms.intake import MOST_REMEMBERED, Fact, FileMapping, Found, Guess
from parley.kernel.refusals import Refused
from parley.kernel.words import folded

WORD = re.compile(r"\w+")
MOST_GUESSES = 100  # that a person is asked about
Tell = Callable[[Weight, int, str, str, str], None]


@dataclass(frozen=True, slots=True)
class Known:
    """What cells of a file may refer to besides clients; 0 for what several are called."""

    people: Mapping[str, int]  # by key, e-mail and name, folded
    initiatives: Mapping[str, int]  # by “source:key”, title, and key where it is of Parley or the file’s source, folded
    foreign: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # key in another source: “source:key”, title
    titles: Mapping[int, str] = field(default_factory=dict)


class Guessed(Refused):
    """A cell means an initiative only by a key of another system: a person says whether it does."""

    def __init__(self, identity: str, title: str) -> None:
        super().__init__(f"Only the key of “{title}” in another system is spelled so. It is linked if you say that it "
                         f"is meant, or write {identity}.")  # fmt: skip
        self.identity, self.title = identity, title


class References:
    """Finds the people and initiatives that rows mean, and tells what means nobody."""

    def __init__(self, mapping: FileMapping, known: Known) -> None:
        self.known = known
        self._links = [(name, [frozenset(words_in(each)) for each in phrases]) for name, phrases in mapping.links]
        self._confirmed = {folded(text): identity for text, identity in mapping.confirmed.items()}
        self._others: dict[tuple[Fact, str], int | Refused] = {}

    def person(self, fact: Fact, text: str, line: int, tell: Tell) -> int | None:
        """Give the key of the person a cell means; None when it is empty or means nobody, which is told."""
        found = self._other(fact, text, self._person)
        if isinstance(found, Refused):
            tell(Weight.CELL, line, fact, text, found.sentence)
            return None
        return found

    def initiative(self, cell: str, text: str, line: int, found: Found, tell: Tell) -> int:
        """Give the initiative a row speaks for: what its cell says, else the first whose words its text holds; or 0."""
        meant = self._other(Fact.INITIATIVE, cell, self._initiative)
        if isinstance(meant, Refused):
            tell(Weight.CELL, line, Fact.INITIATIVE, cell, meant.sentence)
            if isinstance(meant, Guessed):
                _note_guess(found, cell, meant)
        elif meant:
            return self._spoken(cell, meant, found)
        if not self._links:
            return 0
        held = words_in(text)
        name = next((name for name, phrases in self._links if any(words <= held for words in phrases)), "")
        meant = self._other(Fact.INITIATIVE, name, self._initiative)
        if isinstance(meant, Refused):
            tell(Weight.STOPS, line, Fact.INITIATIVE, name, f"The mapping links rows to it. {meant.sentence}")
        return self._spoken("", meant, found) if isinstance(meant, int) else 0

    def _spoken(self, cell: str, initiative: int, found: Found) -> int:
        title = self.known.titles.get(initiative, "")
        found.speaks[cell, title] = found.speaks.get((cell, title), 0) + 1
        return initiative

    def _other(self, fact: Fact, text: str, find: Callable[[str], int]) -> int | Refused | None:
        if not text:
            return None
        found = self._others.get((fact, text))
        if found is None:
            try:
                found = find(text)
            except Refused as trouble:
                found = trouble
            if len(self._others) > MOST_REMEMBERED:
                self._others.clear()
            self._others[fact, text] = found
        return found

    def _person(self, text: str) -> int:
        if not (found := self.known.people.get(folded(text), 0)):
            raise Refused("Nobody in the company is known by this, or several are. Write a key or an e-mail.")
        return found

    def _initiative(self, text: str) -> int:
        plain = folded(text)
        found = self.known.initiatives.get(folded(self._confirmed.get(plain, text)))
        if found is None and (guess := self.known.foreign.get(plain)):
            raise Guessed(*guess)
        if found is None:
            raise Refused("No initiative is known by this. Write its key, or its title as it stands here.")
        if not found:
            raise Refused("Several initiatives are called so. Write the key of one.")
        return found


def _note_guess(found: Found, text: str, guessed: Guessed) -> None:
    there = found.guesses.get(folded(text))
    if there or len(found.guesses) < MOST_GUESSES:
        rows = there.rows + 1 if there else 1
        found.guesses[folded(text)] = Guess(there.text if there else text, guessed.identity, guessed.title, rows)


def words_in(text: str) -> set[str]:
    """Give the words of a text, folded."""
    return set(WORD.findall(folded(text)))
