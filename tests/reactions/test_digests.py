"""Digests: what is new to one person, once, at their hour, with nothing they may not see or know already."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from parley.decisions.actions import publish_decision
from parley.decisions.queries import decision_seen
from parley.decisions.terms import decision_ref
from parley.disclosure.actions import change_regions, move_stage, replan, replan_region
from parley.groups.actions import remove_member
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE
from parley.notifications.actions import read_up
from parley.notifications.actions.digests import choose_mails, follow_the_clock
from parley.notifications.models import Notice
from parley.notifications.models.digests import MailChoice
from parley.notifications.rules import TOGETHER
from parley.notifications.terms import WaitingThing, Waits
from parley.notifications.terms.digests import Rhythm, Times, mails_ref
from parley.notifications.terms.verbs import VERBS
from parley.people.actions import change_person, choose_quiet_hours, note_away, note_leaving
from parley.people.models import Person
from parley.reactions.digests import mail_digest, plan, times_said
from parley.reactions.news import gather, mail_news
from parley.reactions.news_words import SENTENCES
from parley.reactions.table import TELLS, react
from parley.reactions.waiting_words import waiting_said
from parley.reactions.worker import Worker
from parley.roadmap.actions import show_to
from parley.roadmap.models import Initiative
from parley.roadmap.queries import viewers_of_initiative
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, initiative_ref
from parley.screens.today.waiting import href_of
from parley.topics.actions import answer_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import follow, say, withdraw_comment
from tests.cast import Cast, history
from tests.decisions.made import QUESTION, REASON
from tests.disclosure.made import Q3, fresh, in_build
from tests.reactions.later import do, work_off
from tests.reactions.test_decided import settled
from tests.roadmap.made import initiative
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]
DAILY = Times(Rhythm.WORKING_DAYS)
BECAUSE = "The audits moved to autumn."


def before_it_died(send: Callable[[], Any]) -> Any:
    """Send, and die before it is kept that it went."""
    with transaction.atomic():
        sent = send()
        transaction.set_rollback(True)
    return sent


def chosen(cast: Cast, *people: Person, **given: Any) -> None:
    Pending.objects.all().delete()  # nobody is told of how the company was founded
    facts: dict[str, Any] = {"times": DAILY, "news": True, "minutes": True, "at": cast.at} | given
    for each in people:
        choose_mails(person=each, actor=each, **facts)


def followed(cast: Cast, *people: Person, title: str = "Consent signals") -> Initiative:
    """An initiative of identity that some people follow."""
    row = initiative(cast, title)
    for each in people:
        follow(thread=row.thread, following=True, actor=each, at=cast.at)
    return row


def moved(cast: Cast, row: Initiative, *, by: Person | None = None) -> None:
    plan = Plan(horizon=Horizon.NEXT, window=Q3, confidence=Confidence.LOW)
    replan(initiative=fresh(row), plan=plan, reason=BECAUSE, actor=by or cast.noor, at=cast.at)


def told() -> None:
    """Let people be told, while mails still wait."""
    for work in list(Pending.objects.filter(task="react").order_by("pk")):
        react(work.payload, timezone.now())
        work.delete()


def digests(*people: Person, planned: str = "") -> list[Any]:
    """The digests that some people are sent now."""
    mail.outbox.clear()
    for each in people:
        do(mail_digest, {"person": each.pk, "planned": planned or timezone.now().isoformat()}, timezone.now())
    return mail.outbox


def one(person: Person, *, planned: str = "") -> Any:
    (message,) = digests(person, planned=planned)
    return message


@pytest.mark.database
def test_it_says_what_is_new_once_with_its_reason_and_a_way_out(cast: Cast) -> None:
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    message = one(cast.sam, planned="2026-01-05T08:00:00+00:00")
    assert message.to == ["sam@parley.example"]
    assert message.subject == "New: Consent signals"
    html = message.alternatives[0][0]
    for words in (
        "Consent signals",
        "It was planned anew.",
        "Noor Haddad",
        BECAUSE,
        "each working day at 08:00 London",
    ):
        assert words in message.body
        assert words in html
    assert message.extra_headers["Message-ID"] == f"<digest-{cast.sam.pk}-20260105T0800Z@127.0.0.1>"
    out = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert out.startswith(f"{settings.PUBLIC_URL}/unsubscribe/")
    assert out in message.body
    assert out in html
    assert digests(cast.sam) == [], "nothing is new since"


def test_first_what_waits_then_what_became_of_it_then_decisions_then_the_rest(cast: Cast) -> None:
    chosen(cast, cast.noor, news=False)
    moved(cast, followed(cast, cast.noor), by=cast.ines)
    found = followed(cast, cast.noor, title="Proof of consent")
    asked = topic(cast, cast.noor, "Can deletion be proven?")
    answer_topic(topic=asked, answer="Yes, by the audit log.", actor=cast.femi, at=cast.at)
    topic(cast, cast.aiko, "Does consent cover Japan?")
    publish_decision(decision=settled(cast, found), credits=[], actor=cast.femi, at=timezone.now())
    told()
    body = one(cast.noor).body
    places = [
        body.index(words)
        for words in ("What waits for you", "Answer Does consent cover Japan?", "What became of what you said",
                      "Your topic Can deletion be proven? has its answer", "Yes, by the audit log.", "Decided, and why",
                      QUESTION, REASON, "What else is new", "Consent signals", "It was planned anew.")
    ]  # fmt: skip
    assert places == sorted(places)
    assert body.count("Can deletion be proven?") == 1, "an answer is said once, not as news again"


def test_nothing_is_told_that_was_read_or_mailed(cast: Cast) -> None:
    chosen(cast, cast.sam, cast.aiko)
    moved(cast, followed(cast, cast.sam))
    asked = topic(cast, cast.aiko)
    answer_topic(topic=asked, answer="Yes: APPI is covered from January on.", actor=cast.noor, at=cast.at)
    work_off()
    assert [each.to for each in mail.outbox] == [["aiko@parley.example"]], "her answer was mailed at once"
    assert Notice.objects.get(person=cast.aiko).mailed_at
    read_up(person=cast.sam, until=timezone.now(), actor=cast.sam, at=timezone.now())
    assert digests(cast.sam, cast.aiko) == []


def answered(cast: Cast) -> None:
    """Aiko's topic is answered, and she is told; the mail still waits."""
    chosen(cast, cast.aiko)
    words = "Yes: APPI is covered from January on."
    answer_topic(topic=topic(cast, cast.aiko), answer=words, actor=cast.noor, at=cast.at)
    told()


