"""What an area may drop when it lends a team."""

from collections.abc import Collection

from parley.kernel.refusals import Refused
from parley.roadmap.terms import Stage

LENT = "what the other area needs it for, and why that goes first"
LONGER = "what is different now, and why it takes longer"
EARLY = "what was learned, or why the team is needed back"


def must_be_one_of(waits: Collection[int], stops: Collection[int]) -> None:
    """Raise Refused when an initiative would wait and be stopped."""
    if set(waits) & set(stops):
        raise Refused("An initiative either waits or is stopped. Choose one of the two for each.", field="stops")


def must_be_droppable(stage: Stage, *, area: int, lender: int, title: str, field: str) -> None:
    """Raise Refused for an initiative that the lender cannot drop: of another area, live, or stopped already."""
    if area != lender:
        raise Refused(f"{title} is not of the area that lends. Choose what that area drops.", field=field)
    if stage in (Stage.LIVE, Stage.STOPPED):
        raise Refused(f"{title} is live or stopped, so nothing of it is dropped. Leave it out.", field=field)
