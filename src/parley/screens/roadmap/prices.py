"""What insisting on something costs, in words: the repair first, names before numbers, and nobody told to turn back."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.languages import prices as words
from parley.roadmap.terms import Stage
from parley.roadmap.terms.portfolio import Demand, Limit, Moved, Obstacle, Price, Spread, Status
from parley.screens.roadmap.costs import Words, percent, weeks


@dataclass(frozen=True, slots=True)
class Priced:
    """What a demand costs: what a repair displaces first, then what choosing anew would do; or why it cannot be."""

    obstacle: str
    repair: list[str]
    replan: list[str]


class PricedWords(Words):
    """Says one quarter to one viewer, with the price of what is put in and out."""

    def price(self, demand: Demand) -> Priced | None:
        """Say what a demand costs."""
        price = self.advice.price
        if price is None:
            return None
        if price.obstacle or price.repair is None or price.replan is None:
            return Priced(self.obstacle(price.obstacle), [], [])
        return Priced("", self._repair(price, price.repair, demand), self._replan(price, price.replan))

    def _repair(self, price: Price, repair: Moved, demand: Demand) -> list[str]:
        """Say what is displaced, by name, then what that costs."""
        barred = dict(price.barred)
        displaced = [key for key in repair.displaced if key not in demand.leave_out and key not in price.anyway]
        waits = [key for key in displaced if key not in price.slips]
        said = [self._displaced(waits, price.slips)]
        along = [key for key in repair.pulled_in if key not in demand.put_in]
        if along:
            said.append(words.brings(self.titles(along)))
        said += [
            _("%(by)s excludes %(what)s, now and later.") % {"by": self.titles([by]), "what": self.titles([key])}
            for key, by in barred.items()
        ]
        if waits := [key for key in waits if key not in barred]:
            said.append(
                _("Nor is there a place for %(what)s in %(quarter)s.")
                % {"what": self.titles(waits), "quarter": self.after}
            )
        said += self._held_up({*displaced, *demand.leave_out})
        if price.anyway:
            said.append(
                _("Whatever is insisted on, %s would have to go: what is decided cannot all be done.")
                % self.titles(price.anyway)
            )
        return [*said, self._cost(repair.price), *self._proven(repair)]

    def _displaced(self, gone: list[int], slips: Collection[int]) -> str:
        """Say what goes, and what of that comes a quarter later."""
        told = {"gone": self.titles(gone), "slips": self.titles(slips), "quarter": self.after}
        if gone and slips:
            return ngettext(
                "This displaces %(gone)s; %(slips)s slips a quarter, to %(quarter)s.",
                "This displaces %(gone)s; %(slips)s slip a quarter, to %(quarter)s.",
                len(slips),
            ) % told  # fmt: skip
        if slips:
            return ngettext(
                "%(slips)s slips a quarter, to %(quarter)s, where there is room.",
                "%(slips)s slip a quarter, to %(quarter)s, where there is room.",
                len(slips),
            ) % told  # fmt: skip
        return words.displaces(self.titles(gone) if gone else "")

    def _held_up(self, out: Collection[int]) -> list[str]:
        """Say what other areas have decided for the quarter that needs something first which is out."""
        return [
            _("%(then)s of %(area)s needs %(first)s first.")
            % {
                "then": self.titles([then]),
                "area": self.areas.get(self.known[then].area, ""),
                "first": self.titles([first]),
            }
            for first, then in self.waiting
            if first in out
        ]

    def _replan(self, price: Price, replan: Moved) -> list[str]:
        recovered = price.recovered
        if price.repair and replan.solved.chosen == price.repair.solved.chosen:
            return [_("Choosing the whole quarter anew would change the same.")]
        said = []
        if replan.displaced:
            said.append(_("Choosing the whole quarter anew would take out %s.") % self.titles(replan.displaced))
        if replan.pulled_in:
            said.append(_("It would put in %s.") % self.titles(replan.pulled_in))
        if not recovered.clear:
            said.append(_("Whether that is better than the repair is not clear (%s).") % self.range_of(recovered))
        elif recovered.middle > 0:
            said.append(_("Beside the repair that would recover %s.") % self._with_range(recovered))
        else:
            said.append(_("Beside the repair that would recover nothing."))
        said.append(_("Altogether, beside what is decided: %s") % self._cost(replan.price))
        return [*said, *self._proven(replan)]

    def _cost(self, price: Spread) -> str:
        if not any(price):
            return _("As far as anybody asked for it, it gives up nothing.")
        if not price.clear:
            return _("Whether it gives up or gains anything is not clear: between %s.") % self.range_of(price)
        if price.middle >= 0 and any(each > 0 for each in price):
            return _("It gives up %s of all that is asked for.") % self._with_range(price)
        gained = Spread(-price.high, -price.middle, -price.low)
        return _("It gains %s of all that is asked for: what is decided is not what serves most.") % self._with_range(
            gained
        )

    def _with_range(self, spread: Spread) -> str:
        if len({percent(each, self.company.total) for each in spread}) == 1:
            return self.amount(spread.middle)
        said = {"middle": self.amount(spread.middle), "range": self.range_of(spread)}
        return _("%(middle)s (between %(range)s, as it is read low or high)") % said

    def _proven(self, moved: Moved) -> list[str]:
        if moved.solved.status is Status.STOPPED:
            return [words.not_proven()]
        return []

    def obstacle(self, obstacle: Obstacle | None) -> str:
        """Say which constraint a demand breaks, and what can be done."""
        if obstacle is None:
            return _("These cannot be had together. Take one of them back.")
        match obstacle.limit:
            case Limit.EXCLUSION:
                return _("%s exclude each other. Take one of them back.") % self.titles(obstacle.works)
            case Limit.CAPACITY:
                return ngettext(
                    "%(what)s takes %(cost)s team-weeks, and %(area)s has %(room)s. Choose another quarter.",
                    "%(what)s take %(cost)s team-weeks together, and %(area)s has %(room)s. Take one of them back.",
                    len(obstacle.works),
                ) % {
                    "what": self.titles(obstacle.works), "cost": weeks(obstacle.cost), "room": weeks(obstacle.room),
                    "area": self.areas.get(obstacle.pool, ""),
                }  # fmt: skip
            case Limit.PREREQUISITE:
                first, then = obstacle.works
                if first == then and first in self.company.unestimated:
                    return _("Nobody has said what %s takes. Its team-weeks come first.") % self.titles([first])
                if first == then:
                    text = _("%s is planned for an earlier quarter, or excluded by what is. Choose another quarter.")
                    return text % self.titles([first])
                return self._lacking(first, then)

    def _lacking(self, first: int, then: int) -> str:
        """Say what something needs first, and where that is."""
        said = {"then": self.titles([then]), "first": self.titles([first])}
        each = self.known.get(first)
        if each is None or first in self.candidates:
            return _("%(then)s needs %(first)s first, which is out or without an estimate.") % said
        said["area"] = self.areas.get(each.area, "")
        if each.stage is Stage.STOPPED:
            return _("%(then)s needs %(first)s of %(area)s first, which was stopped.") % said
        return _("%(then)s needs %(first)s first, which %(area)s plans for later.") % said
