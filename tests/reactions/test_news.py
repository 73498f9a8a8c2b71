"""News by mail: together, not while somebody is left in peace, and nothing that was read or went out of sight."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from parley.decisions.queries import options_of
from parley.groups.actions import remove_member
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE
from parley.notifications.actions import read_up
from parley.notifications.actions.levels import hear_of_thing
from parley.notifications.actions.news import mail_together, note_seen
from parley.notifications.models import Notice
from parley.notifications.terms import Level
from parley.people.actions import choose_quiet_hours, note_away
from parley.people.terms import person_ref
from parley.reactions.news import gather_held, mail_news
from parley.reactions.table import react
from parley.reactions.worker import Worker
from parley.topics.actions import answer_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import follow, say, withdraw_comment
from tests.cast import Cast, history
from tests.decisions.made import REASON, decision, settle_and_publish
from tests.reactions.later import work_off
from tests.reactions.spoken import now, spoken, to
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


def at_hour(hour: int) -> datetime:
    """Give the next moment at which it is some hour in Tokyo."""
    today = timezone.now().replace(minute=0, second=0, microsecond=0)
    return next(at for n in range(1, 25) if (at := today + timedelta(hours=n)).astimezone(UTC).hour == (hour - 9) % 24)


def held(cast: Cast, *, by_hour: int = 20) -> datetime:
    """Aiko's topic was spoken of and answered in her quiet hours; give when they end."""
    choose_quiet_hours(person=cast.aiko, first=time(19), until=time(8), **now(cast.aiko))
    made = topic(cast, cast.aiko)
    spoken(cast, made, "I asked legal.")
    answer_topic(topic=made, answer="Yes: APPI is covered from January on.", **now(cast.noor))
    for work in list(Pending.objects.filter(task="react").order_by("pk")):
        react(work.payload, at_hour(by_hour))
        work.delete()
    return at_hour(by_hour) + timedelta(hours=12)


def look(at: datetime) -> None:
    """Let the worker look at what is held, and do what is due."""
    gather_held(at)
    Worker(clock=lambda: at).work_off()
    assert not outbox.parked()


def test_what_comes_within_minutes_is_one_mail_with_the_words_and_a_link_each(cast: Cast) -> None:
    made, other = topic(cast, cast.aiko), topic(cast, cast.aiko, "Does it cover Korea?")
    said = spoken(cast, made, "I asked legal.")
    answer_topic(topic=other, answer="Yes: PIPA is covered from January on.", **now(cast.noor))
    Worker().work_off()
    assert to(cast.aiko) == [], "more may come"
    work_off()
    (message,) = to(cast.aiko)
    assert message.subject == "Said about: Does consent cover Japan?, and one more"
    for words in ("I asked legal.", "PIPA is covered", f"/comments/{said.pk}/", f"/topics/{other.pk}/", "Noor Haddad"):
        assert words in message.body
        assert words in message.alternatives[0][0]
    assert history(person_ref(cast.aiko.pk))[0] == "put 2 notices into a mail"
    work_off(after=timedelta(days=1))
    assert len(to(cast.aiko)) == 1


@pytest.mark.parametrize("several", [False, True])
def test_what_was_said_looks_in_a_mail_as_it_does_on_its_page(cast: Cast, *, several: bool) -> None:
    made = topic(cast, cast.aiko)
    spoken(cast, made, "We have **two** cases:\n\n- one in Japan\n- <script>alert(1)</script>")
    if several:
        spoken(cast, made, "Both are dated.")
    work_off()
    (message,) = to(cast.aiko)
    html = message.alternatives[0][0]
    assert "<strong>two</strong>" in html
    assert "<li>one in Japan</li>" in html
    assert "<script" not in html
    assert "We have **two** cases:" in message.body


def test_in_quiet_hours_all_waits_for_one_mail_at_their_end(cast: Cast) -> None:
    end = held(cast)
    look(end - timedelta(hours=1))
    assert to(cast.aiko) == []
    look(end)
    (message,) = to(cast.aiko)
    assert "I asked legal." in message.body
    assert "APPI is covered" in message.body


