"""Mails that ask for an answer say where it goes; what has no place is answered in the reader's language."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core import mail
from django.utils import timezone

from parley.clients.actions import keep_domain
from parley.clients.models import Client, Insight
from parley.exchange.actions.undoing import undo_batch
from parley.kernel.refusals import Refused
from parley.ledger import outbox
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.notifications.terms.letters import Became, LeftAlone
from parley.people.actions import change_person, note_leaving
from parley.people.models import Person
from parley.reactions.replies import take_mail
from parley.topics.terms import topic_ref
from parley.voices.models import Comment, Mention
from tests.cast import Cast
from tests.clients.made import hartmann, recognised
from tests.exchange.files import taken
from tests.notifications.mailed import address, answer, sent_on
from tests.reactions.later import work_off
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


def an_hour_later() -> datetime:
    """When somebody may have read what the worker mailed some minutes from now."""
    return timezone.now() + timedelta(hours=1)


@pytest.mark.parametrize("to_sender", [False, True])
def test_a_mail_of_ours_is_answered_with_a_comment(cast: Cast, settings, *, to_sender: bool) -> None:
    settings.EMAIL_ANSWERED = True
    an_answer(cast)
    (message,) = sent()
    assert "What you answer, from this address of yours, is said there" in str(message.body)
    assert "reaches nobody" not in str(message.body)
    assert take_mail(answered(message, to_sender=to_sender), at=an_hour_later()).endswith(Became.COMMENT + ".")
    assert Comment.objects.get().text == "Two of ours ask the same."
    with pytest.raises(Refused, match="no answer to one of ours"):
        take_mail(answered(message).replace(b"aiko@parley", b"sam@parley"), at=an_hour_later())
    with pytest.raises(Refused):
        take_mail(message.message().as_bytes(), at=an_hour_later())  # our own mail, come back


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
    assert take_mail(wrote, at=an_hour_later()).endswith(Became.COMMENT + ".")
    assert list(Mention.objects.values_list("person__name", flat=True)) == ["Noor Haddad"]


def said_of(person: Person, *mails: bytes) -> list[mail.EmailMessage]:
    """Take some mails, and give what their sender is told of them some minutes later."""
    mail.outbox.clear()
    for each in mails:
        take_mail(each, at=timezone.now())
    work_off()
    assert not outbox.parked()
    return [each for each in mail.outbox if each.to == [person.email]]


def unplaced(person: Person, mail_: bytes) -> mail.EmailMessage:
    (message,) = said_of(person, mail_)
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


def test_the_form_for_words_that_are_too_long_has_their_client_already(cast: Cast, settings) -> None:
    keep_domain(client=hartmann(cast), domain="hartmann.example", actor=cast.aiko, at=cast.at)
    message = unplaced(cast.aiko, answer(address(cast, cast.aiko), sent_on(words="word " * 1_100)))
    (link,) = (line for line in str(message.body).splitlines() if line.startswith("http"))
    assert "Hartmann & Söhne said it" in str(message.body)
    page = cast.browser(cast.aiko).get(link.removeprefix(settings.PUBLIC_URL)).content.decode()
    assert "word word" in page
    assert 'value="Hartmann &amp; Söhne"' in page


@pytest.mark.database
def test_whoever_sends_a_file_that_is_not_taken_is_told_that_the_words_were_said(cast: Cast, settings) -> None:
    brought = topic(cast, cast.aiko)
    to = address(cast, cast.aiko, topic_ref(brought.pk))
    (message,) = said_of(cast.aiko, answer(to, "Two of ours ask.", files=(("IMG_1.HEIC", b"ftypheic"),)))
    assert Comment.objects.get().text == "Two of ours ask."
    assert message.subject == "Said, without all of its files"
    for said in (str(message.body), str(message.alternatives[0][0])):
        assert "What you wrote is said in Parley, without this:" in said
        assert "IMG_1.HEIC: Not every browser shows this kind of picture. Save it as JPEG or PNG" in said
        assert f"{settings.PUBLIC_URL}/topics/{brought.pk}/" in said


def test_a_leaver_is_not_answered(cast: Cast) -> None:
    take_mail(answer(address(cast, cast.aiko), sent_on()), at=timezone.now())
    note_leaving(person=cast.aiko, on=cast.at.date(), actor=MACHINE, at=cast.at)
    work_off()
    assert not [each for each in mail.outbox if each.subject == "Your mail has no place yet"]


@pytest.fixture
def known(cast: Cast) -> Client:
    """A client whose mails are recognised."""
    return recognised(cast)


@pytest.mark.usefixtures("known")
def test_whoever_sends_a_clients_mail_on_is_told_where_it_is_noted(cast: Cast, settings) -> None:
    wrote = answer(address(cast, cast.aiko), sent_on(), Subject="Fwd: Audits")
    (message,) = said_of(cast.aiko, wrote)
    noted = Insight.objects.get()
    assert message.subject == "Noted: what Hartmann & Söhne said"
    assert message.extra_headers["In-Reply-To"] == message_from_bytes(wrote)["Message-ID"]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    for said in (str(message.body), str(message.alternatives[0][0])):
        assert "Fwd: Audits" in said
        assert f"{settings.PUBLIC_URL}/insights/{noted.pk}/" in said
    assert "What Hartmann & Söhne said is noted as an insight, in your name." in str(message.body)
    page = cast.browser(cast.aiko).get(f"/insights/{noted.pk}/").content.decode()
    assert "We cannot prove consent in the audits." in page


@pytest.mark.usefixtures("known")
def test_what_was_noted_before_adds_nothing_and_says_so(cast: Cast) -> None:
    day = "2 Mar 2026"
    said_of(cast.aiko, answer(address(cast, cast.aiko), sent_on(day=day)))
    wrote = answer(address(cast, cast.noor), sent_on(day=day), sender="noor@parley.example")
    (message,) = said_of(cast.noor, wrote)
    assert "was noted to have said this already, so nothing was added" in str(message.body)
    assert Insight.objects.count() == 1


@pytest.mark.usefixtures("known")
def test_what_was_taken_back_before_it_is_told_holds_up_nothing_else(cast: Cast) -> None:
    day = "2 Mar 2026"
    noted_before = "client,date,text\nHartmann & Söhne,2026-03-02,Exports.\n"
    batch = taken(noted_before, mapping='source = "parley"').batch
    mail.outbox.clear()
    take_mail(answer(address(cast, cast.aiko), sent_on(words="Exports.", day=day), Subject="Fwd: Exports"), at=cast.at)
    take_mail(answer(address(cast, cast.aiko), sent_on(words="Sign-on."), Subject="Fwd: Sign-on"), at=cast.at)
    undo_batch(batch=batch, actor=cast.ines, at=cast.at)
    assert [each.text for each in Insight.objects.all()] == ["Sign-on."]
    (message,) = said_of(cast.aiko)
    assert message.subject == "One of your mails has no place yet"
    assert "\nFwd: Exports\nWhat you sent on was noted, and has been taken back since." in str(message.body)
    assert "\nFwd: Sign-on\nWhat Hartmann & Söhne said is noted" in str(message.body)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("text", [
    "", "-- \nAiko Tanaka\n+81 3 0000 0000", "Sent from my iPhone", sent_on(words=""),
    "FYI\n\n" + sent_on(words="\n \n"), sent_on("anna@unknown.example", words=""),
])  # fmt: skip
def test_a_mail_without_words_that_is_sent_on_is_answered_as_one(cast: Cast, text: str) -> None:
    message = unplaced(cast.aiko, answer(address(cast, cast.aiko), text))
    assert "No words were found in the mail you sent on" in str(message.body)
    assert "the words are there already" not in str(message.body)
    assert "letter=" not in str(message.body)
    assert "?\n" not in str(message.body)
    assert ("Hartmann & Söhne said it" in str(message.body)) == ("hartmann" in text)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("sender", ["anna@hartmann.example", "anna@unknown.example"])
def test_no_answer_of_ours_is_ever_answered(cast: Cast, sender: str) -> None:
    """A rule in a mailbox may pass on all that comes: as it is, with its heads above it, as a file, as an answer."""
    (ours,) = said_of(cast.aiko, answer(address(cast, cast.aiko), sent_on(sender)))
    to, body = address(cast, cast.aiko), str(ours.body)
    heads = (
        f"From: Parley <{ours.from_email}>\nDate: Tue, 24 Nov 2026 14:03\nSubject: {ours.subject}\nTo: Aiko\n\n{body}"
    )
    whole = EmailMessage()
    whole["From"], whole["To"], whole["Message-ID"] = "aiko@parley.example", to, "<a1@mail.example>"
    whole.add_attachment(message_from_bytes(ours.message().as_bytes(), policy=policy.default))
    entries = Entry.objects.count()
    for back in (
        answer(to, f"---------- Forwarded message ---------\n{heads}"),
        answer(to, heads, Auto_Submitted="no"),
        answer(to, body, References=f"<x@y> {ours.extra_headers['Message-ID']}"),
        answer(to, body, In_Reply_To=ours.extra_headers["Message-ID"]),
        ours.message().as_bytes().replace(b"To: aiko@parley.example", f"To: {to}".encode()),
        whole.as_bytes(),
    ):
        with pytest.raises(LeftAlone):
            take_mail(back, at=timezone.now())
    assert Entry.objects.count() == entries


def test_a_mail_that_came_by_another_address_of_theirs_is_nothing(cast: Cast) -> None:
    mail_ = answer(address(cast, cast.aiko), sent_on())
    change_person(person=cast.aiko, name=cast.aiko.name, email="tanaka@parley.example", function=cast.aiko.function,
                  region=cast.apac, time_zone="Asia/Tokyo", language="en", actor=MACHINE, at=cast.at)  # fmt: skip
    for each in (mail_, mail_.replace(b"aiko@parley.example", b"tanaka@parley.example")):
        with pytest.raises(Refused):
            take_mail(each, at=timezone.now())
