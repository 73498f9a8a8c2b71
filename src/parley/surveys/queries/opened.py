"""What the figures of influence count, as far as somebody may see it: contribution by contribution."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from parley.clients.queries import voices_visible_to
from parley.decisions.queries.changed import decisions_talked_about, threads_heard_by
from parley.groups.queries.longest import group_longest
from parley.kernel.spans import Window
from parley.ledger.terms import Ref
from parley.people.models import Person
from parley.people.queries import everybody
from parley.people.terms import Side, Viewer
from parley.surveys.queries.contributions import given_in
from parley.surveys.queries.influence_counts import moments_of
from parley.surveys.terms.influence import By, Outcome
from parley.topics.queries import topics_visible_to
from parley.voices.models import Contribution
from parley.voices.queries import comment_of_mine
from parley.voices.terms import Given

PAGE = 30
LONGEST = 300  # characters of what was said
UNANSWERED = "unanswered"
WORDS = {  # what each kind is told by: its words, and where it was given
    Given.INSIGHT: ("text", "client__name", "kept"),
    Given.TOPIC: ("title", "area__name", "pk"),
    Given.COMMENT: ("text", "thread", "thread"),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """One contribution: its words, where it was given and by whom (a person's key), and what came of it."""

    of: Ref  # the page on which it stands
    key: int
    words: str
    where: str
    by: int
    at: datetime
    outcomes: frozenset[Outcome]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which contributions somebody would like to read: `what` is an `Outcome`, `UNANSWERED`, or else all."""

    quarter: Window
    kind: Given
    what: str
    row: tuple[By, str] | None = None  # of which table, and which of its rows
    page: int = 1


def opened(viewer: Viewer, wanted: Wanted) -> tuple[list[Opened], bool]:
    """Give a page of what was given and came to something, newest first, and whether there is another.

    How many there are that the viewer may not see is not told. Three queries at most.
    """
    kind, page = wanted.kind, wanted.page
    rows = _seen(viewer, kind, given_in(kind, *moments_of(wanted.quarter)))
    if wanted.what in set(Outcome):
        rows = rows.filter(**{wanted.what: True})
    elif wanted.what == UNANSWERED:
        rows = rows.filter(answered=False)
    if wanted.row:
        rows = rows.filter(by__in=people_at(*wanted.row).values("pk"))
    columns = rows.order_by("-given_at", "-pk").values_list("pk", *WORDS[kind], "by", "given_at", *Outcome)
    found = list(columns[(page - 1) * PAGE : page * PAGE + 1])
    places = _places(viewer, {row[2] for row in found[:PAGE]}) if kind is Given.COMMENT else {}
    return [_opened(kind, row, places) for row in found[:PAGE]], len(found) > PAGE


def _seen(viewer: Viewer, kind: Given, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave what the viewer may read; insights are for the whole company."""
    if kind is Given.INSIGHT or viewer.operations:
        return rows
    topics = topics_visible_to(viewer).order_by().select_related(None)
    if kind is Given.TOPIC:
        return rows.filter(pk__in=topics.values("pk"))
    return rows.filter(Q(thread__in=topics.values("thread")) | threads_heard_by(viewer))


def _places(viewer: Viewer, threads: set[int]) -> dict[int, tuple[Ref, str]]:
    """Give what each of some conversations is about, as far as the viewer may see it."""
    topics = topics_visible_to(viewer).order_by().filter(thread__in=threads).values_list("thread", "pk", "title")
    found = {thread: (Ref("topic", key), title) for thread, key, title in topics}
    decisions = decisions_talked_about(viewer, threads)
    return found | {thread: (Ref("decision", key), question) for thread, key, question in decisions}


def _opened(kind: Given, row: tuple[Any, ...], places: dict[int, tuple[Ref, str]]) -> Opened:
    key, words, where, above, by, at, *came = row
    of, place = places.get(above, (Ref("", 0), "")) if kind is Given.COMMENT else (Ref(kind.value, above or key), where)
    outcomes = frozenset(outcome for outcome, did in zip(Outcome, came, strict=True) if did)
    return Opened(of, key, words[:LONGEST], place, by, at, outcomes)


def people_at(by: By, value: str) -> QuerySet[Person]:
    """Give the people of one row of a table."""
    people = everybody()
    if by is By.SIDE:
        nowhere = Q(function=None) if value == Side.NEITHER.value else Q(pk__in=())
        return people.filter(nowhere | Q(function__side=value))
    if by is By.GROUP:
        stand = people.annotate(stands_in=Coalesce(Subquery(group_longest(OuterRef("pk"))), Value("")))
        found: QuerySet[Person] = stand.filter(stands_in=value)
        return found
    return people.filter(**({f"{by.value}__key": value} if value else {by.value: None}))


def given_by_credit(viewer: Viewer, credit: Contribution) -> str:
    """Give the words of what somebody gave that was credited, as far as they may still see it. One query."""
    if credit.kind is Given.INSIGHT:
        insight = voices_visible_to(viewer).filter(pk=credit.given).first()
        return insight.text if insight else ""
    if credit.kind is Given.TOPIC:
        topic = topics_visible_to(viewer).filter(pk=credit.given).first()
        return topic.title if topic else ""
    comment = comment_of_mine(viewer, credit.given)
    return comment.text if comment else ""
