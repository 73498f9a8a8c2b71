"""Who may keep a group, and what a group must have."""

from parley.kernel.refusals import Refused
from parley.people.terms import Viewer


def may_keep_group(viewer: Viewer, area: int) -> bool:
    """Whether somebody keeps a group: its facilitators and product operations."""
    return viewer.operations or area in viewer.facilitates


def must_keep_group(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer keeps the group."""
    if not may_keep_group(viewer, area):
        raise Refused("Only the group’s facilitators and product operations can change it. Ask one of them.")


def may_keep_roadmap(viewer: Viewer, area: int) -> bool:
    """Whether somebody edits an area's roadmap: its product people, named one by one, and product operations."""
    return viewer.operations or area in viewer.product_of


def must_keep_roadmap(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer keeps the area's roadmap."""
    if not may_keep_roadmap(viewer, area):
        raise Refused("Only the area’s product people can change its roadmap. Raise a topic with them instead.")


def must_be_inside(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer belongs to the group or administers Parley."""
    if not viewer.operations and area not in viewer.inside:
        raise Refused("Only people of this group can do this. Ask a facilitator to add you.")


def charter_of(text: str) -> str:
    """Give back a charter; raises Refused above 20,000 characters."""
    if len(text) > 20_000:
        raise Refused("A charter has at most 20,000 characters. Keep what the group is for, link the rest.", field="charter")
    return text.strip()


def answer_days_of(days: int) -> int:
    """Give back the days in which a topic is answered, 1 to 90; raises Refused outside."""
    if not 1 <= days <= 90:
        raise Refused("Topics are answered within 1 to 90 days. Write a number between them.", field="answer_days")
    return days
