"""One decision: its options side by side, who disagrees, and, for its decider, the way to settle it."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from parley.decisions.queries import decision_seen
from parley.decisions.terms import decision_ref
from parley.screens import asking
from parley.screens.asking import Asked
from parley.screens.decisions.page import shown
from parley.screens.frame import page
from parley.screens.hearing import hear
from parley.screens.telling import told_in_sight

if TYPE_CHECKING:
    from parley.decisions.models import Decision


def found(request: Asked, key: int) -> "Decision":
    """The decision, if the asker may see it. Raises Http404."""
    return asking.found(decision_seen(request.viewer, key))


@require_GET
def decision(request: Asked, key: int) -> HttpResponse:
    """One decision."""
    return shown(request, found(request, key))


@require_GET
def history(request: Asked, key: int) -> HttpResponse:
    """Everything that happened to a decision."""
    row = found(request, key)
    told = told_in_sight(request, decision_ref(key))
    return page(request, "decisions/history.html", {"decision": row, "told": told}, place="decisions")


@require_POST
def following(request: Asked, key: int) -> HttpResponse:
    """Choose how much one hears of a decision."""
    hear(request, thread=found(request, key).thread, on=decision_ref(key))
    return redirect("decision", key)
