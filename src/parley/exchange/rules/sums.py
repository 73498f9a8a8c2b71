"""Sums as other tools write them: with a comma or a point for decimals, with the currency before or behind."""

import re
from collections.abc import Iterable
from decimal import Decimal

from parley.exchange.terms.intake import Decimals
from parley.kernel.money import SIGNS, money_of
from parley.kernel.refusals import Refused

CURRENCIES = {sign: code for code, sign in SIGNS.items()}
AROUND = re.compile(r"^(?P<before>[A-Za-z]{3}|[€$£¥])?\s*(?P<sum>.*?)\s*(?P<behind>[A-Za-z]{3}|[€$£¥])?$", re.DOTALL)
SPACES = re.compile(r"[\s'’_]")
ONE_MARK = re.compile(r"-?\d{1,3}([.,])\d{3}$", re.ASCII)  # 1.200 or 1,200: a thousand, or decimals


def sum_of(text: str, decimals: Decimals | None) -> tuple[Decimal, str]:
    """Read a sum and the currency beside it, if any. Raises Refused for none, for one below 0, and one of two."""
    found = AROUND.match(text.strip())
    if found is None:
        raise Refused("This is not an amount. Write it like 1200000 or 1.2m.")
    clean = SPACES.sub("", found["sum"])
    if (mark := ONE_MARK.match(clean)) and decimals is None and not clean.startswith(("0", "-0")):
        raise Refused(f"This could be {_without(clean, mark[1])} or {clean.replace(',', '.')}, and no row of the file "
                      "shows which. Say what parts the decimals: a comma or a point.")  # fmt: skip
    amount = money_of(_plain(clean, decimals), "EUR").amount
    if amount < 0:
        raise Refused("A yearly revenue cannot be below nothing. Leave it empty when it is unknown.")
    word = found["before"] or found["behind"] or ""
    return amount, CURRENCIES.get(word, word.upper())


def decimals_of(texts: Iterable[str]) -> Decimals | None:
    """Say what parts the decimals of a column, by the sums that can be read in one way only; None when none tells.

    Raises Refused when some can be read in one way only, and some in the other.
    """
    seen: dict[Decimals, str] = {}
    for text in texts:
        if mark := _decimal_mark(SPACES.sub("", text)):
            seen.setdefault(mark, text)
            if len(seen) > 1:
                raise Refused(f"Sums of this column are written in two ways: “{seen[Decimals.COMMA]}” and "
                              f"“{seen[Decimals.POINT]}”. Write all of them like 1200.50.")  # fmt: skip
    return next(iter(seen), None)


def _decimal_mark(clean: str) -> Decimals | None:
    marks = [each for each in clean if each in ",."]
    if not marks:
        return None
    if len(set(marks)) == 2:
        return Decimals(marks[-1])
    other = Decimals.POINT if marks[0] == "," else Decimals.COMMA
    if len(marks) > 1:
        return other
    rest = re.match(r"\d*", clean[clean.index(marks[0]) + 1 :])
    return None if rest and len(rest[0]) == 3 else Decimals(marks[0])


def _plain(clean: str, decimals: Decimals | None) -> str:
    mark = _decimal_mark(clean) or decimals
    if mark is Decimals.COMMA:
        return clean.replace(".", "").replace(",", ".")
    return clean.replace(",", "")


def _without(clean: str, mark: str) -> str:
    return clean.replace(mark, "")
