"""What can happen to topics. People are named in `about` where they are to be told."""

from dataclasses import dataclass
from datetime import date

from parley.groups.terms import area_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.people.terms import Side, person_ref
from parley.roadmap.terms import initiative_ref
from parley.topics.terms import TopicKind, topic_ref


@dataclass(frozen=True, kw_only=True)
class TopicEvent(Event):
    """Something happened to a topic. `people` brought or support it and hear of it."""

    topic: int
    people: tuple[int, ...] = ()

    def about(self) -> tuple[Ref, ...]:
        return (topic_ref(self.topic), *(person_ref(key) for key in self.people))

    @property
    def mark(self) -> str:
        """The topic's place in a sentence."""
        return topic_ref(self.topic).mark


@dataclass(frozen=True, kw_only=True)
class TopicBrought(TopicEvent, kind="topic.brought"):
    """Somebody brought a topic to a group."""

    area: int
    topic_kind: TopicKind
    side: Side
    answer_by: date
    initiatives: tuple[int, ...] = ()
    on_behalf_of: int | None = None

    def about(self) -> tuple[Ref, ...]:
        return (topic_ref(self.topic), area_ref(self.area), *(initiative_ref(key) for key in self.initiatives))

    def sentence(self) -> str:
        article = "an" if self.topic_kind is TopicKind.OPPORTUNITY else "a"
        by = f"{self.answer_by.day} {self.answer_by:%b %Y}"
        whom = f", on behalf of {person_ref(self.on_behalf_of).mark}," if self.on_behalf_of else ""
        return (
            f"brought {self.mark} to {area_ref(self.area).mark}{whom} as {article} {self.topic_kind}, "
            f"to be answered by {by}"
        )


@dataclass(frozen=True, kw_only=True)
class TopicChanged(TopicEvent, kind="topic.changed"):
    """Whoever brought a topic wrote it differently."""

    fields: tuple[str, ...]

    def sentence(self) -> str:
        return f"changed the {' and '.join(self.fields)} of {self.mark}"


@dataclass(frozen=True, kw_only=True)
class SettledTopicEvent(TopicEvent):
    """A topic got what it waited for."""

    area: int
    initiatives: tuple[int, ...] = ()

    def about(self) -> tuple[Ref, ...]:
        # Not the area: its history is for the whole company, and the answer is not.
        return (*super().about(), *(initiative_ref(key) for key in self.initiatives))


@dataclass(frozen=True, kw_only=True)
class TopicAnswered(SettledTopicEvent, kind="topic.answered"):
    """A topic got its answer; `days_late` is 0 when it came in time."""

    days_late: int = 0

    def sentence(self) -> str:
        days = f"{self.days_late} day{'s' if self.days_late != 1 else ''}"
        return f"answered {self.mark}{f', {days} late' if self.days_late else ''}"


@dataclass(frozen=True, kw_only=True)
class TopicDecided(SettledTopicEvent, kind="topic.decided"):
    """A topic was settled by a decision."""

    decision: Ref

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), self.decision)

    def sentence(self) -> str:
        return f"settled {self.mark} by deciding {self.decision.mark}"


@dataclass(frozen=True, kw_only=True)
class TopicParked(TopicEvent, kind="topic.parked"):
    """A topic waits until a day and then comes back by itself."""

    until: date

    def sentence(self) -> str:
        return f"parked {self.mark} until {self.until.day} {self.until:%b %Y}"


@dataclass(frozen=True, kw_only=True)
class TopicWoken(TopicEvent, kind="topic.woken"):
    """A parked topic came back, with a new day for its answer."""

    answer_by: date

    def sentence(self) -> str:
        return f"brought {self.mark} back, to be answered by {self.answer_by.day} {self.answer_by:%b %Y}"


@dataclass(frozen=True, kw_only=True)
class TopicMerged(TopicEvent, kind="topic.merged"):
    """A topic became part of another, and so did whoever stands behind it."""

    into: int

    def about(self) -> tuple[Ref, ...]:
        return (topic_ref(self.topic), topic_ref(self.into), *(person_ref(key) for key in self.people))

    def sentence(self) -> str:
        return f"merged {self.mark} into {topic_ref(self.into).mark}, with everybody who supports it"


@dataclass(frozen=True, kw_only=True)
class TopicWithdrawn(TopicEvent, kind="topic.withdrawn"):
    """Whoever brought a topic took it back."""

    def sentence(self) -> str:
        return f"withdrew {self.mark}"


@dataclass(frozen=True, kw_only=True)
class TopicSupported(TopicEvent, kind="topic.supported"):
    """Somebody wants the answer too, or no longer."""

    person: int
    supporting: bool

    def about(self) -> tuple[Ref, ...]:
        return (topic_ref(self.topic),)

    def sentence(self) -> str:
        return f"{'supports' if self.supporting else 'no longer supports'} {self.mark}"


@dataclass(frozen=True, kw_only=True)
class TopicRehomed(TopicEvent, kind="topic.rehomed"):
    """A waiting topic went to another group, as its own was dissolved."""

    before: int
    after: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), area_ref(self.before), area_ref(self.after))

    def sentence(self) -> str:
        return f"moved {self.mark} from {area_ref(self.before).mark} to {area_ref(self.after).mark}"
