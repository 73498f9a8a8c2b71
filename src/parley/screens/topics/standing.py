"""How a topic stands, said in a few words with a tone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.screens.rendering import day
from parley.topics.rules import late_by
from parley.topics.terms import TopicKind, TopicState

if TYPE_CHECKING:
    from parley.topics.models import Topic


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a topic, or by when it gets its answer. `tone` is one of a chip's."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A topic with how it stands."""

    topic: "Topic"
    standing: Standing
    kind: str


def standing_of(topic: "Topic", on: date) -> Standing:
    """Say how a topic stands on a day."""
    match topic.state:
        case TopicState.OPEN:
            return _open(topic, on)
        case TopicState.PARKED:
            return Standing(_("Parked until %s") % day(topic.parked_until), "plain")
        case TopicState.ANSWERED:
            return Standing(_("Answered %s") % day(topic.settled_at), "good")
        case TopicState.DECIDED:
            return Standing(_("Decided %s") % day(topic.settled_at), "good")
        case TopicState.MERGED:
            return Standing(_("Part of another topic"), "plain")
        case TopicState.WITHDRAWN:
            return Standing(_("Withdrawn %s") % day(topic.settled_at), "plain")


def _open(topic: "Topic", on: date) -> Standing:
    late = late_by(topic.state, topic.answer_by, on)
    if late:
        return Standing(ngettext("Late by %d day", "Late by %d days", late) % late, "bad")
    if topic.answer_by == on:
        return Standing(_("Answer due today"), "warn")
    return Standing(_("Answer by %s") % day(topic.answer_by), "plain")


def kind_of(topic: "Topic") -> str:
    """Say what kind of topic it is."""
    return {
        TopicKind.QUESTION: _("Question"),
        TopicKind.PROBLEM: _("Problem"),
        TopicKind.OPPORTUNITY: _("Opportunity"),
        TopicKind.PROPOSAL: _("Proposal"),
    }[topic.kind]


def listed(topics: Iterable["Topic"], on: date) -> list[Listed]:
    """Give topics as a list shows them."""
    return [Listed(topic, standing_of(topic, on), kind_of(topic)) for topic in topics]
