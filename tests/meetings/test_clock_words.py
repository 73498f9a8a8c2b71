"""A mail says that clocks have changed where that alone makes it another hour for the reader."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail

from parley.ledger.terms import MACHINE
from parley.meetings.actions import publish_meeting, revise_invitations
from parley.meetings.models import Invitation
from parley.meetings.rules import moved_by_clocks
from parley.reactions.invitations import mail_invitation
from tests.cast import Cast
from tests.meetings.made import line, meetings_of, weekly

OCTOBER, NOVEMBER = datetime(2026, 10, 20, 13, 0, tzinfo=UTC), datetime(2026, 11, 3, 14, 0, tzinfo=UTC)
BETWEEN = datetime(2026, 10, 27, 14, 0, tzinfo=UTC)  # Europe has changed, America has not


@pytest.mark.parametrize(
    ("before", "now", "reader", "told"),
    [
        (OCTOBER, NOVEMBER, "Asia/Tokyo", ("22:00", "23:00")),
        (OCTOBER, NOVEMBER, "Europe/London", None),
        (OCTOBER, NOVEMBER, "Europe/Berlin", None),
        (OCTOBER, BETWEEN, "America/New_York", ("09:00", "10:00")),
        (BETWEEN, NOVEMBER, "America/New_York", ("10:00", "09:00")),
        (OCTOBER, NOVEMBER, "America/New_York", None),
        (OCTOBER, NOVEMBER.replace(hour=15), "Asia/Tokyo", None),  # the meeting itself was put later
    ],
)
def test_the_readers_hour_is_told_where_clocks_move_it(before, now, reader, told):
    assert moved_by_clocks(before, now, time_zone="Europe/London", reader_zone=reader) == told


@pytest.mark.django_db
@pytest.mark.database
def test_the_invitation_after_it_says_so_to_whom_it_concerns(cast: Cast):
    now = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
    series = weekly(cast, starts_on=date(2026, 10, 20), at=now)
    before, after = meetings_of(series)[:2]
    for meeting in (before, after):
        line(cast, meeting, at=now)
        publish_meeting(meeting=meeting, actor=cast.femi, at=now)
        revise_invitations(meeting=meeting, actor=MACHINE, at=now)
    told = {}
    for row in Invitation.objects.filter(person__in=[cast.aiko, cast.sam]).order_by("starts_at"):
        mail_invitation({"invitation": row.pk, "sequence": 0}, now)
        told[row.person_id, row.meeting_id] = "Clocks have changed" in mail.outbox[-1].body
    assert told == {
        (cast.aiko.pk, before.pk): False, (cast.sam.pk, before.pk): False,
        (cast.aiko.pk, after.pk): True, (cast.sam.pk, after.pk): False,
    }  # fmt: skip
    words = next(each.body for each in mail.outbox if "Clocks" in each.body)
    assert "for you it was at 22:00, and is at 23:00 now." in words
