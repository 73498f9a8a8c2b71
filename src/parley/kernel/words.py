"""Words as people type them: folded, so that case, accents and widths do not keep two spellings apart."""

import re
import unicodedata


def folded(text: str) -> str:
    """Give a text without case, accents, widths and doubled spaces: “Böhm  & CO” and “bohm & co” are one.

    Marks of other scripts stay: ガ and カ are two sounds.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in apart if not "\u0300" <= each <= "\u036f")
    return " ".join(unicodedata.normalize("NFKC", plain).casefold().split())


def shortened(text: str, longest: int = 80) -> str:
    """Give the beginning of a text on one line, cut between words at `longest` characters, with a mark where it was."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut).rstrip(" ,.;:") + "…"


HEADINGS = re.compile(r"<!--[\s\S]*?-->|^[ \t]*(?:#{1,6}[ \t].*|[-=*_]{3,}[ \t]*|```.*)$", re.MULTILINE)
STARTS = re.compile(r"^[ \t]*(?:#{1,6}|[-*+]|>)[ \t]+", re.MULTILINE)
LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
SIGNS = re.compile(r"\*+(?=\S)|(?<=\S)\*+|`+|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")
SENTENCE = re.compile(r".+?(?:[.!?…]+[”\"')]*(?=\s|$)|[。！？]|$)\s*")  # noqa: RUF001 - the ends of Chinese and Japanese sentences


def unmarked(text: str) -> str:
    """Give a text on one line without the signs of Markdown; headings go, unless there is nothing else."""
    body = HEADINGS.sub("", text)
    plain = SIGNS.sub("", LINK.sub(r"\1", STARTS.sub("", body if body.strip() else text)))
    return " ".join(plain.split())


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
