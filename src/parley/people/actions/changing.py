"""Changing people: who comes, who leaves, who administers, and how they sign in."""

import secrets
from datetime import date, datetime, timedelta

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from parley.kernel.refusals import Refused
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.people import rules
from parley.people.events import (
    CaughtUp,
    FunctionKept,
    LinkSent,
    LinksSwept,
    OperationsGiven,
    PasswordSet,
    PersonChanged,
    PersonJoined,
    PersonLeft,
    PersonReturned,
    RegionKept,
    SignedIn,
)
from parley.people.models import Function, Person, Region, SignInLink
from parley.people.queries import hash_of, link_for, person_by_email
from parley.people.terms import Side

LINK_LASTS = timedelta(minutes=30)


@action
def keep_function(*, name: str, side: Side, function: Function | None = None, actor: Actor, at: datetime) -> Function:
    """Add a function, or change its name and side. Raises Refused when another has the name."""
    row = function or Function(key=slugify(name)[:60])
    row.name, row.side = rules.must_have_a_name(name)[:80], side
    if Function.objects.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise Refused(f"There is already a function called {row.name}. Change that one instead.", field="name")
    row.save()
    record(FunctionKept(function=row.pk, side=side))
    return row


@action
def keep_region(*, name: str, region: Region | None = None, actor: Actor, at: datetime) -> Region:
    """Add a region, or rename one. Raises Refused when another has the name."""
    row = region or Region(key=slugify(name)[:60])
    row.name = rules.must_have_a_name(name)[:80]
    if Region.objects.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise Refused(f"There is already a region called {row.name}. Change that one instead.", field="name")
    row.save()
    record(RegionKept(region=row.pk))
    return row


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
    address = email.strip().lower() or None
    if address and Person.objects.filter(email__iexact=address).exists():
        raise Refused(f"Somebody with the e-mail {address} is here already. Look for them in People.", field="email")
    person = Person.objects.create(
        key=key or address or slugify(name),
        name=rules.must_have_a_name(name),
        email=address,
        company=company,
        function=function,
        region=region,
        time_zone=rules.must_name_a_zone(time_zone),
        language=language,
        password=make_password(None),
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
    actor: Actor,
    at: datetime,
) -> Person:
    """Change facts about somebody. Nothing is recorded when nothing differs."""
    new = {
        "name": rules.must_have_a_name(name),
        "function": function,
        "region": region,
        "time_zone": rules.must_name_a_zone(time_zone),
        "language": language,
    }
    changed = tuple(field for field, value in new.items() if getattr(person, field) != value)
    if changed:
        for field in changed:
            setattr(person, field, new[field])
        person.save(update_fields=changed)
        record(PersonChanged(person=person.pk, fields=changed))
    return person


@action
def note_leaving(*, person: Person, on: date, actor: Actor, at: datetime) -> None:
    """Note that somebody left: their sessions and links end at once, what they wrote stays."""
    if person.left_on:
        return
    person.left_on = on
    person.operations = False
    person.sessions += 1
    person.save(update_fields=["left_on", "operations", "sessions"])
    SignInLink.objects.filter(person=person, used_at=None).update(used_at=at)
    record(PersonLeft(person=person.pk))


@action
def note_return(*, person: Person, actor: Actor, at: datetime) -> None:
    """Note that somebody who had left is back; they sign in by a new link."""
    person.left_on = None
    person.password = make_password(None)
    person.save(update_fields=["left_on", "password"])
    record(PersonReturned(person=person.pk))


@action
def give_operations(*, person: Person, given: bool, actor: Actor, at: datetime) -> None:
    """Let somebody administer Parley, or no longer. The last administrator cannot be taken away."""
    if not given and not Person.objects.filter(operations=True, left_on=None).exclude(pk=person.pk).exists():
        raise Refused("Somebody must administer Parley. Make another person product operations first.")
    person.operations = given
    person.save(update_fields=["operations"])
    record(OperationsGiven(person=person.pk, given=given))


@action
def choose_password(*, person: Person, password: str, actor: Actor, at: datetime) -> None:
    """Set a password of at least 12 characters that is no common one; sessions elsewhere end."""
    try:
        password_validation.validate_password(password, person)
    except ValidationError as trouble:
        raise Refused(" ".join(trouble.messages) + " Choose another.", field="password") from None
    person.password = make_password(password)
    person.sessions += 1
    person.save(update_fields=["password", "sessions"])
    record(PasswordSet(person=person.pk))


@action
def ask_for_link(*, email: str, next_page: str = "", actor: Actor, at: datetime) -> None:
    """Send a link to sign in, if somebody in the company has that e-mail. The caller cannot tell whether one does."""
    person = person_by_email(email)
    if person is None:
        return
    enqueue("mail_sign_in_link", payload={"person": person.pk, "next_page": next_page})
    record(LinkSent(person=person.pk))


@action
def make_link(*, person: Person, lasts: timedelta = LINK_LASTS, actor: Actor, at: datetime) -> str:
    """Make a link's token, 256 random bits; only its hash is kept. The token is given back once."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(person=person, token_hash=hash_of(token), expires_at=at + lasts)
    record(LinkSent(person=person.pk))
    return token


@action
def first_administrator(*, name: str, email: str, actor: Actor, at: datetime) -> str:
    """Make the first person of a new installation, and give the token of a link that signs them in within a day."""
    function = keep_function(name="Product operations", side=Side.PRODUCT, actor=actor, at=at)
    person = add_person(name=name, email=email, function=function, region=None, actor=actor, at=at)
    give_operations(person=person, given=True, actor=actor, at=at)
    return make_link(person=person, lasts=timedelta(days=1), actor=actor, at=at)


@action
def confirm_link(*, token: str, actor: Actor, at: datetime) -> Person:
    """Use a link up and give the person it signs in. Raises Refused when it has passed or was used."""
    link = link_for(token, at=at)
    if link is None:
        raise Refused("This link has been used or is older than 30 minutes. Ask for a new one below.")
    SignInLink.objects.filter(pk=link.pk).update(used_at=at)
    record(SignedIn(person=link.person.pk, by="link"))
    return link.person


@action
def note_sign_in(*, person: Person, by: str, actor: Actor, at: datetime) -> None:
    """Note that somebody signed in, by password or as one of the sample's cast."""
    record(SignedIn(person=person.pk, by=by))


@action
def catch_up(*, person: Person, until: datetime, actor: Actor, at: datetime) -> None:
    """Note the moment up to which somebody has read what changed."""
    Person.objects.filter(pk=person.pk).update(seen_until=until)
    record(CaughtUp(person=person.pk))


@action
def sweep_links(*, actor: Actor, at: datetime) -> int:
    """Throw away links to sign in that passed a day ago or earlier; how many. The worker’s, once a day."""
    passed = SignInLink.objects.filter(expires_at__lt=at - timedelta(days=1))
    gone = passed.count()
    if gone:
        passed.delete()
        record(LinksSwept(links=gone))
    return gone
