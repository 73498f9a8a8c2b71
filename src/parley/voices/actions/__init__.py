"""Changing voices: threads open, people speak, follow, are let in and are credited."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record, unsigned
from parley.ledger.terms import Actor, Ref
from parley.people.models import Person
from parley.people.rules import must_administer
from parley.voices import rules
from parley.voices.actions.attaching import attach, remove_with_comment
from parley.voices.actions.commenting import _just_said, _name_in, _words_of
from parley.voices.events import (
    CommentMarked,
    CommentSaid,
    CommentWithdrawn,
    Credited,
    CreditedTogether,
    GuestLetIn,
    GuestLetOut,
    ThreadFollowed,
    ThreadOpened,
    ThreadsOpened,
)
from parley.voices.models import Bookmark, Comment, Contribution, EarlierWords, Follower, Guest, Mention, Thread
from parley.voices.queries import NOTE, credited_of, hash_of_sealed, of_browser
from parley.voices.terms import Attachable, Given

CREDITED_AT_ONCE = 1_000  # what one entry names


@action
def open_thread(*, actor: Actor, at: datetime) -> Thread:
    """Open a conversation; the row that owns it keeps its key and decides who sees it."""
    thread = Thread.objects.create(opened_at=at)
    record(ThreadOpened(thread=thread.pk))
    return thread


@action
def open_threads(*, count: int, batch: Ref, actor: Actor, at: datetime) -> list[Thread]:
    """Open many conversations at once, for things that come in by one import."""
    threads = Thread.objects.bulk_create(Thread(opened_at=at) for _ in range(count))
    if threads:
        record(ThreadsOpened(batch=batch, threads=count))
    return threads


@action
def say(
    *, thread: Thread, text: str, files: Iterable[Attachable] = (), on: Ref | None = None,
    readers: QuerySet[Person] | None = None, drafted: bool = False, actor: Person, at: datetime,
) -> Comment:  # fmt: skip
    """Say something in a thread, perhaps with files, and follow it from then on. `on` is what the thread is about.

    `readers` are who may be named in it, nobody where the caller does not say; `drafted` that it was written where a
    draft of it is kept. Whether the speaker may see the thread is for the caller, who found it. Sent twice, it is one.
    Raises Refused for a text of which nothing is seen, and where there is no room for the files.
    """
    words = _words_of(text, empty="Nothing is written yet. Write what you see, ask or know.")
    files = list(files)
    mark, fresh = Bookmark.objects.select_for_update().get_or_create(thread=thread, person=actor)
    if not fresh and (said := _just_said(thread, words, files, actor, at)):
        return said
    comment = Comment.objects.create(thread=thread, author=actor, text=words, said_at=at)
    record(CommentSaid(thread=thread.pk, comment=comment.pk, on=on))
    for file in files:
        attach(thread=thread, comment=comment, file=file, on=on, actor=actor, at=at)
    Follower.objects.get_or_create(thread=thread, person=actor)
    if readers is not None:
        _name_in(comment, readers, at)
    mark.read_to, mark.draft = comment.pk, "" if drafted else mark.draft
    mark.save(update_fields=["read_to", "draft"])
    return comment


@action
def withdraw_comment(*, comment: Comment, on: Ref | None = None, actor: Actor, at: datetime) -> None:
    """Take a comment back, with what was attached to it. Raises Refused unless it is the actor's own."""
    rules.must_be_theirs(acting(actor), comment.author_id)
    row = Comment.objects.select_for_update().get(pk=comment.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        record(CommentWithdrawn(thread=row.thread_id, comment=row.pk, on=on))
        EarlierWords.objects.filter(comment=row).delete()
        Mention.objects.filter(comment=row).delete()
        remove_with_comment(comment=row, on=on, actor=actor, at=at)


@action
def mark_as_input(*, comment: Comment, as_input: bool, actor: Person, at: datetime) -> None:
    """Say that one would like one's comment considered, or no longer; saying it twice changes nothing.

    Raises Refused unless it is the actor's own, and once something credits it.
    """
    row = Comment.objects.select_for_update().get(pk=comment.pk)
    if (row.input_at is not None) is as_input:
        return
    credited = bool(credited_of(Given.COMMENT, [row.pk]))
    rules.must_be_markable(acting(actor), row.author_id, credited=credited)
    row.input_at = at if as_input else None
    row.save(update_fields=["input_at"])
    record(CommentMarked(thread=row.thread_id, comment=row.pk, as_input=as_input))


@action
def follow(*, thread: Thread, following: bool, on: Ref | None = None, actor: Person, at: datetime) -> None:
    """Follow a thread, or no longer. Saying it twice changes nothing."""
    if following:
        changed = Follower.objects.get_or_create(thread=thread, person=actor)[1]
    else:
        changed = bool(Follower.objects.filter(thread=thread, person=actor).delete()[0])
    if changed:
        record(ThreadFollowed(thread=thread.pk, person=actor.pk, following=following, on=on))


@action
def let_in(*, thread: Thread, person: Person, on: Ref | None = None, actor: Actor, at: datetime) -> None:
    """Let somebody from outside the group in on one thing. Raises Refused for a leaver."""
    if not person.is_active:
        raise Refused(f"{person.name} has left the company. Let in somebody who is here.", field="person")
    if Guest.objects.get_or_create(thread=thread, person=person, defaults={"since": at})[1]:
        record(GuestLetIn(thread=thread.pk, person=person.pk, on=on))


@action
def let_out_leavers(*, leaving: Person | None = None, actor: Actor, at: datetime) -> int:
    """End what leavers were let in on, so that coming back opens nothing by itself; how many places those were.

    `leaving` is somebody whose leaving is noted in the same breath. Raises Refused unless the actor administers Parley.
    """
    must_administer(acting(actor))
    gone = list(Guest.objects.filter(Q(person__left_on__isnull=False) | Q(person=leaving)).order_by("pk"))
    for guest in gone:
        record(GuestLetOut(thread=guest.thread_id, person=guest.person_id))
        guest.delete()
    return len(gone)


@action
def credit(*, person: Person, kind: Given, given: int, credited_by: Ref, actor: Actor, at: datetime) -> None:
    """Say that a decision or change rests on something somebody gave. Saying it twice changes nothing."""
    made = Contribution.objects.get_or_create(
        person=person,
        kind=kind,
        given=given,
        credited_by_kind=credited_by.kind,
        credited_by=credited_by.key,
        defaults={"credited_at": at},
    )[1]
    if made:
        record(Credited(person=person.pk, given_kind=kind, given=given, credited_by=credited_by))


@action
def credit_all(*, gifts: Iterable[tuple[int, Given, int]], credited_by: Ref, actor: Actor, at: datetime) -> None:
    """Say on what something rests: keys of people, each with what they gave. Saying it twice changes nothing.

    Two queries and an entry for each 1,000, however many people gave something.
    """
    there = Contribution.objects.filter(credited_by_kind=credited_by.kind, credited_by=credited_by.key)
    known = set(there.values_list("person", "kind", "given"))
    fresh = [each for each in dict.fromkeys(gifts) if each not in known]
    for n in range(0, len(fresh), CREDITED_AT_ONCE):
        some = fresh[n : n + CREDITED_AT_ONCE]
        Contribution.objects.bulk_create(
            Contribution(
                person_id=person,
                kind=kind,
                given=given,
                credited_by_kind=credited_by.kind,
                credited_by=credited_by.key,
                credited_at=at,
            )
            for person, kind, given in some
        )
        record(
            CreditedTogether(
                credited_by=credited_by,
                people=tuple(person for person, _kind, _given in some),
                given=tuple(Ref(kind.value, given) for _person, kind, given in some),
            )
        )


@unsigned
def write_anew(*, rows: QuerySet[Any], about: dict[str, Any], actor: Actor, at: datetime) -> int:
    """Write what was written without names anew: in random order, under other keys, without the browsers' marks.

    Give back how many they are. `rows` are of a table that is `Sealed`, `about` their other columns; what happened is
    for the room to record.
    """
    words = list(rows.order_by().values_list("words", flat=True))
    secrets.SystemRandom().shuffle(words)
    rows.delete()
    if words:
        rows.bulk_create(rows.model(words=each, **about) for each in words)
    return len(words)


# A round is a row of the room that opened it, held until its action ends; `round_.notes` are `Sealed`.


@unsigned
def hand_in_note(*, round_: Any, words: str, secret: str, actor: Actor, at: datetime) -> None:
    """Keep a note without a name, which only the browser that holds `secret` can take back. Sent twice, it is one.

    Who may write, and whether the round is open, is for the caller. Neither the actor nor the moment is kept.
    """
    clean = rules.note_of(words)
    mine = of_browser(round_.notes.all(), NOTE, secret, rules.MOST_NOTES)
    if clean in mine.words:
        return
    rules.must_write_another(len(mine.words))
    round_.notes.create(words=clean, browser=mine.free)


@unsigned
def take_note_back(*, round_: Any, number: int, secret: str, actor: Actor, at: datetime) -> None:
    """Take a note back, from the browser that wrote it. Whether the round is open is for the caller."""
    note = round_.notes.filter(browser=hash_of_sealed(NOTE, secret, number))
    rules.must_be_this_browsers(found=note.exists())
    note.delete()


@unsigned
def seal_notes(*, round_: Any, show: bool | None, actor: Actor, at: datetime) -> tuple[int, int]:
    """Write all notes of a round that closes anew, or let go of those not to be shown; how many, and unshown.

    Raises Refused when they are few and nobody said whether to `show` them. The caller records that the round closed.
    """
    count = round_.notes.count()
    if not rules.must_show(count, show=show):
        round_.notes.all().delete()
        return 0, count
    return write_anew(rows=round_.notes.all(), about={"round": round_}, actor=actor, at=at), 0
