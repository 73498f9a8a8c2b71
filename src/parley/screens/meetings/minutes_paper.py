"""Minutes as PDF."""

from collections.abc import Iterable, Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parley.kernel.refusals import Refused
from parley.languages.joining import headed
from parley.screens.meetings.documents import As, Line
from parley.screens.paper import BELOW, BREATH, GAP, GREY, Block, Style, drawn, lines, unprintable

TITLE = Style("name", 18, 28)
NAME = Style("name", 13, 21)
RESULT = Style("name", 10.5, 16)
WORDS = Style("text", 10.5, 16)
END_OF_HEAD = Style("text", 9.5, 15, GREY, ruled=True)
STYLES = {As.TITLE: TITLE, As.ABOUT: BELOW, As.NAME: NAME, As.BELOW: BELOW, As.RESULT: RESULT, As.WORDS: WORDS}


def paper_of(document: Iterable[Line], *, title: str, author: str) -> bytes:
    """Draw minutes. Raises Refused for letters that no font here has: empty boxes are never printed."""
    written = list(document)
    if missing := unprintable("\n".join(f"{each.lead}{each.text}" for each in written)):
        raise Refused(
            _("The PDF cannot write “%s”: it holds the letters of European languages and of Japanese. Print the page, "
              "or take the Markdown instead; these show every script.") % missing[:12]
        )  # fmt: skip
    return drawn(list(_blocks(written)), title=title, author=author, language=get_language() or "en")


def _blocks(document: list[Line]) -> Iterator[Block]:
    """Give the head, and each item with what belongs to it, as blocks that are not torn apart where they fit."""
    block: Block = []
    for number, line in enumerate(document):
        if line.as_ is As.NAME and block:
            yield [*block, ("", GAP)]
            block = []
        block += lines(said(line), STYLES[line.as_])
        following = document[number + 1].as_ if number + 1 < len(document) else None
        if line.as_ is As.ABOUT and following is not As.ABOUT:
            block[-1] = (block[-1][0], END_OF_HEAD)
        if line.as_ in {As.TITLE, As.RESULT, As.WORDS} or (line.as_ is As.BELOW and following is not As.BELOW):
            block.append(("", BREATH))
    if block:
        yield block


def said(line: Line) -> str:
    """Say a line with what it is before it."""
    return headed(line.lead, line.text) if line.lead else line.text
