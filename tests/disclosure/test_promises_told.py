"""Telling a client: in which words, with which promise in them, many at once; and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parley.disclosure.actions import (
    Occasion,
    drop_correction,
    replan,
    replan_region,
    tell_client,
    tell_freely,
    tell_many,
)
from parley.disclosure.models import Statement
from parley.disclosure.queries import disclosed_of, now_of
from parley.disclosure.terms import NoLonger, Told, Words
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of, window_of
from parley.ledger.terms import Ref
from parley.roadmap.terms import Audience, Confidence, Horizon, Stage
from tests.cast import history
from tests.disclosure.made import PROMISE, Q2, approved, buyer, fresh, in_build, told
from tests.disclosure.promised import AS_WAS, LATER, WHY, freely, latest, moved, only, open_ones

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_telling_logs_the_words_for_the_clients_region_with_the_promise_in_them(cast, row, nordbank):
    statement = told(cast, row, nordbank)
    assert (statement.text, statement.to_whom, statement.confidence) == (PROMISE.text, "Ms Berg", Confidence.HIGH)
    assert (statement.window_first, statement.window_last) == (Q2.first, Q2.last)
    assert (statement.latest, statement.by, statement.lost) == (True, cast.aiko, False)
    assert history(Ref("client", nordbank.pk))[0] == (
        f"told {Ref('client', nordbank.pk).mark} about {Ref('initiative', row.pk).mark}"
    )
    assert told(cast, row, nordbank) == statement  # twice on a day is once
    assert Statement.objects.count() == 1


def test_what_may_not_be_told_is_refused_and_may_be_logged_as_it_was_said(cast, nordbank):
    row = in_build(cast, stage=Stage.BETA, audience=Audience.GROUP)
    with pytest.raises(Refused, match=r"no words are approved.*log it in the words that were used"):
        told(cast, row, nordbank)
    how = Occasion(on=today_of(cast.aiko, cast.at))
    words = Words(None, "You will have it by summer.", Q2, None)
    statement = tell_freely(
        initiative=row, client=nordbank, name="Consent", words=words, how=how, actor=cast.aiko, at=cast.at
    )
    assert (statement.track, statement.confidence, statement.window_last) == (None, None, Q2.last)
    assert open_ones() == []
    with pytest.raises(Refused, match="a day that has not come"):
        tell_freely(initiative=row, client=nordbank, name="Consent", words=words,
                    how=Occasion(on=how.on + timedelta(days=1)),
                    actor=cast.aiko, at=cast.at)  # fmt: skip


def test_free_words_that_do_not_hold_open_a_correction_at_once(cast, row, nordbank):
    early = Words(None, "It comes in the first quarter.", replace(Q2, last=Q2.first), None)
    tell_freely(initiative=row, client=nordbank, name="Consent", words=early,
                how=Occasion(on=today_of(cast.aiko, cast.at)),
                actor=cast.aiko, at=cast.at)  # fmt: skip
    assert (only().why, only().days) == (NoLonger.EARLY, 90)


def test_named_clients_are_told_and_no_other(cast, nordbank):
    row = in_build(cast, stage=Stage.BETA, audience=Audience.GROUP)
    approved(cast, row, Words(None, "In testing, no date."), whom=Told.NAMED_CLIENTS, clients=[nordbank])
    told(cast, row, nordbank)
    with pytest.raises(Refused, match="not among those named"):
        told(cast, row, buyer(cast, "Hartmann"))


def test_a_review_logs_many_and_says_what_was_left_out(cast, row, nordbank):
    quiet = in_build(cast, "Household graph")
    hartmann = buyer(cast, "Hartmann")
    how = Occasion(on=today_of(cast.aiko, cast.at))
    given = {"clients": [nordbank, hartmann], "how": how, "actor": cast.aiko, "at": cast.at}
    count, left_out = tell_many(initiatives=[row, quiet], **given)
    assert (count, left_out) == (2, [(nordbank, quiet), (hartmann, quiet)])
    with pytest.raises(Refused, match="nothing was logged"):
        tell_many(initiatives=[quiet], **given)


def test_what_is_told_later_is_the_latest_whatever_is_logged_first(cast, row, nordbank):
    today = today_of(cast.aiko, cast.at)
    latest = told(cast, row, nordbank)
    before = told(cast, row, nordbank, on=today - timedelta(days=9))
    assert (before.latest, Statement.objects.get(latest=True)) == (False, latest)


def test_what_was_promised_beyond_the_plan_is_named_so_and_is_no_delay(cast, row, nordbank):
    moved(cast, row)
    freely(cast, row, nordbank, Words(None, "In the second quarter.", Q2, Confidence.HIGH))
    assert (latest().why, latest().days) == (NoLonger.EARLY, 92)
    assert "We spoke too soon" in latest().text
    opened = history(Ref("correction", latest().pk))[0]
    assert opened.endswith("than held: early, by 92 days")
    replan(initiative=row, plan=replace(LATER, horizon=Horizon.NEXT), reason=WHY, actor=cast.noor, at=cast.at)
    assert (latest().why, latest().days) == (NoLonger.EARLY, 92)
    drop_correction(correction=latest(), because="They never counted on it.", actor=cast.aiko, at=cast.at)
    moved(cast, row)
    assert open_ones() == []
    replan(initiative=row, plan=replace(LATER, window=window_of("Q4 2087")), reason=WHY, actor=cast.noor, at=cast.at)
    assert (latest().why, latest().days) == (NoLonger.LATER, 184)


def test_what_held_when_it_was_said_is_delayed_whenever_it_is_logged(cast, row, nordbank):
    moved(cast, row)
    freely(cast, row, nordbank, Words(None, "In the second quarter.", Q2, Confidence.HIGH), days_ago=9)
    assert only().why is NoLonger.LATER


def test_other_words_than_those_that_were_read_are_not_logged(cast, row, nordbank):
    read = disclosed_of(row.pk, on=cast.at.date()).track
    assert read
    approved(cast, row, replace(PROMISE, text="Planned for the spring of 2087."))
    with pytest.raises(Refused, match="Other words are in force now than those you read"):
        tell_client(initiative=row, client=nordbank, how=Occasion(on=today_of(cast.aiko, cast.at)),
                    seen_track=read.key, actor=cast.aiko, at=cast.at)  # fmt: skip


def test_a_refusal_says_nothing_of_the_plan_to_who_may_not_see_it(cast, nordbank):
    row = in_build(cast, "Household graph", stage=Stage.EXPLORE, audience=Audience.GROUP)
    how = Occasion(on=today_of(cast.omar, cast.at))
    with pytest.raises(Refused) as refusal:
        tell_client(initiative=row, client=nordbank, how=how, actor=cast.omar, at=cast.at)
    assert refusal.value.sentence.startswith("Nothing of it may be told now.")
    assert "Q2" not in refusal.value.sentence


def test_words_that_promise_what_does_not_hold_are_said_to_nobody(cast, row, nordbank):
    moved(cast, row)
    now = now_of(fresh(row), on=cast.at.date())
    assert now.telling_in(cast.emea.pk).sentence == "Nothing now: the words promise what does not hold any more."
    with pytest.raises(Refused, match="the words promise what does not hold any more"):
        told(cast, row, nordbank)
    moved(cast, row, AS_WAS)
    replan_region(initiative=row, region=cast.apac, plan=LATER, reason=WHY, actor=cast.noor, at=cast.at)
    told(cast, row, nordbank)
    with pytest.raises(Refused, match="the words promise what does not hold any more"):
        told(cast, row, buyer(cast, "Hartmann", region=cast.apac))
