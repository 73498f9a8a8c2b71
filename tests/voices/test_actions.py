"""People speak, follow, are let in and are credited, and the ledger says so."""

from datetime import timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE, Ref
from parley.people.actions import note_leaving
from parley.people.terms import person_ref
from parley.voices.actions import credit, follow, let_in, let_out_leavers, open_thread, say, withdraw_comment
from parley.voices.actions.commenting import change_comment
from parley.voices.queries import (
    comments_in,
    contributions_by,
    credits_of,
    followers_of,
    follows,
    threads_open_to_guest,
)
from parley.voices.terms import Given, comment_ref, thread_ref
from tests.cast import history
from tests.roadmap.made import sketch

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ABOUT = Ref("initiative", 12)


@pytest.fixture
def thread(cast):
    return open_thread(actor=MACHINE, at=cast.at)


def test_who_speaks_is_heard_and_follows(cast, thread):
    comment = say(thread=thread, text=" Does it help Tokyo? ", on=ABOUT, actor=cast.aiko, at=cast.at)
    assert [said.text for said in comments_in(thread.pk)] == ["Does it help Tokyo?"]
    assert follows(cast.viewer(cast.aiko), thread.pk)
    assert history(comment_ref(comment.pk)) == ["said something about [initiative:12]"]
    assert history(ABOUT) == ["said something about [initiative:12]"]
    assert history(thread_ref(thread.pk))[-1] == "opened the conversation"


def test_nothing_is_kept_of_an_empty_comment(cast, thread):
    with pytest.raises(Refused, match="Nothing is written yet"):
        say(thread=thread, text=" ", actor=cast.aiko, at=cast.at)
    assert not comments_in(thread.pk)
    assert not follows(cast.viewer(cast.aiko), thread.pk)


@pytest.mark.parametrize("text", ["> " * 20 + "?", "> > >", "***", "-", "[](https://a.example)", "\u200b", "\u202e"])
def test_what_nobody_would_see_is_not_said(cast, thread, text):
    with pytest.raises(Refused, match=r"Nobody would see anything|Nothing is written yet"):
        say(thread=thread, text=text, actor=cast.aiko, at=cast.at)
    comment = say(thread=thread, text="\U0001fae8", actor=cast.aiko, at=cast.at)  # newer than some Pythons know
    with pytest.raises(Refused, match=r"Nobody would see anything|Nothing is left"):
        change_comment(comment=comment, text=text, seen_edits=0, actor=cast.aiko, at=cast.at)
    assert [each.text for each in comments_in(thread.pk)] == ["\U0001fae8"]


def test_what_turns_the_direction_of_writing_is_left_out(cast, thread):
    turned = "Tokyo \u202eneeds\u202c \u2067it\u2069. \U0001f44d \u05e9\u05dc\u05d5\u05dd"
    comment = say(thread=thread, text=turned, actor=cast.aiko, at=cast.at)
    assert comment.text == "Tokyo needs it. \U0001f44d \u05e9\u05dc\u05d5\u05dd"


def test_what_comes_twice_is_said_once(cast, thread):
    def said(text="Me too.", *, by=cast.aiko, files=(), seconds=0):
        return say(thread=thread, text=text, files=files, actor=by, at=cast.at + timedelta(seconds=seconds))

    first = said()
    assert said(" Me too. ", seconds=5) == first
    assert history(comment_ref(first.pk)) == ["said something"]
    pictured = said(files=[sketch()], seconds=6)
    assert said(files=[sketch()], seconds=7) == pictured
    others = [said(by=cast.sam), said(seconds=8), said("Me too!", seconds=8), said("Me too!", seconds=90)]
    withdraw_comment(comment=others[-1], actor=cast.aiko, at=cast.at)
    others.append(said("Me too!", seconds=91))
    assert len({first, pictured, *others}) == 7, "what is said anew is said"


def test_a_comment_is_taken_back_by_its_author_once(cast, thread):
    comment = say(thread=thread, text="Too early.", actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="Only whoever wrote"):
        withdraw_comment(comment=comment, actor=cast.sam, at=cast.at)
    for _ in range(2):
        withdraw_comment(comment=comment, actor=cast.aiko, at=cast.at)
    assert not comments_in(thread.pk)
    assert history(comment_ref(comment.pk)) == ["took a comment back", "said something"]


def test_following_twice_is_following_once(cast, thread):
    for following in (True, True, False, False):
        follow(thread=thread, following=following, actor=cast.sam, at=cast.at)
    assert not followers_of(thread.pk)
    told = history(thread_ref(thread.pk))
    assert told[:2] == ["no longer follows what happens", "follows what happens"]
    assert len(told) == 3


def test_a_guest_is_let_in_and_a_leaver_is_not(cast, thread):
    for _ in range(2):
        let_in(thread=thread, person=cast.lena, actor=cast.femi, at=cast.at)
    assert list(threads_open_to_guest(cast.viewer(cast.lena))) == [thread.pk]
    assert history(thread_ref(thread.pk))[0] == f"let {person_ref(cast.lena.pk).mark} in"
    cast.gone.refresh_from_db()
    with pytest.raises(Refused, match="has left the company"):
        let_in(thread=thread, person=cast.gone, actor=cast.femi, at=cast.at)


def test_only_product_operations_let_leavers_out(cast, thread):
    let_in(thread=thread, person=cast.lena, actor=cast.femi, at=cast.at)
    note_leaving(person=cast.lena, on=cast.at.date(), actor=cast.ines, at=cast.at)
    with pytest.raises(Refused, match="Only product operations"):
        let_out_leavers(actor=cast.femi, at=cast.at)
    assert let_out_leavers(actor=cast.ines, at=cast.at) == 1
    assert let_out_leavers(actor=MACHINE, at=cast.at) == 0


def test_a_contribution_is_credited_once(cast):
    decision = Ref("decision", 4)
    for _ in range(2):
        credit(person=cast.aiko, kind=Given.INSIGHT, given=7, credited_by=decision, actor=cast.elena, at=cast.at)
    assert [made.person for made in credits_of("decision", 4)] == [cast.aiko]
    assert contributions_by(cast.viewer(cast.aiko)).count() == 1
    aiko = person_ref(cast.aiko.pk).mark
    assert history(decision) == [f"credited {aiko} for noting [insight:7], in [decision:4]"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Given.TOPIC, "bringing [topic:7]"),
        (Given.COMMENT, "what they said"),
        (Given.NOTE, "what they wrote in a round"),
    ],
)
def test_a_credit_says_for_what(cast, kind, words):
    credit(person=cast.sam, kind=kind, given=7, credited_by=Ref("decision", 4), actor=cast.elena, at=cast.at)
    assert words in history(Ref("decision", 4))[0]
