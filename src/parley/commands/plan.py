"""`parley plan`: the set of initiatives that serves the clients worth most, or the same of a published instance."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.utils import timezone

from parley.groups.queries import acting, area_by_key, area_names
from parley.kernel.refusals import Refused
from parley.kernel.spans import next_quarters, quarter_of, window_of
from parley.ledger.terms import MACHINE
from parley.roadmap.queries.portfolio import Weighing, weighing_for
from parley.roadmap.rules.portfolio import QUARTERS, advice_for, portfolio_of, solved
from parley.roadmap.terms.portfolio import Advice, Demand, Limit, Obstacle, Price, Solved

WORD = "plan"
HELP = "Compute which initiatives fit into a quarter and serve the clients worth most; or solve a published instance."

NAMED = ("chosen", "decided", "not_estimated", "excluded")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the area and quarter, or the instance with its ratio, and in what form it is said."""
    parser.add_argument("area", metavar="AREA", nargs="?", help="the key of an area, as in addresses; else the company")
    parser.add_argument("--quarter", metavar="QUARTER", help="like Q1 2027; else the next one")
    parser.add_argument("--put-in", metavar="N", type=int, action="append", default=[], help="insist on an initiative")
    parser.add_argument("--leave-out", metavar="N", type=int, action="append", default=[], help="or on leaving one out")
    parser.add_argument("--instance", metavar="FILE", help="a published instance of the next release problem")
    parser.add_argument("--ratio", default="0.5", help="of the instance: its budget as a part of the total cost (0.5)")
    parser.add_argument("--seconds", type=float, default=600, help="after which solving stops, with a true bound (600)")
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")


def run(options: argparse.Namespace) -> int:
    """Print it; 1 when a file cannot be read, or there is no such area or initiative."""
    try:
        return _of_instance(options) if options.instance else _of_company(options)
    except Refused as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1


def _of_company(options: argparse.Namespace) -> int:
    """Say what is decided and advised for a quarter, and what insisting on something costs."""
    today = timezone.now().date()
    wanted = window_of(options.quarter) if options.quarter else next_quarters(today, 2)[1]
    area = area_by_key(options.area) if options.area else None
    if options.area and area is None:
        raise Refused(f"There is no area {options.area}. Its key stands in its address.")
    if wanted not in next_quarters(today, QUARTERS):
        raise Refused(f"{wanted} is not one of the next {QUARTERS} quarters. Write one like {quarter_of(today)}.")
    viewer = acting(MACHINE)
    weighing = weighing_for(viewer, area.pk if area else None, quarter=wanted.first, today=today)
    demand = Demand(frozenset(options.put_in), frozenset(options.leave_out))
    if strange := sorted((demand.put_in | demand.leave_out) - weighing.candidates.keys()):
        raise Refused(f"Initiative {strange[0]} is not open here. Its number stands in its address.")
    areas = {pk: key for pk, key, _name in area_names(viewer)}
    facts = _facts(weighing, advice_for(weighing.company, demand, seconds=options.seconds), areas)
    facts = {"area": options.area, "quarter": str(wanted), "advice": "This is advice: a named person decides."} | facts
    if options.json:
        print(json.dumps(facts))
        return 0
    titles = {key: each.title for key, each in weighing.candidates.items()}
    for name, value in facts.items():
        keys = value if name in NAMED and isinstance(value, list) else None
        if name != "initiatives":
            print(f"{name:14}{'; '.join(titles[key] for key in keys) if keys is not None else value}")
    return 0


def _facts(weighing: Weighing, advice: Advice, areas: dict[int, str]) -> dict[str, Any]:
    company, best, price = weighing.company, advice.best, advice.price
    return {
        "objective": best.objective,
        "bound": best.bound,
        "status": best.status,
        "chosen": list(best.chosen),
        "seconds": round(best.seconds, 3),
        "decided": list(company.decided),
        "worth": {"decided": advice.decided._asdict(), "advised": advice.advised._asdict(), "total": company.total,
                  "unit": company.unit, "currency": company.currency, "weighed": company.weighed.value},
        "capacity": {areas[room.pool]: room.periods[0] / 10 for room in company.readings.middle.rooms},
        "initiatives": [_initiative(key, weighing, advice, areas) for key in sorted(weighing.candidates)],
        "not_estimated": list(company.unestimated),
        "excluded": [key for key, _by in company.barred],
        "price": _price(price, best, areas) if price else None,
    }  # fmt: skip