def test_what_is_mailed_at_once_is_in_no_digest_not_even_before(cast: Cast) -> None:
    answered(cast)
    assert digests(cast.aiko) == []
    work_off()
    assert len(mail.outbox) == 1
    assert digests(cast.aiko) == []


def test_who_turns_news_off_before_they_went_has_them_in_the_digest_once(cast: Cast) -> None:
    answered(cast)
    choose_mails(person=cast.aiko, times=DAILY, news=False, minutes=True, actor=cast.aiko, at=timezone.now())
    work_off()
    assert mail.outbox == []
    assert "APPI is covered" in one(cast.aiko).body
    assert digests(cast.aiko) == []


def test_news_that_wait_for_the_mail_server_go_into_the_digest_of_who_turns_them_off(cast: Cast) -> None:
    answered(cast)
    later = timezone.now() + TOGETHER
    gather({"person": cast.aiko.pk}, later)
    choose_mails(person=cast.aiko, times=DAILY, news=False, minutes=True, actor=cast.aiko, at=later)
    mail_news(Pending.objects.get(task="mail_notice").payload, later)
    assert mail.outbox == []
    assert "APPI is covered" in one(cast.aiko).body


def test_of_who_turned_news_off_nothing_waits_to_be_mailed(cast: Cast) -> None:
    chosen(cast, cast.aiko, news=False, minutes=False)
    answer_topic(topic=topic(cast, cast.aiko), answer="Yes, from January on.", actor=cast.noor, at=cast.at)
    told()
    assert Notice.objects.get(person=cast.aiko).mail_after is None
    assert not Pending.objects.filter(task="gather_news", payload__person=cast.aiko.pk).exists()
    assert "Yes, from January on." in one(cast.aiko).body


