"""How a find is told from its like: its kind, whose it is, its day and how far it is, in a few words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from parley.screens.rendering import day
from parley.screens.trials.page import STATES as TRIALS
from parley.search.terms import Kind
from parley.trials.terms import TrialState

if TYPE_CHECKING:
    from parley.roadmap.terms import Stage
    from parley.search.terms import Find


def note_of(find: "Find", labels: "Mapping[Stage, str]") -> str:
    """Say what a find is, whose, when and how far: “Topic · Identity · Tue 24 Nov · open”."""
    standing = find.standing
    kind = Kind(find.ref.kind)
    when = day(standing.at)
    if when and kind is Kind.ACTION_POINT:
        when = _("by %s") % when
    return " · ".join(filter(None, (str(KINDS[kind]), standing.whose, when, _state(kind, standing.state, labels))))


KINDS = {
    Kind.INITIATIVE: later("Initiative"),
    Kind.TOPIC: later("Topic"),
    Kind.DECISION: later("Decision"),
    Kind.EFFECT: later("What a decision changes"),
    Kind.TRIAL: later("Trial"),
    Kind.CLIENT: later("Client"),
    Kind.INSIGHT: later("Client’s words"),
    Kind.AREA: later("Group"),
    Kind.PERSON: later("Person"),
    Kind.MEETING: later("Meeting"),
    Kind.AGENDA_ITEM: later("On the agenda"),
    Kind.ACTION_POINT: later("Promise"),
    Kind.COMMENT: later("Comment"),
}


STATES = {
    "open": later("open"),
    "parked": later("parked"),
    "answered": later("answered"),
    "decided": later("decided"),
    "merged": later("part of another topic"),
    "withdrawn": later("withdrawn"),
    "discussing": later("discussed"),
    "escalated": later("waits for its decider"),
    "published": later("published"),
    "agenda published": later("agenda published"),
    "superseded": later("superseded"),
    "planned": later("not published yet"),
    "held": later("held"),
    "cancelled": later("cancelled"),
    "promised": later("not done yet"),
    "done": later("done"),
    "dropped": later("let go of"),
}


def _state(kind: Kind, state: str, labels: "Mapping[Stage, str]") -> str:
    if kind is Kind.INITIATIVE:
        return {stage.value: label for stage, label in labels.items()}.get(state, "")
    if kind is Kind.TRIAL:
        return str(TRIALS[TrialState(state)][0])
    if state == "published" and kind not in {Kind.DECISION, Kind.EFFECT}:
        state = "agenda published"
    return str(STATES.get(state, ""))
