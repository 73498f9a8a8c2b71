"""How a find is told from its like: its kind, whose it is, its day and how far it is, in a few words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parley.screens.rendering import day
from parley.search.terms import Kind

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
    return " · ".join(filter(None, (_kind(kind), standing.whose, when, _state(kind, standing.state, labels))))


def _kind(kind: Kind) -> str:
    return {
        Kind.INITIATIVE: _("Initiative"),
        Kind.TOPIC: _("Topic"),
        Kind.DECISION: _("Decision"),
        Kind.CLIENT: _("Client"),
        Kind.INSIGHT: _("Client’s words"),
        Kind.AREA: _("Group"),
        Kind.PERSON: _("Person"),
        Kind.MEETING: _("Meeting"),
        Kind.AGENDA_ITEM: _("On the agenda"),
        Kind.ACTION_POINT: _("Promise"),
        Kind.COMMENT: _("Comment"),
    }[kind]


def _state(kind: Kind, state: str, labels: "Mapping[Stage, str]") -> str:
    if kind is Kind.INITIATIVE:
        return {stage.value: label for stage, label in labels.items()}.get(state, "")
    return {
        "open": _("open"),
        "parked": _("parked"),
        "answered": _("answered"),
        "decided": _("decided"),
        "merged": _("part of another topic"),
        "withdrawn": _("withdrawn"),
        "published": _("decided") if kind is Kind.DECISION else _("agenda published"),
        "superseded": _("superseded"),
        "planned": _("not published yet"),
        "held": _("held"),
        "cancelled": _("cancelled"),
        "promised": _("not done yet"),
        "done": _("done"),
        "dropped": _("let go of"),
    }.get(state, "")
