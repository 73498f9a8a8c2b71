"""Who was told what, and what follows in the same transaction when that no longer holds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parley.clients.actions import name_account_manager
from parley.disclosure.actions import (
    Occasion,
    approve_words,
    change_regions,
    close_correction,
    drop_correction,
    expire_words_due,
    move_stage,
    remind_of_corrections,
    replan,
    replan_region,
    stop,
    take_up,
    tell_client,
    tell_freely,
    tell_many,
    withdraw_words,
)
from parley.disclosure.models import Correction, Statement
from parley.disclosure.queries import (
    corrections_assigned_to,
    disclosed_of,
    now_of,
    people_assigned,
    statements_visible_to,
    with_plan,
    with_regions,
    with_stage,
    with_words,
    would_break,
)
from parley.disclosure.terms import Broken, Closing, NoLonger, Progress, Told, Words
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of, window_of
from parley.ledger.terms import MACHINE, Ref
from parley.people.actions import note_away
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage
from tests.cast import history
from tests.disclosure.made import PROMISE, Q2, Q3, approved, buyer, drafted, fresh, in_build, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.HIGH)
AS_WAS = Plan(horizon=Horizon.NOW, window=Q2, confidence=Confidence.HIGH)
WHY = "The audits moved to autumn."


@pytest.fixture
def row(cast):
    row = in_build(cast)
    approved(cast, row)
    return row


@pytest.fixture
def nordbank(cast):
    return buyer(cast)


def moved(cast, row, plan=LATER, **given):
    replan(initiative=row, plan=plan, reason=WHY, **({"actor": cast.noor, "at": cast.at} | given))


def only():
    return Correction.objects.get()


def open_ones():
    return list(Correction.objects.filter(closed_at=None))


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


def test_a_delay_opens_a_correction_for_each_client_told_with_draft_words(cast, row, nordbank):
    told(cast, row, nordbank)
    told(cast, row, buyer(cast, "Hartmann", manager=cast.sam))
    moved(cast, row)
    corrections = open_ones()
    assert {each.client.name for each in corrections} == {"Nordbank", "Hartmann"}
    first = corrections[0]
    assert (first.why, first.days, first.statement.client) == (NoLonger.LATER, 92, first.client)
    assert first.text.startswith(f"On {first.statement.told_on.day} ")
    assert "It is delayed: it will be later than we said." in first.text
    assert list(corrections_assigned_to(cast.viewer(cast.aiko), on=cast.at.date())) == [
        each for each in corrections if each.client == nordbank
    ]
    assert history(Ref("correction", first.pk))[0].endswith(": later, by 92 days")


def test_two_changes_in_a_row_update_one_correction_and_a_change_back_closes_it(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    moved(cast, row, replace(LATER, confidence=Confidence.LOW))
    assert only().faults == [["later", 92], ["less_sure", 0]]
    moved(cast, row, AS_WAS)
    assert (only().closing, only().closed_by) == (Closing.HOLDS_AGAIN, None)
    assert disclosed_of(row.pk, on=cast.at.date()).progress.of == 0
    moved(cast, row)
    assert [each.closing for each in Correction.objects.order_by("pk")] == [Closing.HOLDS_AGAIN, None]


def test_earlier_or_surer_breaks_nothing(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row, Plan(horizon=Horizon.NOW, window=replace(Q2, last=Q2.first), confidence=Confidence.HIGH))
    assert open_ones() == []


def test_a_region_that_moves_alone_breaks_what_its_clients_were_told(cast, row, nordbank):
    hartmann = buyer(cast, "Hartmann", region=cast.apac)
    told(cast, row, nordbank)
    told(cast, row, hartmann)
    now = {"actor": cast.noor, "at": cast.at}
    replan_region(initiative=row, region=cast.apac, plan=LATER, reason=WHY, **now)
    assert [each.client for each in open_ones()] == [hartmann]
    replan_region(initiative=row, region=cast.apac, plan=None, reason="Tokyo is ready in time.", **now)
    assert open_ones() == []
    change_regions(initiative=row, regions=[cast.emea], reason="APAC waits for the law.", **now)
    assert [(each.client, each.why) for each in open_ones()] == [(hartmann, NoLonger.ELSEWHERE)]


def test_stopping_breaks_and_taking_up_mends(cast, row, nordbank):
    told(cast, row, nordbank)
    now = {"actor": cast.noor, "at": cast.at}
    stop(initiative=row, reason="The law changed, nobody needs it.", **now)
    assert (only().why, "We have stopped work on it." in only().text) == (NoLonger.STOPPED, True)
    take_up(initiative=row, reason="The law changed back again.", **now)
    assert open_ones() == []


def test_words_taken_back_break_what_was_told_and_words_that_expire_do_not(cast, row, nordbank):
    told(cast, row, nordbank)
    expire_words_due(on=cast.at.date() + timedelta(days=60), actor=MACHINE, at=cast.at)
    assert open_ones() == []
    approved(cast, row)
    withdraw_words(initiative=row, reason="The vendor we build on has left.", actor=cast.noor, at=cast.at)
    assert only().why is NoLonger.WITHDRAWN
    approved(cast, row)
    assert open_ones() == []


def test_words_narrowed_to_other_clients_break_what_the_rest_was_told(cast, row, nordbank):
    hartmann = buyer(cast, "Hartmann")
    told(cast, row, nordbank)
    told(cast, row, hartmann)
    approved(cast, row, whom=Told.NAMED_CLIENTS, clients=[hartmann])
    assert [(each.client, each.why) for each in open_ones()] == [(nordbank, NoLonger.WITHDRAWN)]


def test_a_stage_that_moves_back_takes_words_back(cast, row, nordbank):
    told(cast, row, nordbank)
    move_stage(initiative=row, stage=Stage.BETA, reason="The build found a hole.", actor=cast.noor, at=cast.at)
    assert only().why is NoLonger.WITHDRAWN
    move_stage(initiative=row, stage=Stage.BUILD, reason="The hole is closed.", actor=cast.noor, at=cast.at)
    assert open_ones() == []


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


def test_what_a_change_would_break_is_known_before_it_is_made(cast, row, nordbank):
    told(cast, row, nordbank)
    now = now_of(fresh(row), on=cast.at.date())

    def breaks(then):
        return [(each.name, each.faults[0].why, each.faults[0].days) for each in would_break(now, then)]

    assert breaks(with_plan(now, LATER)) == [("Nordbank", NoLonger.LATER, 92)]
    assert breaks(with_plan(now, LATER, cast.emea.pk)) == [("Nordbank", NoLonger.LATER, 92)]
    assert breaks(with_plan(now, LATER, cast.apac.pk)) == []
    assert breaks(with_plan(now, AS_WAS)) == []
    assert breaks(with_stage(now, Stage.STOPPED)) == [("Nordbank", NoLonger.STOPPED, 0)]
    assert breaks(with_stage(now, Stage.BETA)) == [("Nordbank", NoLonger.WITHDRAWN, 0)]
    assert breaks(with_regions(now, {cast.apac.pk: "APAC"})) == [("Nordbank", NoLonger.ELSEWHERE, 0)]
    assert open_ones() == []
    moved(cast, row)
    assert [each.client.name for each in open_ones()] == ["Nordbank"]


def test_words_that_name_a_later_time_or_less_certainty_break_what_was_told(cast, row, nordbank):
    hartmann, other = buyer(cast, "Hartmann"), buyer(cast, "Otter", region=cast.apac)
    for client in (nordbank, hartmann, other):
        told(cast, row, client)
    later = Words(None, "It comes in the third quarter.", Q3, Confidence.HIGH)
    draft = drafted(cast, row, later, replace(PROMISE, region=cast.apac.pk))
    now = now_of(fresh(row), on=cast.at.date())
    assert [(each.name, each.faults[0]) for each in would_break(now, with_words(now, draft))] == [
        (name, Broken(NoLonger.LATER, 92)) for name in ("Hartmann", "Nordbank")
    ]
    approve_words(initiative=row, actor=cast.ines, at=cast.at)
    assert sorted((each.client.name, each.why, each.days) for each in open_ones()) == [
        ("Hartmann", NoLonger.LATER, 92), ("Nordbank", NoLonger.LATER, 92),
    ]  # fmt: skip
    assert open_ones()[0].text.endswith(later.text)
    told(cast, row, hartmann)
    assert [each.client for each in open_ones()] == [nordbank]
    approved(cast, row, replace(PROMISE, text="In the second quarter, as we said."))
    assert open_ones() == []
    named = {"whom": Told.NAMED_CLIENTS, "clients": [nordbank]}
    approved(cast, row, replace(PROMISE, confidence=Confidence.MEDIUM), **named)
    assert sorted((each.client.name, each.why) for each in open_ones()) == [
        ("Hartmann", NoLonger.WITHDRAWN), ("Nordbank", NoLonger.LESS_SURE), ("Otter", NoLonger.WITHDRAWN),
    ]  # fmt: skip


def freely(cast, row, client, words, days_ago=0):
    how = Occasion(on=today_of(cast.aiko, cast.at) - timedelta(days=days_ago))
    return tell_freely(initiative=row, name="Consent signals", client=client, words=words, how=how, actor=cast.aiko,
                       at=cast.at)  # fmt: skip


def latest():
    return Correction.objects.latest("pk")


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


def test_taking_up_at_an_earlier_stage_takes_words_back(cast, row, nordbank):
    told(cast, row, nordbank)
    now = {"actor": cast.noor, "at": cast.at}
    stop(initiative=row, reason="The law changed, nobody needs it.", **now)
    take_up(initiative=row, stage=Stage.ALPHA, reason="We begin again, with two clients.", **now)
    assert [each.why for each in open_ones()] == [NoLonger.WITHDRAWN]


def test_what_was_told_before_it_broke_corrects_nothing(cast, row, nordbank):
    today = today_of(cast.aiko, cast.at)
    told(cast, row, nordbank, on=today - timedelta(days=20))
    moved(cast, row)
    tell_freely(initiative=row, client=nordbank, name="Consent", words=Words(None, "It is coming."),
                how=Occasion(on=today - timedelta(days=10)), actor=cast.omar, at=cast.at)  # fmt: skip
    assert only().closing is not Closing.TOLD


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


def test_a_change_that_breaks_it_more_is_foreseen_too(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    now = now_of(fresh(row), on=cast.at.date())
    later = with_plan(now, replace(LATER, window=window_of("Q4 2087")))
    assert [each.faults[0].days for each in would_break(now, later)] == [184]
    assert would_break(now, with_plan(now, AS_WAS)) == []
