"""What may be wished for a cohort."""

from collections import Counter
from collections.abc import Collection, Hashable

from parley.kernel.refusals import Refused
from parley.trials.terms.candidates import Candidate
from parley.trials.terms.cohort import Wish

MOST_PLACES = 500
MOST_WEIGHT = 100
MOST_QUESTIONS = 50
MOST_PAUSE = 60  # months
MOST_POINTS = 10_000  # of fit, for one client: sums of whole numbers that a solver tells apart with certainty


def must_be_wish(wish: Wish) -> None:
    """Raise Refused for a wish that says nothing, or something twice."""
    if not 1 <= wish.places <= MOST_PLACES:
        raise Refused(f"Write how many clients are wanted, from 1 to {MOST_PLACES}.", field="places")
    if any(least < 1 for least in (*(each.least for each in wish.quotas), *(each.least for each in wish.varieties))):
        raise Refused("Ask for at least 1 client, or take that line out.", field="quotas")
    asked: Counter[Hashable] = Counter((each.dimension, each.value) for each in wish.quotas)
    asked.update(each.dimension for each in wish.varieties)
    if any(count > 1 for count in asked.values()):
        raise Refused("The same is asked for twice. Say once how many there should be.", field="quotas")
    if wish.most_alike is not None and wish.most_alike < 1:
        raise Refused("Allow at least 1 client of a segment, or set no limit.", field="most_alike")
    if len(wish.questions) > MOST_QUESTIONS:
        raise Refused(f"A trial answers {MOST_QUESTIONS} questions at most. Leave some out.", field="questions")
    if not all(1 <= each.weight <= MOST_WEIGHT and 1 <= each.wanted <= MOST_PLACES for each in wish.questions):
        words = f"Give each question a weight from 1 to {MOST_WEIGHT}, and say how many clients should answer it."
        raise Refused(words, field="questions")
    if not 0 <= wish.pause <= MOST_PAUSE:
        raise Refused(f"Write a pause of 0 to {MOST_PAUSE} months.", field="pause")
    if wish.put_in & wish.leave_out:
        raise Refused("A client is put in and left out at once. Choose one of the two.", field="put_in")


def must_be_points(candidates: Collection[Candidate]) -> None:
    """Raise ValueError for a fit outside of 0 to 10,000 points, and for a client that is there twice."""
    keys = Counter(each.key for each in candidates)
    if any(not 0 <= each.fit.points <= MOST_POINTS for each in candidates) or max(keys.values(), default=1) > 1:
        raise ValueError(f"Give each candidate once, with 0 to {MOST_POINTS} points of fit.")
