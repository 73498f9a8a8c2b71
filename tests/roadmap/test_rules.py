"""What a why must say, which reasons say nothing, and who may see what when."""

from dataclasses import replace
from datetime import date

import pytest

from parley.kernel.refusals import Refusals, Refused
from parley.roadmap.rules import (
    missing_of,
    must_be_a_reason,
    must_be_an_override,
    must_be_showable,
    must_be_written,
    must_stay_complete,
    narrowed_because,
    percent_of,
    shown_to,
)
from parley.roadmap.terms import STAGE_LABELS, Audience, Showing, Stage, Waived, Waiver, Why
from tests.roadmap.made import TITLE, WHY

PRODUCT, GROUP, COMPANY = Audience.PRODUCT_TEAM, Audience.GROUP, Audience.COMPANY


def showing(stage, audience, why=WHY, *waived):
    return Showing(title=TITLE, audience=audience, stage=stage, label=STAGE_LABELS[stage], why=why, waived=waived)


def test_a_complete_why_misses_nothing():
    assert missing_of(WHY, title=TITLE) == ()


def test_a_missing_why_misses_everything():
    assert len(missing_of(None, title=TITLE)) == 6


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("because", "the problem it solves"),
        ("who_benefits", "who benefits"),
        ("budget", "the budget"),
        ("expected_return", "the expected return"),
        ("return_basis", "what that return is based on"),
        ("instead", "what will not be done instead"),
    ],
)
@pytest.mark.parametrize("text", ["", " ", "TBD", "n/a", "-", "Strategic."])
def test_each_part_is_missed_when_it_says_nothing(part, said, text):
    assert missing_of(replace(WHY, **{part: text}), title=TITLE) == (said,)


@pytest.mark.parametrize(
    ("part", "text", "sentence"),
    [
        ("who_benefits", "everyone", "Write who benefits"),
        ("who_benefits", "All the people", "Write who benefits"),
        ("budget", "some money", "Write a sum"),
        ("budget", "xx", "Write a sum"),
        ("expected_return", "x", "Write what changes"),
        ("expected_return", "A lot", "Write what changes"),
        ("return_basis", "x", "Write which figures"),
        ("return_basis", "gut feeling", "Write which figures"),
        ("instead", "as discussed", "Write what waits"),
    ],
)
def test_a_part_that_says_nothing_is_refused_at_its_own_field(part, text, sentence):
    with pytest.raises(Refusals) as many:
        must_be_written(replace(WHY, **{part: text}), title=TITLE)
    (refused,) = many.value.each
    assert refused.field == part
    assert sentence in refused.sentence
    assert len(missing_of(replace(WHY, **{part: text}), title=TITLE)) == 1


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("who_benefits", "DPOs"),
        ("who_benefits", "Everyone in EMEA sales"),
        ("budget", "R&D"),
        ("budget", "2"),
        ("budget", "€0"),
        ("expected_return", "GDPR fine"),
        ("expected_return", "税"),
        ("return_basis", "12 tickets"),
        ("instead", "Dark mode"),
    ],
)
def test_a_short_part_that_says_something_passes(part, text):
    why = replace(WHY, **{part: text})
    assert must_be_written(why, title=TITLE) == why
    assert missing_of(why, title=TITLE) == ()


def test_empty_parts_are_refused_together_and_unwritten_ones_may_wait():
    with pytest.raises(Refusals) as many:
        must_be_written(Why(because="Strategic", who_benefits="everyone", instead="x"), title=TITLE)
    assert {each.field for each in many.value.each} == {"because", "who_benefits", "instead"}
    assert must_be_written(Why(), title=TITLE) == Why()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Strategic", "“Strategic” alone does not say why"),
        ("This is of very high strategic importance to us.", "“Strategic” alone"),
        ("Leadership wants it", "leadership wants it does not say why"),
        ("The CEO asked for this", "leadership wants it"),
        ("consent signals in EVERY bid request!", "repeats the title"),
        ("We need consent signals in the bid request", "repeats the title"),
        ("Very important", "does not say why yet"),
        ("!!! …", "does not say why yet"),
    ],
)
def test_a_reason_that_says_nothing_is_refused_with_what_is_missing(text, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        must_be_a_reason(text, title=TITLE, say="what was learned")
    assert "Say what was learned." in refused.value.sentence
    with pytest.raises(Refusals) as many:
        must_be_written(replace(WHY, because=text), title=TITLE)
    assert [each.field for each in many.value.each] == ["because"]
    assert "which problem it solves" in many.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "Two audits failed in March.",
        "Leadership wants it because 41 clients lose spend.",
        "監査で同意を証明できない",
        "It is strategic: public-sector budgets require it by law.",
    ],
)
def test_a_reason_that_says_something_stands(text):
    assert must_be_a_reason(f" {text} ", title=TITLE, say="what was learned") == text


