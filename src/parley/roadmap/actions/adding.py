"""An initiative comes onto a roadmap, gets its title and its why."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from parley.groups.models import Area
from parley.groups.queries import acting
from parley.groups.rules import must_be_open, must_keep_roadmap
from parley.kernel.refusals import Refused
from parley.kernel.spans import Window, today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person, Region
from parley.roadmap import rules
from parley.roadmap.actions.counting import _count
from parley.roadmap.actions.duties import _take_on
from parley.roadmap.actions.keeping import _keep
from parley.roadmap.actions.staying import _begin_stays
from parley.roadmap.events import InitiativeAdded, InitiativeRenamed, WhyWritten
from parley.roadmap.models import Initiative, InitiativeRegion, InitiativeWhy
from parley.roadmap.queries import initiative_by_key, initiative_to_change, showing_of, stage_labels, why_of
from parley.roadmap.terms import Audience, Confidence, Horizon, Showing, Stage, Why
from parley.voices.actions import open_thread


@action
def add_initiative(
    *,
    area: Area,
    title: str,
    stage: Stage,
    horizon: Horizon,
    why: Why,
    window: Window | None = None,
    confidence: Confidence | None = None,
    audience: Audience = Audience.PRODUCT_TEAM,
    regions: Sequence[Region] = (),
    owner: Person | None = None,
    key: str = "",
    source: str = "parley",
    actor: Actor,
    at: datetime,
) -> Initiative:
    """Add an initiative; no region named means all of them. Its why may be incomplete while its product team sees it.

    Raises Refused when the actor does not keep the roadmap, when why or stage do not allow the audience, and for a
    window that has passed.
    """
    must_keep_roadmap(acting(actor), area.pk)
    must_be_open(area.name, dissolved=area.dissolved_on is not None)
    name = rules.must_be_a_title(title)
    clean = rules.must_be_written(why, title=name)
    rules.must_be_to_come(window, before=None, stage=stage, on=today_of(actor, at))
    rules.must_be_showable(Showing(title=name, audience=audience, stage=stage, label=stage_labels()[stage], why=clean))
    if key and initiative_by_key(key, source=source):
        raise Refused(f"There is already an initiative with the key {key}. Change that one instead.", field="key")
    thread = open_thread(actor=actor, at=at)
    last = Initiative.objects.filter(area=area, horizon=horizon).aggregate(last=Max("position"))["last"]
    row = Initiative.objects.create(
        area=area,
        source=source,
        key=key or _free_key(thread.pk, source),
        title=name,
        stage=stage,
        horizon=horizon,
        window_first=window.first if window else None,
        window_last=window.last if window else None,
        confidence=confidence,
        audience=audience,
        shown_to=audience,
        all_regions=not regions,
        owner=owner,
        thread=thread,
        position=0 if last is None else last + 1,
        created_at=at,
        changed_at=at,
    )
    InitiativeRegion.objects.bulk_create(InitiativeRegion(initiative=row, region=region) for region in regions)
    _count([row.pk])
    _begin_stays([row], at)
    record(InitiativeAdded(initiative=row.pk, area=area.pk, stage=stage, horizon=horizon, window=window))
    if clean != Why():
        row.why = _written(row, clean, actor, at, first=True)
        row.save(update_fields=["why"])
    _take_on(row, at)
    return row


@action
def rename_initiative(
    *, initiative: Initiative, title: str, seen_version: int | None = None, actor: Actor, at: datetime
) -> None:
    """Give an initiative another title."""
    row = initiative_to_change(initiative.pk)
    must_keep_roadmap(acting(actor), row.area_id)
    name = rules.must_be_a_title(title)
    rules.must_be_told_what_changed(version=row.version, seen=seen_version, theirs=row.title, yours=name)
    if name == row.title:
        return
    row.title = name
    record(InitiativeRenamed(initiative=row.pk))
    _keep(row, at)


@action
def write_why(
    *,
    initiative: Initiative,
    why: Why,
    reason: str = "",
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Write the why, or a new one; earlier ones stay readable. `reason` says what made it change.

    Raises Refused when its problem says nothing, and when a why shown beyond the product team would lose a part.
    """
    row = initiative_to_change(initiative.pk)
    must_keep_roadmap(acting(actor), row.area_id)
    now = why_of(row.why)
    rules.must_be_told_what_changed(
        version=row.version, seen=seen_version, theirs=now.because if now else "", yours=why.because
    )
    clean = rules.must_be_written(why, title=row.title)
    if clean == (now or Why()):
        return
    first = row.why is None
    before = showing_of(row)
    if rules.is_complete(now, title=row.title) and rules.shown_to(before) is not Audience.PRODUCT_TEAM:
        rules.must_stay_complete(clean, title=row.title)
    row.why = _written(row, clean, actor, at, first=first, reason=reason)
    _keep(row, at)


def _free_key(number: int, source: str) -> str:
    """Give a key that no initiative of the source has: imported ones may have taken the plain one."""
    key = f"initiative-{number}"
    while initiative_by_key(key, source=source):
        key += "x"
    return key


def _written(row: Initiative, why: Why, actor: Actor, at: datetime, *, first: bool, reason: str = "") -> InitiativeWhy:
    """Write a why and tell the ledger; the initiative is saved by the caller."""
    made = InitiativeWhy.objects.create(
        initiative=row,
        because=why.because,
        who_benefits=why.who_benefits,
        budget=why.budget,
        budget_amount=why.budget_sum.amount if why.budget_sum else None,
        budget_currency=why.budget_sum.currency if why.budget_sum else "",
        expected_return=why.expected_return,
        return_basis=why.return_basis,
        instead=why.instead,
        written_by_id=actor.pk,
        written_at=at,
    )
    complete = rules.is_complete(why, title=row.title)
    record(WhyWritten(initiative=row.pk, why=made.pk, complete=complete, first=first), reason=reason)
    return made
