"""Whether a client may be told, in which words; and when what was told no longer holds."""

from datetime import date
from itertools import product

import pytest

from parley.disclosure.rules import (
    approving_refusal,
    as_known,
    as_said,
    because,
    bound_of,
    broken,
    expiry_of,
    finest_time_in,
    may_be_told,
    must_fit,
    never_so,
    not_needed_because,
    words_of,
    words_to_correct,
)
from parley.disclosure.terms import TOLD, Bound, Broken, Gate, Holding, NoLonger, Promise, Told, Track, Words
from parley.kernel.refusals import Refused
from parley.kernel.spans import GRAINS, Grain, window_of
from parley.people.terms import Duty, Side, Viewer
from parley.roadmap.terms import STAGE_LABELS, Audience, Confidence, Stage

TODAY = date(2026, 11, 29)
Q2, Q3 = window_of("Q2 2027"), window_of("Q3 2027")


def holding(window, confidence, *, stopped=False, applies=True, live=False):
    return Holding(stopped=stopped, applies=applies, window=window, confidence=confidence, live=live)


def gate(stage, audience=Audience.COMPANY, **more):
    return Gate(stage=stage, audience=audience, labels=STAGE_LABELS, **more)


def track(whom=Told.ANY_CLIENT, *words):
    said = words or (Words(None, "It is coming.", window_of("H1 2027")),)
    return Track(key=1, name="Consent", whom=whom, words=said, expires_on=date(2027, 3, 1))


@pytest.mark.parametrize("stage", Stage)
def test_without_approved_words_nobody_is_told_and_the_page_says_what_to_expect(stage):
    telling = may_be_told(gate(stage))
    assert telling.whom is Told.NOBODY
    assert telling.sentence.startswith("Nothing")
    assert telling.when


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.GATHER, "once it is in Alpha or Beta"),
        (Stage.EXPLORE, "once it is in Alpha or Beta"),
        (Stage.ALPHA, "the clients in its Alpha"),
        (Stage.BETA, "the clients in its Beta"),
        (Stage.BUILD, "a quarter, never a day"),
        (Stage.LAUNCH, "with a day"),
        (Stage.LIVE, "with a day"),
        (Stage.STOPPED, "to correct that"),
    ],
)
def test_a_stage_says_what_to_expect_until_there_are_words(stage, words):
    assert words in may_be_told(gate(stage)).when


def test_the_window_is_said_to_be_for_colleagues_and_who_to_ask():
    telling = may_be_told(gate(Stage.BUILD, planned=Q2, ask="Ask Noor Haddad."))
    assert telling.when.endswith("Its window is Q2 2027, which is for colleagues only. Ask Noor Haddad.")


# Who may hear, and the finest time, for each stage: to a product team's audience, a group's, the company's.
TABLE = {
    Stage.GATHER: (Told.NOBODY, Told.NOBODY, Told.NOBODY, None),
    Stage.EXPLORE: (Told.NOBODY, Told.NOBODY, Told.NOBODY, None),
    Stage.ALPHA: (Told.NOBODY, Told.NAMED_CLIENTS, Told.NAMED_CLIENTS, None),
    Stage.BETA: (Told.NOBODY, Told.NAMED_CLIENTS, Told.NAMED_CLIENTS, None),
    Stage.BUILD: (Told.NOBODY, Told.NAMED_CLIENTS, Told.ANY_CLIENT, Grain.QUARTER),
    Stage.LAUNCH: (Told.NOBODY, Told.NAMED_CLIENTS, Told.ANY_CLIENT, Grain.DAY),
    Stage.LIVE: (Told.NOBODY, Told.NAMED_CLIENTS, Told.ANY_CLIENT, Grain.DAY),
    Stage.STOPPED: (Told.NOBODY, Told.NOBODY, Told.NOBODY, None),
}


