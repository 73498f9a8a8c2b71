"""Asking contributors, by lot, what a decision that credits them changed; and their answers."""

from datetime import datetime
from random import Random

from parley.kernel.refusals import Refused
from parley.kernel.spans import Window, today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.people.queries import is_self
from parley.surveys.events.checks import CheckAnswered, ChecksDrawn
from parley.surveys.models.checks import CreditCheck
from parley.surveys.queries.checks import credits_to_draw_from, is_drawn
from parley.surveys.rules.influence import drawn, must_still_answer
from parley.surveys.terms.influence import ASKED_FOR, Changed


@action
def draw_checks(*, quarter: Window, random: Random, actor: Actor, at: datetime) -> int:
    """Ask the people of credits drawn by lot what they changed; how many. A quarter is drawn once.

    `quarter` is over. The same `random` draws the same ones.
    """
    if is_drawn(quarter):
        return 0
    found = drawn(credits_to_draw_from(quarter), random)
    if found:
        closes_on = (at + ASKED_FOR).date()
        CreditCheck.objects.bulk_create(
            CreditCheck(contribution_id=key, quarter=quarter.first, asked_at=at, closes_on=closes_on) for key in found
        )
        record(ChecksDrawn(quarter=quarter.first, asked=len(found)))
    return len(found)


@action
def answer_check(*, check: CreditCheck, answer: Changed, actor: Person, at: datetime) -> None:
    """Say whether a decision changed what one had asked for; the same again changes nothing.

    Raises Refused for somebody else's question, for another answer than before, and once its four weeks are over.
    """
    row = CreditCheck.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=check.pk)
    if not is_self(actor, row.contribution.person):
        raise Refused("Only whoever was credited can say whether it was what they asked for.")
    must_still_answer(closes_on=row.closes_on, today=today_of(actor, at), before=row.answer, answer=answer)
    if row.answer is None:
        row.answer = answer
        row.save(update_fields=["answer"])
        record(CheckAnswered(check=row.pk))
