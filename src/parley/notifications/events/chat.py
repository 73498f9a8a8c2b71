"""What can happen to accounts in the chat and to channels. How people are called there is no part of it."""

from dataclasses import dataclass

from parley.groups.terms import area_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.notifications.terms.chat import channel_ref, chat_account_ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Event):
    """Something happened to somebody's account in the chat."""

    person: int

    def about(self) -> tuple[Ref, ...]:
        return (chat_account_ref(self.person), person_ref(self.person))

    @property
    def whose(self) -> str:
        """Whose account it is, as a sentence names them."""
        return person_ref(self.person).mark


@dataclass(frozen=True, kw_only=True)
class CodeAsked(AccountEvent, kind="chat_account.code_asked"):
    """Somebody asked for a code by which they prove in the chat who they are."""

    def sentence(self) -> str:
        return f"asked for a code that links an account in Slack to {self.whose}"


@dataclass(frozen=True, kw_only=True)
class AccountLinked(AccountEvent, kind="chat_account.linked"):
    """An account in the chat is somebody's from now on."""

    def sentence(self) -> str:
        return f"linked an account in Slack to {self.whose}"


@dataclass(frozen=True, kw_only=True)
class AccountUnlinked(AccountEvent, kind="chat_account.unlinked"):
    """An account in the chat is nobody's any more."""

    def sentence(self) -> str:
        return f"ended the link between an account in Slack and {self.whose}"


@dataclass(frozen=True, kw_only=True)
class FormSent(AccountEvent, kind="chat_account.form_sent"):
    """Somebody made something by a form in the chat."""

    made: Ref

    def about(self) -> tuple[Ref, ...]:
        return (chat_account_ref(self.person),)  # the thing has an entry of its own

    def sentence(self) -> str:
        return f"wrote {self.made.mark} in Slack"


@dataclass(frozen=True, kw_only=True)
class ChannelTied(Event, kind="channel.tied"):
    """A channel hears of an area from now on; none: of what the whole company may see."""

    channel: int
    area: int | None

    def about(self) -> tuple[Ref, ...]:
        return (channel_ref(self.channel), *([area_ref(self.area)] if self.area else []))

    def sentence(self) -> str:
        return f"lets a channel in Slack hear of {area_ref(self.area).mark if self.area else 'the whole company'}"


@dataclass(frozen=True, kw_only=True)
class ChannelEnded(ChannelTied, kind="channel.ended"):
    """A channel hears of nothing new any more."""

    def sentence(self) -> str:
        return (
            f"ended that a channel in Slack hears of {area_ref(self.area).mark if self.area else 'the whole company'}"
        )


@dataclass(frozen=True, kw_only=True)
class PostTriedAgain(Event, kind="channel.post_tried_again"):
    """Somebody asked for another try of a message that Slack did not take."""

    channel: int

    def about(self) -> tuple[Ref, ...]:
        return (channel_ref(self.channel),)

    def sentence(self) -> str:
        return f"asked for another try of a message to channel {self.channel}"
