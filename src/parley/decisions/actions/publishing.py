"""The moment of a decision: what was settled is published, applied and credited, all of it or nothing."""

from collections.abc import Sequence
from datetime import datetime

from parley.decisions import rules
from parley.decisions.actions.effects import _apply
from parley.decisions.actions.settling import _locked
from parley.decisions.events import Changed, DecisionPublished, DecisionReached, DecisionSuperseded
from parley.decisions.models import Decision, Effect, Settlement
from parley.decisions.queries import (
    contributions_to,
    effects_of,
    facts_at,
    facts_of,
    initiative_keys_of,
    last_said,
    must_be_as_read,
    settlement_of,
    topic_keys_of,
)
from parley.decisions.terms import LOOKED_AT_AFTER, DecisionState, Gift, decision_ref
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE, Actor
from parley.people.models import Person
from parley.people.terms import Viewer
from parley.topics.actions import settle_by_decision
from parley.topics.queries import topics_visible_to
from parley.voices.actions import credit_all


@action
def publish_decision(
    *,
    decision: Decision,
    credits: Sequence[Gift] = (),  # noqa: A002 - the word of the house
    seen_version: int | None = None,
    actor: Person,
    at: datetime,
) -> None:
    """Publish what was settled, for good: the option's effects, the credits and the topics it settles come with it.

    Raises Refused unless it is settled and the actor may publish it, Refusals with every effect that is no longer
    possible, and Stale when it has changed since `seen_version` was read: then nothing is published.
    """
    row, viewer = _locked(decision), acting(actor)
    must_be_as_read(row, seen_version, "", viewer)
    rules.must_publish(viewer, facts_at(row, at))
    settled = settlement_of(row.pk)
    if settled is None or settled.option is None:
        raise Refused("Nothing is settled here any more. Read the decision as it is now.")
    given = _must_be_given(viewer, row, credits)
    effects = effects_of(settled.option.pk)
    row.state, row.chosen, row.reason = DecisionState.PUBLISHED, settled.option, settled.reason
    row.published_at = max(at, last_said(row) or at)  # what was said while this waited stays with the group
    row.review_on = settled.review_on or today_of(actor, at) + LOOKED_AT_AFTER
    row.version += 1
    row.save(update_fields=["state", "chosen", "reason", "published_at", "review_on", "version"])
    _tell(row, settled, effects, given, actor)
    _apply(row, effects, viewer, actor, at)
    _settle_topics(row, actor, at)
    gifts = [(each.person, each.kind, each.given) for each in given]
    credit_all(gifts=gifts, credited_by=decision_ref(row.pk), actor=actor, at=at)
    _supersede(row)


def _tell(row: Decision, settled: Settlement, effects: Sequence[Effect], given: Sequence[Gift], actor: Person) -> None:
    record(
        DecisionPublished(
            decision=row.pk,
            area=row.area_id,
            option=row.chosen_id or 0,
            initiatives=initiative_keys_of(row),
            topics=topic_keys_of(row),
            changed=tuple(Changed(initiative=each.initiative_id, field=each.field) for each in effects),
            people=tuple(dict.fromkeys(each.person for each in given)),
            decided_by=settled.settled_by_id if settled.settled_by_id != actor.pk else None,
        ),
        reason=row.reason,
    )
    record(DecisionReached(decision=row.pk, area=row.area_id))


def _must_be_given(viewer: Viewer, row: Decision, wanted: Sequence[Gift]) -> list[Gift]:
    """Give what is to be credited. Raises Refused for what nobody gave to this decision."""
    if not wanted:
        return []
    offered = {gift for giver in contributions_to(viewer, row) for gift in giver.gifts}
    if not set(wanted) <= offered:
        raise Refused("One of these contributions is not there any more. Choose again whom to credit.", field="credits")
    return list(dict.fromkeys(wanted))


def _settle_topics(row: Decision, actor: Actor, at: datetime) -> None:
    for topic in topics_visible_to(acting(MACHINE)).filter(pk__in=topic_keys_of(row)).order_by("pk"):
        settle_by_decision(topic=topic, decision=decision_ref(row.pk), actor=actor, at=at)


def _supersede(row: Decision) -> None:
    """Mark the decision whose place this one takes. Raises Refused when another has taken it meanwhile."""
    if row.supersedes_id is None:
        return
    old = Decision.objects.select_for_update().get(pk=row.supersedes_id)
    rules.must_take_its_place(facts_of(old))
    old.state = DecisionState.SUPERSEDED
    old.save(update_fields=["state"])
    record(DecisionSuperseded(decision=old.pk, by=row.pk))
