"""Presenting an item: the guide in one place, what may be asked and who may prepare, and practice with the coach."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parley.kernel.refusals import Refused
from parley.meetings.rules.holding import is_substitute
from parley.meetings.rules.questions import OPENS, hint_of, is_english
from parley.meetings.terms import MeetingFacts
from parley.people.rules import must_administer
from parley.people.terms import Viewer

MOST_QUESTIONS = 3
LONGEST_QUESTION = 300  # characters
PRACTICES = 2
SHORTEST_QUESTION = 5  # words


@dataclass(frozen=True, slots=True)
class Practice:
    """A topic to practise on, and the words of which a question about it has one."""

    topic: str
    about: tuple[str, ...]


PRACTICE = (
    Practice(
        "Two clients stopped using the weekly report. You want to learn from account managers what happened.",
        ("report", "client", "using", "use", "weekly"),
    ),
    Practice(
        "The sign-in page is to change in spring. You want to learn what would go wrong for clients.",
        ("sign", "page", "change", "client", "spring", "log"),
    ),
)


def may_prepare(viewer: Viewer, area: int, lead: int | None) -> bool:
    """Whether somebody prepares an item: whoever leads it, while they are of the group."""
    return lead == viewer.person and area in viewer.inside


def may_see_preparation(viewer: Viewer, meeting: MeetingFacts, lead: int | None) -> bool:
    """Whether somebody sees what a lead will ask: the lead, the group's facilitators, and who stands in for them."""
    facilitates = meeting.area in viewer.facilitates or is_substitute(viewer, meeting)
    return may_prepare(viewer, meeting.area, lead) or facilitates


def questions_of(given: Sequence[str]) -> list[str]:
    """Give the questions without empty ones. Raises Refused for too many, or one too long to be put to a room."""
    clean = [words for each in given if (words := " ".join(each.split()))]
    if len(clean) > MOST_QUESTIONS:
        raise Refused(f"Ask at most {MOST_QUESTIONS} questions: what is left out now can be asked in the thread.")
    for each in clean:
        if len(each) > LONGEST_QUESTION:
            raise Refused(
                f"A question has at most {LONGEST_QUESTION} letters. Say the rest before it, and ask shortly."
            )
    return clean


def must_pass(question: str, practised: int, glossary: Mapping[str, str]) -> None:
    """Raise Refused, with the next thing to do, unless a practice question is open and the coach has nothing to say."""
    if practised >= PRACTICES:
        raise Refused("You have passed both practice questions. Prepare a real one with an item that you lead.")
    must_ask_openly(question, (PRACTICE[practised],), glossary)


def must_ask_openly(question: str, about: Sequence[Practice], glossary: Mapping[str, str]) -> None:
    """Raise Refused, with the next thing to do, unless a question is open, in full, and about one of some topics."""
    words = question.lower().split()
    if hint := hint_of(question, glossary):
        raise Refused(f"“{hint.phrase}” makes it {hint.flag}. Try it another way.", field="question")
    if not is_english(question):
        raise Refused("The coach reads English alone. Practise in English; ask in your group’s language.",
                      field="question")  # fmt: skip
    if len(words) < SHORTEST_QUESTION or not OPENS.search(question) or "?" not in question:
        raise Refused("Ask an open question in full, such as one with what or how, and end it with a question mark.",
                      field="question")  # fmt: skip
    topics = tuple(word for each in about for word in each.about)
    if not any(word.startswith(topics) for word in re.findall(r"\w+", question.lower())):
        raise Refused("That asks about something else. Ask about what stands above.", field="question")


def acronym_of(viewer: Viewer, acronym: str, meaning: str) -> tuple[str, str]:
    """Give an acronym and its meaning as they are kept. Raises Refused for others than product operations."""
    must_administer(viewer)
    short, words = " ".join(acronym.split()), " ".join(meaning.split())
    if not short or not re.fullmatch(r"[^\s,;]{2,20}", short):
        raise Refused("An acronym is one word of 2 to 20 letters. Write it as people do.", field="acronym")
    if len(words) < len(short) or words.lower() == short.lower():
        raise Refused("Write out what it stands for, so that a newcomer knows.", field="meaning")
    return short, words
