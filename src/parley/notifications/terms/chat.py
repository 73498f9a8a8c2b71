"""The words of chat: accounts people have in Slack, channels that hear of an area, and what was posted into them."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from parley.ledger.terms import Ref

CODE_LASTS = timedelta(minutes=15)  # within which somebody writes a code in Slack that links their account
WATCHED_DAYS = 90  # for how long what was posted is looked at again by itself
KEPT_DAYS = 30  # how long what was not posted stays in the list
MOST_BUNDLED = 20  # things in one message


class Shown(StrEnum):
    """Kinds of events that are posted."""

    DECIDED = "decision.published"
    BROUGHT = "topic.brought"
    ANSWERED = "topic.answered"
    CORRECTED = "correction.opened"


class PostState(StrEnum):
    """How far a message in a channel is."""

    BEGUN = "begun"  # it was handed to Slack, or is about to be; what came of it is not noted yet
    POSTED = "posted"
    TAKEN_BACK = "taken_back"  # it was deleted: not everybody there may see it any more
    DROPPED = "dropped"  # not everybody there could see it when its turn came
    FAILED = "failed"  # Slack does not take it; it can be tried again by hand


class Trouble(StrEnum):
    """What a refusal of Slack's is about, which says what follows."""

    SLOWER = "slower"  # too many requests: all wait as long as it asks
    AWAY = "away"  # it does not answer, or is broken: all wait, and nothing is lost
    APP = "app"  # the app is not let in: all wait until somebody has seen to it
    HERE = "here"  # this channel or this message: the others go on


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a channel now."""

    people: frozenset[int]  # keys of the people whose accounts are linked
    strangers: bool  # somebody, or another app, of whom Parley does not know who they are
    outside: bool  # somebody who is not of the company: guests, or another company


@dataclass(frozen=True, slots=True)
class There:
    """A channel as Slack knows it."""

    slack_id: str
    name: str
    member: bool  # the app is in it
    shared: bool  # with other companies, or about to be
    archived: bool


def chat_account_ref(person: int) -> Ref:
    """Name somebody's account in the chat for the ledger."""
    return Ref("chat_account", person)


def channel_ref(key: int) -> Ref:
    """Name a channel for the ledger."""
    return Ref("channel", key)
