"""Changing people: who comes, who leaves, who administers; functions and regions."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people import rules
from parley.people.events import (
    FunctionKept,
    OperationsGiven,
    PersonChanged,
    PersonJoined,
    PersonLeft,
    PersonReturned,
    RegionKept,
)
from parley.people.models import Function, Person, Region, SignInLink
from parley.people.queries import administers, administrators_in_turn, is_self
from parley.people.terms import Duty, Side

NO_HOUR = time(0)  # as the beginning and the end of quiet hours: there are none


@action
def keep_function(
    *,
    name: str,
    side: Side,
    duty: Duty | None = None,
    function: Function | None = None,
    actor: Actor,
    at: datetime,
) -> Function:
    """Add a function, or change its name, side and duty. Raises Refused when another has the name.

    Without a `duty` it stays as it is; a new function has the one that its name says. Nothing is recorded when nothing
    differs.
    """
    rules.must_keep_people(operations=administers(actor))
    row = Function.objects.select_for_update().get(pk=function.pk) if function else Function()
    before = (row.name, row.side, row.duty) if function else None
    row.name, row.side = rules.must_have_a_name(name)[:80], side
    row.duty = duty or (row.duty if function else rules.duty_of(row.name))
    if (row.name, row.side, row.duty) == before:
        return row
    if Function.objects.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise Refused(f"There is already a function called {row.name}. Change that one instead.", field="name")
    row.key = row.key or _free_key(Function, row.name)
    row.save()
    same_duty = before is not None and before[2] is row.duty
    record(FunctionKept(function=row.pk, side=side, duty=Duty.NONE if same_duty else row.duty))
    return row


@action
def keep_region(*, name: str, region: Region | None = None, actor: Actor, at: datetime) -> Region:
    """Add a region, or rename one; the same name again records nothing. Raises Refused when another has the name."""
    rules.must_keep_people(operations=administers(actor))
    row = Region.objects.select_for_update().get(pk=region.pk) if region else Region()
    before = row.name
    row.name = rules.must_have_a_name(name)[:80]
    if row.name == before:
        return row
    if Region.objects.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise Refused(f"There is already a region called {row.name}. Change that one instead.", field="name")
    row.key = row.key or _free_key(Region, row.name)
    row.save()
    record(RegionKept(region=row.pk))
    return row


def _free_key(table: type[Function] | type[Region], name: str) -> str:
    """Make a key of a name that no row of the table has; renamed rows keep theirs, so the plain one may be taken."""
    stem = slugify(name)[:54] or table.__name__.lower()
    taken = set(table.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for n in range(len(taken) + 1) if (key := f"{stem}-{n + 1}" if n else stem) not in taken)


@action
def add_person(
    *,
    name: str,
    email: str,
    function: Function | None,
    region: Region | None,
    time_zone: str = "UTC",
    language: str = "en",
    key: str = "",
    company: str = "",
    actor: Actor,
    at: datetime,
) -> Person:
    """Add somebody to the company. Raises Refused when their e-mail is taken or their time zone is none."""
    rules.must_keep_people(operations=administers(actor))
    full = rules.must_have_a_name(name)
    address = rules.must_be_an_email(email) or None
    identity = (key.strip() or address or slugify(full))[:120]
    _must_be_free(address)
    if not identity or Person.objects.filter(key=identity).exists():
        raise Refused(f"Somebody is known as “{identity or full}” already. Write an e-mail that tells them apart.",
                      field="email")  # fmt: skip
    person = Person.objects.create(
        key=identity,
        name=full,
        email=address,
        company=company,
        function=function,
        region=region,
        time_zone=rules.must_name_a_zone(time_zone),
        language=rules.must_speak(language),
        password=make_password(None),
        entered_at=at,
        entered_by=actor.pk,
    )
    record(PersonJoined(person=person.pk))
    return person


@action
def change_person(
    *,
    person: Person,
    name: str,
    function: Function | None,
    region: Region | None,
    time_zone: str,
    language: str,
    email: str | None = None,
    actor: Actor,
    at: datetime,
) -> Person:
    """Change facts about somebody; an `email` of None stays as it is. Nothing is recorded when nothing differs.

    Raises Refused unless whoever acts is product operations, or changes their own name, time zone and language.
    """
    address = person.email if email is None else rules.must_be_an_email(email) or None
    new = {
        "name": rules.must_have_a_name(name),
        "function": function,
        "region": region,
        "time_zone": rules.must_name_a_zone(time_zone),
        "language": rules.must_speak(language),
        "email": address,
    }
    changed = tuple(field for field, value in new.items() if getattr(person, field) != value)
    if changed:
        rules.must_change_person(operations=administers(actor), oneself=is_self(actor, person), fields=changed)
        if "email" in changed:
            _must_be_free(address, but=person)
        for field in changed:
            setattr(person, field, new[field])
        person.save(update_fields=changed)
        record(PersonChanged(person=person.pk, fields=changed))
    return person


@action
def note_away(
    *, person: Person, first: date | None, last: date | None, deputy: Person | None, actor: Actor, at: datetime
) -> None:
    """Note from when to when somebody is away and who stands in; no days at all: they are here.

    Raises Refused unless it is oneself or product operations, for days that end before they begin or have passed, and
    for a deputy who is oneself or has left.
    """
    rules.must_change_person(operations=administers(actor), oneself=is_self(actor, person), fields=())
    rules.must_be_days_away(first, last, today=today_of(actor, at))
    rules.must_be_a_deputy(person.pk, deputy.pk if deputy else None, left=bool(deputy and deputy.left_on))
    new = {"away_from": first, "away_until": last, "deputy": deputy if first else None}
    changed = tuple(field for field, value in new.items() if getattr(person, field) != value)
    if changed:
        for field in changed:
            setattr(person, field, new[field])
        person.save(update_fields=changed)
        record(PersonChanged(person=person.pk, fields=changed))


@action
def choose_reminders(*, person: Person, every: int, actor: Actor, at: datetime) -> None:
    """Choose how many days lie between reminders of what waits, 0 for none. Raises Refused above 30."""
    rules.must_change_person(operations=administers(actor), oneself=is_self(actor, person), fields=())
    days = rules.reminder_days_of(every)
    if days != person.remind_every:
        person.remind_every = days
        person.save(update_fields=["remind_every"])
        record(PersonChanged(person=person.pk, fields=("remind_every",)))


@action
def choose_quiet_hours(*, person: Person, first: time | None, until: time | None, actor: Actor, at: datetime) -> None:
    """Choose from when until when no news is mailed to somebody, in their zone; no hours at all: at any hour it may be.

    Raises Refused unless it is oneself or product operations, and when one of the two is missing or
    both are the same.
    """
    rules.must_change_person(operations=administers(actor), oneself=is_self(actor, person), fields=())
    rules.must_be_quiet_hours(first, until)
    new = {"quiet_from": first or NO_HOUR, "quiet_until": until or NO_HOUR}
    changed = tuple(field for field, value in new.items() if getattr(person, field) != value)
    if changed:
        person.quiet_from, person.quiet_until = new["quiet_from"], new["quiet_until"]
        person.save(update_fields=["quiet_from", "quiet_until"])
        record(PersonChanged(person=person.pk, fields=changed))


def _must_be_free(email: str | None, but: Person | None = None) -> None:
    there = Person.objects.filter(email__iexact=email).exclude(pk=but.pk if but else None).first() if email else None
    if there:
        where = "Note their return instead" if there.left_on else "Look for them in People"
        raise Refused(f"Somebody with the e-mail {email} is here already. {where}.", field="email")


@action
def note_leaving(*, person: Person, on: date, actor: Actor, at: datetime) -> None:
    """Note that somebody left: their sessions and links end at once, what they wrote stays.

    What they hold is handed over before, by `meetings.actions.hand_over_everything`, which calls this.
    Raises Refused for the last one who administers Parley, and for a day that has not come: access ends at once.
    """
    if on > at.date() + timedelta(days=1):  # it may be tomorrow already where they are
        raise Refused("Their access ends at once, so note this on their last day or after it.", field="on")
    administering = _administering(actor)
    row = Person.objects.select_for_update().get(pk=person.pk)
    if row.left_on:
        return
    if row.operations:
        rules.must_leave_an_administrator(others=len(administering - {row.pk}))
    row.left_on = on
    row.operations = False
    row.sessions += 1
    row.save(update_fields=["left_on", "operations", "sessions"])
    person.left_on, person.operations, person.sessions = row.left_on, row.operations, row.sessions
    SignInLink.objects.filter(person=person, used_at=None).update(used_at=at)
    record(PersonLeft(person=person.pk))


@action
def note_return(*, person: Person, actor: Actor, at: datetime) -> None:
    """Note that somebody who had left is back; they sign in by a new link."""
    rules.must_keep_people(operations=administers(actor))
    if person.left_on is None:
        return
    person.left_on = None
    person.password = make_password(None)
    person.entered_at, person.entered_by = at, actor.pk
    person.save(update_fields=["left_on", "password", "entered_at", "entered_by"])
    record(PersonReturned(person=person.pk))


@action
def give_operations(*, person: Person, given: bool, actor: Actor, at: datetime) -> None:
    """Let somebody administer Parley, or no longer. The last administrator cannot be taken away."""
    administering = _administering(actor)
    row = Person.objects.select_for_update().get(pk=person.pk)
    if not given:
        rules.must_leave_an_administrator(others=len(administering - {row.pk}))
    elif row.left_on:
        raise Refused(f"{row.name} has left the company. Choose somebody who is here.", field="person")
    if row.operations == given:
        return
    person.operations = row.operations = given
    row.save(update_fields=["operations"])
    record(OperationsGiven(person=row.pk, given=given))


def _administering(actor: Actor) -> set[int]:
    """Everybody who administers Parley, held until the action ends; Refused unless the actor does, or is Parley.

    All of them are held, in one order, by whatever takes the right from one: of two who take it from each other at the
    same moment the second waits, and is then refused, because they administer no longer.
    """
    held = administrators_in_turn()
    rules.must_keep_people(operations=administers(actor) and (actor.pk is None or actor.pk in held))
    return held
