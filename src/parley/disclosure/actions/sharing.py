"""Share cards are handed over, which is the statement; links to them are given, counted and ended."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from parley.clients.models import Client
from parley.disclosure import rules
from parley.disclosure.actions.telling import Occasion, _now, _settle, _told
from parley.disclosure.events import ShareLinkEnded, ShareLinkMade, ShareLinkViewed
from parley.disclosure.models import SharedStatement, ShareLink, ShareVisit, Statement
from parley.disclosure.queries import link_to_change, links_visible_to
from parley.disclosure.terms import CardItem, Telling
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import hash_of
from parley.roadmap.queries import initiative_to_change

TOKEN_BYTES = 32  # 256 random bits
VISIT_LASTS = timedelta(days=1)


@action
def hand_over(
    *,
    client: Client,
    initiatives: Collection[int],
    how: Occasion,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> tuple[CardItem, ...]:
    """Log that a client was handed what may be told of some initiatives, and give exactly what was logged.

    Raises Refused when nothing of it may be told, Stale when it is not what was read (`seen`, the items in plain text).
    """
    items, _statements = _handed_over(client, initiatives, how, actor, at)
    rules.must_be_as_read(items, seen)
    return items


@action
def give_link(
    *,
    client: Client,
    initiatives: Collection[int],
    how: Occasion,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> tuple[ShareLink, str]:
    """Log that a client was given a link to a card, and give it with its token, of which only the hash is kept.

    It ends with the last of its words. Raises Refused and Stale as `hand_over`.
    """
    items, statements = _handed_over(client, initiatives, how, actor, at)
    rules.must_be_as_read(items, seen)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = ShareLink.objects.create(
        client=client, token_hash=hash_of(token), made_by_id=actor.pk, made_at=at,
        expires_on=max(each.until for each in items),
    )  # fmt: skip
    SharedStatement.objects.bulk_create(SharedStatement(link=link, statement=each) for each in statements)
    record(ShareLinkMade(link=link.pk, client=client.pk, items=len(items)))
    return link, token


@action
def end_link(*, link: ShareLink, actor: Actor, at: datetime) -> None:
    """End a link: whoever opens it learns nothing. Ending it again changes nothing.

    Raises Refused for whoever neither gave it, nor looks after the client, nor keeps a roadmap it tells of.
    """
    row = link_to_change(link.pk)
    if actor.pk is not None and not links_visible_to(acting(actor), on=at.date()).filter(pk=row.pk).exists():
        raise Refused("Whoever gave this link ends it, or who looks after the client. Ask them, or product operations.")
    if row.ended_at:
        return
    row.ended_at, row.ended_by_id = at, actor.pk
    row.save(update_fields=["ended_at", "ended_by"])
    record(ShareLinkEnded(link=row.pk, client=row.client_id))


@action
def count_view(*, link: ShareLink, visit: str, actor: Actor, at: datetime) -> bool:
    """Count that somebody looked at a card through its link, once a visit; whether it was counted.

    `visit` is what the browser calls this visit. Visits counted a day ago or earlier are forgotten.
    """
    row = link_to_change(link.pk)
    if row.ended_at or row.visits.filter(visit_hash=hash_of(visit)).exists():
        return False
    row.visits.filter(at__lt=at - VISIT_LASTS).delete()
    ShareVisit.objects.create(link=row, visit_hash=hash_of(visit), at=at)
    row.views, row.viewed_at = row.views + 1, at
    row.save(update_fields=["views", "viewed_at"])
    record(ShareLinkViewed(link=row.pk, client=row.client_id))
    return True


def _handed_over(
    client: Client, initiatives: Collection[int], how: Occasion, actor: Actor, at: datetime
) -> tuple[tuple[CardItem, ...], list[Statement]]:
    """Log what may be told of some initiatives, leaving out those of which nothing may be."""
    tellings: list[Telling] = []
    statements: list[Statement] = []
    for key in sorted(initiatives):  # in one order, so that two who hand over at once do not wait for each other
        now = _now(initiative_to_change(key), at)
        telling = now.telling_to(client.pk, client.region_id)
        if telling is None:
            continue
        statement = _told(now, client, how, actor, at)
        _settle(now, client, statement, actor, at)
        tellings.append(telling)
        statements.append(statement)
    return rules.card_items(tellings), statements
