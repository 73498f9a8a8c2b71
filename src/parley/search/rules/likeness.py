"""How alike two texts are: which words of a text are worth asking the index for, and in which order their finds stand.

A word that many things hold says little and costs much. So a text is sought by its rarest words, and only what these
find is compared with it in full. See docs/decisions/0013-merging.md, which has what was measured.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from parley.search.rules import words_in

LONGEST = 2_500  # characters of a text that are read
SHORTEST = 2  # letters; a word of so few, unless of a script without spaces, tells nothing
MOST_ASKED = 40  # words of a text whose frequency is asked for: the longest, which are the rarest
COMMON = 500  # things; a word held by more is not sought
MOST_SOUGHT = 16  # words
MOST_HELD = 800  # things that hold the words that are sought, all together
POOL = 60  # things that are compared in full
ENDINGS = ("ingly", "edly", "ings", "ies", "ing", "ed", "es", "s", "ly", "ungen", "ung", "en")
SHORTEST_STEM = 4
LENGTH = 0.4  # how far a long text is marked down: as its squared weight to this power


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many things hold each word that was asked for, and of how many there are."""

    held: Mapping[str, int]
    things: int

    def rarity(self, word: str) -> float:
        """Say how much it tells that a text holds a word, 0 or more."""
        return math.log((self.things + 1) / min(max(self.held.get(word, 1), 1), self.things + 1))


def worth_asking(text: str) -> list[str]:
    """Give the words of a text that may be rare: those of its first line before the others, long ones first."""
    head, _, _rest = text[:LONGEST].partition("\n")
    first = set(words_in(head))
    words = dict.fromkeys(word for word in words_in(text[:LONGEST]) if len(word) > SHORTEST or not word.isascii())
    return sorted(words, key=lambda word: (word not in first, -len(word)))[:MOST_ASKED]


def worth_seeking(found: Frequencies, *, but_itself: bool) -> list[str]:
    """Give the rarest words, as far as what holds them is few enough to be looked at.

    `but_itself`: the text is one of the things, so a word that only one holds leads to nothing else.
    """
    rare = [word for word, held in found.held.items() if int(but_itself) < held < COMMON]
    chosen: list[str] = []
    held = 0
    for word in sorted(rare, key=lambda each: (found.held[each], each))[:MOST_SOUGHT]:
        held += found.held[word]
        if chosen and held > MOST_HELD:
            break
        chosen.append(word)
    return chosen


def worth_comparing(holds: Collection[tuple[str, int]], found: Frequencies, most: int = POOL) -> list[int]:
    """Give the things that hold most of what is rare, at most so many; `holds` is which word each holds."""
    scores: dict[int, float] = {}
    for word, thing in holds:
        scores[thing] = scores.get(thing, 0) + found.rarity(word)
    return sorted(scores, key=lambda thing: (-scores[thing], -thing))[:most]


def likeness_of(text: str, others: Mapping[int, str], found: Frequencies) -> dict[int, float]:
    """Say how alike each of some texts is to one: 1 for the same words, 0 for none in common.

    Words count by how rare they are and, less and less, by how often they are said; those of the first line twice.
    """
    sought = _weights(text)
    rarity: dict[str, float] = {}
    for word in found.held:
        stem = stem_of(word)
        rarity[stem] = min(rarity.get(stem, math.inf), found.rarity(word))
    whole = _alike(sought, sought, rarity)
    if not whole:
        return {}
    return {key: min(1.0, _alike(sought, _weights(other), rarity) / whole) for key, other in others.items()}


def woven(by_words: Sequence[int], by_meaning: Sequence[int]) -> list[int]:
    """Put what is alike by its words and what is by its meaning in one order: two of the first, then one of the other.

    What is both stands where it comes first. With either of them empty it is the other.
    """
    found: dict[int, None] = {}
    words, meanings = iter(by_words), iter(by_meaning)
    for _ in range(len(by_words) + len(by_meaning)):
        found |= dict.fromkeys([*islice(words, 2), *islice(meanings, 1)])
    return list(found)


def _alike(sought: Mapping[str, float], other: Mapping[str, float], rarity: Mapping[str, float]) -> float:
    shared = sum(sought[stem] * other[stem] * weight**2 for stem, weight in rarity.items()
                 if stem in sought and stem in other)  # fmt: skip
    return shared / sum(weight**2 for weight in other.values()) ** LENGTH if shared else 0.0


def _weights(text: str) -> dict[str, float]:
    head, _, _rest = text[:LONGEST].partition("\n")
    counts = Counter(stem_of(word) for word in words_in(text[:LONGEST]))
    counts.update(stem_of(word) for word in words_in(head))
    return {stem: 1 + math.log(count) for stem, count in counts.items()}


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Leave out an ending that English or German words have beside their meaning."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
