"""The moment of a decision: dissent before it, then one option with its reason, applied and credited at once."""

from collections.abc import Sequence
from datetime import date, datetime

from parley.decisions import rules
from parley.decisions.events import Changed, DecisionPublished, DecisionReached, DecisionSuperseded, DissentRecorded
from parley.decisions.models import Decision, Dissent, Effect, Option
from parley.decisions.queries import (
    contributions_to,
    facts_of,
    initiative_keys_of,
    sight_of,
    topic_keys_of,
    value_now,
)
from parley.decisions.terms import DecisionState, EffectField, Gift, decision_ref
from parley.disclosure.actions import move_stage, replan, stop
from parley.groups.queries import acting
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of, window_of
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE, Actor
from parley.people.models import Person
from parley.people.queries import names_of
from parley.people.terms import Viewer
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_to_change, initiatives_visible_to, plan_of
from parley.roadmap.terms import Confidence, Horizon, Plan, Stage
from parley.topics.actions import settle_by_decision
from parley.topics.queries import topics_visible_to
from parley.voices.actions import credit


@action
def dissent(*, decision: Decision, text: str, actor: Person, at: datetime) -> None:
    """Put one's disagreement on the record, or write it anew, while the decision is open.

    Whether the actor may see the decision is for the caller, who found it.
    """
    row = _locked(decision)
    rules.must_be_open(facts_of(row))
    words = rules.dissent_of(text, row.question)
    Dissent.objects.update_or_create(decision=row, person=actor, defaults={"text": words, "said_at": at})
    record(DissentRecorded(decision=row.pk, person=actor.pk))


@action
def publish_decision(
    *,
    decision: Decision,
    option: Option,
    reason: str,
    credits: Sequence[Gift] = (),  # noqa: A002 - the word of the house
    review_on: date | None = None,
    seen_version: int | None = None,
    actor: Person,
    at: datetime,
) -> None:
    """Settle a question for good: the option's effects, the credits and the topics it settles come with it.

    Raises Refused without a reason that says something and unless the actor is its decider; Stale when the decision,
    or anything it would change, has moved since it was written.
    """
    row, viewer = _locked(decision), acting(actor)
    rules.must_publish(viewer, facts_of(row))
    _must_be_as_read(row, seen_version, reason)
    chosen = Option.objects.filter(pk=option.pk, decision=row).first()
    if chosen is None:
        raise Refused("This option is not one of the decision’s. Choose one of those on the page.", field="option")
    words = rules.reason_of(reason, row.question)
    given = _must_be_given(viewer, row, credits)
    row.state, row.chosen, row.reason, row.published_at = DecisionState.PUBLISHED, chosen, words, at
    row.review_on = rules.day_of(review_on, today_of(actor, at), field="review_on") if review_on else None
    row.version += 1
    row.save(update_fields=["state", "chosen", "reason", "published_at", "review_on", "version"])
    effects = list(chosen.effects.order_by("initiative", "pk"))
    record(
        DecisionPublished(
            decision=row.pk,
            area=row.area_id,
            option=chosen.pk,
            initiatives=initiative_keys_of(row),
            topics=topic_keys_of(row),
            changed=tuple(Changed(initiative=each.initiative_id, field=each.field) for each in effects),
            people=tuple(dict.fromkeys(each.person for each in given)),
        ),
        reason=words,
    )
    record(DecisionReached(decision=row.pk, area=row.area_id))
    _apply(row, effects, viewer, actor, at)
    _settle_topics(row, actor, at)
    _credit(row, given, actor, at)
    _supersede(row)


def _locked(decision: Decision) -> Decision:
    row: Decision = Decision.objects.select_for_update().get(pk=decision.pk)
    return row


def _must_be_as_read(row: Decision, seen_version: int | None, reason: str) -> None:
    if seen_version is not None and seen_version != row.version:
        options = "\n".join(f"{each.title}: {each.why}" for each in row.options.all())
        raise Stale(
            "The decision was changed while you were reading. Read its options as they are now, then settle it.",
            theirs=f"{row.question}\n\n{options}",
            yours=reason,
        )


