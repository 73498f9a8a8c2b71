"""What a wave may be, and until when it may be changed."""

from collections.abc import Collection
from datetime import datetime, timedelta

from parley.kernel.refusals import Refused
from parley.people.terms import Viewer
from parley.surveys.terms.waves import FEWEST_ITEMS, FLOORS, MOST_ITEMS, MOST_QUESTIONS, Kind, WaveFacts, WaveState

SHORTEST, LONGEST = timedelta(days=1), timedelta(days=60)
FIXED = "It has opened, so that what it asks, and whom, is fixed. Withdraw it, or plan another."


def may_run_waves(viewer: Viewer) -> bool:
    """Whether somebody plans waves: product operations. What was answered they cannot read either."""
    return viewer.operations


def must_run_waves(viewer: Viewer) -> None:
    """Raise Refused unless the viewer plans waves."""
    if not may_run_waves(viewer):
        raise Refused("Only product operations plan surveys. Ask them which day and whom to ask.")


def must_be_planned(wave: WaveFacts) -> None:
    """Raise Refused once a wave has opened: its questions, parts, floor and people are fixed from then on (R1)."""
    if wave.state is not WaveState.PLANNED:
        raise Refused(FIXED)


def must_be_withdrawable(wave: WaveFacts) -> None:
    """Raise Refused for a wave that is over."""
    if wave.state not in (WaveState.PLANNED, WaveState.OPEN):
        raise Refused("This wave is over. What it found stays; plan the next one.")


def must_be_open(wave: WaveFacts, at: datetime) -> None:
    """Raise Refused unless answers are taken at that moment."""
    if wave.state is WaveState.PLANNED:
        raise Refused("This survey has not opened yet. Come back when it has; you will get a mail.")
    if wave.state is not WaveState.OPEN or at >= wave.closes_at:
        raise Refused("This survey is closed, and takes no answers any more. What it finds will be shown here.")


def must_be_the_only_one_called(name: str, *, taken: bool) -> None:
    """Raise Refused for a name that another wave has: people and commands tell waves by theirs."""
    if taken:
        raise Refused(f"There is a wave called “{name}” already. Choose another name.", field="name")


def must_ask_nobody_twice(overlapping: str | None) -> None:
    """Raise Refused when another wave asks some of the same people on the same days: each would tell of the other."""
    if overlapping is not None:
        raise Refused(f"“{overlapping}” asks some of these people at the same time, and two surveys at once could be "
                      "subtracted from each other. Choose other days or other people, or give that one up.",
                      field="opens_on")  # fmt: skip


def must_leave_out_few(left_out: int, of: int) -> None:
    """Raise Refused when an open wave asks more than one in ten of those whom another is about to ask."""
    if 10 * left_out > of:
        raise Refused(f"A survey that is open asks {left_out} of its {of} people, and nobody is asked by two at once. "
                      "It opens when that is over; or change its days.")  # fmt: skip


def floor_of(floor: int) -> int:
    """Give back the number below which nothing is shown; raises Refused for any other than those on offer."""
    if floor not in FLOORS:
        raise Refused("Choose 5 or 10 as the smallest number of people of whom anything is shown.", field="floor")
    return floor


def times_of(opens_at: datetime, closes_at: datetime, at: datetime) -> tuple[datetime, datetime]:
    """Give back when a wave opens and closes. Raises Refused for the past, less than a day, or more than 60 days."""
    if opens_at < at - timedelta(hours=24):
        raise Refused("It cannot open in the past. Choose today or a later day.", field="opens_on")
    if closes_at - opens_at < SHORTEST:
        raise Refused("Give people at least a day to answer; a week or two is usual.", field="closes_on")
    if closes_at - opens_at > LONGEST:
        raise Refused("Close it within 60 days, so that what was said is still true.", field="closes_on")
    return opens_at, closes_at


def must_ask_another(there: int) -> None:
    """Raise Refused when a wave asks as many questions as people answer in a few minutes."""
    if there >= MOST_QUESTIONS:
        raise Refused(f"A wave asks at most {MOST_QUESTIONS} questions. Take one out first.")


def question_of(text: str) -> str:
    """Give back the words of a question; raises Refused for none, or too many."""
    clean = " ".join(text.split())
    if not clean or len(clean) > 300 or "\0" in clean:
        raise Refused("Write the question in 1 to 300 characters, for instance “Topics get an answer in time”.",
                      field="text")  # fmt: skip
    return clean


def kind_of(kind: Kind) -> Kind:
    """Give back how an added question is answered. Raises Refused for another one in one’s own words."""
    if kind is Kind.OPEN:
        raise Refused("A wave asks for own words once, at its end. Ask for agreement or a ranking instead.",
                      field="kind")  # fmt: skip
    return kind


def items_of(kind: Kind, labels: Collection[str]) -> list[str]:
    """Give back what is to be ranked, 5 to 9 different items; nothing for another kind. Raises Refused otherwise."""
    if kind is not Kind.RANK:
        return []
    clean = list(dict.fromkeys(each for label in labels if (each := " ".join(label.split())[:80])))
    if not FEWEST_ITEMS <= len(clean) <= MOST_ITEMS:
        raise Refused(f"Write {FEWEST_ITEMS} to {MOST_ITEMS} different things to rank, one on each line.",
                      field="items")  # fmt: skip
    return clean


def must_not_be_asked_twice(*, asked: bool) -> None:
    """Raise Refused for a question that is in the wave already."""
    if asked:
        raise Refused("This wave asks that already. Ask something else, or leave it at that.", field="text")


def must_not_be_core(*, core: bool) -> None:
    """Raise Refused for a question that every wave asks."""
    if core:
        raise Refused("This question is asked in every wave, so that waves can be compared. Add another beside it.")


def must_ask_somebody(people: int, floor: int) -> None:
    """Raise Refused when so few would be asked that nothing could be shown."""
    if people < 2 * floor:
        raise Refused(f"It would ask {people} people. Below {2 * floor} nothing could be shown of any part: ask more "
                      "groups or regions.")  # fmt: skip


def reason_of(reason: str) -> str:
    """Give back why a wave is given up; raises Refused for none."""
    clean = " ".join(reason.split())[:500]
    if not clean:
        raise Refused("Say in a few words why: whoever answered will ask.", field="reason")
    return clean


def must_be_over(wave: WaveFacts, at: datetime) -> None:
    """Raise Refused unless a wave is open and its hour has come: it closes by itself and by nobody’s hand."""
    if wave.state is not WaveState.OPEN or at < wave.closes_at:
        raise Refused("This wave closes by itself, at the hour that everybody was told.")
