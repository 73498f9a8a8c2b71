"""What a wave that was asked elsewhere may be, and until when it can be taken out again."""

from datetime import date

from parley.kernel.refusals import Refused
from parley.people.rules import must_have_a_name
from parley.surveys.terms.past import PastWave
from parley.surveys.terms.waves import MOST_QUESTIONS, Kind

MOST_PAST_QUESTIONS = 10 * MOST_QUESTIONS  # other tools ask more than Parley would
EARLIEST = date(1990, 1, 1)


def must_be_past(wave: PastWave, today: date) -> None:
    """Raise Refused for a wave without a name or questions, or with days that cannot be."""
    must_have_a_name(wave.name)
    if len(wave.name) > 120:
        raise Refused(f"The name “{wave.name[:40]}…” has more than 120 characters. Write it shorter.")
    if wave.closed >= today:
        raise Refused(f"{wave.name} closed on {wave.closed}, which is not past. Bring a wave in once it is over.")
    if not EARLIEST <= wave.opened <= wave.closed:
        raise Refused(f"{wave.name} opened on {wave.opened} and closed on {wave.closed}. Mend one of the days.")
    if not 0 < len(wave.questions) <= MOST_PAST_QUESTIONS:
        raise Refused(f"{wave.name} asks {len(wave.questions)} questions. Bring 1 to {MOST_PAST_QUESTIONS} of them.")
    if sum(each.kind is Kind.OPEN for each in wave.questions) > 1:
        raise Refused(f"{wave.name} asks for own words more than once. Bring the question that matters most.")


def must_be_new(name: str, *, here: bool) -> None:
    """Raise Refused for a wave whose name one has that is here already."""
    if here:
        raise Refused(f"A wave “{name}” is here already. Take that one out first, or leave this one out of the file.")


def must_be_removable(*, imported: bool, followed: bool, beside: str) -> None:
    """Raise Refused for a wave that Parley asked, and for one that something was made of."""
    if not imported:
        raise Refused("Only waves that were taken in can be taken out again. What was asked here stays.")
    if followed:
        raise Refused("A topic was opened because of what it found, so it stays. Say in the topic what was wrong.")
    if beside:
        raise Refused(f"{beside} was held beside it, and what is released never changes. It stays.")
