"""A share card as PDF."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from parley.disclosure.rules import heading_of, lines_of, text_of_card
from parley.disclosure.terms import Card
from parley.kernel.refusals import Refused
from parley.screens.paper import BELOW, BREATH, GAP, HEADING, NAME, WORDS, Block, drawn, lines, unprintable


def pdf_of(card: Card) -> bytes:
    """Draw a card, on one page when it holds one initiative. Raises Refused for letters that no font here has."""
    must_be_printable(card)
    return drawn(list(_blocks(card)), title=heading_of(card), author=card.company)


def must_be_printable(card: Card) -> None:
    """Raise Refused when a card holds letters that no font here has: empty boxes are never printed."""
    if missing := unprintable(text_of_card(card)):
        raise Refused(
            _("The PDF cannot write “%s”: it holds the letters of European languages and of Japanese. Copy the text or "
              "make a link instead; these show every script.") % missing[:12]
        )  # fmt: skip


def _blocks(card: Card) -> Iterator[Block]:
    """Give the lines of a card in blocks that are not torn apart where they fit on a page."""
    yield lines(heading_of(card), HEADING)
    for item in card.items:
        below = [line for each in lines_of(item) for line in lines(each, BELOW)]
        yield [*lines(item.name, NAME), *lines(item.text, WORDS), ("", BREATH), *below, ("", GAP)]
