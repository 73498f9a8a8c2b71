"""Nobody decides for somebody who has left the company."""

from datetime import timedelta

import pytest

from parley.decisions.actions import name_deputy, see_to_deputies, settle_decision
from parley.decisions.models import DecidingDeputy
from parley.decisions.queries import decisions_visible_to, facts_of, options_of, to_decide, viewers_of_decision
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.people.actions import note_leaving
from tests.cast import Cast
from tests.decisions.made import REASON, decision

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_deputys_time_ends_with_whoever_named_them(cast: Cast) -> None:
    row, today = decision(cast), today_of(cast.elena, cast.at)
    name_deputy(person=cast.omar, first=today, last=today + timedelta(days=9), actor=cast.elena, at=cast.at)
    with pytest.raises(Refused, match="This day has passed"):
        name_deputy(person=cast.omar, first=today - timedelta(days=1), last=today, actor=cast.elena, at=cast.at)
    omar = cast.viewer(cast.omar)
    assert row in to_decide(omar)
    note_leaving(person=cast.elena, on=today, actor=MACHINE, at=cast.at)
    assert row not in decisions_visible_to(omar)
    assert cast.omar not in viewers_of_decision(row)
    assert not facts_of(row).deputies
    with pytest.raises(Refused, match="Only the decider"):
        settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.omar, at=cast.at)
    assert see_to_deputies(actor=MACHINE, at=cast.at) == 1
    assert not DecidingDeputy.objects.filter(ended_at=None).exists()
