"""What initiatives of an area wait for, and of which side: the one place where what is owed is gathered."""

from collections.abc import Iterator
from datetime import date

from parley.decisions.queries.seeing import kept_waiting
from parley.disclosure.queries.corrections import to_be_corrected
from parley.people.terms import Side, Viewer
from parley.roadmap.queries.duties import duties_overdue
from parley.roadmap.queries.flow import without_why
from parley.roadmap.terms.flow import Owed
from parley.topics.queries import asked_about

ASKED_OF = {Side.BUSINESS: Side.PRODUCT, Side.PRODUCT: Side.BUSINESS, Side.NEITHER: Side.PRODUCT}


def owed_in(viewer: Viewer, area: int, on: date) -> Iterator[tuple[int, Side, Owed]]:
    """Give each initiative that waits, with the side that owes something and what; as the viewer sees. Five queries.

    A why is owed by product, an answer by the side that was asked, a decision by whoever decides, telling clients that
    something does not hold any more by business, and what a stage asks for by the side of the function that owes it.
    """
    yield from ((key, Side.PRODUCT, Owed.WHY) for key in without_why(viewer, area))
    yield from ((key, ASKED_OF[side], Owed.ANSWER) for key, side in asked_about(viewer, area))
    yield from ((key, Side.NEITHER, Owed.DECISION) for key in kept_waiting(viewer, area, on))
    yield from ((key, Side.BUSINESS, Owed.CORRECTION) for key in to_be_corrected(viewer, area, on))
    yield from ((key, side, Owed.DUTY) for key, side in duties_overdue(viewer, area, on))
