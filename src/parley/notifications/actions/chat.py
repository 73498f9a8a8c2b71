"""Changing accounts in the chat: a code is asked for in Parley, written in Slack, and so proves both at once."""

import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from parley.clients.actions import note_insight
from parley.clients.terms import insight_ref
from parley.kernel.refusals import Refused
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor, Ref
from parley.notifications.events.chat import AccountLinked, AccountUnlinked, CodeAsked, FormSent
from parley.notifications.models.chat import ChatAccount, ChatForm
from parley.notifications.rules.chat import code_stands
from parley.notifications.terms.chat import CODE_LASTS
from parley.people.models import Person
from parley.people.queries import hash_of, is_self
from parley.people.rules import must_be_oneself
from parley.topics.actions import bring_topic
from parley.topics.terms import TopicKind, topic_ref

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.groups.models import Area

WRONG_CODE = "This code is not right, or older than 15 minutes. Make another in Parley, under My settings, Slack."


@action
def ask_for_code(*, person: Person, actor: Actor, at: datetime) -> str:
    """Give a code of 128 random bits that links whoever writes it in Slack within 15 minutes. Ends the one before.

    Raises Refused for another than oneself, and for somebody whose account is linked.
    """
    must_be_oneself(oneself=is_self(actor, person))
    row, _new = ChatAccount.objects.select_for_update().get_or_create(person=person)
    if row.slack_id:
        raise Refused("Your account in Slack is linked already. End that first to link another.")
    code = secrets.token_hex(16)
    row.code_hash, row.code_until = hash_of(code), at + CODE_LASTS
    row.save(update_fields=["code_hash", "code_until"])
    record(CodeAsked(person=person.pk))
    return code


@action
def link_account(*, code: str, slack_id: str, actor: Actor, at: datetime) -> Person:
    """Link an account in Slack to whoever was given the code. Raises Refused for a wrong one or a taken account."""
    rows = ChatAccount.objects.select_for_update().select_related("person")
    row = rows.filter(code_hash=hash_of(code), slack_id=None, person__left_on=None).first()
    if row is None or not code_stands(row.code_until, at):
        raise Refused(WRONG_CODE)
    if ChatAccount.objects.filter(slack_id=slack_id).exists():
        raise Refused("This account in Slack is linked to somebody already. They end that under My settings, Slack.")
    row.slack_id, row.linked_at, row.code_hash, row.code_until = slack_id, at, None, None
    row.save(update_fields=["slack_id", "linked_at", "code_hash", "code_until"])
    record(AccountLinked(person=row.person_id))
    person: Person = row.person
    return person


@action
def unlink_account(*, person: Person, actor: Actor, at: datetime) -> None:
    """End the link between somebody and their account in Slack, and any code. Raises Refused for another's.

    Parley itself does so for whoever has left.
    """
    must_be_oneself(oneself=actor.pk is None or is_self(actor, person))
    if ChatAccount.objects.filter(person=person).delete()[0]:
        record(AccountUnlinked(person=person.pk))


@action
def note_from_chat(*, form: str, client: "Client", text: str, said_on: date, actor: Person, at: datetime) -> Ref:
    """Note what a client said, from a form in Slack; sent again, it gives what was made. Raises Refused as there."""
    return _once(
        form,
        lambda: insight_ref(note_insight(client=client, text=text, said_on=said_on, actor=actor, at=at).pk),
        actor,
        at,
    )


@action
def bring_from_chat(
    *, form: str, area: "Area", kind: TopicKind, title: str, why: str, actor: Person, at: datetime
) -> Ref:
    """Bring a topic to a group, from a form in Slack; sent again, it gives what was made. Raises Refused as there."""
    return _once(
        form,
        lambda: topic_ref(bring_topic(area=area, kind=kind, title=title, why=why, actor=actor, at=at).pk),
        actor,
        at,
    )


@action
def whisper(*, address: str, text: str, actor: Actor, at: datetime) -> None:
    """Say something in Slack to whoever did something there, and to nobody else, at the address that Slack gave for it.

    Such an address counts for half an hour. What is no address of Slack's is left alone.
    """
    if address:
        enqueue("whisper_in_chat", payload={"address": address, "text": text})


def _once(form: str, make: Callable[[], Ref], actor: Person, at: datetime) -> Ref:
    there = ChatForm.objects.select_for_update().filter(name=form, person=actor).first()
    if there is not None:
        return Ref(there.made_kind, there.made_key)
    made = make()
    ChatForm.objects.create(name=form, person=actor, made_kind=made.kind, made_key=made.key, at=at)
    record(FormSent(person=actor.pk, made=made))
    return made
