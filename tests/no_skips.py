"""A test that was skipped, or was expected to fail, proves nothing: here it counts as a failure, by name."""

from collections.abc import Generator
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def refuse(report: Report) -> Report:
    """Turn a skip, an expected failure or an unexpected success into a failure that says so."""
    expected = report.__dict__.pop("wasxfail", None)
    if report.skipped or expected is not None:
        why = expected if expected is not None else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped or expected to fail, which proves nothing: {why}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return refuse((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return refuse((yield))
