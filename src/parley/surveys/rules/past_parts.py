"""Which part of the company a word of a file means: one that is here, else one of its own, under the same name."""

import re
from collections.abc import Mapping
from hashlib import sha256

from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.surveys.rules.cells import CUTS
from parley.surveys.terms.waves import CORE, Asked, Kind

LONGEST = 60  # of a key
OF_A_CUT = {"areas": "group", "area": "group", "team": "group", "groups": "group", "country": "region",
            "regions": "region", "role": "function", "department": "function", "functions": "function",
            "sides": "side"}  # fmt: skip


class Parts:
    """Gives the values of cuts their keys, and remembers the names of those that are not here."""

    def __init__(self, known: Mapping[str, Mapping[str, str]]) -> None:
        self.names = {cut: dict(known.get(cut, {})) for cut in CUTS}
        self._keys = {
            cut: {folded(name): key for key, name in names.items()} | {folded(key): key for key in names}
            for cut, names in self.names.items()
        }

    def key_of(self, cut: str, said: str) -> str:
        """Give the key of a value of a cut. Raises Refused for a side that is none, and for a word too long."""
        name = " ".join(said.split())
        if not name:
            return ""
        found = self._keys[cut].get(folded(name))
        if found is not None:
            return found
        if cut == "side":
            known = ", ".join(self.names["side"].values())
            raise Refused(f"“{name}” is no side. Write one of {known}.")
        if len(name) > LONGEST:
            raise Refused(f"“{name[:40]}…” is too long for the name of a part. Write at most {LONGEST} characters.")
        key = slug_of(name)
        while key in self.names[cut]:
            key = f"{key[: LONGEST - 8]}-{sha256(name.encode()).hexdigest()[:7]}"
        self.names[cut][key] = name
        self._keys[cut][folded(name)] = key
        return key


def cut_of(said: str) -> str:
    """Give the cut that a word means; nothing for the whole. Raises Refused for another word."""
    word = folded(said)
    found = OF_A_CUT.get(word, word)
    if found in ("", "all", "whole", "total", "company"):
        return ""
    if found not in CUTS:
        raise Refused(f"“{said.strip()}” is no cut. Write one of {', '.join(CUTS)}, or nothing for the whole.")
    return found


def slug_of(name: str) -> str:
    """Give a key made of a name; a hash of it where it has no Latin letter."""
    slug = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:LONGEST]
    return slug or "part-" + sha256(name.encode()).hexdigest()[:12]


def past_question(said: str, kind: Kind = Kind.AGREE, text: str = "") -> Asked:
    """Give the question that a key or its own words mean: a core one, else one whose key is made of its words.

    The same words make the same key in every file, so that imported waves are held beside each other.
    """
    words = " ".join((text or said).split())
    for core in CORE:
        if core.kind is kind and (folded(said) == core.key or _plain(words) == _plain(core.text)):
            return core if not text or _plain(text) == _plain(core.text) else Asked(
                key=core.key, kind=kind, text=words[:300], items=core.items, core=True
            )  # fmt: skip
    if len(words) > 300:
        raise Refused(f"The question “{words[:40]}…” has more than 300 characters. Write it shorter.")
    return Asked(key="own-" + sha256(_plain(words).encode()).hexdigest()[:12], kind=kind, text=words)


def _plain(words: str) -> str:
    return folded(words).rstrip(" .!?")
