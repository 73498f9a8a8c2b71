"""An initiative whose words are in force, a client who may be told, and a launch of which two clients hear."""

import pytest

from tests.disclosure.announced import SAYS
from tests.disclosure.launched import asking, in_launch, moved, opened
from tests.disclosure.made import approved, buyer, fresh, in_build, told


@pytest.fixture
def row(cast):
    row = in_build(cast)
    approved(cast, row)
    return row


@pytest.fixture
def nordbank(cast):
    return buyer(cast)


@pytest.fixture
def launched(cast):
    """Nordbank asked and Hartmann was told before; it is at launch, in EMEA from today, with words in force."""
    row = in_launch(cast)
    asking(cast, row)
    approved(cast, row)
    told(cast, row, buyer(cast, "Hartmann"))
    buyer(cast, "Acme")  # neither
    moved(cast, row)
    approved(cast, row, SAYS)
    assert opened(cast, row) == 2
    return fresh(row)
