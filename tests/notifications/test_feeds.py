"""Addresses of what waits are for one person alone, and their secret is kept as a hash."""

import pytest

from parley.kernel.refusals import Refused
from parley.notifications.actions import end_waiting_feed, make_waiting_feed
from parley.notifications.models import WaitingFeed
from parley.notifications.queries import waiting_feed_given, waiting_feed_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_nobody_makes_or_ends_another_persons(cast: Cast) -> None:
    make_waiting_feed(person=cast.sam, actor=cast.sam, at=cast.at)
    for actor in (cast.aiko, cast.ines):
        for change in (make_waiting_feed, end_waiting_feed):
            with pytest.raises(Refused, match="for one person alone"):
                change(person=cast.sam, actor=actor, at=cast.at)
    assert WaitingFeed.objects.count() == 1


def test_the_token_is_not_in_the_database(cast: Cast) -> None:
    row = make_waiting_feed(person=cast.sam, actor=cast.sam, at=cast.at)
    token = waiting_feed_of(cast.sam.pk)
    assert token
    assert token not in {row.seed, row.token_hash}
    assert waiting_feed_given(token) == row
    assert waiting_feed_given(row.seed) is None
    assert waiting_feed_of(cast.aiko.pk) is None
