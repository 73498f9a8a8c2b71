"""Asking pages for what they cost."""

import gc
import statistics
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client


def cpu(browser: "Client", address: str) -> float:
    """Give the CPU that a page takes, in milliseconds."""
    start = time.process_time()
    answer = browser.get(address)
    spent = (time.process_time() - start) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}: mend it before measuring.")
    return spent


def costs(browser: "Client", addresses: Mapping[str, str], *, rounds: int) -> dict[str, tuple[float, float]]:
    """Ask each page so many times, each time directly after the first of them, the empty one.

    Gives CPU in milliseconds, and as a multiple of the empty page's. What else runs on the machine meets both alike.
    """
    empty = next(iter(addresses.values()))
    times: dict[str, list[float]] = {name: [] for name in addresses}
    ratios: dict[str, list[float]] = {name: [] for name in addresses}
    for address in addresses.values():
        browser.get(address)  # templates are compiled on the first visit
        browser.get(address)
    gc.collect()
    for _ in range(rounds):
        for name, address in addresses.items():
            before, cost = cpu(browser, empty), cpu(browser, address)
            times[name].append(cost)
            ratios[name].append(cost / before)
    return {name: (statistics.median(times[name]), statistics.median(ratios[name])) for name in times}
