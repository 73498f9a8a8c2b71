"""`parley plan`: the set of initiatives that serves the clients worth most, or the same of a published instance."""

import argparse
import json
import sys
from pathlib import Path

from parley.kernel.refusals import Refused
from parley.roadmap.rules.portfolio import portfolio_of, solved

WORD = "plan"
HELP = "Compute which initiatives fit into a quarter and serve the clients worth most; or solve a published instance."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the instance with its ratio, and in what form it is said."""
    parser.add_argument("--instance", metavar="FILE", help="a published instance of the next release problem")
    parser.add_argument("--ratio", default="0.5", help="of the instance: its budget as a part of the total cost (0.5)")
    parser.add_argument("--seconds", type=float, default=600, help="after which solving stops, with a true bound (600)")
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")


def run(options: argparse.Namespace) -> int:
    """Print it; 1 when a file cannot be read."""
    try:
        return _of_instance(options)
    except Refused as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1


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