@pytest.mark.parametrize(
    ("stage", "audience", "whom", "grain"), list(product(Stage, Audience, TOLD[1:], (None, *GRAINS)))
)
def test_words_are_said_as_far_as_the_table_allows_and_no_further(stage, audience, whom, grain):
    """The whole table of stage, audience and talk track."""
    spans = {Grain.DAY: "2027-03-15", Grain.MONTH: "Mar 2027", Grain.QUARTER: "Q2 2027", Grain.HALF: "H1 2027",
             Grain.YEAR: "2027"}  # fmt: skip
    words = Words(None, "It is coming.", window_of(spans[grain]) if grain else None)
    *by_audience, finest = TABLE[stage]
    most = by_audience[list(Audience).index(audience)]
    allowed = TOLD.index(whom) <= TOLD.index(most)
    timely = grain is None or (finest is not None and GRAINS.index(grain) >= GRAINS.index(finest))
    telling = may_be_told(gate(stage, audience, track=track(whom, words)))
    assert (telling.whom is whom) == (allowed and timely)
    assert (telling.words == words) == (allowed and timely)
    if not (allowed and timely):
        assert telling.whom is Told.NOBODY
        assert telling.words is None


def test_a_day_in_the_text_counts_as_one_in_the_window():
    dated = track(Told.ANY_CLIENT, Words(None, "It is there from 15 March 2087."))
    assert may_be_told(gate(Stage.LAUNCH, track=dated)).words
    assert may_be_told(gate(Stage.BUILD, track=dated)).sentence.startswith("Nothing now: the words say a finer time")


@pytest.mark.parametrize("stage", Stage)
def test_an_override_goes_further_but_never_past_a_stop_or_a_product_team(stage):
    further = Bound(Told.ANY_CLIENT, Grain.DAY)
    stopped = stage is Stage.STOPPED
    assert bound_of(stage, Audience.GROUP, further) == (Bound(Told.NOBODY, None) if stopped else further)
    assert bound_of(stage, Audience.PRODUCT_TEAM, further) == Bound(Told.NOBODY, None)
    nothing = Bound(Told.NOBODY, None)
    assert bound_of(stage, Audience.COMPANY, nothing) == bound_of(stage, Audience.COMPANY)


def test_a_region_has_its_own_words_else_those_for_everywhere_else_none():
    both = track(Told.ANY_CLIENT, Words(None, "Everywhere."), Words(3, "In APAC."))
    assert may_be_told(gate(Stage.BUILD, track=both, region=3)).words == Words(3, "In APAC.")
    assert may_be_told(gate(Stage.BUILD, track=both, region=4)).words == Words(None, "Everywhere.")
    own = track(Told.ANY_CLIENT, Words(3, "In APAC."))
    telling = may_be_told(gate(Stage.BUILD, track=own, region=4))
    assert (telling.whom, telling.sentence) == (Told.NOBODY, "Nothing yet: no words are approved for this region.")
    assert may_be_told(gate(Stage.BUILD, track=own, region=3, applies=False)).whom is Told.NOBODY


@pytest.mark.parametrize(
    ("text", "grain"),
    [
        ("You get it on 15 March 2027.", Grain.DAY),
        ("Live by March 15th.", Grain.DAY),
        ("Ab dem 3. März.", Grain.DAY),
        ("On 2027-03-15, or 15.03.2027.", Grain.DAY),
        ("It starts next Tuesday.", Grain.DAY),
        ("In March 2027.", Grain.MONTH),
        ("We hope to have it in May.", Grain.MONTH),
        ("In build, planned for this quarter.", Grain.QUARTER),
        ("Expect it in Q2.", Grain.QUARTER),
        ("In the first half of 2027.", Grain.HALF),
        ("Some time in 2027.", Grain.YEAR),
        ("It may help; we march on, 24 hours a day.", None),
        ("In testing, no date.", None),
    ],
)  # fmt: skip
def test_the_finest_time_in_words_is_found(text, grain):
    assert finest_time_in(text) is grain


