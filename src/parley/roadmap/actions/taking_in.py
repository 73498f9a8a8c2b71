"""Many initiatives at once: roadmaps come in, or change, by one import; and insights are linked to them."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import F, OuterRef, Subquery

from parley.clients.queries import clients_of_insights, heads_of_merged, insight_pks
from parley.clients.terms import Identity
from parley.groups.queries import area_pks
from parley.kernel.bunches import bunches
from parley.ledger.door import action, record
from parley.ledger.terms import Actor, Ref
from parley.people.queries import person_keys, regions
from parley.roadmap import rules
from parley.roadmap.actions.counting import _count
from parley.roadmap.actions.duties import _hear
from parley.roadmap.actions.spreading import _keep_inbox, _spread
from parley.roadmap.actions.staying import _begin_stays
from parley.roadmap.actions.taking_rows import (
    InitiativeRow,
    Moves,
    Taken,
    _begun,
    _Keys,
    _moves,
    _override,
    _region_overrides,
    _why,
)
from parley.roadmap.events import InitiativesTakenIn, LinksTakenIn
from parley.roadmap.models import Initiative, InitiativeRegion, InitiativeWhy, InsightLink, Override, RegionOverride
from parley.roadmap.queries import stage_labels, why_of
from parley.roadmap.queries.writing_out import initiative_pks, initiatives_in_full_by_key, last_positions
from parley.roadmap.terms import Audience, Showing, Stage, Stance, Waived, Waiver, Why
from parley.voices.actions import open_threads


@action
def take_in_initiatives(*, rows: Iterable[InitiativeRow], batch: int, actor: Actor, at: datetime) -> Taken:
    """Add and change initiatives, 200 at a time. The moves are left to whoever calls it, to be made by disclosure.

    Who sees one follows from its audience, why, stage and overrides, as when it is changed by hand.
    """
    keys = _Keys(area_pks(), person_keys(), {region.name: region.pk for region in regions()}, stage_labels())
    positions = last_positions()
    added: list[int] = []
    changed: list[int] = []
    moves: list[Moves] = []
    same = 0
    for bunch in bunches(rows, 200):
        there = initiatives_in_full_by_key([(row.source, row.key) for row in bunch])
        new = [row for row in bunch if (row.source, row.key) not in there]
        if new:
            added += _add(new, keys=keys, positions=positions, batch=Ref("batch", batch), actor=actor, at=at)
        old = [(there[row.source, row.key], row) for row in bunch if (row.source, row.key) in there]
        for initiative, row in old:
            to_move = _moves(initiative, row, keys)
            besides = _change(initiative, row, keys, actor, at)
            moves += [replace(to_move, besides=besides)] if to_move else []
            changed += [initiative.pk] if to_move or besides else []
            same += not (to_move or besides)
    _count(added)
    if added or changed:
        record(InitiativesTakenIn(batch=batch, added=tuple(added), changed=tuple(changed)))
    return Taken(len(added), len(changed), same, tuple(moves), frozenset([*added, *changed]))


@action
def take_in_links(*, links: Iterable[tuple[Identity, Identity, Stance]], batch: int, actor: Actor, at: datetime) -> int:
    """Link insights to initiatives, or turn a link round; gives how many links are new or turned.

    Links also follow insights that `take_in_insights` gave to another client or merged: it is called before this.
    """
    insights, initiatives, clients = insight_pks(), initiative_pks(), dict(clients_of_insights())
    moved = InsightLink.objects.exclude(client=F("insight__client"))
    touched = set(moved.values_list("initiative", flat=True))
    followed = moved.update(client=Subquery(clients_of_insights().filter(pk=OuterRef("insight")).values("client")))
    told = 0
    linked: set[int] = set()
    for bunch in bunches(links):
        wanted = {(initiatives[initiative], insights[insight]): stance for insight, initiative, stance in bunch}
        there = {(link.initiative_id, link.insight_id): link for link in
                 InsightLink.objects.filter(insight__in={insight for _, insight in wanted})}  # fmt: skip
        new = [
            InsightLink(initiative_id=initiative, insight_id=insight, client_id=clients[insight], stance=stance,
                        linked_by_id=actor.pk, linked_at=at)
            for (initiative, insight), stance in wanted.items() if (initiative, insight) not in there
        ]  # fmt: skip
        if new:
            InsightLink.objects.bulk_create(new)
        turned = [link for pair, link in there.items()
                  if pair in wanted and (link.stance is not wanted[pair] or not link.own)]  # fmt: skip
        for link in turned:
            link.stance, link.own = wanted[link.initiative_id, link.insight_id], True
            link.save(update_fields=["stance", "own"])
        touched |= {link.initiative_id for link in (*new, *turned)}
        linked |= {link.insight_id for link in (*new, *turned)}
        told += len(new) + len(turned)
    heads = {key for key in heads_of_merged() if key is not None}
    spread = _spread(heads)
    _keep_inbox(linked | heads)
    if told or followed or spread:
        _count(touched | spread)
        _hear(touched | spread, at)
        record(LinksTakenIn(batch=batch, links=told, moved=followed))
    return told


def _add(
    rows: list[InitiativeRow],
    *,
    keys: _Keys,
    positions: dict[tuple[int, str], int],
    batch: Ref,
    actor: Actor,
    at: datetime,
) -> list[int]:
    threads = open_threads(count=len(rows), batch=batch, actor=actor, at=at)
    made = []
    for row, thread in zip(rows, threads, strict=True):
        area = keys.areas[row.group]
        place = positions.get((area, row.horizon), -1) + 1 if row.position is None else row.position
        positions[area, row.horizon] = max(place, positions.get((area, row.horizon), -1))
        made.append(Initiative(
            area_id=area, source=row.source, key=row.key, title=row.title, stage=row.stage, horizon=row.horizon,
            window_first=row.window.first if row.window else None, window_last=row.window.last if row.window else None,
            confidence=row.confidence, audience=row.audience, all_regions=not row.regions, thread=thread,
            position=place,
            owner_id=keys.people[row.owner] if row.owner else None, shown_to=_shown_to(row, keys.labels),
            live_at=row.live_at, created_at=_begun(row, at), changed_at=at,
        ))  # fmt: skip
    Initiative.objects.bulk_create(made)
    _begin_stays(made, at, here_already=True)
    pairs = list(zip(made, rows, strict=True))
    InitiativeWhy.objects.bulk_create(_why(each.pk, row.why, actor, at) for each, row in pairs if row.why != Why())
    newest = InitiativeWhy.objects.filter(initiative=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    Initiative.objects.filter(pk__in=[each.pk for each in made]).update(why=Subquery(newest))
    InitiativeRegion.objects.bulk_create(
        InitiativeRegion(initiative=each, region_id=keys.regions[name]) for each, row in pairs for name in row.regions
    )
    RegionOverride.objects.bulk_create(each for i, row in pairs for each in _region_overrides(i.pk, row, keys))
    Override.objects.bulk_create(
        _override(each.pk, given, keys, actor, at) for each, row in pairs for given in row.overrides
    )
    return [each.pk for each in made]


def _shown_to(row: InitiativeRow, labels: Mapping[Stage, str]) -> Audience:
    waived = tuple(Waived(each.waives, each.audience) for each in row.overrides)
    return rules.shown_to(Showing(title=row.title, audience=row.audience, stage=row.stage, label=labels[row.stage],
                                  why=row.why, waived=waived))  # fmt: skip


def _change(initiative: Initiative, row: InitiativeRow, keys: _Keys, actor: Actor, at: datetime) -> bool:
    """Change what the file states otherwise and breaks no promise; whether anything was."""
    moved = _change_fields(initiative, row, keys)
    moved = _change_why(initiative, row, actor, at) or moved
    moved = _change_overrides(initiative, row, keys, actor, at) or moved
    if moved:
        waived = Override.objects.filter(initiative=initiative, ended_at=None)
        initiative.shown_to = rules.shown_to(Showing(
            title=initiative.title, audience=initiative.audience, stage=initiative.stage,
            label=keys.labels[initiative.stage], why=why_of(initiative.why),
            waived=tuple(Waived(each.waives, each.audience) for each in waived),
        ))  # fmt: skip
        initiative.version += 1
        initiative.changed_at = at
        initiative.save()
    return moved


def _change_fields(initiative: Initiative, row: InitiativeRow, keys: _Keys) -> bool:
    stated = row.stated
    new: dict[str, Any] = {name: getattr(row, name) for name in ("title", "audience") if name in stated}
    new["area_id"] = keys.areas[row.group]
    if "owner" in stated:
        new["owner_id"] = keys.people[row.owner] if row.owner else None
    if row.position is not None:
        new["position"] = row.position
    if row.live_at:
        new["live_at"] = row.live_at
    if row.created_on and initiative.created_at.astimezone(UTC).date() != row.created_on:
        new["created_at"] = datetime.combine(row.created_on, time(), UTC)
    differs = [name for name, value in new.items() if getattr(initiative, name) != value]
    for name in differs:
        setattr(initiative, name, new[name])
    return bool(differs)


def _change_why(initiative: Initiative, row: InitiativeRow, actor: Actor, at: datetime) -> bool:
    """Write a new why when a part that the file states differs; the one before stays readable."""
    now = why_of(initiative.why) or Why()
    part = {each.name: getattr(row.why, each.name) for each in fields(Why) if each.name in row.stated}
    if "budget_amount" in row.stated:
        part["budget_sum"] = row.why.budget_sum
    new = replace(now, **part)
    if new == now:
        return False
    initiative.why = _why(initiative.pk, new, actor, at)
    initiative.why.save()
    return True


def _change_overrides(initiative: Initiative, row: InitiativeRow, keys: _Keys, actor: Actor, at: datetime) -> bool:
    """Give, change or end the overrides the file states."""
    moved = False
    for waives in Waiver:
        if f"{waives}_override" not in row.stated:
            continue
        given = next((each for each in row.overrides if each.waives is waives and not each.for_new), None)
        now = next((each for each in initiative.overrides.all() if each.waives is waives and not each.ended_at), None)
        new = _override(initiative.pk, given, keys, actor, at) if given else None
        if new and now and (new.reason, new.audience, new.until) == (now.reason, now.audience, now.until):
            continue
        if now:
            now.ended_at = at
            now.save(update_fields=["ended_at"])
        if new:
            new.save()
        moved = moved or bool(now or new)
    return moved
