"""Looking at a published decision again when its day has come."""

from datetime import date, datetime

from parley.decisions import rules
from parley.decisions.events import DecisionKept
from parley.decisions.models import Decision
from parley.decisions.queries import facts_of
from parley.groups.queries import acting
from parley.kernel.refusals import Stale
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.topics.rules import something_said


@action
def keep_decision(
    *, decision: Decision, reason: str, review_on: date, seen_version: int | None = None, actor: Actor, at: datetime
) -> None:
    """Say that a published decision still holds, why, and when it is looked at again. What was decided stays.

    Raises Refused unless the actor decides it and its day has come, and without a reason that says something or a
    later day; Stale when it was looked at since `seen_version`.
    """
    row: Decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if seen_version is not None and seen_version != row.version:
        raise Stale(
            "Somebody has looked at this decision while you were reading. Read what they say of it first.",
            theirs=f"It is looked at again on {row.review_on:%d %B %Y}." if row.review_on else row.question,
            yours=reason,
        )
    today = today_of(actor, at)
    rules.must_review(acting(actor), facts_of(row), today)
    instead = "Write what you looked at, and why it still holds."
    words = something_said(reason, row.question, field="reason", instead=instead)
    row.review_on = rules.next_review_of(review_on, today)
    row.version += 1
    row.save(update_fields=["review_on", "version"])
    record(DecisionKept(decision=row.pk, review_on=row.review_on), reason=words)
