"""Applying a mapping to one row: combining, splitting, matching, words, constants and defaults."""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache

from parley.exchange.rules.nearness import one_slip
from parley.exchange.terms import SheetMapping, Take
from parley.kernel.refusals import Refused


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def unwanted(row: Mapping[str, str], mapping: SheetMapping) -> bool:
    """Whether the mapping leaves this row out: a column of the file holds a word it does not want."""
    return any(_among(row.get(name, ""), words) for name, words in mapping.leave_out.items())


def cell_of(name: str, row: Mapping[str, str], mapping: SheetMapping) -> tuple[str, str]:
    """Give the text of one of Parley's columns, and a note when a typo was read as a word.

    Raises Refused when a pattern does not match.
    """
    if name in mapping.constants:
        return mapping.constants[name], ""
    take = mapping.columns.get(name)
    text = _taken(take, row) if take else row.get(name, "")
    note = ""
    if name in mapping.empty and _among(text, mapping.empty[name]):
        text, note = "", "Taken for nothing, as the mapping file says."
    elif words := mapping.words.get(name):
        text, note = worded(text, words, read_typos=mapping.read_typos)
    return text if text.strip() else mapping.defaults.get(name, text), note


def _taken(take: Take, row: Mapping[str, str]) -> str:
    text = row.get(take.columns[0], "") if len(take.columns) == 1 else (
        take.join.join(row.get(each, "").strip() for each in take.columns).strip())  # fmt: skip
    if take.split:
        parts = [part.strip() for part in text.split(take.split)]
        if take.take:
            text = parts[take.take - 1] if take.take <= len(parts) else ""
        else:
            text = "; ".join(part.replace(";", "\\;") for part in parts if part)
    if take.match and text.strip():
        found = _pattern(take.match).search(text.strip())
        if found is None:
            raise Refused(f"This does not look like the pattern of the mapping file ({take.match}). Mend one of them.")
        text = found.expand(take.write) if take.write else found[1] or ""
    return text


def worded(text: str, words: Mapping[str, str], *, read_typos: bool) -> tuple[str, str]:
    """Give what a text means by some words, else the text; and a note when a typo was read as one of them."""
    plain = _folded(text)
    for word, meant in words.items():
        if _folded(word) == plain:
            return meant, ""
    for word, meant in words.items():
        if "*" in word and fnmatchcase(plain, _folded(word).replace("[", "[[]")):
            return meant, ""
    if read_typos and plain:
        near = {words[word]: word for word in words if _nearly(plain, _folded(word))}
        if len(near) == 1:
            meant, word = next(iter(near.items()))
            return meant, f"Read as “{word}”."
    return text, ""


def _nearly(text: str, word: str) -> bool:
    """Whether a text is a word but for one slip; of a word that ends in a star, its beginning."""
    if not word.endswith("*"):
        return "*" not in word and bool(one_slip(text, [word]))
    start = word[:-1]
    return "*" not in start and any(one_slip(text[: len(start) + more], [start]) for more in (-1, 0, 1))


def _among(text: str, words: tuple[str, ...]) -> bool:
    plain = _folded(text)
    return any(fnmatchcase(plain, _folded(word).replace("[", "[[]")) for word in words)
