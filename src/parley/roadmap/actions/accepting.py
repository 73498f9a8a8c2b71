"""Going on although one client asks: somebody answers for it, with a reason, and may end that."""

from datetime import datetime

from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.roadmap import rules
from parley.roadmap.events import AcceptanceEnded, ConcentrationAccepted
from parley.roadmap.models import Acceptance, Initiative
from parley.roadmap.queries import acceptance_of, evidence_of, initiative_to_change


@action
def accept_concentration(*, initiative: Initiative, reason: str, actor: Actor, at: datetime) -> None:
    """Accept that one client asks, in the actor's name; what was accepted before is ended.

    Raises Refused for somebody who does not answer for it, without a reason, and when it is not one client that asks.
    """
    row = initiative_to_change(initiative.pk)
    rules.must_accept(acting(actor), row.area_id)
    rules.must_be_one_client(rules.verdict_of(evidence_of([row.pk])[row.pk]))
    why = rules.must_be_a_reason(reason, title=row.title, say=rules.ANSWERS)
    _end(row, at)
    Acceptance.objects.create(initiative=row, reason=why, by_id=actor.pk, given_at=at)
    record(ConcentrationAccepted(initiative=row.pk), reason=why)


@action
def end_acceptance(*, initiative: Initiative, actor: Actor, at: datetime) -> None:
    """End it: nobody answers any more for what one client asks. Raises Refused for whoever may not accept it."""
    row = initiative_to_change(initiative.pk)
    rules.must_accept(acting(actor), row.area_id)
    _end(row, at)


def _end(row: Initiative, at: datetime) -> None:
    now = acceptance_of(row.pk)
    if now:
        now.ended_at = at
        now.save(update_fields=["ended_at"])
        record(AcceptanceEnded(initiative=row.pk))
