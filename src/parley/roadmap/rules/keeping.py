"""Who may set a rule aside or undo a link, and what an initiative must be called."""

from parley.groups.rules import may_keep_roadmap
from parley.kernel.refusals import Refused, Stale
from parley.people.terms import Viewer
from parley.roadmap.terms import Plan


def must_be_a_title(title: str, *, field: str = "title") -> str:
    """Give back a title on one line; raises Refused when it is empty, or longer than 200 characters."""
    clean = " ".join(title.split())
    if not clean or len(clean) > 200 or "\0" in clean:
        raise Refused("Write a title of 1 to 200 characters: what changes for whom.", field=field)
    return clean


def must_be_a_label(label: str) -> str:
    """Give back what a company calls a stage; raises Refused when it is empty, or longer than 60 characters."""
    clean = " ".join(label.split())
    if not clean or len(clean) > 60 or "\0" in clean:
        raise Refused("Write 1 to 60 characters: what your company calls this stage.", field="label")
    return clean


def plan_words(plan: Plan) -> str:
    """Say a plan in a few words: “next, Q3 2027, confidence medium”."""
    window = str(plan.window) if plan.window else "no window"
    return f"{plan.horizon}, {window}, confidence {plan.confidence or 'not given'}"


def override_refusal(viewer: Viewer, area: int) -> str:
    """Say why somebody may not set a rule aside; nothing when they may: product people, the decider, operations."""
    if may_keep_roadmap(viewer, area) or area in viewer.decides:
        return ""
    return "Only the area’s product people and its decider can set a rule aside. Ask one of them."


def must_override(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer may set a rule aside."""
    if sentence := override_refusal(viewer, area):
        raise Refused(sentence)


def must_unlink(viewer: Viewer, area: int, linked_by: int | None) -> None:
    """Raise Refused unless the viewer made the link or keeps the roadmap."""
    if viewer.person != linked_by and not may_keep_roadmap(viewer, area):
        raise Refused("Only whoever linked it and the area’s product people can undo this. Ask one of them.")


def must_be_told_what_changed(*, version: int, seen: int | None, theirs: str, yours: str) -> None:
    """Raise Stale when the initiative has changed since version `seen` was read."""
    if seen is not None and seen != version:
        raise Stale(
            "Somebody changed this initiative meanwhile. Read what it says now, then send yours again.",
            theirs=theirs,
            yours=yours,
        )
