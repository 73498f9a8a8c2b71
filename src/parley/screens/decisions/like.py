"""What was decided before and is like what somebody asks now: shown while they type, and after a first press."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from parley.decisions.queries.weighed_before import weighed_before
from parley.decisions.terms import TOLD, DecisionState
from parley.screens.decisions.shown import names_by, standing_of
from parley.screens.rendering import day
from parley.search.queries.decided import decided_before

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.roadmap.models import Initiative
    from parley.screens.asking import Asked

MOST = 5
LONGEST = 240


@dataclass(frozen=True, slots=True)
class Before:
    """An older decision: what was chosen, if it is told, and how it stands with its day."""

    decision: "Decision"
    outcome: str
    standing: str
    tone: str
    by: str  # who decides it, or did


def like_question(request: "Asked", question: str, *, but: int = 0) -> list[Before]:
    """Give the older decisions that are like a question, most alike first. Four queries; none for no words."""
    found = decided_before(request.viewer, question[:LONGEST], but=[but] if but else [], most=MOST)
    return _before(request, [each.decision for each in found])


def like_both(request: "Asked", initiatives: "list[Initiative]") -> list[Before]:
    """Give the older decisions that weighed any of some initiatives, then those whose words are like their titles."""
    if not initiatives:
        return []
    rows = {row.pk: row for row in weighed_before(request.viewer, tuple(each.pk for each in initiatives), most=MOST)}
    titles = " ".join(each.title for each in initiatives)
    alike = decided_before(request.viewer, titles, but=list(rows), most=MOST)
    rows |= {each.decision.pk: each.decision for each in alike}
    return _before(request, list(rows.values())[:MOST])


def _before(request: "Asked", rows: "list[Decision]") -> list[Before]:
    by = names_by(rows)
    return [_one(request, each, by[each.pk]) for each in rows]


def _one(request: "Asked", row: "Decision", by: str) -> Before:
    standing = standing_of(row, timezone.localdate(request.now))
    text = standing.text
    if row.state is DecisionState.SUPERSEDED:
        text = _("Published %(day)s, superseded since") % {"day": day(row.published_at)}
    return Before(row, row.chosen.title if row.state in TOLD and row.chosen else "", text, standing.tone, by)
