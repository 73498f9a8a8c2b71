"""The order of tests: what waits for servers, browsers or processes, or tries many cases, begins; none of it ends."""

import os

import pytest

ALONE = {"own_database", "mailserver"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long tests at the front of what workers begin with: at the end one worker would wait for another.

    Browsers are all for the first worker, since each worker that meets one starts a server; the other long ones are for
    the last. What is left is dealt out evenly, as `--dist worksteal` takes it.
    """
    browsing = [each for each in items if "chromium" in _fixtures(each)]
    long = [each for each in items if "chromium" not in _fixtures(each) and _is_long(each)]
    long.sort(key=lambda each: not _fixtures(each) & ALONE)  # what waits for processes goes on beside what computes
    short = [each for each in items if "chromium" not in _fixtures(each) and not _is_long(each)]
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    ahead = -(-len(items) // workers) * (workers - 1) - len(browsing)
    items[:] = [*browsing, *short[: max(ahead, 0)], *long, *short[max(ahead, 0) :]]


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _is_long(item: pytest.Item) -> bool:
    random = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)  # companies by the dozen
    return random or bool(_fixtures(item) & ALONE) or item.get_closest_marker("once") is not None
