"""What a share card says, as text for a mail or a chat; it must be what was read."""

import re
from collections.abc import Iterable, Sequence

from parley.disclosure.terms import Card, CardItem, Telling
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import spoken, spoken_day

UNWRITABLE = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')  # what some system or other takes in no file's name
LONGEST_FILE_NAME = 120


def card_items(tellings: Iterable[Telling]) -> tuple[CardItem, ...]:
    """Give what a card says of what may be told, by the names clients know; what may not be told is left out."""
    items = [
        CardItem(each.name, each.words.text, spoken(each.words.window) if each.words.window else "", each.expires_on)
        for each in tellings
        if each.words and each.expires_on
    ]
    return tuple(sorted(items, key=lambda each: (each.name.casefold(), each.text)))


def lines_of(item: CardItem) -> tuple[str, ...]:
    """Give what stands under the words of an item: its window where one may be said, and its last day."""
    when = (f"When: {item.window}",) if item.window else ()
    return (*when, f"Valid until {spoken_day(item.until)}")


def text_of_items(items: Sequence[CardItem]) -> str:
    """Say the items of a card in plain text."""
    return "\n\n".join("\n".join((each.name, each.text, *lines_of(each))) for each in items)


def heading_of(card: Card) -> str:
    """Say who says what a card holds, and on which day."""
    return ", ".join(filter(None, (card.company, spoken_day(card.on))))


def file_name_of(card: Card) -> str:
    """Name the file of a card, without its ending, by what clients know as well: one thing, or who says several."""
    named = [card.items[0].name] if len(card.items) == 1 else []
    return " ".join(UNWRITABLE.sub(" ", ", ".join([*named, heading_of(card)])).split())[:LONGEST_FILE_NAME].strip(". ")


def text_of_card(card: Card) -> str:
    """Say a card in plain text for a mail or a chat."""
    return f"{heading_of(card)}\n\n{text_of_items(card.items)}\n"


def must_be_as_read(items: Sequence[CardItem], seen: str | None) -> None:
    """Raise Stale when what is about to be handed over is not what was read, Refused when nothing is left of it."""
    now, read = text_of_items(items), (seen or "").replace("\r\n", "\n").strip()
    if not items:
        raise Refused("Nothing may be told to this client now, so there is no card. Look again at what may be told.")
    if seen is not None and read != now.strip():
        raise Stale(
            "What may be told to this client changed after you opened the card. Read it again before you hand it over.",
            theirs=now, yours=read,
        )  # fmt: skip
