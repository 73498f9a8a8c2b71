"""What choosing each option of a decision displaces, said to one reader: of what they may see, in bounded time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parley.clients.rules import may_see_sums
from parley.decisions.models import Effect, Option
from parley.decisions.queries.breaking import broken_by
from parley.decisions.queries.parts import options_in
from parley.decisions.rules.pricing import Moves, Planned, crowded, moves_of, room_after
from parley.decisions.rules.shifts import lending_of
from parley.decisions.terms import EffectField
from parley.groups.models import Team
from parley.groups.queries.shifts import teams_going_on
from parley.groups.rules.shifts import lent_in, loan_of
from parley.groups.terms import Loan
from parley.kernel.money import Money
from parley.kernel.spans import Window, next_quarters, quarter_of
from parley.languages import prices as words
from parley.people.terms import Viewer
from parley.roadmap.models import Initiative
from parley.roadmap.queries import window_of_row
from parley.roadmap.queries.portfolio import Gathered, gathered_for
from parley.roadmap.rules.portfolio import QUARTERS, able_of, price_of, tenths_of
from parley.roadmap.terms.portfolio import Company, Limit, Moved, Obstacle, Price, Spread, Status, Weighed

MOST_QUARTERS = 2  # that are said of one option
SECONDS = 2.0  # for all options of a decision together: then what was found is said, and that nothing is proven


@dataclass(frozen=True, slots=True)
class Lent:
    """A team that an option lends, and to which area."""

    team: Team
    borrower: int
    loan: Loan


def prices_of(
    viewer: Viewer, decision: int, seen: Mapping[int, Initiative], *, today: date, seconds: float = SECONDS
) -> dict[int, list[str]]:
    """Say by option which promises it breaks and what it displaces, a line for each initiative and each quarter.

    `seen`: of what it weighs, what the viewer may see. At most sixteen queries, however many options there are.
    """
    whole = options_in(decision)
    options = [(option, [each for each in mine if each.initiative_id in seen]) for option, mine in whole]
    out_of_sight = {option.pk for option, mine in whole if any(each.initiative_id not in seen for each in mine)}
    planned = {key: Planned(row.stage, row.horizon, window_of_row(row)) for key, row in seen.items()}
    moves = {option.pk: _moves(option, mine, planned, today) for option, mine in options}
    lent = _lent(options, seen)
    quarters = next_quarters(today, QUARTERS + 1)
    asked = {key: _asked(each, lent[key], quarters[:-1]) for key, each in moves.items()}
    found = {key: _too_far(each, seen, quarters[-2]) for key, each in moves.items()}
    count = sum(len(each) for each in asked.values())
    if count:
        areas = {row.area_id: row.area.name for row in seen.values()}
        areas |= {each.team.area_id: each.team.area.name for teams in lent.values() for each in teams}
        gathered = gathered_for(viewer, areas, quarters=[each.first for each in quarters[:-1]], today=today)
        pricing = Pricing(viewer, gathered, areas, seconds / count)
        for key, places in asked.items():
            lines = [pricing.line(moves[key], lent[key], quarters[n], quarters[n + 1]) for n in places]
            worth_saying = [line for line, says in lines if says]
            found[key] = (worth_saying or [line for line, _says in lines[:1]]) + found[key]
    bare = {option.pk for option, mine in whole if not mine and not option.initiative_id}
    broken = broken_by(viewer, {option.pk: mine for option, mine in options}, seen, on=today)
    nothing = {key: [words.not_open() if key in out_of_sight else words.moves_nothing()] for key in found.keys() - bare}
    displaced = {key: lines or nothing.get(key, []) for key, lines in found.items()}
    return {key: broken.get(key, []) + lines for key, lines in displaced.items()}


def _moves(option: Option, effects: Sequence[Effect], planned: Mapping[int, Planned], today: date) -> Moves:
    new: dict[int, dict[EffectField, str]] = {}
    for each in effects:
        if each.field in (EffectField.HORIZON, EffectField.WINDOW, EffectField.STAGE):
            new.setdefault(each.initiative_id, {})[each.field] = each.new
    return moves_of(planned, new, option.initiative_id, today)


def _lent(options: Sequence[tuple[Option, Sequence[Effect]]], seen: Mapping[int, Initiative]) -> dict[int, list[Lent]]:
    """Give by option which teams it lends. One query, none when there are none."""
    effects = [each for _option, mine in options for each in mine if each.field is EffectField.SHIFT]
    said = {each.pk: lending_of(each.new) for each in effects}
    teams = teams_going_on({each.team for each in said.values()})
    found: dict[int, list[Lent]] = {option.pk: [] for option, _mine in options}
    for each in effects:
        lending = said[each.pk]
        if lending.team in teams:
            loan = loan_of(lending.amount, lending.first, lending.last, on=lending.first)
            found[each.option_id].append(Lent(teams[lending.team], seen[each.initiative_id].area_id, loan))
    return found


def _more(lent: Sequence[Lent], quarter: date) -> dict[int, int]:
    """Give how many tenths of team-weeks areas have more in a quarter, or less, once teams are lent."""
    more: dict[int, int] = {}
    for each in lent:
        tenths = tenths_of(lent_in(each.loan, each.team.capacity, quarter))
        more[each.team.area_id] = more.get(each.team.area_id, 0) - tenths
        more[each.borrower] = more.get(each.borrower, 0) + tenths
    return {area: tenths for area, tenths in more.items() if tenths}


def _asked(moves: Moves, lent: Sequence[Lent], quarters: Sequence[Window]) -> list[int]:
    """Give the places of the quarters that are weighed for an option: two at most, those that something moves into."""
    at = {each.first: n for n, each in enumerate(quarters)}
    found = [at[when] for when in moves.quarters() if when in at]
    found += [n for n, each in enumerate(quarters) if n not in found and _more(lent, each.first)]
    return found[:MOST_QUARTERS]


def _too_far(moves: Moves, seen: Mapping[int, Initiative], last: Window) -> list[str]:
    far = [when for when in moves.quarters() if when > last.last and moves.into(when)]
    return [words.too_far(words.named([seen[key].title for key in sorted(moves.into(when))]), str(quarter_of(when)))
            for when in far[:1]]  # fmt: skip


class Pricing:
    """Says to one reader what options displace; names are of what they may see."""

    def __init__(self, viewer: Viewer, gathered: Gathered, areas: Mapping[int, str], seconds: float) -> None:
        self.sums = may_see_sums(viewer)
        self.gathered, self.areas, self.seconds = gathered, areas, seconds
        self.takes = {key: (each.area, each.tenths or 0) for key, each in gathered.candidates.items()}

    def line(self, moves: Moves, lent: Sequence[Lent], quarter: Window, after: Window) -> tuple[str, bool]:
        """Say what an option displaces in a quarter, and whether that is anything. Takes at most about `seconds`."""
        demand, moved = moves.standing(quarter.first)
        unlent = self.gathered.company(quarter.first, moved=moved)
        company = self.gathered.company(
            quarter.first, moved=moved, more=_more(lent, quarter.first), more_after=_more(lent, after.first)
        )
        if unknown := sorted((demand.put_in | demand.leave_out) & set(company.unestimated)):
            return words.advice(str(quarter), [words.unestimated(self._named(unknown))]), True
        ahead = room_after(company, moves, after.first, self.takes)
        try:
            able = able_of(unlent.readings.middle, unlent.decided, seconds=self.seconds / 3)
            price = price_of(company.readings, company.decided, demand, able=able, ahead=ahead, seconds=self.seconds)
        except ArithmeticError:  # the solver’s set breaks a constraint: nobody is shown that, and nobody waits for it
            return words.advice(str(quarter), [words.not_known()]), True
        if price.repair is None or price.replan is None:
            return words.advice(str(quarter), [self._obstacle(price.obstacle, str(quarter))]), True
        displaced = [key for key in price.repair.displaced if key not in {*demand.leave_out, *price.anyway}]
        costs = bool(displaced) or any(price.repair.price)
        said = self._displaced(price, displaced, str(after))
        if displaced or price.anyway:
            said += self._crowded(quarter.first)
        said.append(words.serves(self._amount(company, price.repair.price)))
        if costs:
            said.append(self._recovered(company, price, price.replan))
        if Status.STOPPED in (price.repair.solved.status, price.replan.solved.status):
            said.append(words.not_proven())
        return words.advice(str(quarter), [each for each in said if each]), costs

    def _crowded(self, quarter: date) -> list[str]:
        return [
            words.crowded_already(self.areas.get(area, ""), takes=weeks(takes), room=weeks(room))
            for area, (takes, room) in crowded(self.gathered.company(quarter)).items()
        ]

    def _displaced(self, price: Price, displaced: Sequence[int], after: str) -> list[str]:
        """Name what has to go, and what of it finds room in the quarter after."""
        slipping = [key for key in displaced if key in price.slips]
        waiting = [key for key in displaced if key not in price.slips]
        pulled_in = price.repair.pulled_in if price.repair else ()
        along = [key for key in pulled_in if key not in price.demand.put_in]
        said = [words.displaces(self._named(waiting))] if waiting or not slipping else []
        said += [words.slips(self._named(slipping), len(slipping), after)] if slipping else []
        return said + ([words.brings(self._named(along))] if along else [])

    def _recovered(self, company: Company, price: Price, replan: Moved) -> str:
        if price.repair is None or replan.solved.chosen == price.repair.solved.chosen:
            return ""
        kept, chosen = set(price.repair.solved.chosen), set(replan.solved.chosen)
        recovered = self._amount(company, price.recovered)
        return words.recovers(recovered, self._named(sorted(kept - chosen)), self._named(sorted(chosen - kept)))

    def _amount(self, company: Company, price: Spread) -> words.Amount:
        low, middle, high = (round(100 * each / company.total) if company.total else 0 for each in price)
        summed = self.sums and company.weighed is Weighed.REVENUE and price.middle
        sums = str(Money(abs(Decimal(price.middle)) * company.unit, company.currency)) if summed else ""
        return words.Amount(low, middle, high, clear=price.clear, nothing=not any(price), money=sums)

    def _obstacle(self, obstacle: Obstacle | None, quarter: str) -> str:
        """Name the constraint that stands in the way."""
        if obstacle is None:
            return words.cannot_be()
        if obstacle.limit is Limit.EXCLUSION:
            return words.excluded(self._named(obstacle.works))
        if obstacle.limit is Limit.CAPACITY:
            takes, room = weeks(obstacle.cost), weeks(obstacle.room)
            area = self.areas.get(obstacle.pool, "")
            return words.too_much(self._named(obstacle.works), takes=takes, area=area, room=room)
        first, then = obstacle.works
        if first == then:
            return words.excluded_before(self._named([then]), quarter)
        return words.lacks(self._named([then]), self._named([first]))

    def _named(self, keys: Collection[int]) -> str:
        """Name initiatives; what the reader may not see is no more than counted."""
        known = self.gathered.beside | self.gathered.candidates
        seen = [known[key].title for key in keys if key in known]
        return words.named(seen, hidden=len(keys) - len(seen))


def weeks(tenths: int) -> str:
    """Say tenths of team-weeks: 6, 2.5."""
    return f"{tenths / 10:.1f}".removesuffix(".0")
