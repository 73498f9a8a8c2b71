"""One client for another, all others staying: what each such swap costs, exactly, without choosing anew.

What comes in differs in three things only: which limits it stands under, which questions it answers that are short of
clients, and its rank. So of those alike in the first two the first few by rank are enough.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from parley.kernel.refusals import Refused
from parley.trials.rules.cohort.choosing import rank
from parley.trials.rules.cohort.limits import counted, waited
from parley.trials.rules.cohort.rooms import Mark, asked_of, mark_of
from parley.trials.terms.candidates import Candidate, Dimension
from parley.trials.terms.cohort import Cap, Limit, Pins, Quota, Relatives, Swap, Value, Variety, Wish

MOST = 5  # swaps that are kept of those alike, and the most that may be asked for
Alike = dict[tuple[Mark, frozenset[int]], list[Candidate]]  # by mark and the questions each can answer, best first


class Swapping:
    """Swaps of one cohort: `chosen` of who is eligible, under a wish."""

    def __init__(self, chosen: Sequence[Candidate], eligible: Iterable[Candidate], wish: Wish, on: date) -> None:
        """Count the cohort, and put together who is alike among the others."""
        self.wish, self.on = wish, on
        self.chosen = {each.key: each for each in chosen}
        self.family = {each.whole: each for each in chosen}
        self.counts = counted(chosen)
        self.able = Counter(key for each in chosen for key in each.answers)
        self.weights = {question.key: question.weight for question in wish.questions}
        self.others = {each.key: each for each in sorted(eligible, key=lambda one: rank(one, on))
                       if each.key not in self.chosen}  # fmt: skip
        self.relatives: dict[int, list[Candidate]] = defaultdict(list)
        self.alike: Alike = defaultdict(list)
        self.short: dict[frozenset[int], dict[Mark, list[Candidate]]] = {}
        asked, questions = asked_of(wish.spread), frozenset(self.weights)
        for each in self.others.values():
            if each.whole in self.family:
                self.relatives[each.whole].append(each)
            elif len(same := self.alike[mark_of(each, asked), each.answers & questions]) < MOST:
                same.append(each)

    def swap(self, out: int, put_in: int) -> Swap:
        """Say what a swap costs and breaks. Raises Refused where one is not in the cohort, or the other may not be."""
        if out not in self.chosen or put_in not in self.others:
            raise Refused("Swap somebody of the cohort for an eligible client that is not in it.")
        return self._swap(self.chosen[out], self.others[put_in])

    def best(self, out: int, most: int = MOST) -> tuple[Swap, ...]:
        """Give the swaps of one that break nothing and cost least, five at most; none for who was put in by name."""
        one = self.chosen[out]
        if out in self.wish.put_in:
            return ()
        found = [each for each in self.relatives.get(one.whole, ()) if not self._broken(one, each)]
        for several in self._by_mark(one).values():
            if not self._broken(one, several[0]):
                found += several[:most]
        short = self._short(one)
        costs = sorted((self._cost(one, each, short), rank(each, self.on)) for each in found)
        return tuple(Swap(out, key, cost) for cost, (*_, key) in costs[: min(most, MOST)])

    def waiting(self) -> tuple[int, ...]:
        """Give the others by what each would add to the cohort as it is; but not the relatives of who is in it."""
        short = self._short(None)
        left = [each for each in self.others.values() if each.whole not in self.family]
        return tuple(each.key for each in sorted(left, key=lambda each: -self._answers(each, short)))  # stable: by rank

    def best_fit_left(self) -> int:
        """Give the most points of fit of anybody eligible who is not in the cohort; -1 where nobody is left."""
        return max((each.fit.points for each in self.others.values()), default=-1)

    def _swap(self, out: Candidate, put_in: Candidate) -> Swap:
        broken = (*self._pinned(out, put_in), *self._broken(out, put_in))
        return Swap(out.key, put_in.key, self._cost(out, put_in, self._short(out)), broken)

    def _cost(self, out: Candidate, put_in: Candidate, short: frozenset[int]) -> Value:
        return Value(
            self._answers(out, short) - self._answers(put_in, short),
            out.fit.points - put_in.fit.points,
            waited(out, self.on) - waited(put_in, self.on),
        )

    def _pinned(self, out: Candidate, put_in: Candidate) -> Iterable[Limit]:
        if out.key in self.wish.put_in:
            yield Pins((out.name,))
        relative = self.family.get(put_in.whole, out)
        if relative is not out:
            yield Relatives(tuple(sorted((relative.name, put_in.name))))

    def _short(self, out: Candidate | None) -> frozenset[int]:
        """Give the questions that fewer clients than wanted can answer when one is out."""
        gone = out.answers if out else frozenset()
        return frozenset(
            each.key for each in self.wish.questions if self.able[each.key] - (each.key in gone) < each.wanted
        )

    def _answers(self, candidate: Candidate, short: frozenset[int]) -> int:
        return sum(self.weights[key] for key in candidate.answers & short)

    def _by_mark(self, out: Candidate) -> dict[Mark, list[Candidate]]:
        """Give, of each mark, the few that cost least for one; the same for all that leave the same questions short."""
        short = self._short(out)
        if short not in self.short:
            found: dict[Mark, list[Candidate]] = defaultdict(list)
            for (mark, _), same in self.alike.items():
                found[mark] += same
            for mark, several in found.items():
                several.sort(key=lambda each: (-self._answers(each, short), rank(each, self.on)))
                found[mark] = several[:MOST]
            self.short[short] = found
        return self.short[short]

    def _broken(self, out: Candidate, put_in: Candidate) -> tuple[Limit, ...]:
        return tuple(limit for limit in self.wish.spread if not self._keeps(limit, out, put_in))

    def _keeps(self, limit: Limit, out: Candidate, put_in: Candidate) -> bool:
        match limit:
            case Quota(dimension, value, least):
                now = self.counts[dimension][value]
                return now - (out.at(dimension) == value) + (put_in.at(dimension) == value) >= least
            case Variety(dimension, least):
                left, new, count = out.at(dimension), put_in.at(dimension), self.counts[dimension]
                kinds = sum(each > 0 for each in count.values())
                if left != new:
                    kinds -= left is not None and count[left] == 1
                    kinds += new is not None and count[new] == 0
                return kinds >= least
            case Cap(most):
                left, new = out.at(Dimension.SEGMENT), put_in.at(Dimension.SEGMENT)
                return new is None or left == new or self.counts[Dimension.SEGMENT][new] < most
        return True
