"""The order of a roadmap, who owns what, and what the stages are called."""

from datetime import datetime

from parley.groups.models import Area
from parley.groups.queries import acting
from parley.groups.rules import must_keep_roadmap
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor, Ref
from parley.people.models import Person
from parley.people.rules import must_administer
from parley.roadmap import rules
from parley.roadmap.events import InitiativeRehomed, OwnerNamed, Reordered, StageRenamed
from parley.roadmap.models import Initiative, StageLabel
from parley.roadmap.queries import initiative_to_change, owned_by, stage_labels
from parley.roadmap.terms import Stage


@action
def reorder(*, initiative: Initiative, place: int, actor: Actor, at: datetime) -> None:
    """Put an initiative at a place within its area and horizon; the first is 1, beyond the end is last."""
    row, rows = _in_order(initiative.pk)
    must_keep_roadmap(acting(actor), row.area_id)
    _put(row, rows, min(max(place, 1), len(rows)) - 1)


@action
def move_beside(*, initiative: Initiative, neighbour: int, up: bool, actor: Actor, at: datetime) -> None:
    """Put an initiative directly above (`up`) or below the neighbour a board showed; nothing when it is there already.

    Raises Refused when the neighbour is in another horizon or area by now.
    """
    row, rows = _in_order(initiative.pk)
    must_keep_roadmap(acting(actor), row.area_id)
    at_, beside = rows.index(row), next((place for place, each in enumerate(rows) if each.pk == neighbour), None)
    if beside is None:
        raise Refused("What it stood beside is no longer in this column. Load the board again, then move it.")
    if at_ > beside if up else at_ < beside:
        _put(row, rows, beside)


def _in_order(key: int) -> tuple[Initiative, list[Initiative]]:
    """Give an initiative as it is now, and its horizon in order with it in it, locked until the transaction ends.

    All of its area is locked, by key: two who order it at once then wait for each other instead of blocking each other.
    Raises Refused when it has gone to another area meanwhile.
    """
    own = Initiative.objects.filter(pk=key).values("area")
    rows = {row.pk: row for row in Initiative.objects.select_for_update().filter(area__in=own).order_by("pk")}
    row = rows.get(key)
    if row is None:
        raise Refused("It has gone to another area meanwhile. Look for it on that area’s roadmap.")
    beside = (each for each in rows.values() if each.horizon is row.horizon)
    return row, sorted(beside, key=lambda each: (each.position, each.pk))


def _put(row: Initiative, rows: list[Initiative], after: int) -> None:
    """Put one of some rows at another place of them, the first is 0; where it stands already, nothing is told."""
    before = rows.index(row)
    if before == after:
        return
    rows.insert(after, rows.pop(before))
    for position, each in enumerate(rows):
        each.position = position
    Initiative.objects.bulk_update(rows, ["position"])
    record(Reordered(initiative=row.pk, before=before + 1, after=after + 1))


@action
def name_owner(
    *, initiative: Initiative, person: Person | None, decided_in: Ref | None = None, actor: Actor, at: datetime
) -> None:
    """Name who owns an initiative, or nobody; a decision that has this effect names itself. Refused for a leaver."""
    row = initiative_to_change(initiative.pk)
    if decided_in is None:
        must_keep_roadmap(acting(actor), row.area_id)
    if person and not person.is_active:
        raise Refused(f"{person.name} has left the company. Name somebody who is here.", field="owner")
    if row.owner_id == (person.pk if person else None):
        return
    row.owner = person
    row.save(update_fields=["owner"])
    record(OwnerNamed(initiative=row.pk, person=person.pk if person else None, decided_in=decided_in))


@action
def hand_over_initiatives(*, person: Person, heir: Person, actor: Actor, at: datetime) -> int:
    """Name another owner for everything somebody owns; give back how much that was."""
    must_administer(acting(actor))
    mine = list(owned_by(person))
    for row in mine:
        name_owner(initiative=row, person=heir, actor=actor, at=at)
    return len(mine)


@action
def move_to_area(*, area: Area, heir: Area, actor: Actor, at: datetime) -> int:
    """Move every initiative of an area to another; give back how many. For an area that is dissolved."""
    must_administer(acting(actor))
    rows = list(Initiative.objects.select_for_update().filter(area=area).order_by("pk"))
    for row in rows:
        row.area = heir
        row.version += 1
        row.changed_at = at
        row.save()
        record(InitiativeRehomed(initiative=row.pk, before=area.pk, after=heir.pk))
    return len(rows)


@action
def rename_stage(*, stage: Stage, label: str, actor: Actor, at: datetime) -> None:
    """Call a stage what this company calls it; the kind underneath stays."""
    must_administer(acting(actor))
    name = rules.must_be_a_label(label)
    row = StageLabel.objects.filter(stage=stage).first() or StageLabel(stage=stage)
    if row.label == name:
        return
    if name.casefold() in {label.casefold() for other, label in stage_labels().items() if other is not stage}:
        raise Refused(f"Another stage is called {name} already. Choose a name of its own.", field="label")
    row.label = name
    row.save()
    record(StageRenamed(stage=stage))
