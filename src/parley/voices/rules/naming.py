"""Whom a comment names: what is written after an @, as far as it could be a name, an e-mail or a group."""

import re
from collections.abc import Collection, Iterable, Mapping

BEGIN = re.compile(r"(?<![\w@./])@(?=\w)")
WORD = re.compile(r"\S+")
ENDING = re.compile(r"(['’]s)?\W*$")
MOST_NAMED = 20  # of one comment
MOST_WORDS = 6  # of one name
LONGEST = 254  # characters
LONGEST_SAID = 60  # characters of a name that nobody has, as it is said again
CODE = re.compile(
    r"""
    ^[ \t]*(?P<fence>`{3,}+(?=[^`\n]*$)|~{3,}+)[^\n]*$.*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)
    | (?<![`\\])(?P<ticks>`+)(?!`)(?:[^\n]|\n(?![^\S\n]*\n))+?(?<!`)(?P=ticks)(?!`)
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


def tried_names(text: str) -> list[tuple[str, ...]]:
    """Give for each @ what could be the name after it, the longest first. What is quoted or code names nobody."""
    own = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">"))
    own = CODE.sub("\n", own)
    tried = []
    for begin in list(BEGIN.finditer(own))[:MOST_NAMED]:
        line = own[begin.end() :].partition("\n")[0][: LONGEST * 2]
        ends = [each.end() for each in WORD.finditer(line)][:MOST_WORDS]
        names = [name for end in reversed(ends) if (name := ENDING.sub("", line[:end])) and len(name) <= LONGEST]
        tried.append(tuple(dict.fromkeys(names)))
    return tried


def folded(name: str) -> str:
    """Give a name as it is compared: without capitals, with single spaces."""
    return " ".join(name.casefold().split())


def begins_a_word(name: str, typed: str) -> bool:
    """Whether a name, or a later word of it, begins as was typed."""
    return re.search(rf"(?:^|[\s-]){re.escape(folded(typed))}", folded(name)) is not None


def named_in(tried: Iterable[tuple[str, ...]], known: Mapping[str, int]) -> dict[str, int]:
    """Give the key of whoever is named, by how they are written; of several names that begin alike, the longest.

    `known` holds keys by folded names.
    """
    found = {}
    for names in tried:
        name = next((each for each in names if folded(each) in known), None)
        if name is not None:
            found[name] = known[folded(name)]
    return found


def named_nobody(tried: Iterable[tuple[str, ...]], found: Collection[str]) -> list[str]:
    """Give those written after an @ that are none of the names that were `found`, each once, as they were meant."""
    missed = [_as_meant(names) for names in tried if names and not set(names) & set(found)]
    return list({folded(each): each for each in reversed(missed) if each[0].isalpha()}.values())[::-1]


def _as_meant(names: tuple[str, ...]) -> str:
    """Give the first word of what could be a name, with those behind it that begin with a capital: where it ends."""
    for name in names:
        words = name.split()
        if all(each[0].isupper() for each in words[1:]) and not any(each[-1] in ",;:.!?" for each in words[:-1]):
            break
    return name if len(name) <= LONGEST_SAID else f"{name[:LONGEST_SAID].rstrip()}…"
