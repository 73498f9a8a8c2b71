"""Random weeks of a company: each hears once of what they may and want to hear, and never of anything else.

What is told, mailed and digested is compared with a plain model (`weeks.py`, `weeks_digests.py`) while people speak,
name others, take words back, answer, read, choose levels, rhythms, quiet hours and days away, lose and get their
places, while an initiative is hidden and shown again, and while mails go whose worker dies before it can say so.
"""

import os

import pytest

from tests.cast import Cast
from tests.notifications.weeks_played import Week

pytestmark = [pytest.mark.django_db]
WEEKS = int(os.environ.get("PARLEY_TEST_WEEKS", "2"))  # how many of `test_many_random_weeks`; as many as there is time


def test_a_random_week_tells_each_what_they_may_and_want_to_hear_once(cast: Cast) -> None:
    seen = Week(cast, 5).go_on(80)
    happened = ("told", "mails", "again", "bundles", "deaths", "read", "digests", "digests again", "taken back")
    assert min(seen[each] for each in happened) > 0, seen


@pytest.mark.once
@pytest.mark.parametrize("seed", range(10, 10 + WEEKS))
def test_many_random_weeks(cast: Cast, seed: int) -> None:
    seen = Week(cast, seed).go_on(160)
    assert seen["mails"] + seen["digests"] > 5, seen
