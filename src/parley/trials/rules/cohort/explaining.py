"""Why a client is in a cohort: sentences made of facts that are counted, each of them true by itself."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from parley.kernel.spans import spoken_day
from parley.kernel.words import shortened
from parley.trials.rules.cohort.limits import ONE, cost_words, limit_words, where
from parley.trials.rules.cohort.swapping import Swapping
from parley.trials.terms.candidates import Candidate, Dimension, Fit
from parley.trials.terms.cohort import Choice, Ground, Quota, Reason, Variety

MOST_QUESTIONS = 2  # that a choice is explained by, those first which fewest can answer
LONGEST_QUESTION = 60  # characters of one, in a sentence


class Explaining:
    """Explains the choices of one cohort."""

    def __init__(self, swapping: Swapping, eligible: Sequence[Candidate]) -> None:
        """Count once who is eligible: by region, segment, size and question."""
        self.swapping, self.wish = swapping, swapping.wish
        self.names = {each.key: each.name for each in eligible}
        self.able = Counter(key for each in eligible for key in each.answers)
        self.there: Counter[tuple[Dimension, int | str]] = Counter()
        for each in eligible:
            self.there.update(
                (dimension, value) for dimension in Dimension if (value := each.at(dimension)) is not None
            )
        self.best_left = swapping.best_fit_left()

    def choice(self, chosen: Candidate) -> Choice:
        """Give a choice with its reasons, the strongest first."""
        return Choice(chosen.key, (
            *self._pinned(chosen), *self._needed(chosen), *self._spreads(chosen), *self._answers(chosen),
            *self._asks(chosen.fit), *self._fits(chosen), *self._swap(chosen),
        ))  # fmt: skip

    def _pinned(self, chosen: Candidate) -> Iterator[Reason]:
        if chosen.key in self.wish.put_in:
            yield Reason(Ground.PINNED, "Somebody put it in by name.")

    def _scarce(self, quota: Quota) -> bool:
        """Whether a quota needs every eligible client there is for it."""
        return self.there[quota.dimension, quota.value] == quota.least

    def _needed(self, chosen: Candidate) -> Iterator[Reason]:
        for quota in self._quotas(chosen):
            if self._scarce(quota):
                every = f"the only eligible client {where(quota)}"
                if quota.least > 1:
                    every = f"one of the {quota.least} eligible clients {where(quota)}, all of which are needed"
                yield Reason(Ground.NEEDED, f"It is {every}.", limit=quota, number=quota.least)

    def _spreads(self, chosen: Candidate) -> Iterator[Reason]:
        """Say which limits would be broken if it were taken away, and nobody came for it."""
        for quota in self._quotas(chosen):
            if self.swapping.counts[quota.dimension][quota.value] == quota.least and not self._scarce(quota):
                of = "the one" if quota.least == 1 else f"one of the {quota.least}"
                are = "is" if quota.least == 1 else "are"
                words = f"It is {of} {where(quota)} that {are} wanted."
                yield Reason(Ground.SPREADS, words, limit=quota, number=quota.least)
        for variety in self.wish.varieties:
            counts, value = self.swapping.counts[variety.dimension], chosen.at(variety.dimension)
            kinds = sum(count > 0 for count in counts.values())
            if value is not None and counts[value] == 1 and kinds == variety.least:
                yield Reason(Ground.SPREADS, self._alone(variety), limit=variety, number=kinds)

    def _alone(self, variety: Variety) -> str:
        return f"It is the only one chosen of its {ONE[variety.dimension]}, and {limit_words(variety)} are wanted."

    def _answers(self, chosen: Candidate) -> Iterator[Reason]:
        """Say which questions would have a client less than wanted without it."""
        short = [each for each in self.wish.questions
                 if each.key in chosen.answers and self.swapping.able[each.key] <= each.wanted]  # fmt: skip
        for question in sorted(short, key=lambda each: (self.able[each.key], each.key))[:MOST_QUESTIONS]:
            text, others = shortened(question.text, LONGEST_QUESTION), self.able[question.key] - 1
            able = self.swapping.able[question.key]
            words = f"It is one of {able} chosen who can answer “{text}”, and {question.wanted} are wanted."
            if able == 1:
                words = f"It is the only one chosen who can answer “{text}”."
            if not others:
                words = f"It is the only eligible client that can answer “{text}”."
            yield Reason(Ground.ANSWERS, words, question=question.key, number=others)

    def _asks(self, fit: Fit) -> Iterator[Reason]:
        if fit.insights:
            many = f"{fit.insights} insights" if fit.insights > 1 else "1 insight"
            when = f"{', the last' if fit.insights > 1 else ','} of {spoken_day(fit.last)}" if fit.last else ""
            yield Reason(Ground.ASKS, f"It asked for this in {many}{when}.", number=fit.insights)

    def _fits(self, chosen: Candidate) -> Iterator[Reason]:
        if 0 <= self.best_left <= chosen.fit.points:
            yield Reason(Ground.FITS, "Of the eligible clients that were not chosen none fits better.",
                         number=chosen.fit.points)  # fmt: skip

    def _swap(self, chosen: Candidate) -> Iterator[Reason]:
        if not self.swapping.others:
            yield Reason(Ground.SWAP, "No other client is eligible.")
            return
        if chosen.key in self.wish.put_in:
            return
        best = self.swapping.best(chosen.key, 1)
        if not best:
            yield Reason(Ground.SWAP, "No other eligible client could take its place alone: it would break a limit.")
            return
        name = self.names[best[0].put_in]
        words = f"“{name}” could best take its place, which {cost_words(best[0].cost)}."
        yield Reason(Ground.SWAP, words, swap=best[0])

    def _quotas(self, chosen: Candidate) -> Iterable[Quota]:
        return (each for each in self.wish.quotas if chosen.at(each.dimension) == each.value)
