"""What became of promises, and whether they turned out as sure as they were called: reference values of METHODS (k)."""

from datetime import date, timedelta

import pytest

from parley.disclosure.rules import became, calibration_of, compared, is_forecast
from parley.disclosure.rules.calibration import brier_of, median_of, spiegelhalter, still_to_come
from parley.disclosure.terms import Band, Forecast, Outcome, Slip
from parley.kernel.intervals import two_sided, wilson
from parley.roadmap.terms import Confidence, Stage

CHANCES = [0.9] * 5 + [0.7] * 4 + [0.5] * 4 + [0.3] * 2 + [0.1]
KEPT = [bool(each) for each in (1, 1, 1, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0)]
FREIREICH = [
    (6, True), (6, True), (6, True), (6, False), (7, True), (9, False), (10, True), (10, False), (11, False),
    (13, True), (16, True), (17, False), (19, False), (20, False), (22, True), (23, True), (25, False), (32, False),
    (32, False), (34, False), (35, False),
]  # fmt: skip
DUE = date(2026, 6, 30)
TODAY = date(2026, 9, 1)


def forecast(**given):
    return Forecast(**({"due": DUE, "confidence": Confidence.HIGH, "told_on": date(2026, 1, 5), "stage": Stage.BUILD}
                       | given))  # fmt: skip


def live(day, **given):
    return forecast(stage=Stage.LIVE, live_on=day, **given)


@pytest.mark.parametrize(
    ("chance", "kept", "score"),
    [(1, 1, 0), (1, 0, 1), (0.7, 1, 0.09), (0.3, 1, 0.49), (0.5, 1, 0.25), (0.5, 0, 0.25)],
)
def test_one_promise_scores_as_brier_says(chance, kept, score):
    assert brier_of([chance], [bool(kept)]).score == pytest.approx(score)


def test_brier_and_its_parts_of_the_reference():
    found = brier_of(CHANCES, KEPT)
    assert found.score == pytest.approx(0.225)
    assert found.reliability == pytest.approx(0.01875)
    assert found.resolution == pytest.approx(0.039844, abs=1e-6)
    assert found.uncertainty == pytest.approx(0.246094, abs=1e-6)
    assert found.score == pytest.approx(found.reliability - found.resolution + found.uncertainty)


def test_spiegelhalters_test_of_the_reference():
    z = spiegelhalter(CHANCES, KEPT)
    assert z == pytest.approx(1.081476, abs=1e-6)
    assert two_sided(z) == pytest.approx(0.279485, abs=1e-6)


def test_kaplan_and_meier_of_freireichs_patients():
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    curve = dict(still_to_come(FREIREICH))
    assert curve.keys() == published.keys()
    assert all(share == pytest.approx(published[day], abs=6e-4) for day, share in curve.items())
    assert median_of(still_to_come(FREIREICH)) == 23


def test_open_promises_are_not_left_out_of_the_slip():
    weeks = [-1, 0, 0, 0, 1, 2, 2, 3, 5, 8, 9, 12]
    watched = [(late, late < 8) for late in weeks]
    assert median_of(still_to_come(watched)) == 2
    assert median_of(still_to_come([each for each in watched if each[1]])) == 1  # what leaving them out would say
    assert median_of(still_to_come([(5, False), (7, False)])) is None


def test_what_became_of_a_promise():
    def said(promise, on=TODAY):
        found = became(promise, on=on)
        return found and (found.outcome, found.days)

    assert said(live(date(2026, 6, 30))) == (Outcome.KEPT, 0)
    assert said(live(date(2026, 5, 1))) == (Outcome.KEPT, -60)
    assert said(live(date(2026, 7, 10))) == (Outcome.LATE, 10)
    assert said(forecast()) == (Outcome.STILL_OPEN, 63)
    assert said(forecast(stage=Stage.STOPPED)) == (Outcome.DROPPED, 63)
    assert said(live(date(2026, 6, 1)), DUE) is None  # kept already, but others of its day may still be
    assert said(forecast(stage=Stage.LIVE)) == (None, 63)  # it came to Parley as live
    assert said(forecast(stage=Stage.STOPPED, live_on=date(2026, 6, 1))) == (Outcome.KEPT, -29)  # live, then ended


def test_what_is_told_of_a_live_thing_is_no_forecast():
    assert is_forecast(live(date(2026, 5, 1)))
    assert not is_forecast(live(date(2026, 1, 5)))


def test_open_and_dropped_promises_count_and_unknown_ones_are_said():
    told = [live(date(2026, 6, 1))] * 3 + [forecast(), forecast(stage=Stage.STOPPED), live(date(2026, 8, 1))]
    told += [forecast(stage=Stage.LIVE), forecast(due=date(2026, 12, 31))]
    found = calibration_of(told, on=TODAY)
    high, medium, low = found.bands
    assert (high.kept, high.late, high.still_open, high.dropped, high.of) == (3, 1, 1, 1, 6)
    assert high.interval == wilson(3, 6)
    assert (medium.of, low.of, medium.interval) == (0, 0, None)
    assert (found.kept, found.of, found.running, found.unknown) == (3, 6, 1, 1)
    assert (found.brier, found.chance, found.slip) == (None, None, None)


@pytest.mark.parametrize("few", [True, False])
def test_slip_is_said_from_20_settled_promises_and_brier_from_40(few):
    came = [live(DUE + timedelta(days=days)) for days in range(20 - few)]
    found = calibration_of([*came, *[forecast()] * (20 - few)], on=TODAY)
    assert (found.slip is None, found.brier is None) == (few, few)
    if not few:
        assert found.slip == Slip(19)  # half of forty, each of which was watched until today
        assert found.brier is not None
        assert found.chance is not None
        assert found.brier.score == pytest.approx((0.1**2 + 39 * 0.9**2) / 40)
        assert found.chance < 0.001


def test_a_band_is_held_against_its_word_only_as_far_as_its_interval_tells():
    def word(confidence, kept, of):
        return compared(Band(confidence=confidence, kept=kept, late=of - kept, still_open=0, dropped=0,
                             interval=wilson(kept, of)))  # fmt: skip

    assert word(Confidence.MEDIUM, 14, 21) == 0
    assert word(Confidence.HIGH, 10, 40) == -1
    assert word(Confidence.LOW, 38, 40) == 1
    assert word(Confidence.HIGH, 0, 0) == 0