def test_nothing_is_said_of_what_they_may_not_see_any_more(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row = followed(cast, cast.sam)
    moved(cast, row)
    told()
    show_to(initiative=fresh(row), audience=Audience.PRODUCT_TEAM, actor=cast.noor, at=cast.at)
    assert digests(cast.sam) == []
    show_to(initiative=fresh(row), audience=Audience.GROUP, actor=cast.noor, at=cast.at)
    assert "Consent signals" in one(cast.sam).body


def test_whoever_is_named_in_a_comment_is_told_that(cast: Cast) -> None:
    chosen(cast, cast.sam, cast.aiko, news=False)
    row = followed(cast, cast.sam, cast.aiko)
    say(thread=row.thread, text=f"@{cast.sam.name}, do you know?", on=initiative_ref(row.pk),
        readers=viewers_of_initiative(row), actor=cast.noor, at=cast.at)  # fmt: skip
    told()
    assert "Somebody wrote your name there." in one(cast.sam).body
    assert "Something was said about it." in one(cast.aiko).body


def test_words_that_were_taken_back_are_not_told(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    follow(thread=made.thread, following=True, actor=cast.sam, at=cast.at)
    chosen(cast, cast.sam)
    facts: dict[str, Any] = {"on": topic_ref(made.pk), "actor": cast.noor, "at": cast.at}
    comment = say(thread=made.thread, text="Hartmann will leave us.", **facts)
    told()
    assert Notice.objects.filter(person=cast.sam).exists()
    withdraw_comment(comment=comment, **facts)
    assert digests(cast.sam) == []


def test_of_words_that_were_taken_back_before_anybody_was_told_nobody_is(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    chosen(cast, cast.sam)
    facts: dict[str, Any] = {"on": topic_ref(made.pk), "actor": cast.noor, "at": cast.at}
    withdraw_comment(comment=say(thread=made.thread, text="Hartmann will leave us.", **facts), **facts)
    told()
    assert not Notice.objects.exists()


def test_who_left_the_group_is_told_nothing_of_the_talk_before_a_decision(cast: Cast) -> None:
    made = settled(cast, in_build(cast))
    follow(thread=made.thread, following=True, actor=cast.sam, at=cast.at)
    chosen(cast, cast.sam)
    say(thread=made.thread, text="We lose Hartmann.", on=decision_ref(made.pk), actor=cast.noor, at=timezone.now())
    told()
    assert Notice.objects.filter(person=cast.sam, entry__kind="comment.said").exists()
    remove_member(area=cast.identity, person=cast.sam, actor=cast.ines, at=timezone.now())
    publish_decision(decision=made, credits=[], actor=cast.femi, at=timezone.now())
    Pending.objects.filter(task="react").delete()
    assert decision_seen(cast.viewer(cast.sam), made.pk), "they may see the decision"
    assert digests(cast.sam) == []
    say(thread=made.thread, text="Now for everybody.", on=decision_ref(made.pk), actor=cast.noor, at=timezone.now())
    told()
    assert "Something was said about it." in one(cast.sam).body


def test_a_crash_between_sending_and_marking_repeats_the_same_id(cast: Cast) -> None:
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    planned = timezone.now().isoformat()
    first = before_it_died(lambda: one(cast.sam, planned=planned))
    second = one(cast.sam, planned=planned)
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert digests(cast.sam) == []


def test_what_is_for_other_regions_is_folded_and_alone_makes_no_mail(cast: Cast) -> None:
    chosen(cast, cast.sam)
    far = followed(cast, cast.sam, title="Only for Asia")
    change_regions(initiative=fresh(far), regions=[cast.apac], reason=BECAUSE, actor=cast.noor, at=cast.at)
    told()
    assert digests(cast.sam) == []
    near = followed(cast, cast.sam, title="For everybody")
    moved(cast, near)
    plan = Plan(horizon=Horizon.LATER, window=Q3, confidence=Confidence.LOW)
    replan_region(initiative=fresh(near), region=cast.amer, plan=plan, reason="Otherwise there, because of the law.",
                  actor=cast.noor, at=cast.at)  # fmt: skip
    told()
    body = one(cast.sam).body
    assert "As another region: 2 more" in body
    assert "Only for Asia" not in body
    assert "because of the law" not in body


def test_what_a_decision_changed_is_said_of_whoever_decided_it(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row = followed(cast, cast.sam)
    made = settled(cast, row, later=True)
    publish_decision(decision=made, credits=[], actor=cast.femi, at=timezone.now())
    told()
    body = one(cast.sam).body
    assert "It was planned anew. (Elena Brandt" in body
    assert "Femi Adeyemi" not in body, "she only published it"


def test_a_stage_is_said_by_its_label(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row = followed(cast, cast.sam)
    move_stage(initiative=fresh(row), stage=Stage.BUILD, reason=BECAUSE, without=BECAUSE, actor=cast.noor, at=cast.at)
    told()
    assert "It is at “Build” now." in one(cast.sam).body


def test_whoever_is_away_has_it_all_when_they_are_back(cast: Cast) -> None:
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    today = timezone.now().astimezone(ZoneInfo(cast.sam.time_zone)).date()
    days = today - timedelta(days=1), today + timedelta(days=1)
    note_away(person=cast.sam, first=days[0], last=days[1], deputy=None, actor=cast.sam, at=timezone.now())
    assert digests(cast.sam) == []
    note_away(person=cast.sam, first=None, last=None, deputy=None, actor=cast.sam, at=timezone.now())
    assert len(digests(cast.sam)) == 1


def test_neither_a_leaver_nor_whoever_wants_none_is_sent_one(cast: Cast) -> None:
    chosen(cast, cast.sam)
    chosen(cast, cast.aiko, times=Times(Rhythm.NEVER))
    moved(cast, followed(cast, cast.sam, cast.aiko))
    told()
    note_leaving(person=cast.sam, on=cast.at.date(), actor=MACHINE, at=cast.at)
    assert digests(cast.sam, cast.aiko, cast.omar) == []


def test_what_waits_makes_one_when_something_new_waits(cast: Cast) -> None:
    chosen(cast, cast.noor)
    topic(cast, cast.aiko, "Does consent cover Japan?")
    message = one(cast.noor)
    assert message.subject == "One thing waits for you"
    assert digests(cast.noor) == []
    topic(cast, cast.aiko, "Does consent cover Korea?")
    assert one(cast.noor).subject == "2 things wait for you"


def test_each_thing_that_waits_leads_to_where_it_is_done(cast: Cast) -> None:
    chosen(cast, cast.noor)
    two = [topic(cast, cast.aiko, f"Does consent cover {name}?") for name in ("Japan", "Korea")]
    message = one(cast.noor)
    for each in two:
        link = f"{settings.PUBLIC_URL}/topics/{each.pk}/#answer"
        assert f"  {link}\n" in str(message.body)
        assert f'<a href="{link}">{each.title}</a>' in str(message.alternatives[0][0])
    page = cast.browser(cast.noor).get(f"/topics/{two[0].pk}/").content.decode()
    assert 'id="answer"' in page


@pytest.mark.parametrize("waits", Waits)
def test_whatever_waits_is_done_somewhere(waits: Waits) -> None:
    thing = WaitingThing(waits, 7, "Consent", None, None, "Identity", "identity", whom="1")
    link = waiting_said(thing, "Europe/London", timezone.now())["link"]
    assert link == settings.PUBLIC_URL + href_of(thing)
    assert "7" in link or "identity" in link


def test_it_greets_in_the_language_of_its_reader(cast: Cast) -> None:
    chosen(cast, cast.noor)
    topic(cast, cast.aiko)
    with translation.override("de"):
        greeting = translation.gettext("Hello %(name)s,") % {"name": "Noor Haddad"}
    change_person(person=cast.noor, name="Noor Haddad", function=cast.noor.function, region=cast.noor.region,
                  time_zone="Europe/London", language="de", actor=cast.noor, at=cast.at)  # fmt: skip
    assert greeting in one(cast.noor).body
    assert translation.get_language() == "en"


def test_the_clock_sends_it_through_the_outbox_once(cast: Cast) -> None:
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    due = MailChoice.objects.get(person=cast.sam).next_at
    assert due
    Pending.objects.all().delete()
    plan(due)
    for _ in range(2):
        Worker(clock=lambda: due + timedelta(seconds=1)).work_off()
    assert not outbox.parked()
    (message,) = mail.outbox
    assert f"digest-{cast.sam.pk}-{due:%Y%m%dT%H%MZ}" in message.extra_headers["Message-ID"]
    assert history(mails_ref(cast.sam.pk))[0] == "sent a digest"


def at_its_hour(person: Person) -> Any:
    """Send what is planned next for somebody, when it is due."""
    due = MailChoice.objects.get(person=person).next_at
    assert due
    before = len(mail.outbox)
    plan(due)
    Worker(clock=lambda: due + timedelta(seconds=1)).work_off()
    (message,) = mail.outbox[before:]
    return message, due


def settled_on(cast: Cast) -> tuple[datetime, Pending]:
    """Let the worker settle what Sam's next digest tells, and no more; give when it was due."""
    due = MailChoice.objects.get(person=cast.sam).next_at
    assert due
    Pending.objects.all().delete()
    plan(due)
    worker = Worker(clock=lambda: due)
    while not (work := Pending.objects.get(task="mail_digest")).payload.get("tells"):
        assert worker.one()
    mail.outbox.clear()
    return due, work


def after_a_lost_answer(cast: Cast, meanwhile: Callable[[], object]) -> tuple[Any, Any]:
    """Let a digest of Sam's go whose worker dies before it can say so, then something happen, and the next go on."""
    due, work = settled_on(cast)
    before_it_died(lambda: mail_digest(work.payload, due))
    meanwhile()
    Worker(clock=lambda: due + timedelta(minutes=10)).work_off()
    first, second = [each for each in mail.outbox if each.to == [cast.sam.email]]
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    return first, second


def test_a_digest_sent_again_tells_of_nothing_that_came_since(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row, other = followed(cast, cast.sam), followed(cast, cast.sam, title="Receipts")
    moved(cast, row)
    told()

    def more() -> None:
        moved(cast, other)
        told()

    first, second = after_a_lost_answer(cast, more)
    assert "Consent signals" in first.body
    assert first.body == second.body
    assert "Receipts" in at_its_hour(cast.sam)[0].body


def test_what_waits_since_a_try_that_may_have_gone_is_new_to_the_next(cast: Cast) -> None:
    chosen(cast, cast.noor)
    topic(cast, cast.aiko, "Does consent cover Japan?")
    payload: dict[str, Any] = {"person": cast.noor.pk, "planned": timezone.now().isoformat()}
    rest = mail_digest(payload, timezone.now())
    assert rest
    topic(cast, cast.aiko, "Does consent cover Korea?")
    mail_digest(rest.payload, timezone.now())
    (message,) = mail.outbox
    assert message.subject == "One thing waits for you"
    assert "Korea" not in message.body
    assert one(cast.noor).subject == "2 things wait for you"


def test_a_day_that_came_while_one_waited_for_the_server_has_its_own_at_once(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row, other = followed(cast, cast.sam), followed(cast, cast.sam, title="Receipts")
    moved(cast, row)
    told()
    due, work = settled_on(cast)
    moved(cast, other)
    told()
    next_day = MailChoice.objects.get(person=cast.sam).next_at
    assert next_day
    plan(next_day)
    assert Pending.objects.get(task="mail_digest") == work, "it is not doubled"
    for n in range(2):
        at = next_day + timedelta(minutes=5 * n)
        plan(at)
        Worker(clock=lambda at=at: at).work_off()
    first, second = [each for each in mail.outbox if each.to == [cast.sam.email]]
    assert ["Consent signals" in each.body for each in (first, second)] == [True, False]
    assert ["Receipts" in each.body for each in (first, second)] == [False, True]
    names = [each.extra_headers["Message-ID"] for each in (first, second)]
    assert [f"{each:%Y%m%dT%H%MZ}" in name for each, name in zip((due, next_day), names, strict=True)] == [True] * 2


def test_one_that_waited_for_the_server_comes_neither_at_night_nor_while_its_reader_is_away(cast: Cast) -> None:
    choose_quiet_hours(person=cast.sam, first=time(19), until=time(9), actor=cast.sam, at=cast.at)
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    due, work = settled_on(cast)
    for hours in range(12, 24):  # the server was down from eight in the morning until eight in the evening
        Pending.objects.filter(pk=work.pk).update(run_after=due + timedelta(hours=hours))
        Worker(clock=lambda hours=hours: due + timedelta(hours=hours)).work_off()
    assert mail.outbox == []
    day = today_of(cast.sam, due) + timedelta(days=1)
    note_away(person=cast.sam, first=day, last=day, deputy=None, actor=cast.sam, at=due)
    for hours in range(24, 60):
        Worker(clock=lambda hours=hours: due + timedelta(hours=hours)).work_off()
        assert len(mail.outbox) == int(hours >= 49), hours
    assert f"{due:%Y%m%dT%H%MZ}" in mail.outbox[0].extra_headers["Message-ID"]


def test_an_hour_that_somebody_chose_within_their_quiet_hours_is_theirs_to_choose(cast: Cast) -> None:
    choose_quiet_hours(person=cast.sam, first=time(19), until=time(9), actor=cast.sam, at=cast.at)
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    assert "Consent signals" in at_its_hour(cast.sam)[0].body


def test_whoever_is_away_is_planned_none(cast: Cast) -> None:
    chosen(cast, cast.sam)
    due = MailChoice.objects.get(person=cast.sam).next_at
    assert due
    day = today_of(cast.sam, due)
    note_away(person=cast.sam, first=day, last=day, deputy=None, actor=cast.sam, at=cast.at)
    plan(due)
    assert not Pending.objects.filter(task="mail_digest").exists()
    assert MailChoice.objects.get(person=cast.sam).next_at > due  # type: ignore[operator]  # one is due


@pytest.mark.parametrize("moves", [False, True], ids=["another hour", "a zone to the west"])
def test_two_on_one_day_bear_two_ids(cast: Cast, moves: bool) -> None:  # noqa: FBT001 - a parameter of the test
    row, other = followed(cast, cast.sam), followed(cast, cast.sam, title="Receipts")
    chosen(cast, cast.sam)
    moved(cast, row)
    told()
    first, due = at_its_hour(cast.sam)
    moved(cast, other)
    told()
    if moves:
        change_person(person=cast.sam, name="Sam", function=cast.sam.function, region=cast.sam.region,
                      time_zone="America/New_York", language="en", actor=cast.sam, at=due)  # fmt: skip
        cast.sam.refresh_from_db()
        follow_the_clock(person=cast.sam, actor=MACHINE, at=due + timedelta(minutes=1))
    else:
        later = Times(Rhythm.WORKING_DAYS, hour=DAILY.hour + 1)
        choose_mails(person=cast.sam, times=later, news=True, minutes=True, actor=cast.sam, at=due)
    second, again = at_its_hour(cast.sam)
    assert again.date() == due.date()
    assert "Receipts" in second.body
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]


def test_it_costs_the_same_however_much_it_tells(cast: Cast) -> None:
    planned = timezone.now().isoformat()  # of one name, so that each has the way out that the first one made
    chosen(cast, cast.sam, cast.aiko)
    moved(cast, followed(cast, cast.sam))
    told()
    digests(cast.sam, planned=planned)
    moved(cast, followed(cast, cast.aiko, title="Warm"))
    told()
    digests(cast.aiko)  # queries are built
    asked = []
    for many in (1, 9):
        for n in range(many):
            moved(cast, followed(cast, cast.sam, title=f"Thing {many} {n}"))
        told()
        digests(cast.sam, planned=planned)
        for n in range(many):
            moved(cast, followed(cast, cast.sam, title=f"Other {many} {n}"))
        told()
        with CaptureQueriesContext(connection) as queries:
            digests(cast.sam, planned=planned)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_everything_that_is_told_and_that_waits_has_its_words() -> None:
    assert {*SENTENCES, "decision.published", "initiative.stage_moved"} >= set(TELLS)
    assert set(VERBS) == set(Waits)
    assert all(words() for words in SENTENCES.values())


def test_its_times_are_said_as_people_say_them() -> None:
    assert times_said(Times(Rhythm.WEEKLY, (0,), 8), "Asia/Tokyo") == "Mon at 08:00 Tokyo"
    assert times_said(Times(Rhythm.DAYS, (0, 3), 17), "Europe/London") == "Mon and Thu at 17:00 London"
