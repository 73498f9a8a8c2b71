"""What can happen to letters: mails that people send to Parley."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.notifications.terms.letters import Became, Unplaced, letter_ref


@dataclass(frozen=True, kw_only=True)
class LetterTaken(Event, kind="letter.taken"):
    """Somebody wrote by mail, and it was placed, or they are told why it was not."""

    letter: int
    became: Became
    why: Unplaced | None = None  # it was not placed

    def about(self) -> tuple[Ref, ...]:
        return (letter_ref(self.letter),)

    def sentence(self) -> str:
        words = {
            Became.COMMENT: "said something by mail",
            Became.INSIGHT: "passed on by mail what a client said",
            Became.REPLY: "replied to an invitation by mail",
            Became.UNPLACED: "sent a mail that could not be placed",
        }
        return words[self.became]


@dataclass(frozen=True, kw_only=True)
class LettersForgotten(Event, kind="letter.forgotten"):
    """It is not known any more that some mails came in, as that was long ago."""

    letters: int

    def about(self) -> tuple[Ref, ...]:
        return ()

    def sentence(self) -> str:
        return f"forgot {self.letters} {'mail' if self.letters == 1 else 'mails'} that came in long ago"
