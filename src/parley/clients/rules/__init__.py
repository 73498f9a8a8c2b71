"""What a client and an insight must have, and who may keep a client."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal

from parley.clients.terms import Was
from parley.kernel.currencies import currency_of
from parley.kernel.money import Money
from parley.kernel.refusals import Refused
from parley.kernel.spans import FIRST_YEAR
from parley.kernel.words import folded
from parley.people.terms import Viewer

LONGEST_INSIGHT = 5000
LONGEST_SENSITIVE = timedelta(days=366)
LONGEST_SEGMENT = 80
LONGEST_NAME = 200


def may_add_client(viewer: Viewer, accounts: int) -> bool:
    """Whether somebody may add a client: product operations, and whoever looks after `accounts` clients already."""
    return viewer.operations or accounts > 0


def must_add_client(viewer: Viewer, accounts: int) -> None:
    """Raise Refused unless the viewer may add a client."""
    if not may_add_client(viewer, accounts):
        raise Refused(
            "Only product operations and account managers add clients. Ask product operations to add this one."
        )


def may_keep_client(viewer: Viewer, managers: Collection[int]) -> bool:
    """Whether somebody may change a client: product operations and its account managers, given by their keys."""
    return viewer.operations or viewer.person in managers


def must_keep_client(viewer: Viewer, managers: Collection[int]) -> None:
    """Raise Refused unless the viewer may change the client."""
    if not may_keep_client(viewer, managers):
        raise Refused("Only this client’s account managers and product operations can change it. Ask one of them.")


def must_end_in_time(until: date, on: date) -> None:
    """Raise Refused unless the last day of a sensitive time is today or later, and within a year."""
    if not on <= until <= on + LONGEST_SENSITIVE:
        raise Refused("Choose the last day of it: today or later, within a year. It ends by itself.", field="until")


def may_see_sums(viewer: Viewer) -> bool:
    """Whether somebody may see what all clients bring: product people, deciders and product operations."""
    return viewer.operations or bool(viewer.product_of or viewer.decides)


def client_name_of(text: str) -> str:
    """Give back a client's name; raises Refused when it is empty or longer than 200 characters."""
    clean = " ".join(_kept(text, "name").split())
    if not clean or len(clean) > LONGEST_NAME:
        raise Refused("Write the client’s name in 1 to 200 characters.", field="name")
    return clean


def segment_of(text: str) -> str:
    """Give back a segment; raises Refused above 80 characters."""
    clean = " ".join(_kept(text, "segment").split())
    if len(clean) > LONGEST_SEGMENT:
        raise Refused(
            "A segment has at most 80 characters. Write it in a word or two, for example Retail.", field="segment"
        )
    return clean


def revenue_of(revenue: Money | None) -> Money | None:
    """Give back a yearly revenue; raises Refused for one below nothing."""
    if revenue is not None and revenue.amount < 0:
        raise Refused("A client’s yearly revenue cannot be below nothing. Leave it empty when it is unknown.",
                      field="revenue")  # fmt: skip
    return revenue


def must_not_be_its_own_parent(client: int, parents: Collection[int]) -> None:
    """Raise Refused when a client would belong to itself; `parents` are the new parent and everything above it."""
    if client in parents:
        raise Refused(
            "A client cannot belong to itself or to a company it owns. Choose another parent.", field="parent"
        )


def heads_of(parents: Mapping[int, int]) -> dict[int, int]:
    """Give the company at the top of each client that has a parent; of those in a ring, the one with the smallest key.

    Two imports could close a ring that neither of them saw; whoever heads it then has no head.
    """
    found: dict[int, int] = {}
    for client in parents:
        way, at = [client], parents[client]
        while at in parents and at not in way:
            way.append(at)
            at = parents[at]
        head = min(way[way.index(at) :]) if at in way else at
        if head != client:
            found[client] = head
    return found


def facts_in_words(
    *, segment: str, region: str, revenue: Decimal | None, currency: str, parent: tuple[str, str] | None
) -> dict[str, str]:
    """Write each of FACTS so that it can be kept and compared: “1200.00 EUR”, a parent as “source:key”."""
    return {
        "parent": ":".join(parent) if parent else "",
        "region": region,
        "segment": segment,
        "revenue": f"{revenue:.2f} {currency}" if revenue is not None else "",
    }


