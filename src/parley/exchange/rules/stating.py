"""What a row of a foreign file states: the text of what was said, and what it says about its client."""

import re
from collections.abc import Callable, Container, Sequence
from typing import Any

from parley.clients.rules import LONGEST_INSIGHT
from parley.exchange.rules.sums import sum_of
from parley.exchange.rules.writing import plain
from parley.exchange.terms.intake import JOINING, Decimals, Fact
from parley.kernel.currencies import currency_of
from parley.kernel.refusals import Refused
from parley.kernel.words import folded

CANNOT_BE_KEPT = re.compile("[\x00\ud800-\udfff]")
LONGEST = {Fact.PARENT: 200, Fact.REGION: 80, Fact.SEGMENT: 80}


def text_of(cells: Sequence[str], places: Sequence[int], empty: Container[str]) -> str:
    """Join what the columns of a text hold; `empty` are the folded words that stand for nothing. Raises Refused."""
    text = cells[places[0]]
    text = (plain(text) if text.startswith("'") else text).strip()
    for place in places[1:]:
        more = plain(cells[place]).strip()
        if more and more != text and folded(more) not in empty:
            text = f"{text}{JOINING}{more}" if text else more
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if not text or (empty and folded(text) in empty):
        raise Refused("Every row needs a text: what the client said. Write it.", field=Fact.TEXT)
    if len(text) > LONGEST_INSIGHT:
        raise Refused(f"This has {len(text):,} characters; an insight has at most {LONGEST_INSIGHT:,}. Shorten it, "
                      "and link the document it comes from.", field=Fact.TEXT)  # fmt: skip
    if CANNOT_BE_KEPT.search(text):
        raise Refused("This text holds characters that cannot be kept. Take them out.", field=Fact.TEXT)
    return text


def facts_of(cell: Callable[[Fact], str], decimals: Decimals | None) -> dict[str, Any]:
    """Read what a row says about its client besides its name; empty cells say nothing. Raises Refused."""
    facts: dict[str, Any] = {}
    for fact, longest in LONGEST.items():
        if text := cell(fact):
            if len(text) > longest or CANNOT_BE_KEPT.search(text):
                raise Refused(f"This has more than {longest} characters, or some that cannot be kept.", field=fact)
            facts[fact.value] = text
    if text := cell(Fact.REVENUE):
        try:
            amount, beside = sum_of(text, decimals)
        except Refused as trouble:
            raise Refused(trouble.sentence, field=Fact.REVENUE) from None
        currency = beside or cell(Fact.CURRENCY)
        if not currency:
            raise Refused("A revenue needs its currency: three letters, for example EUR. Choose the column that "
                          "holds it, or write one for all.", field=Fact.CURRENCY)  # fmt: skip
        facts |= {"revenue": amount, "currency": currency_of(currency, Fact.CURRENCY)}
    return facts
