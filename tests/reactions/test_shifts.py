"""A team is lent: both groups are told, a dissolved area hands its part on, and who watches gets a mail."""

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.urls import reverse

from parley.disclosure.actions import end_shift
from parley.groups.actions import keep_team, open_area
from parley.ledger.terms import MACHINE
from parley.meetings.actions import dissolve_area
from parley.notifications.terms import Because
from tests.cast import Cast
from tests.disclosure.test_shifting import BECAUSE, lent
from tests.notifications.test_whom import told_of_last
from tests.reactions.later import work_off

if TYPE_CHECKING:
    from parley.groups.models import Team

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def team(cast: Cast) -> "Team":
    return keep_team(area=cast.identity, name="Consent core", capacity=Decimal(13), actor=MACHINE, at=cast.at)


def test_both_groups_are_told_and_who_watches_by_mail(cast: Cast, team: "Team") -> None:
    shift = lent(cast, team)
    told = told_of_last("shift.begun")
    assert {name for name, because in told.items() if because is Because.OWNS} == {"femi", "ravi"}
    assert {"noor", "aiko", "petra", "omar"} <= told.keys()
    assert not {"elena", "lena"} & told.keys()
    work_off()
    assert sorted(each.to[0] for each in mail.outbox) == ["femi@parley.example", "ravi@parley.example"]
    assert mail.outbox[0].subject == "A team is lent: Consent core"
    assert BECAUSE in mail.outbox[0].body
    assert reverse("shift", args=[shift.pk]) in mail.outbox[0].body
    assert "A team is lent" in cast.browser(cast.petra).get(reverse("today")).content.decode()


def test_the_heir_of_a_dissolved_area_takes_its_part(cast: Cast, team: "Team") -> None:
    ads = open_area(name="Ads", charter="", decider=cast.elena, actor=MACHINE, at=cast.at)
    shift, now = lent(cast, team), {"reason": "One group for both.", "actor": cast.ines, "at": cast.at}
    dissolve_area(area=cast.reporting, heir=ads, **now)
    shift.refresh_from_db()
    assert (shift.borrower, shift.ended_at) == (ads, None)
    dissolve_area(area=cast.identity, heir=ads, **now)
    shift.refresh_from_db()
    assert shift.ended_at
    assert shift.back_on == shift.first
    assert cast.browser(cast.ines).get(reverse("shift", args=[shift.pk])).status_code == 200


def test_a_team_that_is_back_is_told_of(cast: Cast, team: "Team") -> None:
    end_shift(shift=lent(cast, team), reason="The auditor is content already.", actor=cast.ravi, at=cast.at)
    assert told_of_last("shift.ended")["elena"] is Because.OWNS