def test_words_that_say_more_than_the_stage_allows_are_refused_with_what_to_do():
    build = bound_of(Stage.BUILD, Audience.COMPANY)
    must_fit(build, Told.ANY_CLIENT, [Words(None, "Planned for this quarter.", Q2)], label="Build")
    with pytest.raises(Refused, match="These words say a day; at Build a quarter at the finest may be said") as no:
        must_fit(build, Told.ANY_CLIENT, [Words(None, "On 15 March 2027.")], label="Build")
    assert no.value.field == "text"
    with pytest.raises(Refused, match="say a month") as no:
        must_fit(build, Told.ANY_CLIENT, [Words(None, "Soon.", window_of("Mar 2027"))], label="Build")
    assert no.value.field == "window"
    beta = bound_of(Stage.BETA, Audience.GROUP)
    with pytest.raises(Refused, match="named clients only may hear of it"):
        must_fit(beta, Told.ANY_CLIENT, [Words(None, "Soon.")], label="Beta")
    with pytest.raises(Refused, match="no time at all may be said"):
        must_fit(beta, Told.NAMED_CLIENTS, [Words(None, "Next year.")], label="Beta")


def test_words_have_text_and_a_confidence_belongs_to_a_window():
    assert words_of([Words(None, " Soon. "), Words(3, "  ")]) == (Words(None, "Soon."),)
    with pytest.raises(Refused, match="Write the words"):
        words_of([Words(None, " ")])
    with pytest.raises(Refused, match="A confidence belongs to a window"):
        words_of([Words(None, "Soon.", None, Confidence.HIGH)])
    with pytest.raises(Refused, match="at most 1,000 characters"):
        words_of([Words(None, "a" * 1001)])


def test_words_end_within_a_year_and_not_before_today():
    assert expiry_of(TODAY, today=TODAY) == TODAY
    for day in (date(2026, 11, 28), date(2027, 12, 31)):
        with pytest.raises(Refused):
            expiry_of(day, today=TODAY)


def person(duty=Duty.NONE, *, operations=False, key=7):
    return Viewer(person=key, name="P", side=Side.BUSINESS, function=1, region=None, time_zone="UTC", language="en",
                  duty=duty, operations=operations)  # fmt: skip


def test_product_marketing_approves_and_legal_where_the_area_says_so_and_nobody_their_own():
    def no(viewer, *, by=1, legal=False, given=False):
        return approving_refusal(viewer, drafted_by={by}, legal=legal, legal_given=given)

    marketing, law = person(Duty.APPROVES_WORDS), person(Duty.CHECKS_LAW)
    assert not no(marketing)
    assert not no(marketing, legal=True)
    assert "somebody else approves them" in no(marketing, by=7)
    assert "product marketing approves" in no(law)
    assert not no(law, legal=True)
    assert no(law, legal=True, given=True)
    assert "product marketing and legal approve" in no(person(), legal=True)
    assert not no(person(operations=True))
    assert no(person(operations=True), by=7)


HOLDS = Holding(stopped=False, applies=True, window=Q2, confidence=Confidence.HIGH)


