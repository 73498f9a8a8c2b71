"""Intervals round a share, against published and recomputed values."""

import pytest

from parley.kernel.intervals import two_sided, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (18, 20, 0.698966, 0.972134),
        (134, 200, 0.602167, 0.731426),
        (14, 21, 0.45, 0.83),
    ],
)
def test_wilson_gives_the_published_intervals(hits, of, low, high):
    digits = 2 if of == 21 else 6 if of in (20, 200) and hits else 4
    assert list(wilson(hits, of) or ()) == pytest.approx([low, high], abs=0.51 / 10**digits)


def test_of_nothing_there_is_no_share_and_all_of_few_is_not_certain():
    assert wilson(0, 0) is None
    assert list(wilson(5, 5) or ()) == pytest.approx([0.5655, 1.0], abs=1e-4)


def test_a_deviation_is_as_likely_as_the_normal_distribution_says():
    assert two_sided(0) == 1
    assert two_sided(1.959963984540054) == pytest.approx(0.05, abs=1e-12)
    assert two_sided(-1.081476) == pytest.approx(0.279485, abs=1e-6)
