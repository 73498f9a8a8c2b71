"""The words of clients, and how a name is folded so that two spellings of it meet."""

import unicodedata

from parley.ledger.terms import Ref


def client_ref(key: int) -> Ref:
    """Name a client for the ledger."""
    return Ref("client", key)


def insight_ref(key: int) -> Ref:
    """Name an insight for the ledger."""
    return Ref("insight", key)


def folded(text: str) -> str:
    """Give a text without case, accents, widths and doubled spaces: “Böhm  & CO” and “bohm & co” are one.

    Marks of other scripts stay: ガ and カ are two sounds.
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in apart if not "\u0300" <= each <= "\u036f")
    return " ".join(unicodedata.normalize("NFKC", plain).casefold().split())
