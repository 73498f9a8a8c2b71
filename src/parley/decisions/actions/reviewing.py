"""Looking at a published decision again when its day has come: what happened is written beside it, for good."""

from datetime import date, datetime

from parley.decisions import rules
from parley.decisions.events import DecisionKept
from parley.decisions.models import Decision, Review
from parley.decisions.queries import facts_of
from parley.decisions.terms import Outcome
from parley.groups.queries import acting
from parley.kernel.refusals import Stale
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.people.models import Person
from parley.topics.rules import something_said


@action
def review_decision(
    *,
    decision: Decision,
    outcome: Outcome,
    reason: str,
    review_on: date | None = None,
    seen_version: int | None = None,
    actor: Person,
    at: datetime,
) -> Review:
    """Say what became of what a published decision expected, in one's own words, and when it is looked at again, if so.

    What was decided stays. Raises Refused unless the actor decides it and its day has come, without words that say
    something, and for a day that is no later one; Stale when it was looked at since `seen_version`.
    """
    row: Decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if seen_version is not None and seen_version != row.version:
        last = Review.objects.filter(decision=row).first()
        raise Stale(
            "Somebody has looked at this decision while you were reading. Read what they say of it first.",
            theirs=last.words if last else row.question,
            yours=reason,
        )
    today = today_of(actor, at)
    rules.must_review(acting(actor), facts_of(row), today)
    words = something_said(reason, row.question, field="reason", instead="Write what you looked at, and what happened.")
    row.review_on = rules.next_review_of(review_on, today) if review_on else None
    row.version += 1
    row.save(update_fields=["review_on", "version"])
    review: Review = Review.objects.create(
        decision=row, outcome=outcome, words=words, reviewed_by=actor, reviewed_at=at
    )
    record(DecisionKept(decision=row.pk, review_on=row.review_on, outcome=outcome), reason=words)
    return review
