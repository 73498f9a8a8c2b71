"""Loading the sample company."""

from collections.abc import Callable
from datetime import datetime

from parley.ledger.terms import MACHINE
from parley.people.actions import add_person, give_operations, keep_function
from parley.people.terms import SAMPLE_ADMINISTRATOR, Side


def load(*, at: datetime, progress: Callable[[str], None]) -> None:
    """Load it, saying how far it is."""
    progress("Loading the sample company ...")
    function = keep_function(name="Product operations", side=Side.PRODUCT, actor=MACHINE, at=at)
    ines = add_person(name="Ines Costa", email="ines@sample.example", function=function, region=None,
                      key=SAMPLE_ADMINISTRATOR, actor=MACHINE, at=at)
    give_operations(person=ines, given=True, actor=MACHINE, at=at)
