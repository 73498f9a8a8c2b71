"""How what was written in own words is read by two people before others see it, and when any of it is shown (R11)."""

import re
from collections.abc import Mapping, Sequence

from parley.kernel.refusals import Refused
from parley.surveys.terms.waves import FEWEST_WORDS, FEWEST_WORDS_FROM

GAP = "[…]"  # what stands where a name was
BORDER = r"(?:(?<!\w)|(?!\w))"  # no word is cut


def shown_of(words: str, shown: str) -> str:
    """Give back what is to be shown of somebody’s words: they with gaps, or nothing.

    Raises Refused when anything else differs: whoever reads takes out, and never puts words into a mouth.
    """
    clean = shown.replace("\r\n", "\n").strip()
    if not clean.replace(GAP, "").strip():
        return ""
    if not _is_left_of(words.strip(), [piece.split() for piece in clean.split(GAP)]):
        raise Refused(f"Only take words out: write {GAP} where each of them was, also at the beginning and the end, "
                      "and leave the others as they are.", field="shown")  # fmt: skip
    return clean


def _is_left_of(words: str, pieces: list[list[str]]) -> bool:
    """Whether words with something taken out between pieces are those pieces, each cut between words."""
    place, last = 0, len(pieces) - 1
    for number, piece in enumerate(pieces):
        if not piece:  # a gap stands at this end, or two stand side by side
            continue
        begins, ends = BORDER if number else r"\A", BORDER if number < last else r"\Z"
        found = re.compile(begins + r"\s+".join(map(re.escape, piece)) + ends).search(words, place)
        if found is None:
            return False
        place = found.end()
    return True


def must_be_another(first: int | None, reader: int, *, read: bool) -> None:
    """Raise Refused for the second reading by who did the first, and for a third."""
    if read:
        raise Refused("Two people have read this one. Go on with the next.")
    if first == reader:
        raise Refused("You have read this one. Somebody else of product operations reads it too, before it is shown.")


def must_be_read_once_more(*, released: bool, sealed: bool) -> None:
    """Raise Refused unless a wave’s words wait to be read."""
    if not sealed:
        raise Refused("Nobody reads what is written before the wave is closed.")
    if released:
        raise Refused("These words are released, and what is released never changes.")


def words_by_unit(said: Sequence[tuple[str, str]], answered: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Give the words that are shown, under the side they are shown of, or under nothing for the whole.

    `said` are pairs of side and words to show, `answered` how many sheets each side handed in, with the whole under
    nothing. They are shown by side when each side that wrote anything has enough of both, else of the whole; else not.
    Each unit’s words are in the order of their letters: of no order in which they came.
    """
    units: dict[str, list[str]] = {}
    for side, words in said:
        units.setdefault(side, []).append(words)
    if not may_be_by_side({side: len(words) for side, words in units.items()}, answered):
        units = {"": [words for _side, words in said]}
    return {side: tuple(sorted(words)) for side, words in units.items() if _enough(len(words), answered.get(side, 0))}


def may_be_by_side(words: Mapping[str, int], answered: Mapping[str, int]) -> bool:
    """Whether words may be shown by side: each side that wrote any has enough of both, and nobody is of no side."""
    return bool(words) and all(side and _enough(many, answered.get(side, 0)) for side, many in words.items())


def _enough(words: int, answered: int) -> bool:
    return words >= FEWEST_WORDS and answered >= FEWEST_WORDS_FROM
