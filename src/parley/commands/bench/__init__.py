"""`parley bench`: what each page costs beside the empty page of the same run; `bench import`: what an import does."""

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from parley.commands.bench import (
    answering,
    calendars,
    cohort,
    coverage,
    decided,
    digests,
    importing,
    live,
    mails,
    plans,
    questions,
    said,
)
from parley.commands.bench.opened import use_own_database
from parley.people.queries import is_empty, person_by_key
from parley.screens.tour import pages_of
from parley.seeds.loading import load

if TYPE_CHECKING:
    from parley.people.models import Person

WORD = "bench"
HELP = "Measure each page on the sample company beside the empty page, or an import beside a bare load; prints ratios."
MOST_TIMES, MOST_MS, MOST_QUERIES = 3.0, 12.0, 15
OTHERS = {
    "import": importing.run,
    "calendars": calendars.run,
    "questions": questions.run,
    "plan": plans.run,
    "mails": mails.run,
    "decided": decided.run,
    "digests": digests.run,
    "surveys": coverage.run,
    "answering": answering.run,
    "cohort": cohort.run,
}
"""What is measured alone, beside something else than the empty page."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page costs: CPU in milliseconds and as a multiple of the empty page (medians), queries, bytes."""

    name: str
    cpu: float
    times_empty: float
    queries: int
    size: int


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take how often each page is asked, and as whom."""
    parser.add_argument(
        "what",
        nargs="?",
        choices=("all", "pages", "said", "live", *OTHERS),
        default="all",
        help="What is measured: pages, looking for what was said before, an import, how other programs read our "
        "calendars, the question coach, plans under capacity, old decisions like a new question, how often intervals "
        "of surveys hold the truth, mails of a wave and answers to one, digests, the cohort of a trial, or a live "
        "room; all is the first two.",
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="Of the import: how many insights (1000000).")
    parser.add_argument("--people", type=int, default=50_000, help="Of mails: how many are invited (50000).")
    parser.add_argument("--dead", type=float, default=60, help="Of mails: seconds the mail server is dead first (60).")
    parser.add_argument("--readers", type=int, default=4_000, help="Of digests: how many people have one (4000).")
    parser.add_argument("--events", type=int, default=100_000, help="Of digests: how much happened, at most (100000).")
    parser.add_argument("--postgresql", metavar="URL", help="Of import, live and mails: a server to make databases on.")
    parser.add_argument("--python", metavar="PROGRAM", help="Of calendars: a Python with the libraries that read them.")
    parser.add_argument(
        "--javascript", metavar="FOLDER", help="Of calendars: a folder in which npm put such libraries."
    )
    parser.add_argument("--seconds", type=float, default=900, help="Of plan: after which a case is stopped (900).")
    parser.add_argument("--only", metavar="CASES", default="", help="Of plan: a few cases, like nrp1,nrp-e1:0.5 (all).")
    parser.add_argument("--step", choices=importing.STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    parser.add_argument("--waves", type=int, default=coverage.WAVES, help="Of surveys: how many are drawn (2000).")
    parser.add_argument("--rounds", type=int, default=30, help="How often each page is asked (30).")
    parser.add_argument(
        "--insights", type=int, default=1_000_000, help="Among how many insights one is sought (1000000)."
    )
    parser.add_argument(
        "--streams", type=int, default=500, help="Of answering and the live room: how many people (500)."
    )
    parser.add_argument("--as", dest="key", default="noor", help="The key of the person who asks (noor).")


def run(options: argparse.Namespace) -> int:
    """Measure every page, one after another in each round, so that the machine's mood meets them alike."""
    if options.what in OTHERS:
        return OTHERS[options.what](options)
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/bench.sqlite3"
        if options.what == "live" and options.postgresql:
            address = importing.new_database(options.postgresql, "live")
        use_own_database(address)
        call_command("migrate", verbosity=0)
        if options.what == "live":
            return live.run(address, Path(folder), options.streams)
        call_command("collectstatic", verbosity=0, interactive=False)
        status = _of_pages(options) if options.what != "said" else 0
        if options.what != "pages":
            status = status or said.measure(options.insights)
        connections.close_all()
    return status


def _of_pages(options: argparse.Namespace) -> int:
    """Measure the pages of the sample company."""
    _in_another_process(_load)
    person = person_by_key(options.key)
    if person is None:
        print(f"Nobody in the sample has the key {options.key}. Try noor, aiko or elena.")
        return 2
    _print(measure(person, rounds=options.rounds))
    return 0


def _load() -> None:
    began = time.perf_counter()
    if is_empty():
        load(at=timezone.now(), progress=print)
    print(f"The sample company was loaded in {time.perf_counter() - began:.1f} s.\n")


def _in_another_process(do: Callable[[], None]) -> None:
    """Do it elsewhere: pages are asked of a server that finds its data there, not of one that has just written it."""
    connections.close_all()
    other = get_context("fork").Process(target=do)
    other.start()
    other.join()
    if other.exitcode:
        raise SystemExit("The sample could not be loaded: its error stands above.")


def measure(person: "Person", *, rounds: int) -> list[Cost]:
    """Ask each page so many times, each time directly after the empty page, which is the first of the costs.

    What else runs on the machine then meets both alike, so that the ratio says more than the times.
    """
    empty = reverse("blank")
    addresses = {"the empty page": empty} | pages_of(person)
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        browser = Client()
        browser.force_login(person)
        times: dict[str, list[float]] = {name: [] for name in addresses}
        ratios: dict[str, list[float]] = {name: [] for name in addresses}
        facts: dict[str, Any] = {}
        for name, address in addresses.items():
            browser.get(address)  # templates are compiled on the first visit
            with CaptureQueriesContext(connection) as queries:
                answer = browser.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address} answered {answer.status_code}: mend it before measuring.")
            facts[name] = (len(queries), len(answer.content))
        gc.collect()
        for _ in range(rounds):
            for name, address in addresses.items():
                before, cost = _cpu(browser, empty), _cpu(browser, address)
                times[name].append(cost)
                ratios[name].append(cost / before)
    return [Cost(name, statistics.median(times[name]), statistics.median(ratios[name]), *facts[name]) for name in times]


def _cpu(browser: Client, address: str) -> float:
    start = time.process_time()
    browser.get(address)
    return (time.process_time() - start) * 1000


def _print(costs: list[Cost]) -> None:
    wide = max(len(cost.name) for cost in costs)
    print(f"{'page':{wide}}  {'CPU ms':>7}  {'times empty':>11}  {'queries':>7}  {'kB':>6}")
    over = []
    for cost in costs:
        figures = f"{cost.cpu:7.2f}  {cost.times_empty:11.2f}  {cost.queries:7}  {cost.size / 1000:6.1f}"
        print(f"{cost.name:{wide}}  {figures}")
        if cost.times_empty >= MOST_TIMES or cost.cpu >= MOST_MS or cost.queries > MOST_QUERIES:
            over.append(cost.name)
    print(f"\nAimed at: below {MOST_TIMES:g} times empty, below {MOST_MS:g} ms, at most {MOST_QUERIES} queries.")
    print("Over it: " + (", ".join(over) or "none") + ".")
