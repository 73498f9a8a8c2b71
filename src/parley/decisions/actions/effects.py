"""What a decision changes, changed: all of it, or nothing and every reason why not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from parley.decisions import rules
from parley.decisions.models import Decision, Effect
from parley.decisions.queries import sight_of, sights_once_published, why_impossible
from parley.decisions.rules.shifts import dropped_by, lending_of
from parley.decisions.terms import EffectField, Lending, Sight, decision_ref
from parley.disclosure.actions import move_stage, replan, shift_by_decision, stop
from parley.groups.models import Team
from parley.groups.queries.shifts import teams_to_change
from parley.kernel.refusals import Refusals, Refused
from parley.kernel.spans import today_of
from parley.ledger.terms import Actor
from parley.people.queries import names_of
from parley.people.terms import Viewer
from parley.roadmap.actions import name_owner, show_to
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_to_change, initiatives_visible_to, plan_of
from parley.roadmap.terms import Audience, Stage


def _apply(row: Decision, effects: Sequence[Effect], viewer: Viewer, actor: Actor, at: datetime) -> None:
    """Change the initiatives, after all of them have been looked at under lock. Raises Refusals, one each."""
    locked = {key: initiative_to_change(key) for key in sorted({each.initiative_id for each in effects})}
    seen = set(initiatives_visible_to(viewer).filter(pk__in=locked).values_list("pk", flat=True))
    on = today_of(actor, at)
    lent = [lending_of(each.new) for each in effects if each.field is EffectField.SHIFT]
    teams = teams_to_change({each.team for each in lent})
    about = [(each, locked[each.initiative_id]) for each in effects]
    found = [
        (initiative.pk, why_impossible(each, initiative, initiative.title, on, effects)) for each, initiative in about
    ]
    refused = [
        Refused(each) for each in dict.fromkeys(why if key in seen else rules.UNSEEN for key, why in found if why)
    ]
    if not refused:
        weighed = sights_once_published(row.pk, effects)
        then = {each.initiative: each for each in weighed}
        for key, initiative in locked.items():
            new = {each.field: each.new for each in effects if each.initiative_id == key}
            reason = rules.reason_beside(then.get(key, sight_of(initiative)), weighed, row.reason)
            try:
                _change(row, initiative=initiative, new=new, reason=reason, actor=actor, at=at)
                if EffectField.SHIFT in new:
                    said = lending_of(new[EffectField.SHIFT])
                    _lend(
                        row,
                        said,
                        teams[said.team],
                        initiative=initiative,
                        locked=locked,
                        effects=effects,
                        weighed=weighed,
                        actor=actor,
                        at=at,
                    )
            except Refused as refusal:
                refused.append(Refused(f"{initiative.title}: {refusal.sentence}" if key in seen else rules.UNSEEN))
    if refused:
        raise Refusals(refused)
    for effect in effects:
        effect.applied_at = at
        effect.save(update_fields=["applied_at"])


def _change(
    row: Decision, *, initiative: Initiative, new: dict[EffectField, str], reason: str, actor: Actor, at: datetime
) -> None:
    now, cause = plan_of(initiative), decision_ref(row.pk)
    plan = rules.plan_after(now, new)
    if plan != now:
        replan(initiative=initiative, plan=plan, reason=reason, decided_in=cause, actor=actor, at=at)
    match new.get(EffectField.STAGE):
        case None:
            pass
        case Stage.STOPPED:
            stop(initiative=initiative, reason=reason, decided_in=cause, actor=actor, at=at)
        case stage:
            move_stage(initiative=initiative, stage=Stage(stage), reason=reason, decided_in=cause, actor=actor, at=at)
    if audience := new.get(EffectField.AUDIENCE):  # after the stage, which bounds it
        show_to(initiative=initiative, audience=Audience(audience), decided_in=cause, actor=actor, at=at)
    if owner := new.get(EffectField.ASSIGNMENT):
        person = names_of([int(owner)])[int(owner)]
        name_owner(initiative=initiative, person=person, decided_in=cause, actor=actor, at=at)


def _lend(
    row: Decision,
    said: Lending,
    team: Team,
    *,
    initiative: Initiative,
    locked: Mapping[int, Initiative],
    effects: Sequence[Effect],
    weighed: Sequence[Sight],
    actor: Actor,
    at: datetime,
) -> None:
    """Lend a team for an initiative; why is told to the whole company, as far as all that was weighed is for it."""
    changes = [(each.initiative_id, locked[each.initiative_id].area_id, each.field, each.new) for each in effects]
    shift_by_decision(
        team=team,
        initiative=initiative,
        amount=said.amount,
        first=said.first,
        last=said.last,
        reason=rules.reason_beside(rules.EVERYBODY, weighed, row.reason),
        parts=dropped_by(team.area_id, changes),
        decided_in=decision_ref(row.pk),
        actor=actor,
        at=at,
    )
