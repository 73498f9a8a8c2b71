"""Letters: who is proved to have sent one, what becomes of it, and what is left alone without a word."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from parley.clients.actions import keep_domain
from parley.clients.models import Insight
from parley.decisions.actions import say_about
from parley.decisions.queries import options_of
from parley.decisions.terms import decision_ref
from parley.kernel.refusals import Refused
from parley.ledger.models import Entry, Pending
from parley.ledger.terms import MACHINE, Ref
from parley.notifications.actions.letters import MOST_AN_HOUR, forget_letters, take_letter
from parley.notifications.models.letters import ReceivedLetter
from parley.notifications.queries.addresses import proven_by, token_for
from parley.notifications.queries.letters import letter_to_place, opened
from parley.notifications.terms.letters import MOST_FILES, MOST_READ, NOTED, Became
from parley.people.actions import end_sessions, note_leaving
from parley.people.models import Person
from parley.roadmap.terms import Audience, initiative_ref
from parley.topics.terms import topic_ref
from parley.voices.models import Attachment, Comment
from parley.voices.terms import Limits, thread_ref
from tests.cast import Cast
from tests.clients.made import hartmann
from tests.decisions.made import decision
from tests.notifications.mailed import HERE, address, answer, sent_on
from tests.roadmap.made import initiative, proposed
from tests.topics.made import topic
from tests.voices.hostile import png

pytestmark = [pytest.mark.django_db]


def take(cast: Cast, mail: bytes, *, later: timedelta = timedelta(), **given: Any) -> Became | None:
    """Take a mail, as the mailbox does."""
    at = cast.at + later
    letter = opened(mail, HERE, at=at, **given)
    return take_letter(opened=letter, actor=letter.person, at=at)


def nothing_happened(cast: Cast, mail: bytes, *, before: int | None = None) -> None:
    """Try a mail that is left alone: no row, no entry, nobody is told."""
    entries, waiting = Entry.objects.count(), Pending.objects.count()
    with pytest.raises(Refused):
        take(cast, mail)
    assert (Entry.objects.count(), Pending.objects.count()) == (entries, waiting)
    assert not ReceivedLetter.objects.exists()


def unplaced() -> dict[str, Any]:
    """Give what the one mail that says why something has no place will say."""
    found: dict[str, Any] = Pending.objects.get(task="gather_letters").payload
    return found


def a_topic(cast: Cast) -> Ref:
    return topic_ref(topic(cast, cast.aiko).pk)


@pytest.mark.database
def test_an_answer_is_said_where_it_belongs(cast: Cast) -> None:
    made = initiative(cast, audience=Audience.GROUP)
    for ref, thread in (
        ((brought := topic(cast, cast.aiko)) and topic_ref(brought.pk), brought.thread),
        (initiative_ref(made.pk), made.thread),
        (decision_ref((asked := decision(cast)).pk), asked.thread),
    ):
        assert take(cast, answer(address(cast, cast.aiko, ref))) is Became.COMMENT
        said = Comment.objects.get(thread=thread)
        assert (said.author, said.text) == (cast.aiko, "Two of ours ask the same.")
    kinds = list(Entry.objects.order_by("-pk").values_list("kind", flat=True)[:10])
    assert kinds.count("letter.taken") == 3
    assert not Pending.objects.filter(task="gather_letters").exists()


def test_an_answer_about_a_part_is_said_of_that_part(cast: Cast) -> None:
    made = decision(cast)
    row = initiative(cast, audience=Audience.GROUP)
    solution, option = proposed(cast, row), options_of(made)[0]
    first = say_about(decision=made, option=option, text="What of Japan?", actor=cast.aiko, at=cast.at).thread
    for thread in (solution.thread, first):
        wrote = answer(address(cast, cast.noor, thread_ref(thread.pk)), "Fine there.", sender="noor@parley.example")
        assert take(cast, wrote) is Became.COMMENT
        assert Comment.objects.latest("pk").thread == thread


def test_nothing_is_said_by_mail_in_a_group_that_was_dissolved(cast: Cast) -> None:
    to = address(cast, cast.noor, topic_ref(topic(cast, cast.noor).pk))
    with connection.cursor() as cursor:  # its topics go to other groups by then; one that was found before does not
        cursor.execute("UPDATE parley_area SET dissolved_on = %s WHERE id = %s", [cast.at.date(), cast.identity.pk])
    assert take(cast, answer(to, sender="noor@parley.example")) is Became.UNPLACED
    assert not Comment.objects.exists()
    assert "was dissolved" in Pending.objects.get(task="gather_letters").payload["sentence"]


def test_what_is_quoted_and_signed_is_not_said(cast: Cast) -> None:
    quoted = "Yes.\n\nOn Tue, Nov 24, 2026 at 2:03 PM Parley <parley@localhost> wrote:\n> Hello\n\n-- \nAiko\n"
    take(cast, answer(address(cast, cast.aiko, a_topic(cast)), quoted))
    assert Comment.objects.get().text == "Yes."


def test_how_its_writer_signs_off_is_not_said(cast: Cast) -> None:
    take(cast, answer(address(cast, cast.aiko, a_topic(cast)), "Yes.\n\nBest regards,\nAiko\n\nSent from my iPhone\n"))
    assert Comment.objects.get().text == "Yes."


def test_a_token_in_the_name_of_the_mail_that_is_answered_counts_too(cast: Cast) -> None:
    token = token_for(cast.aiko, a_topic(cast), at=cast.at)
    mail = answer("parley@localhost", References=f"<x@y> <{token}@127.0.0.1>", In_Reply_To="<notice-1-2@127.0.0.1>")
    assert take(cast, mail) is Became.COMMENT


def test_the_recipient_whom_the_mail_server_names_counts(cast: Cast) -> None:
    to = address(cast, cast.aiko, a_topic(cast))
    assert take(cast, answer("undisclosed@localhost"), recipient=to.upper()) is Became.COMMENT


@pytest.mark.parametrize("sender", [
    "sam@parley.example", "Aiko <aiko@elsewhere.example>", '"aiko@parley.example" <sam@parley.example>', "",
    "aiko@parley.example, sam@parley.example", "parley@localhost", "aiko@parley.example.evil.example",
])  # fmt: skip
def test_a_token_without_its_person_is_nothing(cast: Cast, sender: str) -> None:
    nothing_happened(cast, answer(address(cast, cast.aiko, a_topic(cast)), sender=sender or "x@y.example", From=sender))


@pytest.mark.parametrize("to", ["parley@localhost", "parley+insight@localhost", "parley+" + "a" * 39 + "@localhost"])
def test_a_person_without_a_token_is_nothing(cast: Cast, to: str) -> None:
    hartmann(cast)
    nothing_happened(cast, answer(to, sent_on()))


def test_a_token_changed_in_one_letter_is_nothing(cast: Cast) -> None:
    token = token_for(cast.aiko, a_topic(cast), at=cast.at)
    for n in range(len(token) - 1):  # the last letter holds bits that say nothing
        other = token[:n] + ("b" if token[n] != "b" else "c") + token[n + 1 :]
        assert proven_by(other, sender="aiko@parley.example", at=cast.at) is None
    assert proven_by(token, sender="aiko@parley.example", at=cast.at) is not None


def test_a_token_ends_with_its_person_their_address_their_sessions_and_after_half_a_year(cast: Cast) -> None:
    ref = a_topic(cast)
    token, own = token_for(cast.aiko, ref, at=cast.at), token_for(cast.aiko, NOTED, at=cast.at)
    late = cast.at + timedelta(days=300)
    assert proven_by(token, sender="aiko@parley.example", at=cast.at + timedelta(days=150)) is not None
    assert proven_by(token, sender="aiko@parley.example", at=late) is None
    assert proven_by(own, sender="aiko@parley.example", at=late) is not None
    end_sessions(person=cast.aiko, actor=cast.aiko, at=cast.at)
    assert proven_by(token, sender="aiko@parley.example", at=cast.at) is None
    assert proven_by(own, sender="aiko@parley.example", at=cast.at) is None
    cast.aiko.refresh_from_db()
    again = token_for(cast.aiko, ref, at=cast.at)
    assert proven_by(again, sender="aiko@parley.example", at=cast.at) is not None
    assert proven_by(token_for(replaced(cast.aiko), ref, at=cast.at), sender="aiko@parley.example", at=cast.at) is None
    note_leaving(person=cast.aiko, on=cast.at.date(), actor=MACHINE, at=cast.at)
    assert proven_by(again, sender="aiko@parley.example", at=cast.at) is None


def replaced(person: Person) -> Person:
    """Give somebody as they were when they had another address."""
    return Person(pk=person.pk, email="aiko@former.example", sessions=person.sessions)


@pytest.mark.parametrize("headers", [
    {"Auto_Submitted": "auto-replied"}, {"Auto_Submitted": "auto-generated; x=y"}, {"List_Id": "<all.example>"},
    {"Precedence": "bulk"}, {"X_Autoreply": "yes"}, {"Return_Path": "<>"}, {"List_Unsubscribe": "<https://x>"},
    {"Message_ID": "<notice-12-345@127.0.0.1>"}, {"X_Failed_Recipients": "a@b.example"},
    {"Subject": "Out of office: Re: Who signs?"}, {"Subject": "Automatic reply: Re: Who signs?"},
    {"Subject": "Abwesenheitsnotiz: Re: Who signs?"}, {"Subject": "自動応答\uff1a Re: Who signs?"},
])  # fmt: skip
def test_what_no_person_wrote_is_left_alone(cast: Cast, headers: dict[str, str]) -> None:
    nothing_happened(cast, answer(address(cast, cast.aiko, a_topic(cast)), **headers))


def test_a_mail_that_says_a_person_wrote_it_is_taken(cast: Cast) -> None:
    mail = answer(address(cast, cast.aiko, a_topic(cast)), Auto_Submitted="no", Message_ID="<a1@127.0.0.1>")
    assert take(cast, mail) is Became.COMMENT


def test_the_same_mail_is_taken_once_for_90_days(cast: Cast) -> None:
    mail = answer(address(cast, cast.aiko, a_topic(cast)))
    assert take(cast, mail) is Became.COMMENT
    assert take(cast, mail, later=timedelta(days=80)) is None
    assert Comment.objects.count() == 1
    forget_letters(actor=MACHINE, at=cast.at + timedelta(days=89))
    assert ReceivedLetter.objects.exists()
    forget_letters(actor=MACHINE, at=cast.at + timedelta(days=91))
    assert not ReceivedLetter.objects.exists()
    assert Entry.objects.latest("pk").kind == "letter.forgotten"


def test_a_mail_without_a_name_is_known_again_by_what_it_says(cast: Cast) -> None:
    to = address(cast, cast.aiko, a_topic(cast))
    one, other = (answer(to, text).replace(b"Message-ID:", b"X-Was:") for text in ("Yes.", "No."))
    assert [take(cast, each) for each in (one, one, other)] == [Became.COMMENT, None, Became.COMMENT]


def test_whoever_writes_too_much_within_an_hour_is_left_alone(cast: Cast) -> None:
    to = address(cast, cast.aiko, a_topic(cast))
    for n in range(MOST_AN_HOUR):
        assert take(cast, answer(to, f"Point {n}")) is Became.COMMENT
    before = Entry.objects.count()
    assert take(cast, answer(to, "One more")) is None
    assert Entry.objects.count() == before
    assert [each.payload["last"] for each in Pending.objects.filter(task="gather_letters")] == [True]
    assert take(cast, answer(to, "An hour later"), later=timedelta(minutes=61)) is Became.COMMENT


def test_what_its_sender_may_not_see_any_more_is_answered_and_not_said(cast: Cast) -> None:
    hidden = initiative(cast, audience=Audience.GROUP)
    mail = answer(address(cast, cast.omar, initiative_ref(hidden.pk)), sender="omar@parley.example")
    assert take(cast, mail) is Became.UNPLACED
    assert unplaced()["why"] == "unseen"
    assert not Comment.objects.exists()


def test_an_answer_without_words_is_answered(cast: Cast) -> None:
    assert take(cast, answer(address(cast, cast.aiko, a_topic(cast)), "> only what was quoted")) is Became.UNPLACED
    assert unplaced()["why"] == "empty"


def test_what_a_rule_refuses_is_answered_with_its_sentence(cast: Cast) -> None:
    assert take(cast, answer(address(cast, cast.aiko, a_topic(cast)), "x" * 10_001)) is Became.UNPLACED
    assert "10,000 characters" in unplaced()["sentence"]
    assert not Comment.objects.exists()


@pytest.mark.once
def test_a_file_that_is_not_taken_leaves_no_words_unsaid(cast: Cast) -> None:
    to = address(cast, cast.aiko, a_topic(cast))
    assert take(cast, answer(to, "Like this.", files=(("sketch.png", png()),))) is Became.COMMENT
    assert Attachment.objects.get().comment == Comment.objects.get()
    assert not Pending.objects.filter(task="gather_letters").exists()
    both = (("notes.docx", b"PK\3\4 not for us"), ("sketch.png", png()))
    assert take(cast, answer(to, "And this.", files=both)) is Became.COMMENT
    (left_out,) = unplaced()["left_out"]
    assert left_out.startswith("notes.docx: ")
    assert "Save it as PDF" in left_out
    assert Comment.objects.latest("pk").text == "And this."
    assert Attachment.objects.latest("pk").comment == Comment.objects.latest("pk")
    assert take(cast, answer(to, "> only what was quoted", files=both[:1])) is Became.UNPLACED
    assert (Comment.objects.count(), Attachment.objects.count()) == (2, 2)


@pytest.mark.parametrize("limits", [Limits(of_one=10), Limits(of_thread=10), Limits(of_all=10)])
def test_a_file_for_which_there_is_no_room_leaves_no_words_unsaid(cast: Cast, limits: Limits) -> None:
    to = address(cast, cast.aiko, a_topic(cast))
    letter = opened(answer(to, "No room.", files=(("sketch.png", png()),)), replace(HERE, limits=limits), at=cast.at)
    assert take_letter(opened=letter, actor=cast.aiko, at=cast.at) is Became.COMMENT
    assert Comment.objects.get().text == "No room."
    assert unplaced()["left_out"][0].startswith("sketch.png: ")
    assert not Attachment.objects.exists()


def test_of_more_files_than_are_taken_the_first_come_along(cast: Cast) -> None:
    files = tuple((f"page {n}.png", png()) for n in range(MOST_FILES + 2))
    assert take(cast, answer(address(cast, cast.aiko, a_topic(cast)), "All of it.", files=files)) is Became.COMMENT
    assert Attachment.objects.count() == MOST_FILES
    assert [each.partition(": ")[0] for each in unplaced()["left_out"]] == ["page 5.png", "page 6.png"]


def test_a_mail_larger_than_is_read_is_answered(cast: Cast) -> None:
    mail = answer(address(cast, cast.aiko, a_topic(cast)))
    assert take(cast, mail + b"\n" + (b"x" * 75 + b"\n") * (MOST_READ // 76 + 2)) is Became.UNPLACED
    assert unplaced()["why"] == "too_large"
    assert not Comment.objects.exists()


def test_of_a_mail_larger_than_is_read_its_words_are_said_and_what_came_whole_is_attached(cast: Cast) -> None:
    files = (("sketch.png", png()), ("big.pdf", b"%PDF-" + b"x" * MOST_READ))
    assert take(cast, answer(address(cast, cast.aiko, a_topic(cast)), "Like this.", files=files)) is Became.COMMENT
    assert Comment.objects.get().text == "Like this."
    assert Attachment.objects.get().name == "sketch.png"
    assert ["files at its end were left out" in each for each in unplaced()["left_out"]] == [True]


@pytest.mark.database
def test_a_clients_mail_that_is_sent_on_becomes_an_insight(cast: Cast) -> None:
    client = hartmann(cast)
    keep_domain(client=client, domain="hartmann.example", actor=cast.aiko, at=cast.at)
    day = (cast.at - timedelta(days=3)).strftime("%a, %d %b %Y 14:03")
    assert (
        take(cast, answer(address(cast, cast.aiko), sent_on("anna@mail.hartmann.example", day=day))) is Became.INSIGHT
    )
    noted = Insight.objects.get()
    assert (noted.client, noted.author, noted.text) == (client, cast.aiko, "We cannot prove consent in the audits.")
    assert noted.said_on == (cast.at - timedelta(days=3)).date()
    assert take(cast, answer(address(cast, cast.aiko), sent_on(day=day))) is Became.INSIGHT
    assert Insight.objects.count() == 1


def test_a_clients_mail_that_is_attached_whole_becomes_an_insight(cast: Cast) -> None:
    client = hartmann(cast)
    keep_domain(client=client, domain="hartmann.example", actor=cast.aiko, at=cast.at)
    inner = (b"From: Anna <anna@hartmann.example>\nDate: Mon, 02 Mar 2026 10:00:00 +0100\nSubject: Audits\n"
             b"Message-ID: <a@b>\nList-Id: <x>\n\nWe need exports.\n")  # fmt: skip
    outer = (f"From: aiko@parley.example\nTo: {address(cast, cast.aiko)}\nMIME-Version: 1.0\nMessage-ID: <o@p>\n"
             'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nSee attached.\n'
             "--b\nContent-Type: message/rfc822\n\n").encode() + inner + b"\n--b--\n"  # fmt: skip
    assert take(cast, outer) is Became.INSIGHT
    noted = Insight.objects.get()
    assert (noted.text, noted.said_on.isoformat()) == ("We need exports.", "2026-03-02")


def test_a_day_that_has_not_come_is_today(cast: Cast) -> None:
    keep_domain(client=hartmann(cast), domain="hartmann.example", actor=cast.aiko, at=cast.at)
    day = (cast.at + timedelta(days=30)).strftime("%d %b %Y")
    assert take(cast, answer(address(cast, cast.aiko), sent_on(day=day))) is Became.INSIGHT
    assert Insight.objects.get().said_on <= (cast.at + timedelta(days=1)).date()


@pytest.mark.parametrize(("text", "why"), [
    (sent_on("anna@unknown.example"), "no_client"), (sent_on("anna@gmail.com"), "no_client"),
    ("They called and want exports.", "no_sender"),
    (sent_on(words="x" * 5_001, sender="a@hartmann.example"), "refused"),
    (sent_on("sam@parley.example"), "no_client"), (sent_on("anna@both.example"), "several"),
])  # fmt: skip
def test_what_cannot_be_placed_waits_for_its_sender_with_its_words(cast: Cast, text: str, why: str) -> None:
    one, other = hartmann(cast), hartmann(cast, name="Both")
    for client, domain in ((one, "hartmann.example"), (one, "both.example"), (other, "both.example")):
        keep_domain(client=client, domain=domain, actor=cast.aiko, at=cast.at)
    assert take(cast, answer(address(cast, cast.aiko), text)) is Became.UNPLACED
    assert unplaced()["why"] == why
    assert unplaced()["clients"] == {"several": [other.pk, one.pk], "refused": [one.pk]}.get(why, [])  # by name
    assert not Insight.objects.exists()
    kept = letter_to_place(cast.viewer(cast.aiko), unplaced()["letter"])
    assert kept is not None
    assert kept.words
    assert kept.words in text
    assert letter_to_place(cast.viewer(cast.sam), unplaced()["letter"]) is None
