"""A trial in which one client takes part."""

import pytest

from tests.trials.feedback_made import buyer, taking_part, trial


@pytest.fixture
def made(cast):
    return trial(cast)


@pytest.fixture
def place(cast, made):
    return taking_part(cast, made, buyer(cast, "Nordbank"))[0]