def test_what_was_read_in_the_night_is_not_mailed_in_the_morning(cast: Cast) -> None:
    end = held(cast)
    read_up(person=cast.aiko, until=end - timedelta(hours=2), actor=cast.aiko, at=end - timedelta(hours=2))
    look(end)
    assert to(cast.aiko) == []


def test_what_went_out_of_sight_in_the_night_is_not_mailed_in_the_morning(cast: Cast) -> None:
    choose_quiet_hours(person=cast.sam, first=time(19), until=time(8), **now(cast.sam))
    made = topic(cast, cast.aiko)
    hear_of_thing(thread=made.thread, on=topic_ref(made.pk), level=Level.EVERYTHING, **now(cast.sam))
    comment = spoken(cast, made, "I asked legal.")
    Worker().work_off()
    assert Notice.objects.filter(person=cast.sam, mail_after__isnull=False).count() == 1
    remove_member(area=cast.identity, person=cast.sam, **now(cast.ines))
    look(timezone.now() + timedelta(days=1))
    look(timezone.now() + timedelta(days=1, hours=12))
    assert to(cast.sam) == []
    assert comment.text not in str([each.body for each in mail.outbox if each.to != [cast.aiko.email]])


def test_words_taken_back_are_not_mailed(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    comment = spoken(cast, made, "I asked legal.")
    Worker().work_off()
    withdraw_comment(comment=comment, on=topic_ref(made.pk), **now(cast.noor))
    work_off()
    assert to(cast.aiko) == []


def test_whoever_is_away_reads_one_mail_when_they_are_back(cast: Cast) -> None:
    first = today_of(cast.aiko, timezone.now())
    note_away(person=cast.aiko, first=first, last=first + timedelta(days=6), deputy=None, **now(cast.aiko))
    made = topic(cast, cast.aiko)
    for n in range(3):
        spoken(cast, made, f"Word {n}.")
        look(timezone.now() + timedelta(hours=n + 1))
    assert to(cast.aiko) == []
    look(timezone.now() + timedelta(days=8))
    (message,) = to(cast.aiko)
    assert [f"Word {n}." in message.body for n in range(3)] == [True] * 3


def test_coming_back_early_counts_at_once(cast: Cast) -> None:
    first = today_of(cast.aiko, timezone.now())
    note_away(person=cast.aiko, first=first, last=first + timedelta(days=6), deputy=None, **now(cast.aiko))
    spoken(cast, topic(cast, cast.aiko), "I asked legal.")
    work_off()
    assert to(cast.aiko) == []
    note_away(person=cast.aiko, first=None, last=None, deputy=None, **now(cast.aiko))
    look(timezone.now() + timedelta(minutes=12))
    assert len(to(cast.aiko)) == 1


def test_a_mail_sent_again_bears_the_same_id_though_part_of_it_was_read(cast: Cast) -> None:
    made, other = topic(cast, cast.aiko), topic(cast, cast.aiko, "Does it cover Korea?")
    spoken(cast, made, "I asked legal.")
    spoken(cast, other, "Korea too.")
    at = timezone.now() + timedelta(minutes=6)
    Worker().work_off()
    worker = Worker(clock=lambda: at)
    while not (work := Pending.objects.filter(task="mail_notice").first()):
        assert worker.one()
    mail_news(work.payload, at)
    note_seen(person=cast.aiko.pk, on=topic_ref(made.pk), until=at, actor=MACHINE, at=at)
    mail_news(work.payload, at)
    one, again = to(cast.aiko)
    assert one.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]
    assert "I asked legal." in one.body
    assert "I asked legal." not in again.body


def test_a_mail_server_that_is_down_for_an_hour_floods_nobody_afterwards(cast: Cast, settings: Any) -> None:
    up = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    made, start = topic(cast, cast.aiko), timezone.now()
    for n in range(12):
        say(thread=made.thread, text=f"Word {n}.", on=topic_ref(made.pk), actor=cast.noor,
            at=start + timedelta(minutes=5 * n))  # fmt: skip
        at = start + timedelta(minutes=5 * n + 1)
        gather_held(at)
        Worker(clock=lambda at=at: at).work_off()
    settings.EMAIL_BACKEND = up
    for n in range(30):
        look(start + timedelta(minutes=65 + 5 * n))
    mails = to(cast.aiko)
    assert len(mails) == 2
    assert sorted(f"Word {n}." for n in range(12)) == sorted(
        words for each in mails for n in range(12) if (words := f"Word {n}.") in each.body
    )


