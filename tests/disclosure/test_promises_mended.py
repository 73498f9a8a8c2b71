"""What becomes of a correction: it is done, dropped, counted as none, and who sees to it meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parley.clients.actions import name_account_manager
from parley.disclosure.actions import (
    Occasion,
    close_correction,
    drop_correction,
    move_stage,
    remind_of_corrections,
    tell_freely,
    withdraw_words,
)
from parley.disclosure.queries import corrections_assigned_to, disclosed_of, people_assigned, statements_visible_to
from parley.disclosure.terms import Closing, Progress, Words
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE, Ref
from parley.people.actions import note_away
from parley.roadmap.terms import Confidence, Stage
from tests.cast import history
from tests.disclosure.made import PROMISE, Q3, approved, told
from tests.disclosure.promised import LATER, moved, only, open_ones

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_correction_is_done_by_telling_the_client(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    how = Occasion(on=today_of(cast.aiko, cast.at), to_whom="Ms Berg")
    with pytest.raises(Refused, match="Whoever looks after this client corrects it"):
        close_correction(correction=only(), text="Later.", how=how, actor=cast.omar, at=cast.at)
    later = cast.at + timedelta(days=2)
    statement = close_correction(correction=only(), text=only().text, how=how, actor=cast.aiko, at=later)
    assert (only().closing, only().closed_by) == (Closing.TOLD, cast.aiko)
    assert statement.latest
    assert disclosed_of(row.pk, on=cast.at.date()).progress == Progress(1, 1, 2)
    with pytest.raises(Refused, match="closed already"):
        drop_correction(correction=only(), because="They never counted on it.", actor=cast.aiko, at=cast.at)


def test_telling_new_words_that_hold_is_the_correction(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    approved(cast, row, Words(None, "Planned for the third quarter of 2087.", Q3, Confidence.HIGH))
    assert "Planned for the third quarter" in only().text
    told(cast, row, nordbank)
    assert only().closing is Closing.TOLD


def test_a_correction_may_be_not_needed_with_a_reason(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    with pytest.raises(Refused, match="Say why this client need not be told"):
        drop_correction(correction=only(), because="no", actor=cast.aiko, at=cast.at)
    drop_correction(correction=only(), because="They never counted on it.", actor=cast.aiko, at=cast.at)
    assert (only().closing, only().because) == (Closing.NOT_NEEDED, "They never counted on it.")


def test_a_deputy_sees_to_corrections_while_somebody_is_away_and_a_facilitator_when_nobody_is_there(
    cast, row, nordbank
):
    told(cast, row, nordbank)
    moved(cast, row)
    today = cast.at.date()

    def sees(person, days=0):
        at = cast.at + timedelta(days=days)
        theirs = corrections_assigned_to(cast.viewer(person), on=today_of(person, at)).exists()
        assert theirs == (person.pk in [each.pk for each in people_assigned(only(), at=at)])
        return theirs

    assert (sees(cast.aiko), sees(cast.sam), sees(cast.femi)) == (True, False, False)
    note_away(person=cast.aiko, first=today, last=today + timedelta(days=7), deputy=cast.sam, actor=cast.aiko,
              at=cast.at)  # fmt: skip
    assert (sees(cast.sam), sees(cast.sam, days=8)) == (True, False)
    name_account_manager(client=nordbank, person=cast.aiko, named=False, actor=MACHINE, at=cast.at)
    assert (sees(cast.aiko), sees(cast.sam), sees(cast.femi)) == (False, False, True)


def test_a_deputy_begins_when_the_day_begins_where_they_are(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    evening = (cast.at + timedelta(days=1)).replace(hour=18, minute=0)  # the next day in Singapore
    first = evening.date() + timedelta(days=1)
    for deputy, began in ((cast.sam, False), (cast.ravi, True)):
        note_away(person=cast.aiko, first=first, last=first, deputy=deputy, actor=cast.aiko, at=cast.at)
        assert (deputy.pk in [each.pk for each in people_assigned(only(), at=evening)]) is began
        how = Occasion(on=today_of(deputy, evening), to_whom="Ms Berg")
        if not began:
            with pytest.raises(Refused, match="Whoever looks after"):
                close_correction(correction=only(), text="It is later than we said.", how=how, actor=deputy, at=evening)
        else:
            close_correction(correction=only(), text="It is later than we said.", how=how, actor=deputy, at=evening)
    assert not open_ones()


def test_people_are_reminded_at_their_rhythm(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    days = [day for day in range(1, 10) if remind_of_corrections(actor=MACHINE, at=cast.at + timedelta(days=day))]
    assert days == [3, 6, 9]
    assert history(Ref("correction", only().pk))[0].startswith("reminded")


def test_whoever_looks_after_a_client_sees_what_it_was_told_after_losing_sight(cast, row, nordbank):
    statement = told(cast, row, nordbank)
    today = cast.at.date()
    move_stage(initiative=row, stage=Stage.BETA, reason="The build found a hole.", actor=cast.noor, at=cast.at)
    assert list(statements_visible_to(cast.viewer(cast.aiko), on=today)) == [statement]
    assert list(statements_visible_to(cast.viewer(cast.omar), on=today)) == []


def test_a_draft_never_says_again_what_does_not_hold(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    assert PROMISE.text not in only().text
    assert only().text.endswith("as soon as I can say more.")
    how = Occasion(on=today_of(cast.aiko, cast.at))
    with pytest.raises(Refused, match="It was not broken yet on that day"):
        close_correction(correction=only(), text="Later.", how=Occasion(on=how.on - timedelta(days=9)),
                         actor=cast.aiko, at=cast.at)  # fmt: skip
    statement = close_correction(correction=only(), text="It surely comes on 1 April.", how=how, actor=cast.aiko,
                                 at=cast.at)  # fmt: skip
    assert (statement.track, statement.window_last) == (None, None)  # words of their own promise no approved time


def test_what_need_not_be_told_stays_so_until_it_breaks_otherwise(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    drop_correction(correction=only(), because="They never counted on it.", actor=cast.aiko, at=cast.at)
    approved(cast, row, Words(None, "Planned for the third quarter of 2087.", Q3, Confidence.HIGH))
    assert open_ones() == []
    moved(cast, row, replace(LATER, confidence=Confidence.LOW))
    assert [each.faults for each in open_ones()] == [[["later", 92], ["less_sure", 0]]]


def test_words_that_were_wrong_are_not_given_back_by_other_words(cast, row, nordbank):
    told(cast, row, nordbank)
    withdraw_words(initiative=row, reason="The vendor we build on has left.", actor=cast.noor, at=cast.at)
    approved(cast, row, replace(PROMISE, text="Something else is planned for the second quarter of 2087."))
    assert only().closing is None


def test_what_was_told_before_it_broke_corrects_nothing(cast, row, nordbank):
    today = today_of(cast.aiko, cast.at)
    told(cast, row, nordbank, on=today - timedelta(days=20))
    moved(cast, row)
    tell_freely(initiative=row, client=nordbank, name="Consent", words=Words(None, "It is coming."),
                how=Occasion(on=today - timedelta(days=10)), actor=cast.omar, at=cast.at)  # fmt: skip
    assert only().closing is not Closing.TOLD
