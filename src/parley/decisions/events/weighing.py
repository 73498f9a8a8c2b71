"""What can be said of a decision and its options before it is settled."""

from dataclasses import dataclass

from parley.decisions.events.told import DecisionEvent
from parley.decisions.terms import private_note_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.people.terms import person_ref
from parley.roadmap.terms import initiative_ref


@dataclass(frozen=True, kw_only=True)
class WhyAsked(DecisionEvent, kind="decision.why_asked"):
    """Whoever owns what an option puts first is asked to complete its why."""

    option: int
    initiative: int
    person: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), person_ref(self.person))

    def sentence(self) -> str:
        who = person_ref(self.person).mark
        return f"asked {who} to complete the why of {initiative_ref(self.initiative).mark} in {self.mark}"


@dataclass(frozen=True, kw_only=True)
class StandsAgainst(DecisionEvent, kind="decision.stands_against"):
    """Whoever owns an initiative that has its why is told that it competes with another."""

    option: int
    initiative: int
    person: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), person_ref(self.person))

    def sentence(self) -> str:
        whose = f"{initiative_ref(self.initiative).mark}, which {person_ref(self.person).mark} owns,"
        return f"put {whose} against another initiative in {self.mark}"


@dataclass(frozen=True, kw_only=True)
class WhyCompleted(DecisionEvent, kind="decision.why_completed"):
    """The why of an option was written anew by somebody who answers for it."""

    option: int

    def sentence(self) -> str:
        return f"completed the why of an option of {self.mark}"


@dataclass(frozen=True, kw_only=True)
class AskedToSpeak(DecisionEvent, kind="decision.asked_to_speak"):
    """Somebody whom it affects is asked what they know, before it is settled."""

    person: int

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), person_ref(self.person))

    def sentence(self) -> str:
        return f"asked {person_ref(self.person).mark} what they know about {self.mark}"


@dataclass(frozen=True, kw_only=True)
class LeaningSaid(DecisionEvent, kind="decision.leaning"):
    """Somebody said to which option they lean, and what would change their mind."""

    option: int

    def sentence(self) -> str:
        return f"said what would change their mind on {self.mark}"


@dataclass(frozen=True, kw_only=True)
class LeaningTakenBack(DecisionEvent, kind="decision.leaning_taken_back"):
    """Somebody leans to no option any more."""

    def sentence(self) -> str:
        return f"took back to what they lean on {self.mark}"


@dataclass(frozen=True, kw_only=True)
class PrivateNoteKept(Event, kind="private_note.kept"):
    """Somebody told the decider something in private; its words are in no history, nor is that there is one."""

    note: int

    def about(self) -> tuple[Ref, ...]:
        return (private_note_ref(self.note),)

    def sentence(self) -> str:
        return "wrote a private note to whoever decides"


@dataclass(frozen=True, kw_only=True)
class PrivateNoteTakenBack(Event, kind="private_note.taken_back"):
    """Somebody took back what they told the decider in private; as nobody else knows of it, it is in no history."""

    note: int

    def about(self) -> tuple[Ref, ...]:
        return (private_note_ref(self.note),)

    def sentence(self) -> str:
        return "took back a private note to whoever decides"
