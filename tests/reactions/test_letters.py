"""Mails that ask for an answer say where it goes; what has no place is answered in the reader's language."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core import mail
from django.utils import timezone

from parley.clients.actions import keep_domain
from parley.kernel.refusals import Refused
from parley.ledger import outbox
from parley.ledger.terms import MACHINE
from parley.notifications.terms.letters import Became
from parley.people.actions import change_person, note_leaving
from parley.people.models import Person
from parley.reactions.replies import take_mail
from parley.reactions.worker import Worker
from parley.topics.terms import topic_ref
from parley.voices.models import Comment, Mention
from tests.cast import Cast
from tests.clients.made import hartmann
from tests.notifications.mailed import address, answer, sent_on
from tests.reactions.test_mail import an_answer, sent
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


def answered(message: mail.EmailMessage, *, to_sender: bool = False) -> bytes:
    """Write what a mail program sends when somebody answers a mail of ours."""
    given = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert isinstance(given, EmailMessage)
    text = given.get_body(("plain",))
    assert text is not None
    quoted = "\n".join(f"> {line}" for line in str(text.get_content()).splitlines())
    body = f"Two of ours ask the same.\n\nOn Tue, 24 Nov 2026 at 14:03, Parley <parley@localhost> wrote:\n{quoted}\n"
    to = str(given["from"]) if to_sender else str(given["reply-to"])
    references = f"{given['references']} {given['message-id']}"
    return answer(to, body, References=references, In_Reply_To=str(given["message-id"]))


@pytest.mark.parametrize("to_sender", [False, True])
def test_a_mail_of_ours_is_answered_with_a_comment(cast: Cast, settings, *, to_sender: bool) -> None:
    settings.EMAIL_ANSWERED = True
    an_answer(cast)
    (message,) = sent()
    assert "What you answer, from this address of yours, is said there" in str(message.body)
    assert "reaches nobody" not in str(message.body)
    assert take_mail(answered(message, to_sender=to_sender), at=cast.at).endswith(Became.COMMENT + ".")
    assert Comment.objects.get().text == "Two of ours ask the same."
    with pytest.raises(Refused, match="no answer to one of ours"):
        take_mail(answered(message).replace(b"aiko@parley", b"sam@parley"), at=cast.at)
    with pytest.raises(Refused):
        take_mail(message.message().as_bytes(), at=cast.at)  # our own mail, come back


def test_nobody_is_asked_to_answer_where_nobody_takes_it(cast: Cast) -> None:
    an_answer(cast)
    (message,) = sent()
    assert "Reply-To" not in message.extra_headers
    assert "an answer to it reaches nobody" in str(message.body)


def test_whoever_an_answer_names_is_told_if_they_may_see_it(cast: Cast, settings) -> None:
    settings.EMAIL_ANSWERED = True
    an_answer(cast)
    (message,) = sent()
    wrote = answered(message).replace(b"Two of ours ask", b"@Noor Haddad, @Omar Reyes: two of ours ask")
    assert take_mail(wrote, at=cast.at).endswith(Became.COMMENT + ".")
    assert list(Mention.objects.values_list("person__name", flat=True)) == ["Noor Haddad"]


def unplaced(person: Person, mail_: bytes) -> mail.EmailMessage:
    mail.outbox.clear()
    take_mail(mail_, at=timezone.now())
    Worker().work_off()
    assert not outbox.parked()
    (message,) = [each for each in mail.outbox if each.to == [person.email]]
    return message


def test_what_has_no_place_is_answered_with_a_sentence_and_the_form(cast: Cast, settings) -> None:
    wrote = answer(address(cast, cast.aiko), sent_on())
    message = unplaced(cast.aiko, wrote)
    assert message.subject == "Your mail has no place yet"
    assert message.extra_headers["In-Reply-To"] == message_from_bytes(wrote)["Message-ID"]
    assert "No client has the domain" in str(message.body)
    link = next(line for line in str(message.body).splitlines() if line.startswith("http"))
    page = cast.browser(cast.aiko).get(link.removeprefix(settings.PUBLIC_URL)).content.decode()
    assert "We cannot prove consent in the audits." in page
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Reply-To" not in message.extra_headers


def test_of_several_clients_each_is_one_link(cast: Cast) -> None:
    for client in (hartmann(cast), hartmann(cast, name="Both")):
        keep_domain(client=client, domain="hartmann.example", actor=cast.aiko, at=cast.at)
    message = unplaced(cast.aiko, answer(address(cast, cast.aiko), sent_on()))
    assert "Both said it" in str(message.body)
    assert "Hartmann & Söhne said it" in str(message.body)


def test_what_has_no_words_leads_to_the_page(cast: Cast) -> None:
    brought = topic(cast, cast.aiko)
    message = unplaced(cast.aiko, answer(address(cast, cast.aiko, topic_ref(brought.pk)), "> quoted"))
    assert "Nothing of your own was found" in str(message.body)
    assert f"/topics/{brought.pk}/" in str(message.body)


def test_a_leaver_is_not_answered(cast: Cast) -> None:
    take_mail(answer(address(cast, cast.aiko), sent_on()), at=timezone.now())
    note_leaving(person=cast.aiko, on=cast.at.date(), actor=MACHINE, at=cast.at)
    Worker().work_off()
    assert not [each for each in mail.outbox if each.subject == "Your mail has no place yet"]


def test_a_mail_that_came_by_another_address_of_theirs_is_nothing(cast: Cast) -> None:
    mail_ = answer(address(cast, cast.aiko), sent_on())
    change_person(person=cast.aiko, name=cast.aiko.name, email="tanaka@parley.example", function=cast.aiko.function,
                  region=cast.apac, time_zone="Asia/Tokyo", language="en", actor=MACHINE, at=cast.at)  # fmt: skip
    for each in (mail_, mail_.replace(b"aiko@parley.example", b"tanaka@parley.example")):
        with pytest.raises(Refused):
            take_mail(each, at=timezone.now())
