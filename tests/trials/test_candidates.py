"""Who may be asked to a trial, why not, and how well a client fits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from parley.trials.rules.cohort import bars_of, fit_of
from parley.trials.terms.candidates import Bar, Candidate, Consent, Fit, Sensitive, Standing
from parley.trials.terms.cohort import Wish

ON = date(2027, 3, 1)
DAY = timedelta(days=1)
ONE = Candidate(key=1, whole=1, name="Acme", fit=Fit(5), region=7)
WISH = Wish(places=1)


def said(standing: Standing, wish: Wish = WISH, **changes: object) -> list[str]:
    return [each.sentence for each in bars_of(replace(ONE, standing=standing, **changes), wish, ON)]


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (Standing(left=True), "It is no client any more."),
        (Standing(said_no=True), "It was asked for this trial and said no."),
        (Standing(trial_open=True), "It is in another trial, whose end is open."),
        (Standing(trial_ends=ON), "It is in another trial until 1 March 2027."),
        (Standing(trial_ends=ON - DAY), "It rests from trials, and can be asked again from 28 August 2027 on."),
        (Standing(rests_from=date(2026, 9, 2)), "It rests from trials, and can be asked again from 2 March 2027 on."),
        (
            Standing(sensitive=Sensitive.RENEWAL, sensitive_until=ON),
            "It is asked for nothing extra until 1 March 2027.",
        ),
        (Standing(sensitive=Sensitive.RENEWAL), "It is asked for nothing extra at the moment."),
        (Standing(sensitive=Sensitive.ESCALATION), "It is asked for nothing extra at the moment."),
        (Standing(consent=Consent.DECLINED), "Its account manager does not want it to be asked."),
        (Standing(consent=Consent.WAITING), "Its account manager has not agreed yet."),
        (Standing(consent=Consent.UNASKED), "Its account manager has not agreed yet."),
        (Standing(covered=False), "No agreement with it covers trials."),
    ],
)
def test_who_may_not_be_asked_is_told_by_one_sentence(standing, sentence):
    assert said(standing) == [sentence]


@pytest.mark.parametrize(
    "standing",
    [
        Standing(),
        Standing(trial_ends=date(2026, 9, 1)),  # half a year to the day
        Standing(rests_from=date(2026, 9, 1)),
        Standing(sensitive=Sensitive.ESCALATION, sensitive_until=ON - DAY),
        Standing(sensitive_until=ON + DAY),  # of nothing
    ],
)
def test_who_has_rested_and_is_calm_may_be_asked(standing):
    assert said(standing) == []


def test_a_region_the_initiative_does_not_apply_to_is_out_of_scope():
    assert said(Standing(), replace(WISH, regions=frozenset({7}))) == []
    assert said(Standing(), replace(WISH, regions=frozenset({8}))) == ["The initiative does not apply to its region."]
    unknown = "Its region is not known, and the initiative applies to some regions only."
    assert said(Standing(), replace(WISH, regions=frozenset({8})), region=None) == [unknown]
    assert said(Standing(), region=None) == []


def test_who_was_left_out_is_not_asked():
    assert said(Standing(), replace(WISH, leave_out=frozenset({1}))) == ["Somebody left it out of this trial."]


def test_a_longer_pause_and_the_day_on_which_a_reason_ends():
    standing = Standing(trial_ends=date(2026, 6, 30))
    assert said(standing) == []
    (bar,) = bars_of(replace(ONE, standing=standing), replace(WISH, pause=12), ON)
    assert (bar.bar, bar.over_on) == (Bar.RESTS, date(2027, 6, 30))
    for standing in (Standing(trial_ends=ON + 9 * DAY), Standing(sensitive=Sensitive.RENEWAL, sensitive_until=ON)):
        (bar,) = bars_of(replace(ONE, standing=standing), WISH, ON)
        assert bar.over_on
        later = bars_of(replace(ONE, standing=standing), replace(WISH, pause=0), bar.over_on)
        before = bars_of(replace(ONE, standing=standing), replace(WISH, pause=0), bar.over_on - DAY)
        assert (len(later), len(before)) == (0, 1)


def test_every_reason_is_given_and_what_is_not_asked_for_is_none():
    standing = Standing(left=True, consent=Consent.WAITING, covered=False, sensitive=Sensitive.RENEWAL)
    assert len(said(standing)) == 4
    early = replace(WISH, agreed_only=False, covered_only=False)
    assert said(Standing(consent=Consent.UNASKED, covered=False), early) == []
    assert said(Standing(consent=Consent.DECLINED), early) == ["Its account manager does not want it to be asked."]


def test_recent_insights_fit_better_and_only_five_count():
    assert fit_of([], ON) == Fit(0, 0, None)
    days = [date(2026, 9, 1), date(2026, 8, 31), date(2026, 3, 1), date(2026, 2, 28)]
    assert fit_of(days, ON) == Fit(3 + 2 + 2 + 1, 4, date(2026, 9, 1))
    assert fit_of([ON] * 40, ON) == Fit(15, 40, ON)
