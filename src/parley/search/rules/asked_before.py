"""How like a question what was decided before is: its rare words weigh, wherever a decision says them.

Okapi BM25 (Robertson and Zaragoza 2009) over the decisions alone, on stems, with the words of their questions doubled.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from parley.search.rules import words_in
from parley.search.rules.likeness import LONGEST, Frequencies, stem_of

OFTEN = 1.2  # k1: how soon a word that is said again says nothing new
LENGTH = 0.75  # b: how far a long text is marked down
USUAL = 120  # words of a decision
TITLE = 2  # times a word of the question counts


def likeness_to(words: Sequence[str], texts: Mapping[int, tuple[str, str]], found: Frequencies) -> dict[int, float]:
    """Say how like some texts, each a question and the rest, are to a question of these stems: 0 to 1.

    1 would be a text that says nothing else. What shares no word is left out.
    """
    whole = sum(found.rarity(word) * (OFTEN + 1) for word in words)
    alike = {key: _score(words, _counts(*text), found) / whole for key, text in texts.items()} if whole else {}
    return {key: min(1.0, value) for key, value in alike.items() if value > 0}


def _score(words: Sequence[str], counts: Mapping[str, int], found: Frequencies) -> float:
    long = OFTEN * (1 - LENGTH + LENGTH * sum(counts.values()) / USUAL)
    return sum(
        found.rarity(word) * counts[word] * (OFTEN + 1) / (counts[word] + long) for word in words if word in counts
    )


def _counts(question: str, rest: str) -> Counter[str]:
    counts = Counter(stem_of(word) for word in words_in(rest[:LONGEST]))
    for word in words_in(question):
        counts[stem_of(word)] += TITLE
    return counts
