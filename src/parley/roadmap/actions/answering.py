"""What a client said gets its answer: it is not planned, or it begins an initiative."""

from datetime import datetime

from parley.clients.models import Insight
from parley.clients.queries import group_to_change
from parley.groups.models import Area
from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.roadmap import rules
from parley.roadmap.actions.adding import add_initiative
from parley.roadmap.actions.evidence import link_insight
from parley.roadmap.actions.spreading import _end_answers, _keep_inbox
from parley.roadmap.events import InsightAnswered, InsightAnswerEnded
from parley.roadmap.models import Initiative, NotPlanned
from parley.roadmap.terms import Horizon, Stage, Stance, Why


@action
def answer_not_planned(*, insight: Insight, reason: str, actor: Actor, at: datetime) -> None:
    """Answer that what a client said is not planned, in the actor's name; an earlier answer is replaced.

    It is the answer to all voices that were merged. Raises Refused for somebody who is none of the product people, and
    without a reason that says why.
    """
    rules.must_answer_insights(acting(actor))
    why = rules.answer_of(reason)
    head, _group = group_to_change(insight.pk)
    _end_answers(head, at)
    NotPlanned.objects.create(insight_id=head, reason=why, by_id=actor.pk, given_at=at)
    _keep_inbox([head])
    record(InsightAnswered(insight=head), reason=why)


@action
def take_back_answer(*, insight: Insight, actor: Actor, at: datetime) -> None:
    """Take the answer back: it waits in the inbox again, unless it is linked. Raises Refused as answering does."""
    rules.must_answer_insights(acting(actor))
    head, _group = group_to_change(insight.pk)
    if _end_answers(head, at):
        _keep_inbox([head])
        record(InsightAnswerEnded(insight=head))


@action
def begin_initiative(*, insight: Insight, area: Area, title: str, actor: Actor, at: datetime) -> Initiative:
    """Put an initiative on an area's roadmap for what a client said, to be explained and shown further later.

    Raises Refused for somebody who does not keep the roadmap.
    """
    row = add_initiative(area=area, title=title, stage=Stage.GATHER, horizon=Horizon.LATER, why=Why(), actor=actor,
                         at=at)  # fmt: skip
    link_insight(initiative=row, insight=insight, stance=Stance.SUPPORTS, actor=actor, at=at)
    return row
