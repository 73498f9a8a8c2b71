"""Words as people type them: folded, so that case, accents and widths do not keep two spellings apart."""

import re
import unicodedata
from collections.abc import Iterable


def folded(text: str) -> str:
    """Give a text without case, accents, widths and doubled spaces: “Böhm  & CO” and “bohm & co” are one.

    Marks of other scripts stay: ガ and カ are two sounds.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in apart if not "\u0300" <= each <= "\u036f")
    return " ".join(unicodedata.normalize("NFKC", plain).casefold().split())


LEGAL_FORMS = re.compile(
    r"\b(inc|incorporated|ltd|limited|llc|gmbh|ag|sa|sas|bv|nv|plc|corp|corporation|co|kg|oy|ab|kk)\b"
)


def bare(name: str) -> str:
    """Give a company name without case, punctuation and legal form: “@Acme, Inc.” and “acme” are one."""
    return " ".join(LEGAL_FORMS.sub(" ", re.sub(r"[^\w]+", " ", name.casefold())).split())


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Give which of some names a text holds as whole words, however they are written, and without a legal form.

    A name of one word counts where it is written with a capital: “target” names no client.
    """
    said, plain = folded(text), bare(folded(text))
    return [
        each
        for each in names
        if (_holds(said, folded(each)) or _holds(plain, bare(folded(each)))) and _as_a_name(text, bare(folded(each)))
    ]


def _holds(text: str, name: str) -> bool:
    if not name.isascii():
        return name in text  # where words have no spaces between them
    return bool(name) and re.search(f"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text) is not None


def _as_a_name(text: str, name: str) -> bool:
    if " " in name or not name.isascii():
        return True
    found = re.findall(f"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text, re.IGNORECASE)
    return not found or any(not each[:1].islower() for each in found)


GAP, BROKEN = re.compile(r"\s"), re.compile(r"\s\S*\Z")  # between words, and a word with the gap before it
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def unturned(text: str) -> str:
    """Give a text without the marks that turn the direction of writing, which make “gnp.exe” of “exe.png”."""
    return TURNS.sub("", text)


def shortened(text: str, longest: int = 80) -> str:
    """Give the beginning of a text on one line, cut between words at `longest` characters, with a mark where it was."""
    return begun(" ".join(text.split()), longest)


def begun(text: str, longest: int) -> str:
    """Give the beginning of a text, cut between words at `longest` characters with a mark there; its lines stay."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return (BROKEN.sub("", cut) if GAP.search(cut, longest // 2) else cut).rstrip(" ,.;:\n") + "…"


HEADINGS = re.compile(r"<!--[\s\S]*?-->|^[ \t]*(?:#{1,6}[ \t].*|[-=*_]{3,}[ \t]*|```.*)$", re.MULTILINE)
STARTS = re.compile(r"^[ \t]*(?:#{1,6}|[-*+]|>)[ \t]+", re.MULTILINE)
RAISED = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)+", re.MULTILINE)  # of headings and quotes
LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
SIGNS = re.compile(r"\*+(?=\S)|(?<=\S)\*+|`+|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")
SENTENCE = re.compile(r".+?(?:[.!?…]+[”\"')]*(?=\s|$)|[。！？]|$)\s*")  # noqa: RUF001 - the ends of Chinese and Japanese sentences


def unmarked(text: str) -> str:
    """Give a text on one line without the signs of Markdown; headings go, unless there is nothing else."""
    body = HEADINGS.sub("", text)
    plain = SIGNS.sub("", LINK.sub(r"\1", STARTS.sub("", body if body.strip() else text)))
    return " ".join(plain.split())


def plain(text: str) -> str:
    """Give a text line by line without the signs of Markdown; points of a list keep theirs."""
    return SIGNS.sub("", LINK.sub(r"\1", RAISED.sub("", text))).strip()


def opening(text: str, longest: int = 280) -> str:
    """Give the first sentences of a text, at most `longest` characters, without the signs of Markdown."""
    line = unmarked(text)
    if len(line) <= longest:
        return line
    found = ""
    for sentence in SENTENCE.findall(line):
        if len((found + sentence).rstrip()) > longest:
            break
        found += sentence
    return found.rstrip() or shortened(line, longest)