def _initiative(key: int, weighing: Weighing, advice: Advice, areas: dict[int, str]) -> dict[str, Any]:
    """Say one initiative: what it takes of whose teams, what it depends on, and who needs it for how much."""
    each, company = weighing.candidates[key], weighing.company
    middle, high = company.readings.middle, company.readings.high
    return {
        "initiative": key,
        "title": each.title,
        "area": areas[each.area],
        "team_weeks": each.tenths / 10 if each.tenths is not None else None,
        "needs_first": [first for first, then in middle.after if then == key],
        "excludes": [other for pair in middle.apart if key in pair for other in pair if other != key],
        "clients": [weighing.names[whole] for whole in company.askers.get(key, ())],
        "revenue": sum(need.worth for need in high.needs if key in need.wants),
        "worth": sum(need.worth for need in middle.needs if need.key == key),
        "decided": key in company.decided,
        "advised": key in advice.best.chosen,
    }


def _price(price: Price, best: Solved, areas: dict[int, str]) -> dict[str, Any]:
    """Say a price: the repair first, then choosing anew; or the constraint that stands in the way."""
    if price.obstacle or price.repair is None or price.replan is None:
        return _infeasible(price.obstacle, areas)
    moved = {
        name: {"displaced": list(each.displaced), "pulled_in": list(each.pulled_in), "price": each.price._asdict(),
               "clear": each.price.clear, "status": each.solved.status.value}
        for name, each in (("repair", price.repair), ("replan", price.replan))
    }  # fmt: skip
    return moved | {
        "slips": list(price.slips),
        "excluded": [key for key, _by in price.barred],
        "anyway": list(price.anyway),
        "recovered": price.recovered._asdict(),
        "against_best": best.objective - price.replan.solved.objective,
    }


def _infeasible(obstacle: Obstacle | None, areas: dict[int, str]) -> dict[str, Any]:
    if obstacle is None:
        return {"infeasible": "constraints", "initiatives": []}
    said: dict[str, Any] = {"infeasible": obstacle.limit.value, "initiatives": list(obstacle.works)}
    if obstacle.limit is Limit.CAPACITY:
        said |= {"area": areas[obstacle.pool], "takes": obstacle.cost / 10, "there_are": obstacle.room / 10}
    return said


def _of_instance(options: argparse.Namespace) -> int:
    """Solve an instance: `chosen` are its customers by their numbers from 1, `built` the requirements."""
    portfolio = portfolio_of(_text(options.instance), options.ratio)
    found = solved(portfolio, seconds=options.seconds)
    facts = {
        "objective": found.objective,
        "bound": found.bound,
        "status": found.status,
        "chosen": found.served,
        "built": found.chosen,
        "budget": portfolio.rooms[0].periods[0],
        "cost": sum(work.cost for work in portfolio.works if work.key in set(found.chosen)),
        "seconds": round(found.seconds, 3),
    }
    if options.json:
        print(json.dumps(facts))
        return 0
    for name, value in facts.items():
        print(f"{name:10}{' '.join(map(str, value)) if isinstance(value, tuple) else value}")
    return 0


def _text(path: str) -> str:
    """Read a file. Raises Refused."""
    try:
        return Path(path).read_text(encoding="ascii")
    except OSError as trouble:
        raise Refused(f"{path} cannot be read: {trouble.strerror}. Name the file of an instance.") from trouble
    except UnicodeDecodeError as trouble:
        raise Refused(f"{path} is no text of numbers. Name the file of an instance.") from trouble
