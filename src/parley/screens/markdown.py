"""Documents as Markdown (CommonMark): what people typed is text in it, whatever signs it holds."""

import re
from collections.abc import Iterable

from parley.languages.joining import headed
from parley.languages.prose import ADDRESS
from parley.screens.documents import As, Line

SIGNS = re.compile(r"[\\`*_{}\[\]<>|~$&^]")  # each of them begins or ends something somewhere
BEGINNING = re.compile(r"^(\d{1,9})([.)])|^([#+=:>-])")  # a list, a heading, a line, a quotation


def markdown_of(lines: Iterable[Line]) -> str:
    """Write a document out: names are headings, the rest paragraphs, in which each line stays a line."""
    found = []
    for line in lines:
        text = escaped(line.text)
        said = headed(f"**{escaped(line.lead)}**", text) if line.lead else text
        match line.as_:
            case As.TITLE:
                found.append(f"# {_one_line(said)}")
            case As.NAME:
                found.append(f"## {_one_line(said)}")
            case As.RESULT if not line.lead:
                found.append(f"**{_one_line(said)}**")
            case As.BELOW:
                found.append("\n".join(f"*{each.removesuffix(chr(92))}*" for each in said.split("\n") if each))
            case _:
                found.append(said)
    return "\n\n".join(each for each in found if each) + "\n"


def escaped(text: str) -> str:
    """Give a text that CommonMark shows as it was typed: blank lines part paragraphs, other lines end with a break."""
    lines = [_line(each) for each in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    paragraphs: list[list[str]] = [[]]
    for each in lines:
        if each:
            paragraphs[-1].append(each)
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\\\n".join(each) for each in paragraphs if each)


def _line(text: str) -> str:
    """Escape one line; an address stays one that can be followed."""
    out, at, clean = [], 0, " ".join(text.split())
    for address in ADDRESS.finditer(clean):
        out += [_signs(clean[at : address.start()]), f"<{address[0]}>"]
        at = address.end()
    said = "".join([*out, _signs(clean[at:])])
    return BEGINNING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", said)


def _signs(text: str) -> str:
    return SIGNS.sub(lambda found: f"\\{found[0]}", text)


def _one_line(text: str) -> str:
    said = " ".join(text.replace("\\\n", " ").split())
    return re.sub(r"(?<![\\#])(#+)$", r"\\\1", said)  # closing signs of a heading would be dropped
