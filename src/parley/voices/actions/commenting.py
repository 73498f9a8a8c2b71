"""What happens to a comment after it was said: it is changed, answered in a word, taken further, and read."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Max, QuerySet

from parley.groups.queries import acting
from parley.languages.prose import prose
from parley.ledger.door import action, record, unsigned
from parley.ledger.terms import Ref
from parley.people.models import Person
from parley.voices import rules
from parley.voices.events import CommentAnswered, CommentChanged, CommentTakenFurther, PeopleNamed
from parley.voices.models import Bookmark, Comment, EarlierWords, Mention, Reaction, TakenFurther, Thread
from parley.voices.queries import credited_of
from parley.voices.queries.attached import attachments_that_stand
from parley.voices.queries.naming import named_by
from parley.voices.terms import Attachable, Given, ReactionKind

LATE = timedelta(minutes=1)  # in which what was said may still come again, or a draft of it


@action
def change_comment(
    *, comment: Comment, text: str, seen_edits: int, readers: QuerySet[Person] | None = None, on: Ref | None = None,
    actor: Person, at: datetime,
) -> None:  # fmt: skip
    """Say differently what one said; what it said before is kept beside it. `readers` are who may be named in it.

    Raises Refused unless it is the actor's own and nothing credits it, and Stale when it was changed since it was read.
    """
    row = Comment.objects.select_for_update().get(pk=comment.pk)
    rules.must_be_changeable(acting(actor), row.author_id, credited=bool(credited_of(Given.COMMENT, [row.pk])))
    rules.must_be_as_read(row.edits, seen_edits, theirs=row.text, yours=text)
    words = _words_of(text, empty="Nothing is left. Write what you mean, or take it back.")
    if words == row.text or row.withdrawn_at is not None:
        return
    EarlierWords.objects.create(comment=row, text=row.text, until=at)
    row.text, row.edits = words, row.edits + 1
    row.save(update_fields=["text", "edits"])
    record(CommentChanged(thread=row.thread_id, comment=row.pk, on=on))
    if _name_in(row, readers, at):
        record(PeopleNamed(thread=row.thread_id, comment=row.pk, on=on))


def _words_of(text: str, *, empty: str) -> str:
    words = rules.words_of(text, field="text", empty=empty)
    rules.must_be_seen(prose(words).striptags())
    return words


def _name_in(comment: Comment, readers: QuerySet[Person] | None, at: datetime) -> bool:
    """Keep whom a comment names among its `readers`, and which groups; whether it names any it did not before."""
    there = {each.written: each for each in Mention.objects.filter(comment=comment)}
    named = named_by(comment.text, readers) if readers is not None else None
    people, areas = (named.people, named.areas) if named else ({}, {})
    for written, mention in there.items():
        if mention.person_id != people.get(written) or mention.area_id != areas.get(written):
            mention.delete()
    stand = {w for w, each in there.items() if each.person_id == people.get(w) and each.area_id == areas.get(w)}
    fresh = [
        Mention(comment=comment, written=w, person_id=key, made_at=at) for w, key in people.items() if w not in stand
    ] + [Mention(comment=comment, written=w, area_id=key, made_at=at) for w, key in areas.items() if w not in stand]
    return bool(Mention.objects.bulk_create(fresh))


def _just_said(
    thread: Thread, text: str, files: Collection[Attachable], author: Person, at: datetime
) -> Comment | None:
    """Give what is said last in a thread where it is the same, by the same person a moment ago: a form sent twice."""
    last: Comment | None = Comment.objects.filter(thread=thread).order_by("-pk").first()
    if last is None or (last.author_id, last.text, last.withdrawn_at) != (author.pk, text, None):
        return None
    there = attachments_that_stand().filter(comment=last).order_by("pk").values_list("sha256", flat=True)
    again = at - last.said_at < LATE and list(there) == [each.made.sha256 for each in files]
    return last if again else None


@action
def react(
    *, comment: Comment, kind: ReactionKind, stands: bool, on: Ref | None = None, actor: Person, at: datetime
) -> None:
    """Say in a word what one thinks of a comment, or no longer. Saying it twice changes nothing.

    Whoever agrees disagrees no longer, and the other way round. Raises Refused for one's own comment.
    """
    rules.must_be_anothers(acting(actor), comment.author_id)
    if stands:
        if opposite := rules.opposite_of(kind):
            react(comment=comment, kind=opposite, stands=False, on=on, actor=actor, at=at)
        changed = Reaction.objects.get_or_create(comment=comment, person=actor, kind=kind)[1]
    else:
        changed = bool(Reaction.objects.filter(comment=comment, person=actor, kind=kind).delete()[0])
    if changed:
        record(CommentAnswered(thread=comment.thread_id, comment=comment.pk, reaction=kind, stands=stands, on=on))


@action
def take_further(*, comment: Comment, into: Ref, on: Ref | None = None, actor: Person, at: datetime) -> None:
    """Note that a topic or an insight came of a comment; who sees the two is for the rooms that hold them."""
    made = TakenFurther.objects.get_or_create(
        comment=comment, into_kind=into.kind, into=into.key, defaults={"by": actor, "taken_at": at}
    )[1]
    if made:
        record(CommentTakenFurther(thread=comment.thread_id, comment=comment.pk, into=into, on=on))


# What one has read and begins to write is one's own, and no change of anything: it leaves no entry.


@unsigned
def read_to(*, thread: Thread, comment: int, actor: Person, at: datetime) -> None:
    """Remember how far somebody has read in a thread; never less far than before, and not beyond what is said."""
    last = Comment.objects.filter(thread=thread, pk__lte=comment).aggregate(last=Max("pk"))["last"] or 0
    mark = Bookmark.objects.get_or_create(thread=thread, person=actor)[0]
    if mark.read_to < last:
        mark.read_to = last
        mark.save(update_fields=["read_to"])


@unsigned
def keep_draft(*, thread: Thread, text: str, actor: Person, at: datetime) -> None:
    """Keep what somebody begins to write in a thread, so that it is there on any device; cut where a comment ends.

    What comes late, once it was said, is not kept: it would be said twice.
    """
    draft = text.replace("\0", "").replace("\r\n", "\n")[: rules.LONGEST]
    lately = Comment.objects.filter(thread=thread, author=actor, said_at__gt=at - LATE).order_by("-pk")
    said = any(each.startswith(draft.strip()) for each in lately.values_list("text", flat=True)[:5])
    if draft.strip() and not said:
        Bookmark.objects.update_or_create(thread=thread, person=actor, defaults={"draft": draft})
    else:
        Bookmark.objects.filter(thread=thread, person=actor).update(draft="")
