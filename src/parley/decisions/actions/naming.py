"""Who settles an open decision: named, asked instead of somebody else, and let in on what they weigh."""

from collections.abc import Iterable
from datetime import datetime

from parley.decisions import rules
from parley.decisions.actions.settling import _locked
from parley.decisions.events import DeciderChanged
from parley.decisions.models import (
    Decision,
)
from parley.decisions.queries import (
    decided_by,
    facts_of,
    initiative_keys_of,
)
from parley.groups.models import Area
from parley.groups.queries import acting, viewer_of
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE, Actor
from parley.people.models import Person
from parley.people.queries import person_to_change
from parley.people.rules import must_administer
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import initiative_ref
from parley.voices.actions import let_in


@action
def name_decider_of(*, decision: Decision, person: Person, actor: Actor, at: datetime) -> None:
    """Ask somebody else to settle an open decision: the area's decider, the decider of another area, an executive."""
    row = _locked(decision)
    rules.must_hand_over(acting(actor), facts_of(row))
    if row.decider_id != person.pk:
        _ask_instead(row, _who_decides(row.area, person))
    _show_to(person, _rows(initiative_keys_of(row)), actor, at)


@action
def hand_over_decisions(*, person: Person, heir: Person, actor: Actor, at: datetime) -> int:
    """Ask somebody else to settle every decision of somebody that is not published; give back how many that were.

    What they have settled stays settled, in their name: whoever is asked instead hears of it when it is sent back.
    """
    must_administer(acting(actor))
    waiting = list(decided_by(person))
    for row in waiting:
        name_decider_of(decision=row, person=heir, actor=actor, at=at)
    return len(waiting)


def _who_decides(area: Area, person: Person | None) -> Person:
    """Give who is to decide, held until the action ends, so that they do not leave meanwhile. Locked after the area."""
    wanted = person or area.decider
    if wanted is None:
        raise Refused(rules.NO_DECIDER, field="decider")
    named = person_to_change(wanted.pk)
    rules.must_be_named(
        name=named.name,
        left=not named.is_active,
        decides=bool(viewer_of(named).decides),
        side=named.side,
        has_function=named.function_id is not None,
    )
    return named


def _ask_instead(row: Decision, person: Person) -> None:
    if row.decider_id != person.pk:
        row.decider, row.version = person, row.version + 1
        row.save(update_fields=["decider", "version"])
        record(DeciderChanged(decision=row.pk, decider=person.pk))


def _show_to(decider: Person, initiatives: Iterable[Initiative], actor: Actor, at: datetime) -> None:
    """Let the decider in on what they are asked to weigh and could not see."""
    wanted = {each.pk: each for each in initiatives}
    seen = set(initiatives_visible_to(viewer_of(decider)).filter(pk__in=wanted).values_list("pk", flat=True))
    for key, initiative in wanted.items():
        if key not in seen:
            let_in(thread=initiative.thread, person=decider, on=initiative_ref(key), actor=actor, at=at)


def _rows(keys: Iterable[int]) -> list[Initiative]:
    return list(initiatives_visible_to(acting(MACHINE)).filter(pk__in=set(keys)))
