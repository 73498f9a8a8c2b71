"""Who may answer for going on although one client asks, and when there is something to answer for."""

from parley.groups.rules import may_keep_roadmap
from parley.kernel.refusals import Refused
from parley.people.terms import Viewer
from parley.roadmap.terms import Verdict

ANSWERS = "what this client’s need is worth to others, or why it is right to build it for them alone"


def accepting_refusal(viewer: Viewer, area: int) -> str:
    """Say why somebody may not accept that one client asks; nothing when they may: product people and the decider."""
    if may_keep_roadmap(viewer, area) or area in viewer.decides:
        return ""
    return "Only the area’s product people and its decider answer for what one client asks. Ask one of them."


def must_accept(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer may accept that one client asks, or end that."""
    if sentence := accepting_refusal(viewer, area):
        raise Refused(sentence)


def must_be_one_client(verdict: Verdict) -> None:
    """Raise Refused when it is not one client that asks: then nobody need answer for it."""
    if verdict is Verdict.TOO_LITTLE:
        raise Refused(
            "Too few insights say who asks for it, so there is nothing to accept yet. Link what clients said."
        )
    if verdict is not Verdict.ONE_CLIENT:
        raise Refused("More than one client asks for it, so there is nothing to accept.")