@pytest.mark.parametrize(
    ("promise", "now", "faults"),
    [
        (Promise(Q2, Confidence.HIGH), HOLDS, []),
        (Promise(Q3, Confidence.HIGH), HOLDS, []),  # earlier than was said
        (Promise(window_of("H1 2027"), Confidence.HIGH), HOLDS, []),  # ends on the same day
        (Promise(Q2, Confidence.LOW), HOLDS, []),  # surer than was said
        (Promise(None, None), holding(None, None), []),
        (Promise(Q2, None), holding(Q3, Confidence.LOW), [(NoLonger.LATER, 92)]),
        (Promise(Q2, None), holding(None, None), [(NoLonger.UNPLANNED, 0)]),
        (Promise(Q2, Confidence.HIGH), holding(Q2, Confidence.MEDIUM), [(NoLonger.LESS_SURE, 0)]),
        (Promise(Q2, Confidence.LOW), holding(Q2, None), [(NoLonger.LESS_SURE, 0)]),
        (
            Promise(Q2, Confidence.HIGH, lost=True), holding(Q3, Confidence.LOW),
            [(NoLonger.LATER, 92), (NoLonger.LESS_SURE, 0), (NoLonger.WITHDRAWN, 0)],
        ),
        (Promise(Q2, Confidence.HIGH), holding(Q3, None, live=True), []),  # they have it
        (Promise(Q2, None, lost=True), holding(None, None, live=True), [(NoLonger.WITHDRAWN, 0)]),
        (Promise(None, None, lost=True), HOLDS, [(NoLonger.WITHDRAWN, 0)]),
        (Promise(None, None), holding(Q2, None, applies=False), [(NoLonger.ELSEWHERE, 0)]),
        (
            Promise(Q2, Confidence.HIGH, lost=True), holding(Q3, None, stopped=True, applies=False),
            [(NoLonger.STOPPED, 0)],
        ),
    ],
)  # fmt: skip
def test_why_a_promise_no_longer_holds(promise, now, faults):
    assert [(each.why, each.days) for each in broken(promise, now)] == faults


def test_a_delay_is_called_a_delay_in_days():
    assert because([Broken(NoLonger.LATER, 92)]) == "it is delayed by 92 days"
    assert because([Broken(NoLonger.LATER, 1), Broken(NoLonger.LESS_SURE)]) == (
        "it is delayed by 1 day and it is less sure than was said"
    )


def test_what_never_was_so_is_no_delay():
    found = [Broken(NoLonger.LATER, 92), Broken(NoLonger.LESS_SURE), Broken(NoLonger.WITHDRAWN)]
    named = never_so(found)
    assert because(named) == (
        "it was told 92 days too early and it was said more surely than it is and the words were withdrawn"
    )
    assert because(never_so([Broken(NoLonger.UNPLANNED)])) == "a time was told, and none is planned"
    known = [(each.why, each.days) for each in named]
    assert as_known(found, known) == named
    moved = [Broken(NoLonger.LATER, 184), Broken(NoLonger.LESS_SURE)]
    assert as_known(moved, known) == (moved[0], Broken(NoLonger.TOO_SURE))
    assert as_known(found, []) == tuple(found)
    drafted = words_to_correct("Consent", date(2026, 10, 2), named, None)
    assert "We spoke too soon" in drafted
    assert "delayed" not in drafted


def test_words_that_say_less_than_the_plan_are_what_holds():
    words = Words(None, "In the third quarter.", Q3, Confidence.MEDIUM)
    assert as_said(HOLDS, words) == holding(Q3, Confidence.MEDIUM)
    assert as_said(holding(Q3, Confidence.LOW), Words(None, "Soon.", Q2)) == holding(Q3, Confidence.LOW)
    for silent in (None, Words(None, "Some day.")):
        assert as_said(HOLDS, silent) == HOLDS
    assert as_said(holding(None, None), words) == holding(None, None)


@pytest.mark.parametrize("why", NoLonger)
def test_draft_words_say_nothing_of_the_plan_and_close_with_approved_words(why):
    told_on = date(2026, 10, 2)
    drafted = words_to_correct("Consent", told_on, [Broken(why, 92)], Words(None, "It comes in the second half.", Q3))
    assert drafted.startswith("On 2 October we told you")
    assert "Consent" in drafted
    assert drafted.endswith("It comes in the second half.")
    without = words_to_correct("Consent", told_on, [Broken(why, 92)], None)
    assert "2027" not in without
    assert "92" not in without
    assert without.endswith("as soon as I can say more.")


def test_a_correction_that_is_not_needed_says_why():
    assert not_needed_because(" They never counted on it. ") == "They never counted on it."
    for text in ("", "no", "a" * 1001):
        with pytest.raises(Refused, match="Say why this client need not be told"):
            not_needed_because(text)
