"""Who opens and settles a decision, what its options must say, and which reason may be told where."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from parley.decisions.rules import (
    UNTOLD,
    day_of,
    is_due,
    may_change,
    must_be_as_expected,
    must_be_named,
    must_change,
    must_change_something,
    must_escalate,
    must_hand_over,
    must_name_decider,
    must_open,
    must_publish,
    must_send_back,
    must_settle,
    must_supersede,
    must_withdraw,
    options_of,
    question_of,
    reason_beside,
    reason_of,
    value_of,
)
from parley.decisions.terms import DecisionFacts, DecisionState, EffectDraft, EffectField, OptionDraft, Sight
from parley.kernel.refusals import Refusals, Refused
from parley.people.terms import Side, Viewer
from parley.roadmap.terms import Audience

TODAY = date(2026, 11, 23)
FIRST = OptionDraft("Audited clients first", "They lose spend every month.")
SECOND = OptionDraft("Leave it as it is", "Nobody who was promised something waits.")


def viewer(person: int = 1, **places: frozenset[int]) -> Viewer:
    return Viewer(person=person, name="Elena", side=Side.NEITHER, function=1, region=1, time_zone="UTC", language="en",
                  **places)  # fmt: skip


def facts(state: DecisionState = DecisionState.OPEN) -> DecisionFacts:
    return DecisionFacts(area=5, question="Who goes first?", state=state, decider=9, opened_by=2, decide_by=TODAY)


def test_a_member_brings_a_topic_instead_of_opening_a_decision():
    must_open(viewer(product_of=frozenset({5})), 5)
    with pytest.raises(Refused, match="Bring a topic"):
        must_open(viewer(member_of=frozenset({5})), 5)


def test_only_the_decider_settles():
    must_settle(viewer(9), facts())
    must_settle(viewer(9), facts(DecisionState.DECIDED))
    with pytest.raises(Refused, match="Only the decider"):
        must_settle(viewer(1, decides=frozenset({5}), facilitates=frozenset({5})), facts())
    must_settle(viewer(7), replace(facts(), deputies=frozenset({7})))


def test_a_facilitator_publishes_what_is_settled_and_the_decider_where_there_is_none():
    settled = facts(DecisionState.DECIDED)
    for one in (viewer(2, facilitates=frozenset({5})), viewer(3, operations=True)):
        must_publish(one, settled)
        with pytest.raises(Refused, match="not settled yet"):
            must_publish(one, facts(DecisionState.ESCALATED))
    must_publish(viewer(9), replace(settled, checked=False))
    for one, of in (
        (viewer(9), settled),
        (viewer(9, operations=True, facilitates=frozenset({5})), settled),
        (viewer(7), replace(settled, deputies=frozenset({7}))),
    ):
        must_send_back(one, of)
        with pytest.raises(Refused, match="does not publish it too"):
            must_publish(one, of)
    with pytest.raises(Refused, match="A facilitator of the group"):
        must_publish(viewer(2, product_of=frozenset({5})), facts(DecisionState.DECIDED))


def test_what_is_settled_is_changed_no_more_and_may_be_dropped():
    with pytest.raises(Refused, match="Send it back"):
        must_change(viewer(2, facilitates=frozenset({5})), facts(DecisionState.DECIDED))
    must_withdraw(viewer(2, facilitates=frozenset({5})), facts(DecisionState.ESCALATED))
    for one in (viewer(9), viewer(3, operations=True)):
        must_withdraw(one, facts(DecisionState.DECIDED))
    for one in (viewer(2), viewer(3, facilitates=frozenset({5}))):  # nor whoever asked, who may not even read it
        with pytest.raises(Refused, match="Send it back, and say why"):
            must_withdraw(one, facts(DecisionState.DECIDED))


def test_a_question_goes_to_its_decider_once_or_when_its_day_comes():
    one = viewer(2, facilitates=frozenset({5}))
    must_escalate(one, facts())
    must_escalate(viewer(9), facts(DecisionState.DISCUSSING))
    with pytest.raises(Refused, match="waits for its decider already"):
        must_escalate(one, facts(DecisionState.ESCALATED))
    assert is_due(facts(), TODAY)
    assert not is_due(facts(), TODAY - timedelta(days=1))
    assert not is_due(facts(DecisionState.ESCALATED), TODAY)


@pytest.mark.parametrize("state", [DecisionState.PUBLISHED, DecisionState.SUPERSEDED])
def test_a_published_decision_never_changes(state):
    assert not may_change(viewer(9), facts(state))
    with pytest.raises(Refused, match="supersedes it"):
        must_publish(viewer(9), facts(state))


def test_who_asks_somebody_else_to_decide():
    must_hand_over(viewer(9), facts())
    with pytest.raises(Refused, match="Only the decider"):
        must_hand_over(viewer(2, product_of=frozenset({5})), facts())


def test_only_what_holds_is_superseded_in_its_own_group():
    must_supersede(facts(DecisionState.PUBLISHED), 5, goes_on_in=5)
    for decision, area in ((facts(), 5), (facts(DecisionState.PUBLISHED), 6), (facts(DecisionState.SUPERSEDED), 5)):
        with pytest.raises(Refused):
            must_supersede(decision, area, goes_on_in=5)


def test_what_a_dissolved_area_decided_is_superseded_by_its_heir():
    must_supersede(facts(DecisionState.PUBLISHED), 6, goes_on_in=6)
    must_supersede(facts(DecisionState.PUBLISHED), 7, goes_on_in=None)  # imported: nobody knows its heir
    for area in (5, 7):
        with pytest.raises(Refused, match="another took over what it had"):
            must_supersede(facts(DecisionState.PUBLISHED), area, goes_on_in=6)


def test_options_are_given_back_in_plain_words():
    effect = EffectDraft(3, EffectField.WINDOW, "2027-Q3")
    clean = options_of([OptionDraft(" Audited  first ", " They lose spend. ", (effect,)), SECOND])
    assert clean[0] == OptionDraft(
        "Audited first", "They lose spend.", (EffectDraft(3, EffectField.WINDOW, "Q3 2027"),)
    )


def going(*effects):
    return OptionDraft("Go", "It pays off within a year.", effects)


@pytest.mark.parametrize(
    ("options", "field", "sentence"),
    [
        ([FIRST], "option-1-title", "two to eight"),
        ([FIRST, OptionDraft("", "It costs nothing.")], "option-1-title", "what would be done"),
        ([FIRST, OptionDraft("audited clients FIRST", "It costs nothing.")], "option-1-title", "Two options"),
        ([FIRST, OptionDraft("Wait", "It is strategic.")], "option-1-why", "its own why"),
        ([going(EffectDraft(1, EffectField.STAGE, "soon")), SECOND], "option-0-stage-1", "is no stage"),
        ([going(EffectDraft(1, EffectField.WINDOW, "soon")), SECOND], "option-0-window-1", "not a window"),
        ([going(*(EffectDraft(1, EffectField.HORIZON, "now"),) * 2), SECOND], "option-0-why", "same thing twice"),
    ],
)  # fmt: skip
def test_options_that_cannot_be_weighed_are_refused_beside_their_field(options, field, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        options_of(options)
    each = refused.value.each if isinstance(refused.value, Refusals) else [refused.value]
    assert [one.field for one in each] == [field]


def test_values_are_words_of_a_list():
    assert value_of(EffectField.HORIZON, " Now ") == "now"
    assert value_of(EffectField.CONFIDENCE, "") == ""
    assert value_of(EffectField.WINDOW, "") == ""
    with pytest.raises(Refused, match="Choose now, next, later"):
        value_of(EffectField.HORIZON, "")


def test_a_moved_value_is_refused_naming_both():
    must_be_as_expected(title="Consent", field=EffectField.WINDOW, expected="Q2 2027", now="Q2 2027")
    with pytest.raises(Refused, match=r"window of Consent was Q2 2027 .* and is none now"):
        must_be_as_expected(title="Consent", field=EffectField.WINDOW, expected="Q2 2027", now="")
    with pytest.raises(Refused, match="is Q2 2027 already"):
        must_change_something(
            title="C", field=EffectField.WINDOW, expected="Q2 2027", new="Q2 2027", at="option-0-window-1"
        )


@pytest.mark.parametrize("reason", ["", "Because I say so.", "Leadership wants it", "Who goes first?", "strategic"])
def test_a_reason_that_says_nothing_is_refused(reason):
    with pytest.raises(Refused, match="what is given up"):
        reason_of(reason, "Who goes first?")


def test_days_and_questions_have_bounds():
    for wrong in (TODAY - timedelta(days=1), TODAY + timedelta(days=1200)):
        with pytest.raises(Refused, match="within three years"):
            day_of(wrong, TODAY, field="decide_by")
    with pytest.raises(Refused, match="at most 240"):
        question_of("x" * 241)


def test_who_decides_must_be_clear():
    must_name_decider(across=True, named=True, area_has_one=True)
    with pytest.raises(Refused, match="Name who decides"):
        must_name_decider(across=True, named=False, area_has_one=True)
    with pytest.raises(Refused, match="Product operations can name"):
        must_name_decider(across=False, named=False, area_has_one=False)


def test_the_decider_across_areas_is_a_decider_or_an_executive():
    must_be_named(name="Ravi", left=False, decides=True, side=Side.PRODUCT, has_function=True)
    must_be_named(name="Ravi", left=False, decides=False, side=Side.NEITHER, has_function=True)
    for left, side, has_function in (
        (True, Side.NEITHER, True),
        (False, Side.BUSINESS, True),
        (False, Side.NEITHER, False),
    ):
        with pytest.raises(Refused, match="Name somebody"):
            must_be_named(name="Sam", left=left, decides=False, side=side, has_function=has_function)


def test_a_reason_is_told_beside_an_initiative_only_if_all_it_weighs_is_seen_as_far():
    group = Sight(initiative=1, area=5, shown_to=Audience.GROUP)
    company = Sight(initiative=2, area=6, shown_to=Audience.COMPANY)
    other = Sight(initiative=3, area=6, shown_to=Audience.GROUP)
    assert reason_beside(group, [group, company], "Because.") == "Because."
    assert reason_beside(company, [group, company], "Because.") == UNTOLD
    assert reason_beside(group, [group, other], "Because.") == UNTOLD
