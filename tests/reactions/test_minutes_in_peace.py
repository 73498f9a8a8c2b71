"""Minutes wait for the end of quiet hours and days away: one mail then, or the digest of whoever wants no such mail."""

from datetime import datetime
from typing import Any

import pytest
from django.core import mail

from parley.ledger import outbox
from parley.meetings.actions import publish_minutes
from parley.meetings.models import Meeting
from parley.notifications.actions.digests import choose_mails
from parley.notifications.models import Notice
from parley.notifications.rules import TOGETHER
from parley.people.actions import note_away
from parley.reactions import minutes
from parley.reactions.digests import mail_digest
from parley.reactions.minutes import mail_minutes, send_minutes
from tests.cast import Cast
from tests.meetings.test_minutes import held
from tests.reactions.digested import DAILY, chosen
from tests.reactions.later import do
from tests.reactions.test_left_in_peace import DAY, HOUR, MINUTE, quiet, work_at

pytestmark = pytest.mark.django_db


def published_at(cast: Cast, at: datetime, *titles: str) -> list[Meeting]:
    """Minutes that are published, told of, and sent a little later."""
    done = [publish_minutes(meeting=held(cast, each), actor=cast.femi, at=at) for each in titles]
    work_at(at + MINUTE)
    send_minutes(at + 10 * MINUTE)
    work_at(at + 11 * MINUTE)
    return done


def to_sam() -> list[Any]:
    """What minutes Sam was mailed."""
    return [each for each in mail.outbox if each.to[0].startswith("sam") and "Minutes" in each.subject]


def digest_at(cast: Cast, at: datetime) -> list[str]:
    """What Sam's digest says then, if there is one."""
    mail.outbox.clear()
    do(mail_digest, {"person": cast.sam.pk, "planned": at.isoformat()}, at)
    return [str(each.body) for each in mail.outbox]


def no_minutes(cast: Cast, at: datetime) -> None:
    choose_mails(person=cast.sam, times=DAILY, news=True, minutes=False, actor=cast.sam, at=at)


@pytest.mark.database
def test_the_minutes_of_a_night_or_an_absence_are_one_mail(cast: Cast) -> None:
    quiet(cast, cast.sam, hours=(-1, 5))
    meetings = [each for n in range(3) for each in published_at(cast, cast.at + n * HOUR, f"Prices {n}")]
    assert to_sam() == []
    assert len(outbox.payloads(f"gather_minutes:{cast.sam.pk}:")) == 1, "one piece waits for each person"
    work_at(cast.at + 6 * HOUR)
    (told,) = to_sam()
    assert told.subject.startswith("Minutes of 3 meetings")
    assert all(f"Prices {n}" in told.body for n in range(3))
    assert f"<minutes-{cast.sam.pk}-{meetings[0].pk}@" in told.extra_headers["Message-ID"]
    assert not outbox.waiting("gather_minutes")
    work_at(cast.at + 8 * HOUR)
    assert len(to_sam()) == 1


def test_a_mail_bears_its_name_however_much_of_it_is_left_when_it_is_sent_again(cast: Cast) -> None:
    first, _second = published_at(cast, cast.at, "Prices", "Exports")
    mail_minutes({"person": cast.sam.pk, "meetings": [first.pk, 0]}, cast.at + HOUR)
    whole, again = to_sam()
    assert ["Exports" in each.body for each in (whole, again)] == [True, False]
    assert whole.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]


def test_what_comes_while_a_mail_waits_for_the_server_goes_in_the_next(cast: Cast) -> None:
    key = f"mail_minutes:{cast.sam.pk}:0"
    stuck = {"person": cast.sam.pk, "meetings": [0]}
    outbox.ensure("mail_minutes", unique_key=key, run_after=cast.at + HOUR, payload=stuck)
    published_at(cast, cast.at, "Prices")
    published_at(cast, cast.at + 20 * MINUTE, "Exports")
    assert to_sam() == []
    work_at(cast.at + HOUR)
    work_at(cast.at + HOUR + TOGETHER)
    assert [each.subject.startswith("Minutes of 2 meetings") for each in to_sam()] == [True]


@pytest.mark.parametrize("told_between", [False, True])
def test_whoever_turns_minutes_off_while_they_wait_has_them_in_the_digest(cast: Cast, *, told_between: bool) -> None:
    chosen(cast, cast.sam)
    quiet(cast, cast.sam, hours=(-1, 5))
    published_at(cast, cast.at, "Prices")
    if told_between:
        choose_mails(person=cast.sam, times=DAILY, news=True, minutes=True, actor=cast.sam, at=cast.at + HOUR)
        assert not any("Prices" in each for each in digest_at(cast, cast.at + 2 * HOUR))
    no_minutes(cast, cast.at + 3 * HOUR)
    mail.outbox.clear()
    work_at(cast.at + 6 * HOUR)
    assert to_sam() == []
    assert any("inutes" in each for each in digest_at(cast, cast.at + 7 * HOUR))
    assert not any("inutes" in each for each in digest_at(cast, cast.at + 31 * HOUR)), "and once"


def test_what_a_digest_told_is_not_left_to_another(cast: Cast) -> None:
    chosen(cast, cast.sam, minutes=False)
    publish_minutes(meeting=held(cast, "Prices"), actor=cast.femi, at=cast.at)
    work_at(cast.at + MINUTE)
    assert any("inutes" in each for each in digest_at(cast, cast.at + 2 * MINUTE))
    notice = Notice.objects.get(person=cast.sam, entry__kind="meeting.minutes_published")
    send_minutes(cast.at + 10 * MINUTE)
    work_at(cast.at + 11 * MINUTE)
    assert Notice.objects.filter(pk=notice.pk, mailed_at=notice.mailed_at).exists()
    assert (notice.mailed_at is not None, to_sam()) == (True, [])


def test_after_a_long_absence_the_last_are_told_in_full_and_those_before_named(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minutes, "MOST_TOLD", 2)
    today = cast.at.date()
    note_away(person=cast.sam, first=today, last=today + 20 * DAY, deputy=None, actor=cast.sam, at=cast.at)
    for n in range(3):
        published_at(cast, cast.at + n * DAY, f"Prices {n}")
    work_at(cast.at + 22 * DAY)
    (told,) = to_sam()
    assert told.subject.startswith("Minutes of 3 meetings")
    assert [f"Said of Prices {n}." in told.body for n in range(3)] == [False, True, True]
    assert "Minutes of meetings before these" in told.body
    assert told.alternatives[0][0].count("/meetings/") >= 3
