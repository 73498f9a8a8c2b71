"""Documents as PDF."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parley.screens.documents import As, Line, said
from parley.screens.paper import BELOW, BREATH, GAP, GREY, Block, Style, drawn, in_words, lines, unprintable

TITLE = Style("name", 18, 28)
NAME = Style("name", 13, 21)
RESULT = Style("name", 10.5, 16)
WORDS = Style("text", 10.5, 16)
END_OF_HEAD = Style("text", 9.5, 15, GREY, ruled=True)
WHY = Style("text", 13, 20)
STYLES = {
    As.TITLE: TITLE, As.ABOUT: BELOW, As.NAME: NAME, As.BELOW: BELOW, As.RESULT: RESULT, As.WHY: WHY, As.WORDS: WORDS,
}  # fmt: skip


def paper_of(document: Iterable[Line], *, title: str, author: str, whole: str) -> bytes:
    """Draw a document; signs that no font here has stand in words. `whole`: the address of a file that has them."""
    written = list(document)
    blocks = list(_blocks([replace(each, text=in_words(each.text), lead=in_words(each.lead)) for each in written]))
    if unprintable("\n".join(f"{each.lead}{each.text}" for each in written)):
        note = _(
            "Signs that this PDF cannot print stand in brackets: pictures by their English names, letters of "
            "other scripts as […]. The page it was made from shows all of them, and so does the Markdown file:"
        )
        blocks.append([("", GAP), *lines(f"{note}\n{whole}", BELOW)])
    return drawn(blocks, title=title, author=author, language=get_language() or "en")


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
        if line.as_ in {As.TITLE, As.RESULT, As.WHY, As.WORDS} or (line.as_ is As.BELOW and following is not As.BELOW):
            block.append(("", BREATH))
    if block:
        yield block
