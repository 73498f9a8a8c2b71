"""What the sample's people brought to their groups, what others said to it, and the answers it got."""

from datetime import timedelta
from typing import Any

from parley.roadmap.queries import initiative_to_change
from parley.seeds.stage import STORY, Telling
from parley.topics.actions import answer_topic, bring_topic, park_topic, support_topic
from parley.topics.terms import TopicKind
from parley.voices.actions import follow, say
from parley.voices.queries import thread_by_key

BRINGERS = {"Does APPI count as consent here?": "aiko", "Account managers learn of consent changes from clients": "sam"}
SUPPORT = (
    "Two of my clients asked the same thing this month.",
    "I would have to answer this in a review on Thursday.",
    "We lost an afternoon to it last week.",
)
SAID = (
    ("business", "Our clients in {region} put it differently, but mean the same. I can bring two of them to a call."),
    ("product", "Good point. I had only seen the numbers; I will look at {region} before we settle it."),
    ("business", "Please mind the quarter's end in {region}: nobody reads new words then."),
)


def tell_topics(telling: Telling) -> None:
    """Bring the story's topics, spread over a year, and answer those that have an answer."""
    for area in STORY["area"]:
        for number, item in enumerate(area["topics"]):
            days = 24 + 61 * number if item["answer"] else 6 + 9 * number
            _bring(telling, area, item, days)
        _ask_along(telling, area)


def _bring(telling: Telling, area: dict[str, Any], item: dict[str, Any], days: int) -> None:
    members = [each for each in telling.members[area["key"]] if each.key not in area["product"]]
    bringer = telling.people.get(BRINGERS.get(item["title"], "")) or telling.random.choice(members)
    topic = bring_topic(
        area=telling.areas[area["key"]],
        kind=TopicKind(item["kind"]),
        title=item["title"],
        why=item["why"],
        initiatives=[initiative_to_change(telling.initiatives[area["initiatives"][0]["title"]].pk)],
        actor=bringer,
        at=telling.ago(days),
    )
    telling.topics[item["title"]] = topic
    for person in telling.random.sample([each for each in members if each != bringer], 2):
        support_topic(topic=topic, why=telling.random.choice(SUPPORT), actor=person, at=telling.ago(days - 1))
    if item["answer"]:
        keeper = telling.people[area["product"][0]]
        answer_topic(topic=topic, answer=item["answer"], actor=keeper, at=telling.ago(days - 9))


def _ask_along(telling: Telling, area: dict[str, Any]) -> None:
    """Let product ask as well: each area has a question from its own product people, parked or open."""
    keeper = telling.people[area["product"][0]]
    title = area["initiatives"][-1]["title"]
    topic = bring_topic(
        area=telling.areas[area["key"]],
        kind=TopicKind.QUESTION,
        title=f"What would a client give up for “{title}”?",
        why=f"We know who wants {title.lower()}, and not what it is worth to them beside what they have today.",
        actor=keeper,
        at=telling.ago(40),
    )
    telling.topics[f"ask:{area['key']}"] = topic
    park_topic(
        topic=topic,
        until=(telling.at + timedelta(days=20)).date(),
        reason="We ask again when the first answers of the beta are in.",
        actor=keeper,
        at=telling.ago(39),
    )


def tell_threads(telling: Telling) -> None:
    """Let both sides speak on the initiatives, and follow them."""
    for area in STORY["area"]:
        members = telling.members[area["key"]]
        keeper = telling.people[area["product"][0]]
        for item in area["initiatives"]:
            thread = thread_by_key(telling.initiatives[item["title"]].thread_id)
            for number, (side, words) in enumerate(SAID[: telling.random.randint(1, 3)]):
                speaker = keeper if side == "product" else telling.random.choice(members)
                region = telling.random.choice(("EMEA", "AMER", "APAC"))
                say(thread=thread, text=words.format(region=region), actor=speaker, at=telling.ago(30 - 6 * number))
            for person in telling.random.sample(members, 3):
                follow(thread=thread, following=True, actor=person, at=telling.ago(28))
