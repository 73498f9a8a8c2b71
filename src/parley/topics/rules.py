"""Who may do what with a topic, by when it is answered, what counts as an answer, and which topics are alike."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.people.terms import Viewer
from parley.roadmap.rules.whys import empty_reason
from parley.topics.terms import WAITING, TopicFacts, TopicKind, TopicState
from parley.voices.rules import words_of

LONGEST_TITLE = 200  # characters
WHY = "Write who has the problem, and what it costs them."
LONGEST_PARKED = timedelta(days=366)
COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be but by can could do does for from has have how if in into is it its me my not of on or "
        "our shall should so that the their them there they this to too us was we what when where which who why will "
        "with would you your",
    )
)
STANDING = {
    TopicState.ANSWERED: "has been answered",
    TopicState.DECIDED: "has been settled by a decision",
    TopicState.MERGED: "is part of another topic now",
    TopicState.WITHDRAWN: "was withdrawn",
}


def title_of(text: str) -> str:
    """Give back a title on one line, 1 to 200 characters; raises Refused for any other."""
    title = " ".join(
        words_of(text, field="title", empty="A topic needs a title. Write it as you would ask it aloud.").split()
    )
    if len(title) > LONGEST_TITLE:
        raise Refused("A title has at most 200 characters. Put the rest into the why.", field="title")
    return title


def why_of(text: str, title: str) -> str:
    """Give back why a topic matters; raises Refused when it says nothing, or no more than the title."""
    why = words_of(text, field="why", empty=f"A topic needs its why. {WHY}")
    if empty := empty_reason(why, title=title):
        raise Refused(f"{empty} {WHY}", field="why")
    return why


def something_said(text: str, title: str, *, field: str, instead: str) -> str:
    """Give back a sentence that says something to whoever waits for it.

    Raises Refused, ending in `instead`, when it is empty or no reason (see `empty_reason`).
    """
    words = words_of(text, field=field, empty=f"Nothing is written yet. {instead}")
    if empty_reason(words, title=title):
        raise Refused(f"“{words[:80]}” does not say why to somebody who was not there. {instead}", field=field)
    return words


def kind_of(word: str) -> TopicKind:
    """Read a kind of topic. Raises Refused for a word that is none."""
    try:
        return TopicKind(word.strip().lower())
    except ValueError:
        raise Refused(
            f"“{word[:40]}” is no kind of topic. Choose question, problem, opportunity or proposal.", field="kind"
        ) from None


def answer_by_of(brought_on: date, answer_days: int, wanted: date | None) -> date:
    """Give the day by which a topic is answered: the group’s own days on, or an earlier day asked for.

    Raises Refused for a day before it was brought, and for one later than the group promises.
    """
    promised = brought_on + timedelta(days=answer_days)
    if wanted is None:
        return promised
    if wanted < brought_on:
        raise Refused("An answer cannot be due in the past. Choose today or a later day.", field="answer_by")
    if wanted > promised:
        raise Refused(
            f"This group answers within {answer_days} days. Choose a day up to {_day(promised)}, or leave it empty.",
            field="answer_by",
        )
    return wanted


def earlier_answer(merged: date, into: date, *, parked: bool) -> date:
    """Give the day by which two topics that become one are answered: the earlier; a parked one had no day to keep."""
    return into if parked else min(merged, into)


def late_by(state: TopicState, answer_by: date, on: date) -> int:
    """Count the days by which an open topic’s answer is late; 0 when it is in time, parked or settled."""
    return max((on - answer_by).days, 0) if state is TopicState.OPEN else 0


def may_answer(viewer: Viewer, area: int) -> bool:
    """Whether somebody answers topics of a group: facilitators, product people, the decider, product operations."""
    return viewer.operations or area in viewer.facilitates | viewer.product_of | viewer.decides


def must_answer(viewer: Viewer, topic: TopicFacts) -> None:
    """Raise Refused unless the viewer answers the group’s topics and this one still waits."""
    if not may_answer(viewer, topic.area):
        raise Refused(
            "Only facilitators, product people and the decider of the group can settle a topic. "
            "Say in the conversation what you know; it helps them answer."
        )
    must_wait(topic)


def must_wait(topic: TopicFacts) -> None:
    """Raise Refused when a topic is settled already."""
    if topic.state not in WAITING:
        raise Refused(f"This topic {STANDING[topic.state]}. Bring a new one if something has changed since.")


def until_of(until: date, on: date) -> date:
    """Give back the day on which a parked topic comes back; raises Refused unless it is 1 to 366 days ahead."""
    if not on < until <= on + LONGEST_PARKED:
        raise Refused("A parked topic comes back by itself. Choose a day after today, within a year.", field="until")
    return until


def must_merge(viewer: Viewer, topic: TopicFacts, into: TopicFacts) -> None:
    """Raise Refused unless the viewer may make `topic` a part of `into`, of the same group and still waiting."""
    must_answer(viewer, topic)
    if topic.key == into.key:
        raise Refused("A topic cannot be merged into itself. Choose the other one.", field="into")
    if topic.area != into.area:
        raise Refused("That topic belongs to another group. Answer this one, and name the other.", field="into")
    if into.state not in WAITING:
        raise Refused(f"That topic {STANDING[into.state]}. Answer this one, and name the other.", field="into")


def may_take_back(viewer: Viewer, topic: TopicFacts) -> bool:
    """Whether somebody may change or withdraw a topic: whoever brought it, and nobody else."""
    return viewer.person == topic.brought_by


def must_take_back(viewer: Viewer, topic: TopicFacts) -> None:
    """Raise Refused unless the viewer brought the topic and it still waits."""
    if not may_take_back(viewer, topic):
        raise Refused(
            "Only whoever brought a topic can change or withdraw it. Say in the conversation what you would do."
        )
    must_wait(topic)


def may_support(viewer: Viewer, topic: TopicFacts) -> bool:
    """Whether somebody may add that they want the answer too."""
    return topic.state in WAITING and viewer.person != topic.brought_by


def must_support(viewer: Viewer, topic: TopicFacts) -> None:
    """Raise Refused for the bringer, and when the topic is settled."""
    must_wait(topic)
    if viewer.person == topic.brought_by:
        raise Refused("You brought this topic, so you stand behind it already. Ask a colleague what it means to them.")


def words_in(title: str) -> frozenset[str]:
    """Give the words by which a title is compared: folded, without common words and those under three letters."""
    return frozenset(
        word
        for word in re.findall(r"\w+", folded(title))
        if word not in COMMON and (len(word) > 2 or ord(word[0]) >= 0x2E80)
    )


def alike(title: str, others: Iterable[tuple[int, str]], *, limit: int = 5) -> list[int]:
    """Give the keys of titles that share half or more of the shorter one’s words (two at least), most alike first."""
    mine, found = words_in(title), []
    for key, other in others:
        theirs = words_in(other)
        shared, shorter = len(mine & theirs), min(len(mine), len(theirs))
        if shared and shared >= min(2, shorter) and 2 * shared >= shorter:
            found.append((-shared / shorter, -shared, key))
    return [key for *_, key in sorted(found)[:limit]]


def _day(value: date) -> str:
    return f"{value.day} {value:%b %Y}"
