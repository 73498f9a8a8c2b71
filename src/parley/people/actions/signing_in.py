"""Signing in: links by mail, passwords, sessions, and the first administrator of a new installation."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError

from parley.kernel.refusals import Refused
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.people import rules
from parley.people.actions.changing import add_person, give_operations, keep_function
from parley.people.events import CaughtUp, LinkSent, LinksSwept, PasswordSet, SessionsEnded, SignedIn
from parley.people.models import Person, SignInLink
from parley.people.queries import administers, administrators, functions, hash_of, is_self, link_for, person_by_email
from parley.people.terms import Side

LINK_LASTS = timedelta(minutes=30)


@action
def choose_password(*, person: Person, password: str, actor: Actor, at: datetime) -> None:
    """Set one's own password of at least 12 characters that is no common one; sessions elsewhere end."""
    rules.must_be_oneself(oneself=is_self(actor, person))
    try:
        password_validation.validate_password(password, person)
    except ValidationError as trouble:
        raise Refused(" ".join(trouble.messages) + " Choose another.", field="password") from None
    row = Person.objects.select_for_update().get(pk=person.pk)
    person.password, person.sessions = make_password(password), row.sessions + 1
    person.save(update_fields=["password", "sessions"])
    record(PasswordSet(person=person.pk))


@action
def end_sessions(*, person: Person, actor: Actor, at: datetime) -> None:
    """Sign somebody out everywhere; links that were sent and not yet used no longer work."""
    rules.must_end_sessions(operations=administers(actor), oneself=is_self(actor, person))
    person.sessions = Person.objects.select_for_update().get(pk=person.pk).sessions + 1
    person.save(update_fields=["sessions"])
    SignInLink.objects.filter(person=person, used_at=None).update(used_at=at)
    record(SessionsEnded(person=person.pk))


@action
def ask_for_link(*, email: str, next_page: str = "", actor: Actor, at: datetime) -> None:
    """Send a link to sign in, if somebody in the company has that e-mail. The caller cannot tell whether one does.

    A second wish in the same minute is the same wish. That the link was sent is recorded when it is made.
    """
    if person := person_by_email(email):
        enqueue(
            "mail_sign_in_link",
            payload={"person": person.pk, "next_page": next_page},
            unique_key=f"mail_sign_in_link:{person.pk}:{at:%Y-%m-%dT%H:%M}",
        )


@action
def make_link(*, person: Person, lasts: timedelta = LINK_LASTS, actor: Actor, at: datetime) -> str:
    """Make a link's token, 256 random bits; only its hash is kept. The token is given back once, to Parley alone."""
    if actor.pk is not None:
        raise Refused("A link to sign in goes to its owner by mail alone. Ask for one on the page to sign in.")
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(person=person, token_hash=hash_of(token), expires_at=at + lasts)
    record(LinkSent(person=person.pk))
    return token


@action
def first_administrator(*, name: str, email: str, actor: Actor, at: datetime) -> str:
    """Make the first administrator of a new installation, and give the token of a link that signs them in within a day.

    Whoever has the e-mail already, because the company was imported first, becomes it. Raises Refused when somebody
    administers Parley.
    """
    if administrators().exists():
        raise Refused("Somebody is here already. Ask whoever administers Parley to add you.")
    person = person_by_email(email)
    if person is None:
        there = functions().filter(name="Product operations").first()
        function = there or keep_function(name="Product operations", side=Side.PRODUCT, actor=actor, at=at)
        person = add_person(name=name, email=email, function=function, region=None, actor=actor, at=at)
    give_operations(person=person, given=True, actor=actor, at=at)
    return make_link(person=person, lasts=timedelta(days=1), actor=actor, at=at)


@action
def confirm_link(*, token: str, actor: Actor, at: datetime) -> Person:
    """Use a link up and give the person it signs in. Raises Refused when it has passed or was used."""
    link = link_for(token, at=at)
    # The update is what decides: of two who confirm at the same moment, one finds it unused.
    if link is None or not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
        raise Refused("This link has been used or is too old. Ask for a new one below.")
    record(SignedIn(person=link.person.pk, by="link"))
    return link.person


@action
def note_sign_in(*, person: Person, by: str, actor: Actor, at: datetime) -> None:
    """Note that somebody signed in, by password or as one of the sample's cast."""
    rules.must_be_oneself(oneself=is_self(actor, person))
    record(SignedIn(person=person.pk, by=by))


@action
def catch_up(*, person: Person, until: datetime, actor: Actor, at: datetime) -> None:
    """Note the moment up to which somebody has read what changed."""
    rules.must_be_oneself(oneself=is_self(actor, person))
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
