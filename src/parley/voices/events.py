"""What can happen to threads, comments, attachments and credits."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.people.terms import person_ref
from parley.voices.terms import FileKind, Given, ReactionKind, attachment_ref, comment_ref, thread_ref


@dataclass(frozen=True, kw_only=True)
class ThreadEvent(Event):
    """Something happened in a thread. `on` is what the thread is about, where the caller said so."""

    thread: int
    on: Ref | None = None

    def about(self) -> tuple[Ref, ...]:
        return (thread_ref(self.thread), *((self.on,) if self.on else ()))

    @property
    def where(self) -> str:
        """Where it happened, as a bit of a sentence."""
        return f" about {self.on.mark}" if self.on else ""


@dataclass(frozen=True, kw_only=True)
class ThreadOpened(ThreadEvent, kind="thread.opened"):
    """A conversation can begin."""

    def sentence(self) -> str:
        return f"opened the conversation{self.where}"


@dataclass(frozen=True, kw_only=True)
class ThreadsOpened(Event, kind="threads.opened"):
    """Many conversations can begin, for things that came in by one import."""

    batch: Ref
    threads: int

    def about(self) -> tuple[Ref, ...]:
        return (self.batch,)

    def sentence(self) -> str:
        return f"opened {self.threads} conversations"


@dataclass(frozen=True, kw_only=True)
class CommentSaid(ThreadEvent, kind="comment.said"):
    """Somebody said something."""

    comment: int

    def about(self) -> tuple[Ref, ...]:
        return (comment_ref(self.comment), *super().about())

    def sentence(self) -> str:
        return f"said something{self.where}"


@dataclass(frozen=True, kw_only=True)
class CommentWithdrawn(ThreadEvent, kind="comment.withdrawn"):
    """Somebody took back what they had said."""

    comment: int

    def about(self) -> tuple[Ref, ...]:
        return (comment_ref(self.comment), *super().about())

    def sentence(self) -> str:
        return f"took a comment back{self.where}"


@dataclass(frozen=True, kw_only=True)
class CommentMarked(ThreadEvent, kind="comment.marked"):
    """Somebody would like to see considered what they said, or no longer."""

    comment: int
    as_input: bool

    def about(self) -> tuple[Ref, ...]:
        return (comment_ref(self.comment), *super().about())

    def sentence(self) -> str:
        wanted = "would like a comment considered" if self.as_input else "no longer asks for a comment to be considered"
        return f"{wanted}{self.where}"


@dataclass(frozen=True, kw_only=True)
class CommentChanged(ThreadEvent, kind="comment.changed"):
    """Somebody said differently what they had said."""

    comment: int

    def about(self) -> tuple[Ref, ...]:
        return (comment_ref(self.comment), *super().about())

    def sentence(self) -> str:
        return f"changed a comment{self.where}"


@dataclass(frozen=True, kw_only=True)
class PeopleNamed(CommentChanged, kind="comment.named"):
    """A change of a comment names somebody, or a group, whom it did not name before."""

    def sentence(self) -> str:
        return f"named somebody in a comment{self.where}"


@dataclass(frozen=True, kw_only=True)
class CommentAnswered(ThreadEvent, kind="comment.reacted"):
    """Somebody said in a word what they think of a comment, or no longer says so."""

    comment: int
    reaction: ReactionKind
    stands: bool

    def about(self) -> tuple[Ref, ...]:
        return (comment_ref(self.comment), *super().about())

    def sentence(self) -> str:
        words = {
            ReactionKind.SAME: "same here",
            ReactionKind.NEW: "new to me",
            ReactionKind.DISAGREE: "I disagree",
        }[self.reaction]
        return f"{'said' if self.stands else 'no longer says'} “{words}” to a comment{self.where}"


@dataclass(frozen=True, kw_only=True)
class CommentTakenFurther(ThreadEvent, kind="comment.taken_further"):
    """A topic or an insight came of a comment."""

    comment: int
    into: Ref

    def about(self) -> tuple[Ref, ...]:
        return (comment_ref(self.comment), *super().about(), self.into)

    def sentence(self) -> str:
        return f"made {self.into.mark} of a comment{self.where}"


@dataclass(frozen=True, kw_only=True)
class FileAttached(ThreadEvent, kind="attachment.added"):
    """Somebody attached a picture or a PDF."""

    attachment: int
    file: FileKind

    def about(self) -> tuple[Ref, ...]:
        return (attachment_ref(self.attachment), *super().about())

    def sentence(self) -> str:
        return f"attached a {'picture' if self.file.is_picture else 'PDF'}{self.where}"


@dataclass(frozen=True, kw_only=True)
class FileRemoved(FileAttached, kind="attachment.removed"):
    """Somebody removed what was attached: its content is gone."""

    def sentence(self) -> str:
        return f"removed a {'picture' if self.file.is_picture else 'PDF'}{self.where}"


@dataclass(frozen=True, kw_only=True)
class ThreadFollowed(ThreadEvent, kind="thread.followed"):
    """Somebody wants to hear of a thing, or no longer."""

    person: int
    following: bool

    def sentence(self) -> str:
        return f"{'follows' if self.following else 'no longer follows'} what happens{self.where}"


@dataclass(frozen=True, kw_only=True)
class GuestLetIn(ThreadEvent, kind="thread.guest"):
    """Somebody from outside the group was let in on one thing."""

    person: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), person_ref(self.person))

    def sentence(self) -> str:
        return f"let {person_ref(self.person).mark} in{self.where}"


@dataclass(frozen=True, kw_only=True)
class GuestLetOut(GuestLetIn, kind="thread.guest_let_out"):
    """Somebody who was let in has left the company: should they come back, they are no guest any more."""

    def sentence(self) -> str:
        return f"let {person_ref(self.person).mark} out{self.where}, as they left the company"


@dataclass(frozen=True, kw_only=True)
class Credited(Event, kind="contribution.credited"):
    """A decision or change says whose contribution it rests on."""

    person: int
    given_kind: Given
    given: int
    credited_by: Ref

    def about(self) -> tuple[Ref, ...]:
        return (self.credited_by, Ref(self.given_kind.value, self.given), person_ref(self.person))

    def sentence(self) -> str:
        what = {
            Given.INSIGHT: f"noting {Ref('insight', self.given).mark}",
            Given.TOPIC: f"bringing {Ref('topic', self.given).mark}",
            Given.NOTE: "what they wrote in a round",
            Given.COMMENT: "what they said",
        }[self.given_kind]
        return f"credited {person_ref(self.person).mark} for {what}, in {self.credited_by.mark}"


@dataclass(frozen=True, kw_only=True)
class CreditedTogether(Event, kind="contribution.credited_together"):
    """A decision says on which contributions it rests: each of `given` is by the person at the same place."""

    credited_by: Ref
    people: tuple[int, ...]
    given: tuple[Ref, ...]

    def about(self) -> tuple[Ref, ...]:
        return (self.credited_by, *self.given, *(person_ref(key) for key in self.people))

    def sentence(self) -> str:
        several = len(set(self.people))
        who = person_ref(self.people[0]).mark if several == 1 else f"{several} people"
        what = f"{len(self.given)} contributions" if len(self.given) > 1 else "a contribution"
        return f"credited {who} for {what}, in {self.credited_by.mark}"
