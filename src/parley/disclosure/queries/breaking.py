"""What a change would break of what clients were told, before it is made."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from parley.disclosure.models import Statement, TalkTrack
from parley.disclosure.queries.promises import Now, faults_of, told_latest
from parley.disclosure.terms import Broken, NoLonger, Track, Words
from parley.roadmap.queries import window_between


def with_words(now: Now, draft: TalkTrack) -> Now:
    """The same with a draft as the words in force. No query when it was read with its words and clients."""
    words = tuple(
        Words(each.region_id, each.text, window_between(each.window_first, each.window_last), each.confidence)
        for each in draft.words.all()
    )
    track = Track(key=draft.pk, name=draft.name, whom=draft.whom, words=words, expires_on=draft.expires_on)
    named = frozenset(each.client_id for each in draft.clients.all())
    return replace(now, disclosed=replace(now.disclosed, track=track), named=named)


@dataclass(frozen=True, slots=True)
class Breaking:
    """A client whom a change would have told something that no longer holds."""

    client: int
    name: str
    told_on: date
    faults: tuple[Broken, ...]
    revenue: Decimal | None
    currency: str


def would_break(now: Now, then: Now) -> list[Breaking]:
    """Give the clients whose latest statement a change would break, or break otherwise, the largest first. One query.

    For people who keep the roadmap: it names clients with their revenue.
    """
    return breaks_among(told_latest(now.row.pk), now, then)


def breaks_among(statements: Iterable[Statement], now: Now, then: Now) -> list[Breaking]:
    """Give the same of what clients were told last, which was asked for already. No query."""
    found = []
    for told in statements:
        region = told.client.region_id
        faults = faults_of(told, then)
        if faults == faults_of(told, now) and faults:
            continue
        if not faults and _loses(told, region, now, then):
            faults = (Broken(NoLonger.WITHDRAWN),)
        if faults:
            client = told.client
            found.append(Breaking(client.pk, client.name, told.told_on, faults, client.revenue, client.currency))
    return sorted(found, key=lambda each: (-(each.revenue or 0), each.name))


def _loses(told: Statement, region: int | None, now: Now, then: Now) -> bool:
    """Whether words that may be said to a client now might not be any more."""
    if told.track_id is None:
        return False
    return bool(now.telling_to(told.client_id, region)) and not then.telling_to(told.client_id, region)