def test_a_mail_that_waited_for_the_server_until_night_goes_in_the_morning_under_its_name(
    cast: Cast, settings: Any
) -> None:
    made = topic(cast, cast.aiko)
    choose_quiet_hours(person=cast.aiko, first=time(19), until=time(8), **now(cast.aiko))
    answer_topic(topic=made, answer="Yes: APPI is covered.", **now(cast.noor))
    evening = at_hour(18)
    for work in list(Pending.objects.filter(task="react").order_by("pk")):
        react(work.payload, evening)
        work.delete()
    Pending.objects.exclude(task="gather_news").delete()
    up = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    look(evening + timedelta(minutes=6))
    settings.EMAIL_BACKEND = up
    (work,) = Pending.objects.filter(task="mail_notice")
    for hours in range(1, 15):
        look(evening + timedelta(hours=hours, minutes=59))
        assert to(cast.aiko) == [] or hours == 14
    (message,) = to(cast.aiko)
    assert f"<notice-{cast.aiko.pk}-{work.payload['entry']}@" in message.extra_headers["Message-ID"]


def test_a_mail_that_waits_for_the_morning_goes_soon_once_its_reader_is_up(cast: Cast) -> None:
    ends = held(cast)
    mail_together(person=cast.aiko.pk, actor=MACHINE, at=ends)
    night = ends - timedelta(hours=3)
    Pending.objects.filter(task="mail_notice").update(run_after=night)
    look(night)
    assert to(cast.aiko) == []
    choose_quiet_hours(person=cast.aiko, first=None, until=None, **now(cast.aiko))
    look(night + timedelta(minutes=59))
    assert to(cast.aiko) == []
    look(night + timedelta(minutes=61))
    assert len(to(cast.aiko)) == 1


def test_whoever_speaks_has_read_what_was_said_before(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    spoken(cast, made, "I asked legal.")
    Worker().work_off()
    spoken(cast, made, "Thank you.", by=cast.aiko)
    work_off()
    assert to(cast.aiko) == []
    assert Notice.objects.get(person=cast.aiko, entry__kind="comment.said").read_at


def test_what_was_read_on_its_page_is_not_mailed_and_what_came_since_is(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    first = spoken(cast, made, "I asked legal.")
    spoken(cast, made, "They said yes.")
    Worker().work_off()
    cast.browser(cast.aiko).post(reverse("conversation_reading", args=[made.thread_id]), {"comment": first.pk})
    work_off()
    (message,) = to(cast.aiko)
    assert "They said yes." in message.body
    assert "I asked legal." not in message.body


def test_a_bundle_of_news_is_turned_off_from_its_foot(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    spoken(cast, made, "I asked legal.")
    spoken(cast, made, "They said yes.")
    work_off()
    (message,) = to(cast.aiko)
    out = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert out in message.body
    assert out in message.alternatives[0][0]
    spoken(cast, made, "From January on.")
    Worker().work_off()
    assert cast.browser(cast.omar).post(out.removeprefix(settings.PUBLIC_URL)).status_code == 200
    work_off()
    assert len(to(cast.aiko)) == 1
    assert not Notice.objects.filter(person=cast.aiko, mail_after__isnull=False, mailed_at=None).exists()


def test_whoever_merely_follows_reads_comments_on_today_and_not_by_mail(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    follow(thread=made.thread, following=True, **now(cast.sam))
    spoken(cast, made, "I asked legal.")
    work_off()
    assert to(cast.sam) == []
    assert Notice.objects.get(person=cast.sam, entry__kind="comment.said").mail_after is None


def test_in_a_list_a_decision_says_what_was_chosen_and_why(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    spoken(cast, made, "I asked legal.")
    settled = decision(cast, topics=[made])
    settle_and_publish(decision=settled, option=options_of(settled)[1], reason=REASON, **now(cast.elena))
    work_off()
    (message,) = [each for each in to(cast.aiko) if not each.subject.startswith("To decide")]
    assert options_of(settled)[1].title in message.body
    assert REASON in message.body
    assert f"/decisions/{settled.pk}/" in message.body