def to_be_restored(was: Was, now: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give which facts go back to what they were, and name those that stay: somebody changed them since."""
    back = {fact: text for fact, text in was.before.items() if now[fact] == was.after[fact]}
    stay = tuple(fact for fact in was.before if fact not in back and now[fact] != was.before[fact])
    return {fact: text for fact, text in back.items() if now[fact] != text}, stay


def parents_that_close_no_ring(now: Mapping[int, int], wanted: Mapping[int, int | None]) -> set[int]:
    """Give which clients can go under the parents that are wanted for them without any belonging to itself.

    `now` has the parents of all clients that have one. Of those that would close a ring every one stays where it is.
    """
    free = set(wanted)
    while True:
        above = {**now, **{client: wanted[client] for client in free}}
        ringed = {client for client in free if _comes_back(client, above)}
        if not ringed:
            return free
        free -= ringed


def _comes_back(client: int, above: Mapping[int, int | None]) -> bool:
    seen: set[int] = set()
    at = above.get(client)
    while at is not None and at not in seen:
        if at == client:
            return True
        seen.add(at)
        at = above.get(at)
    return False


def rate_of(currency: str, base: str, worth: Decimal, since: date, *, today: date, base_now: str) -> tuple[str, str]:
    """Give back a currency and the company's own, in capitals; raises Refused when the rate cannot be kept.

    `base_now` is the currency that earlier rates are in, if there are any. A rate holds from a day that has come.
    """
    codes = []
    for field, text in (("currency", currency), ("base", base)):
        codes.append(currency_of(text, field))
    if base_now and codes[1] != base_now:
        raise Refused(f"All rates are in {base_now}. Write what one {codes[0]} is worth in {base_now}.", field="base")
    if codes[0] == codes[1]:
        raise Refused("A currency is worth itself. Write the rate of another one.", field="currency")
    if not Decimal("0.00000001") <= worth <= Decimal(1_000_000_000):
        raise Refused("Write what one of it is worth, as 0.92.", field="worth")
    if since > today:
        raise Refused("A rate holds from a day that has come. Write it down on that day.", field="since")
    if since.year < FIRST_YEAR:
        raise Refused(f"Write a day from the year {FIRST_YEAR} on.", field="since")
    return codes[0], codes[1]


def insight_text_of(text: str) -> str:
    """Give back what a client said; raises Refused when it is empty or longer than 5,000 characters."""
    clean = _kept(text, "text").replace("\r\n", "\n").strip()
    if not clean:
        raise Refused("Write what the client said, in their words if you have them.", field="text")
    if len(clean) > LONGEST_INSIGHT:
        raise Refused(
            f"This has {len(clean):,} characters; an insight has at most {LONGEST_INSIGHT:,}. "
            "Note one thing at a time, and link the document it comes from.",
            field="text",
        )
    return clean


def said_on_of(day: date, today: date) -> date:
    """Give back the day something was said; raises Refused for one after `today` or before the year 2000."""
    if day > today:
        raise Refused(
            "They cannot have said it on a day that has not come. Write the day they said it.", field="said_on"
        )
    if day.year < FIRST_YEAR:
        raise Refused(f"Write a day from the year {FIRST_YEAR} on.", field="said_on")
    return day


def must_be_mergeable(*, insight: int, into: int, merged: bool, into_merged: bool) -> None:
    """Raise Refused when an insight cannot be merged into another: itself, or either is merged already."""
    if insight == into:
        raise Refused("These are the same insight. Choose another that says what it says.", field="into")
    if merged:
        raise Refused("This was merged into another already. Undo that first.", field="into")
    if into_merged:
        raise Refused("The other was merged into a third. Open it: it leads to the one that was kept, "
                      "and merge into that.", field="into")  # fmt: skip


def may_unmerge(viewer: Viewer, merged_by: int | None) -> bool:
    """Whether somebody may undo a merge: whoever made it, product people and product operations."""
    return viewer.person == merged_by or viewer.operations or bool(viewer.product_of)


def must_unmerge(viewer: Viewer, merged_by: int | None) -> None:
    """Raise Refused unless the viewer may undo the merge."""
    if not may_unmerge(viewer, merged_by):
        raise Refused("Only whoever merged it, product people and product operations can undo this. Ask one of them.")


def insight_key(client: str, said_on: date, text: str) -> str:
    """Give the identity of an insight whose source gives it none: a hash of client, day and folded text.

    `client` is its source and key, joined by a colon. 64 hex digits.
    """
    return hashlib.sha256("\n".join((client, said_on.isoformat(), folded(text))).encode()).hexdigest()


def _kept(text: str, field: str) -> str:
    """Give back a text every database can keep; raises Refused for a NUL or half a character."""
    if "\x00" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise Refused("This text holds characters that cannot be kept. Paste it again as plain text.", field=field)
    return text
