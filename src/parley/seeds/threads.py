"""The sample's conversations go on: somebody is named, quoted, agreed and disagreed with, and says it differently."""

from datetime import timedelta
from typing import TYPE_CHECKING

from parley.decisions.actions import say_about
from parley.decisions.queries import decisions_visible_to, viewers_of_decision
from parley.groups.queries import acting
from parley.ledger.terms import MACHINE
from parley.seeds.stage import STORY, Telling
from parley.topics.queries import viewers_of_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import say
from parley.voices.actions.commenting import change_comment, react, read_to
from parley.voices.queries import comments_in, thread_by_key
from parley.voices.terms import ReactionKind

if TYPE_CHECKING:
    from parley.topics.models import Topic

ANSWER = (
    "> Ask support how often this comes up.\n\n@{name}, could you bring **two cases** with their dates? Then:\n\n"
    "- we answer what is the same in all of them\n- and say plainly what is not"
)
FIRST = "I can bring a case next week."
BETTER = "I can bring two cases next week, both with dates."
DECIDED = "Consent signals or household graph"  # of which people talk, and of its option that was chosen
TOLD = "I called Halden Retail. They can live with a quarter, and want the new day in writing."
ASKED = "Does this hold for publishers who have no consent banner of their own?"


def tell_conversations(telling: Telling) -> None:
    """Let the people of each group go on talking about its first topic."""
    for area in STORY["area"]:
        topic = telling.topics[area["topics"][0]["title"]]
        _go_on(telling, topic, area["key"], area["product"][0])
    _after_deciding(telling)


def _go_on(telling: Telling, topic: "Topic", area: str, product: str) -> None:
    keeper = telling.people[product]
    first, second, third = [each for each in telling.members[area] if each != keeper][:3]
    thread, on, readers = thread_by_key(topic.thread_id), topic_ref(topic.pk), viewers_of_topic(topic)
    at = min(topic.brought_at + timedelta(days=3), telling.at)
    answer = say(thread=thread, text=ANSWER.format(name=first.name), on=on, readers=readers, actor=keeper, at=at)
    told = say(thread=thread, text=FIRST, on=on, readers=readers, actor=first, at=at)
    change_comment(comment=told, text=BETTER, seen_edits=0, readers=readers, on=on, actor=first, at=at)
    react(comment=answer, kind=ReactionKind.SAME, stands=True, on=on, actor=second, at=at)
    react(comment=answer, kind=ReactionKind.NEW, stands=True, on=on, actor=third, at=at)
    react(comment=told, kind=ReactionKind.DISAGREE, stands=True, on=on, actor=second, at=at)
    read_to(thread=thread, comment=comments_in(thread.pk)[0].pk, actor=second, at=at)


def _after_deciding(telling: Telling) -> None:
    """Let people talk about what was decided, and about the option that was chosen."""
    jonas, sam = telling.people["jonas"], telling.people["sam"]
    decision = decisions_visible_to(acting(MACHINE)).get(question__startswith=DECIDED)
    readers = viewers_of_decision(decision)
    say_about(decision=decision, text=TOLD, readers=readers, actor=jonas, at=telling.ago(20))
    say_about(decision=decision, option=decision.chosen, text=ASKED, readers=readers, actor=sam, at=telling.ago(19))
