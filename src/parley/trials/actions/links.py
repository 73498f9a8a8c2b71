"""Links of clients: made with a token of which only the hash is kept, and ended."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from parley.disclosure.models import Statement
from parley.ledger.terms import Actor
from parley.people.queries import hash_of
from parley.trials.models import TrialLink, TrialPlace
from parley.trials.terms import LinkFor

TOKEN_BYTES = 32  # 256 random bits


@dataclass(frozen=True, slots=True)
class Given:
    """A link that was made, with its token, of which only the hash is kept."""

    link: TrialLink
    token: str


def _give_link(
    place: TrialPlace,
    serves: LinkFor,
    *,
    to_whom: str,
    expires_on: date,
    actor: Actor,
    at: datetime,
    statement: Statement | None = None,
) -> Given:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = TrialLink.objects.create(
        place=place, serves=serves, token_hash=hash_of(token), statement=statement, made_by_id=actor.pk, made_at=at,
        to_whom=" ".join(to_whom.replace("\0", " ").split())[:200], expires_on=expires_on,
    )  # fmt: skip
    return Given(link, token)


def _end_links(links: QuerySet[TrialLink, Any], actor: Actor, at: datetime) -> int:
    """End those of some links that have not ended; give how many."""
    return links.filter(ended_at=None).update(ended_at=at, ended_by_id=actor.pk)
