"""Who may keep a group, and what a group must have."""

from decimal import Decimal

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


def naming_refusal(viewer: Viewer, area: int) -> str:
    """Say why somebody may not name who keeps a roadmap; nothing when they may: its decider and product operations."""
    if viewer.operations or area in viewer.decides:
        return ""
    return "Only the area’s decider and product operations name who keeps its roadmap. Ask one of them."


def must_name_product_people(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer may name who keeps an area's roadmap."""
    if sentence := naming_refusal(viewer, area):
        raise Refused(sentence, field="place")


def must_keep_areas(viewer: Viewer) -> None:
    """Raise Refused unless the viewer may open and dissolve areas, name deciders and keep teams."""
    if not viewer.operations:
        raise Refused(
            "Only product operations open areas, name who decides, and keep teams. Ask one of them.", field="place"
        )


def must_be_open(name: str, *, dissolved: bool) -> None:
    """Raise Refused for an area that has ended."""
    if dissolved:
        raise Refused(f"{name} was dissolved, so nothing about it changes any more. Choose another area.")


def must_inherit(*, area: int, heir: int, heir_dissolved: bool) -> None:
    """Raise Refused unless an area may take over what a dissolved one had."""
    if area == heir or heir_dissolved:
        raise Refused("Choose another area that goes on: it takes over what this one has.", field="heir")


def capacity_of(capacity: Decimal) -> Decimal:
    """Give back a capacity in team-weeks a quarter, 0 to 999; raises Refused outside."""
    if not capacity.is_finite() or not 0 <= capacity < 1000:
        raise Refused("A team has 0 to 999 team-weeks a quarter. Write a number between them.", field="capacity")
    return capacity


def charter_of(text: str) -> str:
    """Give back a charter; raises Refused above 20,000 characters."""
    if len(text) > 20_000 or "\0" in text:
        raise Refused(
            "A charter is a text of at most 20,000 characters. Keep what the group is for, link the rest.",
            field="charter",
        )
    return text.strip()


def answer_days_of(days: int) -> int:
    """Give back the days in which a topic is answered, 1 to 90; raises Refused outside."""
    if not 1 <= days <= 90:
        raise Refused("Topics are answered within 1 to 90 days. Write a number between them.", field="answer_days")
    return days


def transcript_days_of(days: int) -> int:
    """Give back the days for which transcripts are kept, 0 for not at all, to 365; raises Refused outside."""
    if not 0 <= days <= 365:
        raise Refused(
            "Transcripts are kept for at most 365 days, or not at all. Write a number from 0 to 365.",
            field="transcript_days",
        )
    return days
