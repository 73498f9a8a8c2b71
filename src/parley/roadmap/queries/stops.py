"""Why an initiative stopped, and where it was before, as the ledger tells it."""

from parley.ledger.queries import Told, history_of
from parley.roadmap.events import StageMoved
from parley.roadmap.terms import Stage, initiative_ref


def stop_of(initiative: int) -> Told | None:
    """The stop that a stopped initiative is at: when, who and why; nothing when it came stopped. One query."""
    told = next(iter(history_of(initiative_ref(initiative), kinds=(StageMoved.kind,), limit=1)), None)
    return told if told and isinstance(told.event, StageMoved) and told.event.after is Stage.STOPPED else None


def stage_before(stop: Told | None) -> Stage:
    """The stage it had when it stopped; the first one when nobody knows."""
    return stop.event.before if stop and isinstance(stop.event, StageMoved) else Stage.GATHER
