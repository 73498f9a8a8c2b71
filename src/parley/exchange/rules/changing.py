"""What a file changes of clients that are here, as a person reads it before and after."""

from collections.abc import Mapping

from parley.clients.rules import facts_in_words
from parley.clients.terms import FACTS, Held
from parley.exchange.rules.matching import NewClient

Parents = Mapping[str, str]  # the name of each company by “source:key”


def would_be(held: Held, row: NewClient) -> dict[str, str]:
    """Give the facts a client has once a file that says this about it has come in."""
    stated = facts_in_words(
        segment=row.segment, region=row.region, revenue=row.revenue, currency=row.currency, parent=row.parent_identity
    )
    return {fact: stated[fact] if fact in row.stated else text for fact, text in held.facts.items()}


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Name the facts that are otherwise."""
    return tuple(fact for fact in FACTS if before[fact] != after[fact])


def as_shown(before: Mapping[str, str], after: Mapping[str, str], parents: Parents) -> tuple[tuple[str, str, str], ...]:
    """Give each fact that differs with what it was and is, as a person reads it."""
    return tuple((fact, _words(fact, before[fact], parents), _words(fact, after[fact], parents))
                 for fact in differing(before, after))  # fmt: skip


def _words(fact: str, text: str, parents: Parents) -> str:
    if fact == "parent":
        return parents.get(text, text)
    if fact == "revenue" and text:
        amount, _, currency = text.partition(" ")
        whole, _, cents = amount.partition(".")
        return f"{int(whole):,}{'' if cents == '00' else '.' + cents} {currency}"
    return text
