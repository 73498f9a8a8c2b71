"""The sample's presenters and calls: what leads prepared, the two taps, how talk was shared, and the glossary."""

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from parley.groups.actions import change_group
from parley.ledger.terms import MACHINE
from parley.meetings.actions import give_taps, keep_acronym, practise, prepare_item, read_guide, seal_taps_due
from parley.meetings.actions.talk import count_talk
from parley.meetings.queries.talk import came_to
from parley.meetings.rules.talk import Heard
from parley.meetings.terms.taps import Tap
from parley.people.terms import SAMPLE_ADMINISTRATOR
from parley.seeds.stage import Telling

if TYPE_CHECKING:
    from parley.meetings.models import AgendaItem, Meeting
    from parley.people.models import Person

TAPS, KEEPS = "identity", "connected-tv"  # the group of the taps, and the one whose charter keeps transcripts
TOLD = 4  # so many of their last meetings
ACRONYMS = {
    "APPI": "Japan’s law on personal information",
    "CTV": "connected television: a set that shows what comes over the internet",
    "DSP": "demand-side platform: where a client buys the places for its adverts",
    "SSP": "supply-side platform: where a publisher sells them",
    "GRP": "gross rating point: one per cent of a public reached once",
}
ASKED = (
    "What did the last client who complained about this tell you?",
    "How do your clients get this done today?",
    "What stands in the way of using it in your region?",
)
OF_YOU = "Bring the words of two clients by the next meeting; I write back what I made of them."
PRACTISED = (
    "What did clients tell you before they stopped using the weekly report?",
    "What went wrong for your clients when the page last changed?",
)
SAID = ("We hear this in every review.", "Who asked for it first?", "I would write that down.", "Not in our region.")
TURNS = 64


def tell_glossary(telling: Telling) -> None:
    """Write down the acronyms that not everybody knows."""
    for acronym, meaning in ACRONYMS.items():
        keep_acronym(acronym=acronym, meaning=meaning, actor=telling.people[SAMPLE_ADMINISTRATOR], at=telling.ago(90))


def tell_after(telling: Telling, key: str, meetings: "list[Meeting]") -> None:
    """Let people tap after the meetings of one group, and the facilitator bring the transcripts of another's calls."""
    chance = Random(key)  # noqa: S311 - the same story each time, whatever else is told
    if key == TAPS:
        _tap(telling, meetings[-TOLD:], chance)
    if key == KEEPS:
        facilitator, area = telling.people["femi"], telling.areas[key]
        change_group(area=area, name=area.name, charter=area.group.charter, answer_days=area.group.answer_days,
                     transcript_days=30, actor=facilitator, at=telling.ago(80))  # fmt: skip
        for meeting in meetings[-TOLD:]:
            people = list(came_to(meeting).values())
            heard, text = _call(people, chance)
            count_talk(meeting=meeting, heard=heard, people={n: each.pk for n, each in enumerate(people[:9])},
                       text=text, actor=facilitator, at=meeting.starts_at + timedelta(hours=2))  # fmt: skip


def _tap(telling: Telling, meetings: "list[Meeting]", chance: Random) -> None:
    """Let enough of those who came answer the two questions, which are sealed a week later."""
    for meeting in meetings:
        for person in list(came_to(meeting).values())[:6]:
            could_say, worth = chance.choices(list(Tap), (6, 2, 1))[0], chance.choices(list(Tap), (5, 3, 1))[0]
            after = meeting.starts_at + timedelta(hours=2)
            give_taps(meeting=meeting, could_say=could_say, worth=worth, actor=person, at=after)
        seal_taps_due(actor=MACHINE, at=min(meeting.starts_at + timedelta(days=8), telling.at))


def _call(people: "list[Person]", chance: Random) -> tuple[Heard, str]:
    """Make a call of at most nine voices, some louder than others: who had the floor, for how long, and the words."""
    voices = people[:9]
    order = tuple(chance.choices(range(len(voices)), [12 - n for n in range(len(voices))])[0] for _ in range(TURNS))
    seconds = tuple(float(sum(15 + (n * 7) % 40 for n, who in enumerate(order) if who == place))
                    for place in range(len(voices)))  # fmt: skip
    return Heard(order, seconds, 2), "\n".join(f"{voices[who].name}: {chance.choice(SAID)}" for who in order)


def tell_presenters(telling: Telling, key: str, items: "list[AgendaItem]") -> None:
    """Let the leads of what comes next read the guide, practise, and write down what they will ask."""
    if key not in (TAPS, KEEPS):
        return
    leads = {item.lead.pk: (item.lead, item) for item in reversed(items) if item.lead}
    for number, (lead, item) in enumerate(leads.values()):
        read_guide(person=lead, actor=lead, at=telling.ago(1))
        for question in PRACTISED[: 2 - number % 2]:
            practise(person=lead, question=question, actor=lead, at=telling.ago(1))
        prepare_item(item=item, questions=ASKED, asked_of_you=OF_YOU, seen_version=0, actor=lead, at=telling.ago(1))
