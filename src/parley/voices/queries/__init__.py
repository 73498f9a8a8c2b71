"""Seeing threads, credits and guests. Who sees a thread is for the room that owns it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from parley.people.models import Person
from parley.people.queries import hash_of, people_in_the_company
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one, prepared_pages
from parley.voices.models import (
    Attachment,
    Comment,
    Contribution,
    Follower,
    Guest,
    Mention,
    Reaction,
    TakenFurther,
    Thread,
)
from parley.voices.rules import MOST_NOTES
from parley.voices.terms import Given


def threads_open_to_guest(viewer: Viewer) -> QuerySet[Guest, int]:
    """Keys of the threads the viewer was let in on one by one; for use inside a condition."""
    return Guest.objects.filter(person=viewer.person).values_list("thread", flat=True)


def guests_of(thread: int) -> Q:
    """Say as a condition on people who was let in on a thread: the inverse of `threads_open_to_guest`."""
    return Q(pk__in=Guest.objects.filter(thread=thread).values("person"))


def thread_by_key(key: int) -> Thread:
    """A thread, for whoever has seen the thing that owns it."""
    return Thread.objects.get(pk=key)


def threads_by_key(keys: Iterable[int]) -> dict[int, Thread]:
    """Give some threads, for whoever has seen the things that own them."""
    return Thread.objects.in_bulk(list(keys))


def comments_in(thread: int) -> list[Comment]:
    """What was said in a thread, oldest first, no withdrawn words.

    `credited` says whether a change rests on it, `pictured` whether files are attached to it, `beside` whether
    anything stands beside it that `beside_comments` gives.
    """
    return comments_in_any((thread,))


def comments_in_any(threads: tuple[int, ...]) -> list[Comment]:
    """What was said in some threads, as `comments_in`."""
    return _comments(threads)


@prepared_one
def comment_in(thread: int, key: int) -> QuerySet[Comment]:
    """One comment of a thread, unless it was withdrawn."""
    return Comment.objects.filter(thread=thread, pk=key, withdrawn_at=None)


@prepared_pages
def latest_comments_in(thread: int, before: int | None) -> QuerySet[Comment]:
    """What was said in a thread, perhaps before some comment, newest first."""
    said = _said_in((thread,)).order_by("-pk")
    return said if before is None else said.filter(pk__lt=before)


@prepared
def comments_and_input(threads: tuple[int, ...], others: tuple[int, ...]) -> QuerySet[Comment]:
    """What was said in some threads, as `comments_in`, and in others what its author would like considered."""
    return _said(Q(thread__in=threads) | Q(thread__in=others, input_at__isnull=False))


def _said_in(threads: tuple[int, ...]) -> QuerySet[Comment]:
    return _said(Q(thread__in=threads))


def _said(condition: Q) -> QuerySet[Comment]:
    given = Contribution.objects.filter(kind=Given.COMMENT, given=OuterRef("pk"))
    attached = Attachment.objects.filter(comment=OuterRef("pk"), removed_at=None)
    said: QuerySet[Comment] = (
        Comment.objects.filter(condition, withdrawn_at=None)
        .annotate(credited=Exists(given), pictured=Exists(attached), beside=_anything_beside())
        .select_related("author__function", "author__region")
        .order_by("pk")
    )
    return said


def _anything_beside() -> Q:
    """Whether anybody reacted to a comment, is named in it, or something came of it: see `beside_comments`."""
    return Q(*(Exists(each.objects.filter(comment=OuterRef("pk"))) for each in (Reaction, Mention, TakenFurther)),
             _connector=Q.OR)  # fmt: skip


_comments = prepared(_said_in)


def said_after(thread: int, comment: int, most: int) -> list[int]:
    """Give the keys of what was said in a thread after a comment, the next first, at most so many. One query."""
    rows = comments_that_stand().filter(thread=thread, pk__gt=comment)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def followers_of(thread: int) -> QuerySet[Person]:
    """Who wants to hear of a thread and is still in the company."""
    return people_in_the_company().filter(pk__in=Follower.objects.filter(thread=thread).values("person"))


def follows(viewer: Viewer, thread: int) -> bool:
    """Whether the viewer follows a thread."""
    return Follower.objects.filter(thread=thread, person=viewer.person).exists()


def credits_of(kind: str, key: int) -> QuerySet[Contribution]:
    """Whose contributions a decision or change credits, by name."""
    return (
        Contribution.objects.filter(credited_by_kind=kind, credited_by=key)
        .select_related("person__function")
        .order_by("person__name")
    )


credits_given_by = prepared(credits_of)


def contributions_by(viewer: Viewer) -> QuerySet[Contribution]:
    """What the viewer gave that was credited, newest first."""
    return Contribution.objects.filter(person=viewer.person).order_by("-credited_at", "-pk")


@prepared
def credited_among(kind: str, given: tuple[int, ...]) -> QuerySet[Contribution]:
    """Credits of some given things of one kind."""
    return Contribution.objects.filter(kind=kind, given__in=given)


def credited_of(kind: str, given: Collection[int]) -> set[int]:
    """Give which things of a kind, by their keys, something credits."""
    return set(Contribution.objects.filter(kind=kind, given__in=given).values_list("given", flat=True))


def threads_followed_by(viewer: Viewer) -> QuerySet[Follower, int]:
    """Keys of the threads the viewer follows; for use inside a condition."""
    return Follower.objects.filter(person=viewer.person).values_list("thread", flat=True)


def heard_at(viewer: Viewer) -> Subquery:
    """Give, as a part of a query on things that have a thread, how much the viewer said they want to hear of each.

    None where they said nothing. A room above keeps it, and its rows are found by what they are to a thread: so the
    page of a thing needs no query more.
    """
    said = Thread.objects.filter(pk=OuterRef("thread"), levels__person=viewer.person)
    return Subquery(said.values("levels__level")[:1])


def threads_spoken_in(viewer: Viewer) -> QuerySet[Comment, int]:
    """Keys of the threads in which the viewer has said something that stands; for use inside a condition."""
    return Comment.objects.filter(author=viewer.person, withdrawn_at=None).values_list("thread", flat=True)


def comments_that_stand() -> QuerySet[Comment]:
    """Comments nobody took back; who sees those of a thread is for the room that owns it."""
    return Comment.objects.filter(withdrawn_at=None)


@prepared_one
def comment_of_mine(viewer: Viewer, key: int) -> QuerySet[Comment]:
    """A comment the viewer wrote and did not take back."""
    return Comment.objects.filter(author=viewer.person, withdrawn_at=None, pk=key)


def credits_in(kind: str, *, since: datetime, before: datetime) -> QuerySet[Contribution]:
    """Credits that things of a kind gave from one moment until another, by the index of their time."""
    return Contribution.objects.filter(credited_by_kind=kind, credited_at__gte=since, credited_at__lt=before)


def credits_named(given: Given, by: Any, kind: str) -> QuerySet[Contribution]:
    """Give, as a part of a query on things that were given, what credits each and its giver, of a kind."""
    return Contribution.objects.filter(kind=given, given=OuterRef("pk"), person=by, credited_by_kind=kind)


def comment_texts(threads: Collection[int] | None = None) -> Iterator[tuple[int, int, str]]:
    """Key, thread and words of what was said in some threads, or in all, and not taken back; for the search index."""
    rows = comments_that_stand() if threads is None else comments_that_stand().filter(thread__in=threads)
    yield from rows.values_list("pk", "thread", "text").order_by("pk").iterator(chunk_size=1000)


NOTE = "note"  # what marks of browsers are made with, so that those of notes are of notes alone


def hash_of_sealed(kind: str, secret: str, number: int) -> str:
    """Give the hash under which what a browser wrote without a name is kept until all are shown.

    Each has one of its own, so that even before that two of one hand look like those of two.
    """
    return hash_of(f"{kind}:{number}:{secret}")


def hashes_of_notes(secret: str) -> dict[str, int]:
    """Give the number of each note of a round that a browser may have written, by its hash; nothing for no secret."""
    return {hash_of_sealed(NOTE, secret, number): number for number in range(MOST_NOTES)} if secret else {}


@dataclass(frozen=True, slots=True)
class OfBrowser:
    """What one browser wrote without a name and nobody was shown yet, and the mark of what it would write next."""

    words: tuple[str, ...]
    free: str  # empty when it wrote as many as it may


def of_browser(rows: QuerySet[Any], kind: str, secret: str, most: int) -> OfBrowser:
    """Say what a browser wrote without a name among some rows, at most so many. One query."""
    hashes = [hash_of_sealed(kind, secret, number) for number in range(most)]
    mine = dict(rows.filter(browser__in=hashes).values_list("browser", "words"))
    return OfBrowser(tuple(mine.values()), next((each for each in hashes if each not in mine), ""))
