"""Reading single cells of answers that were given elsewhere: steps, ranks, and the names of what is ranked."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from parley.exchange.terms.past import PastQuestion
from parley.kernel.refusals import Refused
from parley.surveys.rules.past_parts import slug_of
from parley.surveys.terms.waves import Asked, Item

MOST_ITEMS = 20
AGREES, DOES_NOT = 4, 2  # the steps of those of whom only this is known


def step_of(question: PastQuestion, cell: str) -> int:
    """Give the step from 1 to 5 that a value means. Raises Refused for a value that means nothing."""
    plain = plain_of(cell)
    if question.agree_from is not None:
        try:
            return AGREES if Decimal(plain) >= question.agree_from else DOES_NOT
        except InvalidOperation:
            raise Refused(f"“{cell[:60]}” is no number. Write it under blank, if it is no answer.") from None
    if question.agree:
        if plain in question.agree:
            return AGREES
        if plain in question.other:
            return DOES_NOT
        raise Refused(f"“{cell[:60]}” is neither under agree nor under other. Write it there, or under blank.")
    found = question.steps.get(plain, question.steps.get(plain.removesuffix(".0")))
    if found is None:
        raise Refused(f"“{cell[:60]}” is none of its steps. Write it under steps, or under blank.")
    return found


def rank_of(cell: str) -> int:
    """Give a rank from 1. Raises Refused for what is none."""
    clean = cell.removesuffix(".0")
    if not (clean.isascii() and clean.isdigit() and 0 < int(clean) <= MOST_ITEMS):
        raise Refused(f"“{cell[:60]}” is no rank. Write 1 for the first, or the value under blank.")
    return int(clean)


def plain_of(value: str) -> str:
    """Give a value without case and doubled spaces."""
    return " ".join(value.split()).casefold()


def items_of(asked: Asked, labels: Iterable[str]) -> dict[str, Item]:
    """Give the things that are ranked by how they are written, those of a question of every wave under its keys."""
    return {plain_of(label): item_of(asked, label) for label in labels}


def item_of(asked: Asked, label: str) -> Item:
    """Give one thing that is ranked."""
    known = {plain_of(each.label): each for each in asked.items}
    clean = " ".join(label.split())[:80]
    return known.get(plain_of(label)) or Item(slug_of(clean)[:40], clean)
