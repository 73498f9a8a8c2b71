"""Links to share cards: what one shows now, who sees which were given, and what is counted."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BooleanField, Prefetch, Q, QuerySet, Value

from parley.clients.queries import cared_for_by
from parley.disclosure.models import SharedStatement, ShareLink, Statement
from parley.disclosure.queries.tellable import gathered, with_limits, words_for
from parley.disclosure.terms import Telling
from parley.people.queries import hash_of
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.terms import Stage

UNSAID: dict[Stage, str] = dict.fromkeys(Stage, "")  # a client never reads why something may not be told


def link_given(token: str, *, on: date) -> ShareLink | None:
    """The link of a token, unless it was ended, its last day has passed, or its client left."""
    rows = ShareLink.objects.filter(token_hash=hash_of(token), ended_at=None, expires_on__gte=on, client__left_on=None)
    return rows.select_related("client").first()


def link_to_change(key: int) -> ShareLink:
    """A link, locked until the transaction ends."""
    row: ShareLink = ShareLink.objects.select_for_update().get(pk=key)
    return row


def holding_of(link: ShareLink, *, on: date) -> tuple[list[Telling], int]:
    """Give what a link still shows on a day, and how much that it showed may not be seen any more. Two queries.

    It shows exactly the words that were handed over with it: others about the same thing do not take their place, and
    they go with the talk track, the gate, the client's name on it and the client's region.
    """
    given = list(_given(link.pk))
    told = {each.track_id: each for each in given if each.track_id}
    client = link.client
    rows = list(_still(client.pk, client.region_id, on, padded(told))) if told else []
    now = gathered(rows, client.region_id, UNSAID)
    holding = [each.telling for each in now if _is_as_told(told[each.track], each.telling)]
    return holding, len(given) - len(holding)


def _is_as_told(told: Statement, telling: Telling) -> bool:
    words = telling.words
    if words is None:
        return False
    window = (words.window.first, words.window.last) if words.window else (None, None)
    return (told.name, told.text, told.window_first, told.window_last) == (telling.name, words.text, *window)


@prepared
def _given(link: int) -> QuerySet[Statement]:
    return Statement.objects.filter(pk__in=SharedStatement.objects.filter(link=link).values("statement"))


@prepared
def _still(client: int, region: int | None, on: date, tracks: tuple[int, ...]) -> QuerySet[Any, Any]:
    return with_limits(words_for(client, region, on, Value(False, BooleanField())).filter(track__in=tracks), on)


def links_visible_to(viewer: Viewer, *, on: date) -> QuerySet[ShareLink]:
    """Links the viewer sees and may end: of clients they look after, those they gave, about roadmaps they keep.

    Product operations see all. `shared_seen_by` says of what of each they read.
    """
    rows = ShareLink.objects.all()
    if viewer.operations:
        return rows
    about = SharedStatement.objects.filter(statement__initiative__area__in=viewer.product_of)
    return rows.filter(
        Q(client__in=cared_for_by(viewer.person, on).values("client"))
        | Q(made_by=viewer.person)
        | Q(pk__in=about.values("link"))
    )


def links_of(viewer: Viewer, client: int, *, on: date) -> QuerySet[ShareLink]:
    """The links a client was given that the viewer sees, newest first, with what was said in each."""
    shared = SharedStatement.objects.select_related("statement__initiative").order_by("statement__name", "pk")
    rows = links_visible_to(viewer, on=on).filter(client=client).select_related("made_by", "ended_by")
    return rows.prefetch_related(Prefetch("shared", queryset=shared)).order_by("-made_at", "-pk")


def link_seen(viewer: Viewer, client: int, key: int, *, on: date) -> ShareLink | None:
    """One link of a client, if the viewer sees it."""
    return links_visible_to(viewer, on=on).filter(client=client, pk=key).first()


def shared_seen_by(viewer: Viewer, link: ShareLink, *, cares: bool) -> tuple[list[Statement], int]:
    """What was said in a link as far as the viewer reads it, and of how much more they do not. No query.

    `cares` when they look after the client. Product people read what is said about the roadmaps they keep.
    """
    said: Iterable[Statement] = [each.statement for each in link.shared.all()]
    whole = viewer.operations or cares or link.made_by_id == viewer.person
    seen = [each for each in said if whole or each.initiative.area_id in viewer.product_of]
    return seen, len(list(said)) - len(seen)
