"""`parley worker`: background work alone, beside serving processes that were started with WORKER=off."""

import argparse
import signal
from datetime import timedelta
from types import FrameType

from parley.ledger.outbox import LEASE
from parley.reactions.worker import Worker

WORD = "worker"
HELP = "Do background work alone: mail, notices, the search index, and what is due every day."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take how long one piece of work may last, and whether to end when nothing is due."""
    parser.add_argument(
        "--lease",
        type=float,
        default=LEASE.total_seconds(),
        metavar="SECONDS",
        help="how long one piece of work may last before another worker takes it over (default: %(default).0f)",
    )
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")


def run(options: argparse.Namespace) -> int:
    """Work until stopped by Ctrl+C or the system, or until nothing is due."""
    if options.lease <= 0:
        print("A lease lasts longer than 0 seconds. Try: parley worker --lease 300")
        return 2
    worker = Worker(lease=timedelta(seconds=options.lease))
    if options.once:
        print(f"Done: {worker.work_off()} pieces of work.")
        return 0

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    print("Parley works in the background (stop with Ctrl+C).", flush=True)
    worker.run()
    return 0
