"""Plans under capacity: every published instance solved here, beside the best values known and the bare solver."""

import argparse
import csv
import multiprocessing
import resource
import time
from pathlib import Path
from typing import Any, NamedTuple

from parley.kernel.solving import quiet_solver
from parley.roadmap.rules.portfolio import portfolio_of, solved
from parley.roadmap.terms.portfolio import Portfolio, Status

PUBLISHED = Path(__file__).parents[5] / "shared" / "data" / "nrp"
# The best of the backbone based multilevel algorithm, Xuan, Jiang, Ren and Luo 2012, at .3, .5 and .7 of the cost.
BEST_BEFORE = {
    "nrp1": (1201, 1824, 2507), "nrp2": (4726, 7566, 10987), "nrp3": (7123, 10897, 14180),
    "nrp4": (9818, 15025, 20853), "nrp5": (17200, 24240, 28909),
    "nrp-e1": (7572, 10664), "nrp-e2": (7169, 10098), "nrp-e3": (6461, 9175), "nrp-e4": (5692, 8043),
}  # fmt: skip
RATIOS = ("0.3", "0.5", "0.7")
MOST_MB = 4000


class Cost(NamedTuple):
    """What solving took: what was found, in which time, and the largest memory of its process."""

    objective: int
    bound: int
    status: str
    seconds: float
    megabytes: float


def run(options: argparse.Namespace) -> int:
    """Print the table; 1 when data is missing, or a case is not proven, differs from its optimum or takes too much."""
    if not PUBLISHED.exists():
        print("The published instances are not there: shared/data/nrp beside the repository.")
        return 1
    rows = list(csv.DictReader((PUBLISHED / "optima.csv").open(encoding="ascii")))
    cases, strange = asked_for(options.only, [(row["instance"], row["ratio"]) for row in rows])
    if strange:
        print(f"There is no case {strange}. Write cases like nrp1, or nrp-e1:0.5, parted by commas.")
        return 1
    print("instance  ratio  objective   optimum     bound  published  status     seconds  bare s  times bare    MB")
    wrong = []
    for row in rows:
        if (row["instance"], row["ratio"]) not in cases:
            continue
        text = next(PUBLISHED.glob(f"data/*/{row['instance']}.txt")).read_text(encoding="ascii")
        ours = _apart(_ours, text, row["ratio"], options.seconds)
        bare = _apart(_bare, text, row["ratio"], options.seconds)
        best = dict(zip(RATIOS, BEST_BEFORE.get(row["instance"], ()), strict=False)).get(row["ratio"], "")
        print(
            f"{row['instance']:8}  {row['ratio']:>5}  {ours.objective:9}  {row['optimum_profit']:>8}  "
            f"{ours.bound:8}  {best:>9}  {ours.status:9}  {ours.seconds:7.2f}  {bare.seconds:6.2f}  "
            f"{ours.seconds / bare.seconds:10.2f}  {ours.megabytes:4.0f}",
            flush=True,
        )
        if trouble := _trouble(ours, int(row["optimum_profit"])):
            wrong.append(f"{row['instance']} {row['ratio']} ({trouble})")
    print("\nNot proven, not the known optimum, or above 4 GB: " + (", ".join(wrong) or "none") + ".")
    return int(bool(wrong))


def asked_for(only: str, cases: list[tuple[str, str]]) -> tuple[set[tuple[str, str]], str]:
    """Give the cases that “nrp1,nrp-e1:0.5” means, all of them for nothing; and the first word that means none."""
    found: set[tuple[str, str]] = set()
    for word in filter(None, (each.strip() for each in only.split(","))):
        name, _, ratio = word.partition(":")
        meant = {case for case in cases if case[0] == name and ratio in ("", case[1])}
        if not meant:
            return set(), word
        found |= meant
    return found or set(cases), ""


def _trouble(ours: Cost, optimum: int) -> str:
    """Say what is wrong with a case; one that was stopped has to have a true bound all the same."""
    if ours.megabytes > MOST_MB:
        return "above 4 GB"
    if not ours.objective <= optimum <= ours.bound:
        return "not the known optimum, or a false bound"
    return "" if ours.status == Status.OPTIMAL else "stopped, with a true bound"


def _apart(measured: Any, text: str, ratio: str, seconds: float) -> Cost:
    """Measure in a process of its own, so that memory is that of this case alone."""
    here, there = multiprocessing.Pipe()
    other = multiprocessing.get_context("fork").Process(target=_send, args=(there, measured, text, ratio, seconds))
    other.start()
    there.close()  # so that a process that dies is an end, not a silence
    found: Cost = here.recv()
    other.join()
    return found


def _send(there: Any, measured: Any, text: str, ratio: str, seconds: float) -> None:
    objective, bound, status, took = measured(portfolio_of(text, ratio), seconds)
    there.send(Cost(objective, bound, status, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000))


def _ours(portfolio: Portfolio, seconds: float) -> tuple[int, int, str, float]:
    import highspy  # noqa: F401, PLC0415 - its import is not measured, as it is not with the bare one

    began = time.perf_counter()
    found = solved(portfolio, seconds=seconds)
    return found.objective, found.bound, found.status, time.perf_counter() - began


def _bare(portfolio: Portfolio, seconds: float) -> tuple[int, int, str, float]:
    """Give the same problem to the solver as its own interface wants it, and take over what it says."""
    import highspy  # noqa: PLC0415 - as above

    began = time.perf_counter()
    solver = quiet_solver()
    for name, value in (("threads", 1), ("time_limit", seconds), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.999)):
        solver.setOptionValue(name, value)
    n, zeros = len(portfolio.works), [0.0] * len(portfolio.works)
    worths = [-float(need.worth) for need in portfolio.needs]
    solver.addVars(n + len(worths), [0.0] * (n + len(worths)), [1.0] * (n + len(worths)))
    solver.changeColsCost(n + len(worths), list(range(n + len(worths))), zeros + worths)
    for column in range(n, n + len(worths)):
        solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    free = -highspy.kHighsInf
    budget = float(portfolio.rooms[0].periods[0])
    solver.addRow(free, budget, n, list(range(n)), [float(work.cost) for work in portfolio.works])
    for first, then in portfolio.after:
        solver.addRow(free, 0.0, 2, [then - 1, first - 1], [1.0, -1.0])
    for place, need in enumerate(portfolio.needs):
        for want in need.wants:
            solver.addRow(free, 0.0, 2, [n + place, want - 1], [1.0, -1.0])
    solver.run()
    objective = round(-solver.getInfo().objective_function_value)
    return objective, objective, str(solver.getModelStatus()), time.perf_counter() - began
