"""Who sees an initiative: the audience asked for, and overrides given and ended."""

from dataclasses import replace
from datetime import date, datetime

from parley.groups.queries import acting
from parley.groups.rules import must_keep_roadmap
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor, Ref
from parley.roadmap import rules
from parley.roadmap.actions.keeping import _keep
from parley.roadmap.events import AudienceAsked, OverrideEnded, OverrideGiven
from parley.roadmap.models import Initiative, Override
from parley.roadmap.queries import initiative_to_change, overrides_due, overrides_of, showing_of
from parley.roadmap.terms import Audience, Waiver


@action
def show_to(
    *,
    initiative: Initiative,
    audience: Audience,
    override_reason: str = "",
    seen_version: int | None = None,
    decided_in: Ref | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Show an initiative to an audience; with a reason, further than its stage allows, in the actor's name.

    A decision that has this effect names itself in `decided_in`. Raises Refused without a complete why, and beyond
    what the stage allows.
    """
    row = initiative_to_change(initiative.pk)
    if decided_in is None:
        must_keep_roadmap(acting(actor), row.area_id)
    words = rules.AUDIENCE_WORDS
    rules.must_be_told_what_changed(
        version=row.version, seen=seen_version, theirs=words[row.audience], yours=words[audience]
    )
    wanted = replace(showing_of(row), audience=audience)
    if override_reason.strip() and rules.shown_to(wanted) is not audience:
        give_override(
            initiative=row, waives=Waiver.AUDIENCE, audience=audience, reason=override_reason, actor=actor, at=at
        )
        row = initiative_to_change(initiative.pk)
        wanted = replace(showing_of(row), audience=audience)
    rules.must_be_showable(wanted)
    if audience is row.audience and audience is row.shown_to:
        return
    record(AudienceAsked(initiative=row.pk, before=row.audience, after=audience, decided_in=decided_in))
    row.audience = audience
    _keep(row, at)


@action
def give_override(
    *,
    initiative: Initiative,
    waives: Waiver,
    reason: str,
    audience: Audience | None = None,
    until: date | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Set a rule aside for one initiative, in the actor's name, with a reason, until the end of a day or for good.

    Raises Refused when the stage allows no override, when `until` has passed, and without a reason.
    """
    row = initiative_to_change(initiative.pk)
    rules.must_override(acting(actor), row.area_id)
    why = rules.must_be_a_reason(
        reason, title=row.title, say="who has to know already, and why it cannot wait", field="override_reason"
    )
    rules.must_be_an_override(showing_of(row), waives=waives, audience=audience, until=until, today=today_of(actor, at))
    _end(row, waives, at)
    Override.objects.create(
        initiative=row, waives=waives, audience=audience, reason=why, by_id=actor.pk, given_at=at, until=until
    )
    record(OverrideGiven(initiative=row.pk, waives=waives, audience=audience, until=until), reason=why)
    _keep(row, at)


@action
def end_override(*, initiative: Initiative, waives: Waiver, actor: Actor, at: datetime) -> None:
    """Let a rule hold again. Fewer people may see the initiative from now on."""
    row = initiative_to_change(initiative.pk)
    rules.must_override(acting(actor), row.area_id)
    if _end(row, waives, at):
        _keep(row, at)


@action
def end_overrides_due(*, on: date, actor: Actor, at: datetime) -> int:
    """End every override whose last day lies before `on`; give back how many. For the worker, once a day."""
    due = list(overrides_due(on))
    for override in due:
        row = initiative_to_change(override.initiative_id)
        if _end(row, override.waives, at):
            _keep(row, at)
    return len(due)


def _end(row: Initiative, waives: Waiver, at: datetime) -> bool:
    """End an override that holds; whether there was one."""
    now = overrides_of(row.pk).filter(waives=waives).first()
    if now is None:
        return False
    now.ended_at = at
    now.save(update_fields=["ended_at"])
    record(OverrideEnded(initiative=row.pk, waives=waives))
    return True
