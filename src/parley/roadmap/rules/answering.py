"""Who may answer what a client said, and what an answer must say."""

from parley.kernel.refusals import Refused
from parley.people.terms import Viewer
from parley.roadmap.rules.whys import must_be_a_reason

SAYS = (
    "what speaks against it, or what is done instead: whoever noted it reads this, and tells the client in their words"
)


def may_answer_insights(viewer: Viewer) -> bool:
    """Whether somebody may answer that something is not planned: product people of any area, and operations."""
    return viewer.operations or bool(viewer.product_of)


def must_answer_insights(viewer: Viewer) -> None:
    """Raise Refused unless the viewer may."""
    if not may_answer_insights(viewer):
        raise Refused("Only product people and product operations answer what clients said. Ask one of them, "
                      "or raise a topic.")  # fmt: skip


def answer_of(reason: str) -> str:
    """Give back why something is not planned; raises Refused when it does not say why."""
    return must_be_a_reason(reason, title="not planned", say=SAYS)
