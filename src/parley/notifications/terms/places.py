"""Where what waits for somebody is done: a page, what it takes, and the place on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from parley.notifications.terms import WaitingThing, Waits

PAGES: Mapping[Waits, str] = {  # what is not here is done among the meetings of its group
    Waits.DECISION: "deciding",
    Waits.DEPUTY: "deciding",
    Waits.CHANGE: "decision",
    Waits.PUBLISH: "decision#to-publish",
    Waits.CLOSING: "decision",
    Waits.REVIEW: "decision#review",
    Waits.WHY: "decision_options",
    Waits.ROUND: "decision_options#written",
    Waits.CORRECT: "correction",
    Waits.CONSENT: "trial_place",
    Waits.INVITE: "trial_place",
    Waits.BEGIN: "place_feedback#link",
    Waits.LOOK_BACK: "initiative_look_back",
    Waits.APPROVE: "initiative_words#draft",
    Waits.OWED: "initiative_duties",
    Waits.SILENT: "place_feedback#note",
    Waits.THANK: "place_thanks",
    Waits.TOPIC: "topic#answer",
    Waits.ASKED: "run_ask",
    Waits.LEADING: "own_preparation",
    Waits.RUNNING: "meeting",
    Waits.SHIFT: "shift",
    Waits.REPLAN: "initiative_plan",
    Waits.PROMISE: "promise",
    Waits.SURVEY: "survey",
    Waits.HEARD: "credit_check",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its name, with the key in its address, if it has one, and what follows that."""

    page: str
    takes: tuple[int | str, ...] = ()
    within: str = ""


def place_of(thing: WaitingThing) -> Place:
    """Say where a thing is done."""
    if thing.waits is Waits.ANNOUNCE:
        return Place("announcements", within=f"?of={thing.key}")
    page, mark, place = PAGES.get(thing.waits, "").partition("#")
    return Place(page, (thing.key,), mark + place) if page else Place("group_meetings", (thing.area_key,))
