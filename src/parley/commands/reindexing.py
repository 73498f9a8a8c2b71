"""`parley reindex`: makes the search index anew from what the rooms hold."""

import argparse
import time

from parley.search.actions import rebuild

WORD = "reindex"
HELP = "Make the search index anew."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take none."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Make it, and say how long it took."""
    del options
    began = time.perf_counter()
    rebuild()
    print(f"The search index is made anew in {time.perf_counter() - began:.1f} s.")
    return 0