def _must_be_given(viewer: Viewer, row: Decision, wanted: Sequence[Gift]) -> list[Gift]:
    """Give what is to be credited. Raises Refused for what nobody gave to this decision."""
    if not wanted:
        return []
    offered = {gift for giver in contributions_to(viewer, row) for gift in giver.gifts}
    if not set(wanted) <= offered:
        raise Refused("One of these contributions is not there any more. Choose again whom to credit.", field="credits")
    return list(dict.fromkeys(wanted))


def _apply(row: Decision, effects: Sequence[Effect], viewer: Viewer, actor: Actor, at: datetime) -> None:
    """Change the initiatives, after all of them have been looked at under lock."""
    by_initiative: dict[int, list[Effect]] = {}
    for effect in effects:
        by_initiative.setdefault(effect.initiative_id, []).append(effect)
    locked = {key: initiative_to_change(key) for key in sorted(by_initiative)}
    seen = set(initiatives_visible_to(viewer).filter(pk__in=locked).values_list("pk", flat=True))
    for effect in effects:
        initiative = locked[effect.initiative_id]
        title = initiative.title if initiative.pk in seen else "one of its initiatives"
        now = value_now(initiative, effect.field)
        rules.must_be_as_expected(title=title, field=effect.field, expected=effect.expected, now=now)
        if effect.field is EffectField.WINDOW:
            option, today = effect.option.title, today_of(actor, at)
            rules.must_still_be_ahead(effect.new, option=option, title=title, stage=initiative.stage, on=today)
    weighed = [
        sight_of(each) for each in initiatives_visible_to(acting(MACHINE)).filter(pk__in=initiative_keys_of(row))
    ]
    reasons = {key: rules.reason_beside(sight_of(each), weighed, row.reason) for key, each in locked.items()}
    for key, mine in by_initiative.items():
        new = {each.field: each.new for each in mine}
        _change(row, initiative=locked[key], new=new, reason=reasons[key], actor=actor, at=at)
    for effect in effects:
        effect.applied_at = at
        effect.save(update_fields=["applied_at"])


def _change(
    row: Decision, *, initiative: Initiative, new: dict[EffectField, str], reason: str, actor: Actor, at: datetime
) -> None:
    now, cause = plan_of(initiative), decision_ref(row.pk)
    window, confidence = new.get(EffectField.WINDOW), new.get(EffectField.CONFIDENCE)
    plan = Plan(
        horizon=Horizon(new[EffectField.HORIZON]) if EffectField.HORIZON in new else now.horizon,
        window=now.window if window is None else window_of(window) if window else None,
        confidence=now.confidence if confidence is None else Confidence(confidence) if confidence else None,
    )
    if plan != now:
        replan(initiative=initiative, plan=plan, reason=reason, decided_in=cause, actor=actor, at=at)
    match new.get(EffectField.STAGE):
        case None:
            return
        case Stage.STOPPED:
            stop(initiative=initiative, reason=reason, decided_in=cause, actor=actor, at=at)
        case stage:
            move_stage(initiative=initiative, stage=Stage(stage), reason=reason, decided_in=cause, actor=actor, at=at)


def _settle_topics(row: Decision, actor: Actor, at: datetime) -> None:
    for topic in topics_visible_to(acting(MACHINE)).filter(pk__in=topic_keys_of(row)).order_by("pk"):
        settle_by_decision(topic=topic, decision=decision_ref(row.pk), actor=actor, at=at)


def _credit(row: Decision, given: Sequence[Gift], actor: Actor, at: datetime) -> None:
    people = names_of(each.person for each in given)
    for each in given:
        credit(person=people[each.person], kind=each.kind, given=each.given, credited_by=decision_ref(row.pk),
               actor=actor, at=at)  # fmt: skip


def _supersede(row: Decision) -> None:
    """Mark the decision whose place this one takes. Raises Refused when another has taken it meanwhile."""
    if row.supersedes_id is None:
        return
    old = Decision.objects.select_for_update().get(pk=row.supersedes_id)
    rules.must_take_its_place(facts_of(old))
    old.state = DecisionState.SUPERSEDED
    old.save(update_fields=["state"])
    record(DecisionSuperseded(decision=old.pk, by=row.pk))
