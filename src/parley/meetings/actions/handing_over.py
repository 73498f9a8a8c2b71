"""Handing over everything somebody holds, in all rooms and in one transaction, before they leave."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from parley.clients.actions import hand_over_clients
from parley.decisions.actions import hand_over_decisions
from parley.groups.actions import end_memberships, hand_over_deciding, hand_over_facilitating, hand_over_roadmaps
from parley.groups.queries import acting, insiders
from parley.groups.queries.held import areas_to_change
from parley.groups.queries.holding import areas_decided_by
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.actions.rota import hand_over_runs
from parley.meetings.events import ItemChanged, NoteTakerNamed, PersonCalledIn, PointHandedOver
from parley.meetings.models import CalledIn, Meeting
from parley.meetings.queries import calls_for, holdings_of, led_by, noted_by, promised_by, thing_of
from parley.meetings.terms import Held
from parley.people.actions import note_leaving
from parley.people.models import Person
from parley.people.queries import leaver_to_change
from parley.people.rules import must_administer
from parley.roadmap.actions import hand_over_initiatives, name_owner
from parley.roadmap.queries import owned_by
from parley.voices.actions import let_out_leavers


@action
def hand_over_everything(
    *,
    leaver: Person,
    heirs: Mapping[Held, Person],
    on: date,
    emptied: Collection[Held] = (),
    actor: Actor,
    at: datetime,
) -> None:
    """Hand what somebody holds to heirs, kind by kind, and note that they left on a day: all of it or nothing.

    `emptied` names the kinds that stay without anybody where no heir is given. Raises Refused when something would be
    left to nobody, and for an heir who is not in the company or may not hold it. Of somebody who has left already,
    what they still hold is handed over.
    """
    must_administer(acting(actor))
    areas_to_change(list(areas_decided_by(leaver).values_list("pk", flat=True)))
    leaver_to_change(leaver.pk)  # so that nobody names them for anything meanwhile
    for heir in heirs.values():
        rules.must_be_an_heir(heir.name, left=not heir.is_active, leaver=heir.pk == leaver.pk)
    rules.must_leave_nothing_behind(leaver.name, holdings_of(leaver), heirs=heirs, emptied=emptied)
    # Deciding first: whoever is asked for the decisions may decide only because of it.
    hand_over_deciding(leaver=leaver, heir=heirs.get(Held.DECIDES), actor=actor, at=at)
    hand_over_facilitating(leaver=leaver, heir=heirs.get(Held.FACILITATES), actor=actor, at=at)
    hand_over_roadmaps(leaver=leaver, heir=heirs.get(Held.ROADMAPS), actor=actor, at=at)
    if owner := heirs.get(Held.INITIATIVES):
        hand_over_initiatives(person=leaver, heir=owner, actor=actor, at=at)
    else:
        for row in list(owned_by(leaver)):
            name_owner(initiative=row, person=None, actor=actor, at=at)
    hand_over_clients(person=leaver, heir=heirs.get(Held.CLIENTS), actor=actor, at=at)
    if decider := heirs.get(Held.DECISIONS):
        hand_over_decisions(person=leaver, heir=decider, actor=actor, at=at)
    if keeper := heirs.get(Held.POINTS):
        hand_over_promises(leaver=leaver, heir=keeper, actor=actor, at=at)
    hand_over_runs(leaver=leaver, actor=actor, at=at)
    hand_over_meetings(leaver=leaver, notes=heirs.get(Held.NOTES), leads=heirs.get(Held.LEADS), actor=actor, at=at)
    end_memberships(leaver=leaver, actor=actor, at=at)
    let_out_leavers(leaving=leaver, actor=actor, at=at)
    note_leaving(person=leaver, on=on, actor=actor, at=at)  # last: from here on a leaver who did this may do no more


@action
def hand_over_promises(*, leaver: Person, heir: Person, actor: Actor, at: datetime) -> int:
    """Give every open action point of somebody to an heir; how many."""
    must_administer(acting(actor))
    points = list(promised_by(leaver).select_for_update(of=("self",)))
    for point in points:
        point.owner = heir
        point.save(update_fields=["owner"])
        record(
            PointHandedOver(
                point=point.pk, area=point.area_id, meeting=point.meeting_id, owner=heir.pk, before=leaver.pk
            )
        )
    return len(points)


@action
def hand_over_meetings(
    *, leaver: Person, notes: Person | None, leads: Person | None, actor: Actor, at: datetime
) -> None:
    """Give the notes and the items somebody had in coming meetings to heirs, and call them off where they were called.

    An heir outside the group would see nothing of its meeting: there the place stays empty for the facilitator.
    """
    must_administer(acting(actor))
    for meeting in list(noted_by(leaver).select_for_update(of=("self",))):
        heir = _if_inside(notes, meeting)
        meeting.note_taker = heir
        meeting.save(update_fields=["note_taker"])
        record(NoteTakerNamed(meeting=meeting.pk, area=meeting.area_id, person=heir.pk if heir else None))
    for item in list(led_by(leaver)):
        item.lead = _if_inside(leads, item.meeting)
        item.save(update_fields=["lead"])
        record(ItemChanged(meeting=item.meeting_id, item=item.pk, thing=thing_of(item), fields=("lead",)))
    for call in list(calls_for(leaver)):
        item = call.item
        CalledIn.objects.filter(pk=call.pk).delete()
        record(
            PersonCalledIn(meeting=item.meeting_id, item=item.pk, thing=thing_of(item), person=leaver.pk, called=False)
        )


def _if_inside(heir: Person | None, meeting: Meeting) -> Person | None:
    return heir if heir and insiders(meeting.area_id).filter(pk=heir.pk).exists() else None
