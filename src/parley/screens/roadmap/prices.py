"""What insisting on something costs, in words: the repair first, names before numbers, and nobody told to turn back."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

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
        displaced = [key for key in repair.displaced if key not in demand.leave_out]
        slips = [key for key in displaced if key in price.slips]
        waits = [key for key in displaced if key not in price.slips]
        said = [_("This displaces %s.") % self.titles(displaced) if displaced else _("Nothing else has to go.")]
        along = [key for key in repair.pulled_in if key not in demand.put_in]
        if along:
            said.append(_("It brings along %s, which is needed first.") % self.titles(along))
        if slips:
            said.append(
                _("There is room in %(quarter)s, to which %(what)s can slip.")
                % {"quarter": self.after, "what": self.titles(slips)}
            )
        if waits:
            said.append(
                _("%(quarter)s has no room left for %(what)s.") % {"quarter": self.after, "what": self.titles(waits)}
            )
        said.append(self._cost(repair.price))
        return [*said, *self._proven(repair)]

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
            return [_("There was no time to prove that nothing displaces less.")]
        return []

    def obstacle(self, obstacle: Obstacle | None) -> str:
        """Say which constraint a demand breaks, and what can be done."""
        if obstacle is None:
            return _("These cannot be had together. Take one of them back.")
        match obstacle.limit:
            case Limit.EXCLUSION:
                return _("%s exclude each other. Take one of them back.") % self.titles(obstacle.works)
            case Limit.CAPACITY:
                text = _("%(what)s with what is needed first: %(cost)s team-weeks, and %(area)s has %(room)s.")
                return text % {
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
                return _("%(then)s needs %(first)s first, which is out or without an estimate.") % {
                    "then": self.titles([then]), "first": self.titles([first]),
                }  # fmt: skip