def test_no_reason_and_a_book_are_refused():
    with pytest.raises(Refused, match="needs its reason"):
        must_be_a_reason(" ", title=TITLE, say="what was learned")
    with pytest.raises(Refused, match="at most 20,000"):
        must_be_a_reason("audit " * 4000, title=TITLE, say="what was learned")


def test_a_draft_may_be_incomplete_but_not_once_others_read_it():
    draft = Why(because="Audits fail.")
    assert must_be_written(draft, title=TITLE) == draft
    with pytest.raises(Refused, match="Missing now: who benefits, the budget"):
        must_stay_complete(draft, title=TITLE)


@pytest.mark.parametrize(
    ("stage", "widest"),
    [
        (Stage.GATHER, GROUP),
        (Stage.EXPLORE, GROUP),
        (Stage.ALPHA, GROUP),
        (Stage.BETA, GROUP),
        (Stage.BUILD, COMPANY),
        (Stage.LAUNCH, COMPANY),
        (Stage.LIVE, COMPANY),
    ],
)
def test_a_stage_bounds_who_sees_it(stage, widest):
    asked = showing(stage, COMPANY)
    assert shown_to(asked) is widest
    if widest is COMPANY:
        must_be_showable(asked)
        assert narrowed_because(asked) == ""
    else:
        with pytest.raises(Refused, match="shown to its group at most"):
            must_be_showable(asked)
        assert "only its group sees it" in narrowed_because(asked)


@pytest.mark.parametrize(("stage", "seen"), [(Stage.EXPLORE, GROUP), (Stage.ALPHA, COMPANY), (Stage.BETA, COMPANY)])
def test_an_override_goes_further_from_alpha_on(stage, seen):
    waived = Waived(Waiver.AUDIENCE, COMPANY)
    assert shown_to(showing(stage, COMPANY, WHY, waived)) is seen


def test_no_stage_shows_an_incomplete_why_beyond_its_product_team():
    for stage in Stage:
        asked = showing(stage, GROUP, replace(WHY, budget=""))
        assert shown_to(asked) is PRODUCT
        assert "Still missing: the budget" in narrowed_because(asked)
        with pytest.raises(Refused, match="Still missing: the budget"):
            must_be_showable(asked)


def test_an_override_of_the_why_shows_what_its_stage_allows():
    waived = Waived(Waiver.WHY)
    assert shown_to(showing(Stage.BETA, COMPANY, None, waived)) is GROUP
    assert shown_to(showing(Stage.BUILD, COMPANY, None, waived)) is COMPANY


def test_an_override_that_allows_nothing_is_refused():
    def override(stage, audience, until=None):
        must_be_an_override(
            showing(stage, GROUP), waives=Waiver.AUDIENCE, audience=audience, until=until, today=date(2026, 11, 24)
        )

    override(Stage.BETA, COMPANY, date(2026, 11, 24))
    with pytest.raises(Refused, match="From alpha on"):
        override(Stage.EXPLORE, COMPANY)
    with pytest.raises(Refused, match="That day has passed"):
        override(Stage.BETA, COMPANY, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("share", "clients", "percent"),
    [
        ("0.5", 2, 50),
        ("0.5000000000000001", 2, None),
        ("0.5049", 2, None),
        ("0.506", 2, 51),
        ("0.9", 2, 90),
        ("0.9999", 2, 99),
        ("1", 1, 100),
    ],
)
def test_a_share_is_not_rounded_into_another_claim(share, clients, percent):
    assert percent_of(float(share), clients=clients) == percent
