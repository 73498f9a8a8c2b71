"""Today: what waits, what changed, what became of what I said, my next meetings; the same queries for 1 and for 30."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parley.disclosure.actions import replan
from parley.ledger.terms import Ref
from parley.meetings.actions import add_item, hold_meeting, promise, publish_meeting, write_notes
from parley.meetings.models import ActionPoint
from parley.meetings.terms import Purpose
from parley.notifications.models import Notice
from parley.notifications.terms import WaitingThing, Waits
from parley.people.terms import person_ref
from parley.reactions.worker import Worker
from parley.roadmap.actions import link_insight, show_to
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Stance
from parley.screens.rendering import day
from parley.screens.today.waiting import summary_of
from parley.topics.actions import answer_topic
from parley.topics.queries import viewers_of_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import credit, say, withdraw_comment
from parley.voices.terms import Given
from tests.cast import Cast, history
from tests.clients.made import hartmann, said
from tests.meetings.made import published, soon
from tests.notifications.made import much
from tests.roadmap.made import initiative
from tests.topics.made import topic

pytestmark = pytest.mark.django_db


def today(cast: Cast, person) -> str:
    answer = cast.browser(person).get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_has_a_first_step_when_nothing_waits(cast: Cast) -> None:
    for person in (cast.noor, cast.elena, cast.femi, cast.aiko, cast.lena, cast.omar, cast.ines):
        page = today(cast, person)
        assert "Nothing waits for you." in page
        assert "When somebody needs you, it stands here" in page
        assert "/insights/new/" in page


def test_a_topic_waits_with_its_day_and_its_answer_comes_back_to_who_brought_it(cast: Cast) -> None:
    brought = topic(cast, cast.aiko, answer_by=cast.at.date() + timedelta(days=5))
    assert "Does consent cover Japan?" in today(cast, cast.noor)
    assert "One thing waits for you, and none is late." in today(cast, cast.noor)
    answer_topic(topic=brought, answer="Yes: APPI is covered from January on.", actor=cast.noor, at=cast.at)
    page = today(cast, cast.aiko)
    assert "has its answer" in page
    assert "Yes: APPI is covered from January on." in page


def test_what_changed_is_told_by_thing_with_who_and_why(cast: Cast) -> None:
    found = initiative(cast)
    plan = Plan(horizon=Horizon.NEXT, window=None, confidence=Confidence.LOW)
    replan(initiative=found, plan=plan, reason="Two teams help with the audit first.", actor=cast.noor, at=cast.at)
    page = today(cast, cast.sam)
    assert "What changed lately" in page
    assert "Consent signals in every bid request" in page
    assert "Noor Haddad" in page
    assert "Two teams help with the audit first." in page


def test_what_somebody_chose_and_what_followed_at_once_is_one_line(cast: Cast) -> None:
    found = initiative(cast, audience=Audience.PRODUCT_TEAM)
    show_to(initiative=found, audience=Audience.GROUP, actor=cast.noor, at=cast.at)
    page = today(cast, cast.sam)
    assert "from its product team to its group" in page
    assert "chose to show" not in page


def test_whoever_is_named_reads_so_with_the_way_to_the_comment(cast: Cast) -> None:
    made = topic(cast, cast.femi)
    facts = {"thread": made.thread, "on": topic_ref(made.pk), "readers": viewers_of_topic(made), "actor": cast.femi,
             "at": cast.at}  # fmt: skip
    comment = say(text=f"@{cast.noor.name}, do you know?", **facts)
    assert f'named you in <a href="/comments/{comment.pk}/">' in today(cast, cast.noor)
    assert "named you" not in today(cast, cast.sam)
    withdraw_comment(comment=comment, on=topic_ref(made.pk), actor=cast.femi, at=cast.at)
    assert "named you" not in today(cast, cast.noor)


def test_somebody_in_no_group_reads_what_is_for_the_whole_company(cast: Cast) -> None:
    initiative(cast, "For everybody", stage=Stage.BUILD, audience=Audience.COMPANY)
    initiative(cast, "For the group alone", stage=Stage.BUILD)
    page = today(cast, cast.lena)
    assert "For everybody" in page
    assert "this is what the whole company may know" in page
    assert "Find the group whose products your clients ask about" in page
    assert "For the group alone" not in page


def test_meetings_out_of_sight_are_not_told_of(cast: Cast) -> None:
    found = initiative(cast, "For everybody", stage=Stage.BUILD, audience=Audience.COMPANY)
    meeting = soon(cast)
    item = add_item(meeting=meeting, initiative=found, purpose=Purpose.HEAR, minutes=10, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    write_notes(item=item, notes="Nobody objects.", actor=cast.femi, at=cast.at + timedelta(hours=3))
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at + timedelta(hours=3))
    assert "the group discussed it in" in today(cast, cast.sam)
    assert "discussed" not in today(cast, cast.lena)


@pytest.mark.parametrize("audience", [Audience.PRODUCT_TEAM, Audience.GROUP])
def test_a_stranger_reads_no_title_and_no_reason(cast: Cast, audience: Audience) -> None:
    found = initiative(cast, audience=audience)
    plan = Plan(horizon=Horizon.NEXT, window=None, confidence=Confidence.LOW)
    replan(initiative=found, plan=plan, reason="Two teams help with the audit first.", actor=cast.noor, at=cast.at)
    insight = said(cast, hartmann(cast), "Prove it.", by=cast.omar)
    link_insight(initiative=found, insight=insight, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    topic(cast, cast.aiko)
    page = today(cast, cast.omar)
    for secret in ("Consent signals", "Two teams help", "Does consent cover Japan?", "something for fewer people"):
        assert secret not in page


def test_a_reason_that_speaks_of_more_than_the_reader_may_see_is_left_out(cast: Cast) -> None:
    hidden = initiative(cast, "A thing for few", audience=Audience.PRODUCT_TEAM)
    brought = topic(cast, cast.noor, initiatives=[hidden])
    answer_topic(topic=brought, answer="We do the thing for few in spring.", actor=cast.noor, at=cast.at)
    page = today(cast, cast.sam)
    assert "Does consent cover Japan?" in page
    assert "A thing for few" not in page


def test_reading_up_empties_the_news(cast: Cast) -> None:
    topic(cast, cast.aiko)
    browser = cast.browser(cast.sam)
    assert "Does consent cover Japan?" in browser.get("/").content.decode()
    answer = browser.post("/news/read/", {"until": timezone.now().isoformat()})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    page = browser.get("/").content.decode()
    assert "Does consent cover Japan?" not in page
    assert "Nothing has changed since you read it today." in page
    assert history(person_ref(cast.sam.pk))[0] == "caught up with what changed"


@pytest.mark.parametrize(
    "until",
    [
        "",
        "yesterday",
        "2026-11-24",
        "2026-11-24T10:00:00",
        "\0",
        "9" * 5000,
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_a_moment_that_is_none_is_refused_with_a_sentence(cast: Cast, until: str) -> None:
    answer = cast.browser(cast.sam).post("/news/read/", {"until": until})
    assert answer.status_code == 422
    assert "Open Today again" in answer.content.decode()


def test_nobody_reads_the_future(cast: Cast) -> None:
    later = timezone.now() + timedelta(days=30)
    cast.browser(cast.sam).post("/news/read/", {"until": later.isoformat()})
    cast.sam.refresh_from_db()
    assert cast.sam.seen_until
    assert cast.sam.seen_until <= timezone.now()


def test_looking_changes_nothing(cast: Cast) -> None:
    before = history(person_ref(cast.sam.pk))
    browser = cast.browser(cast.sam)
    for _ in range(2):
        browser.get("/")
    assert history(person_ref(cast.sam.pk)) == before
    assert browser.get("/news/read/").status_code == 302


def a_promise(cast: Cast) -> ActionPoint:
    due = (cast.at - timedelta(days=3)).date() + timedelta(days=4)
    return promise(meeting=published(cast), text="Ask legal", owner=cast.sam, due_on=due, actor=cast.femi, at=cast.at)


def test_what_i_promised_is_done_with_one_tap(cast: Cast) -> None:
    point = a_promise(cast)
    browser = cast.browser(cast.sam)
    assert f"/action-points/{point.pk}/done/" in browser.get("/").content.decode()
    assert browser.post(f"/action-points/{point.pk}/done/")["Location"] == "/"
    point.refresh_from_db()
    assert point.done_at is not None
    assert "“Ask legal”. Your group sees it." in browser.get("/").content.decode()
    assert browser.post(f"/action-points/{point.pk}/done/").status_code == 404


def test_what_i_promised_leads_to_the_meeting_in_which_i_did(cast: Cast) -> None:
    point = a_promise(cast)
    browser = cast.browser(cast.sam)
    there = f"/action-points/{point.pk}/"
    assert f'href="{there}"' in browser.get("/").content.decode()
    assert browser.get(there)["Location"] == f"/meetings/{point.meeting_id}/"
    assert cast.browser(cast.omar).get(there).status_code == 404


def test_what_i_promised_for_later_stands_on_today_and_on_the_groups_page(cast: Cast) -> None:
    meeting, later = published(cast), cast.at.date() + timedelta(days=40)
    for owner in (cast.sam, cast.aiko):
        promise(meeting=meeting, text=f"{owner.name} asks", owner=owner, due_on=later, actor=cast.femi, at=cast.at)
    for person, mine in ((cast.sam, "Sam Okafor asks"), (cast.aiko, "Aiko Tanaka asks")):
        said = today(cast, person)
        assert "You promised, for later" in said
        assert mine in said
        assert said.count(" asks</a>") == 1
        assert mine in cast.browser(person).get("/groups/identity/meetings/").content.decode()
    assert " asks" not in cast.browser(cast.omar).get("/groups/identity/meetings/").content.decode()


def test_another_persons_promise_is_none_of_mine(cast: Cast) -> None:
    point = a_promise(cast)
    for person in (cast.omar, cast.aiko):
        assert cast.browser(person).post(f"/action-points/{point.pk}/done/").status_code == 404


WAYS = [("get", "/"), ("post", "/news/read/"), ("post", "/action-points/1/done/")]


@pytest.mark.parametrize(("method", "path"), WAYS)
def test_signed_out_means_signing_in_first(cast: Cast, method: str, path: str) -> None:
    answer = getattr(Client(), method)(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_a_meeting_is_said_in_my_zone(cast: Cast) -> None:
    meeting = published(cast)
    assert "Tokyo" in today(cast, cast.aiko)
    assert "London" in today(cast, cast.sam)
    assert f"/meetings/{meeting.pk}/" in today(cast, cast.sam)
    assert meeting.title not in today(cast, cast.omar)


def everything(cast: Cast, times: int) -> None:
    """Let Femi have `times` of everything that Today shows."""
    much(cast, times)
    client = hartmann(cast)
    for n in range(times):
        mine = topic(cast, cast.femi, f"What of country {n} on Mars?")
        answer_topic(topic=mine, answer="Yes: it is covered from January on.", actor=cast.noor, at=cast.at)
        found = initiative(cast, f"Consent signals for country {n}")
        insight = said(cast, client, f"Prove it in country {n}.", by=cast.femi)
        link_insight(initiative=found, insight=insight, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
        credit(person=cast.femi, kind=Given.TOPIC, given=mine.pk, credited_by=Ref("initiative", found.pk),
               actor=cast.noor, at=cast.at)  # fmt: skip
        plan = Plan(horizon=Horizon.NEXT, window=None, confidence=Confidence.LOW)
        replan(initiative=found, plan=plan, reason="The audit comes first.", actor=cast.noor, at=cast.at)


def test_the_same_credit_is_said_once_with_how_often(cast: Cast) -> None:
    found, client = initiative(cast), hartmann(cast)
    for n in range(7):
        insight = said(cast, client, f"Prove it in country {n}.", by=cast.femi)
        credit(person=cast.femi, kind=Given.INSIGHT, given=insight.pk, credited_by=Ref("initiative", found.pk),
               actor=cast.noor, at=cast.at)  # fmt: skip
    page = today(cast, cast.femi)
    assert page.count("credited in") == 1
    assert "What you noted from clients is credited in" in page


def test_one_late_thing_is_late() -> None:
    late = WaitingThing(Waits.TOPIC, 1, "Why?", date(2026, 11, 20), None, "Identity & privacy", "identity")
    assert summary_of([late], date(2026, 11, 24)) == "One thing waits for you, and it is late."
    assert summary_of([late, late], date(2026, 11, 24)) == "2 things wait for you; 2 are late."


def queries(cast: Cast, times: int) -> int:
    everything(cast, times)
    Worker().work_off()
    browser = cast.browser(cast.femi)
    browser.get("/")
    with CaptureQueriesContext(connection) as seen:
        page = browser.get("/").content.decode()
    assert "and none is late" in page
    assert Notice.objects.filter(person=cast.femi).exists()
    return len(seen)


def test_the_page_asks_the_same_few_questions_for_one_of_everything(cast: Cast) -> None:
    assert queries(cast, 1) <= 15


@pytest.mark.once
def test_the_page_asks_the_same_few_questions_for_thirty_of_everything(cast: Cast) -> None:
    assert queries(cast, 30) <= 15


def test_a_meeting_that_waits_is_named_with_its_date(cast: Cast) -> None:
    much(cast, 1)
    page = today(cast, cast.femi)
    when = day((cast.at + timedelta(hours=2)).astimezone(ZoneInfo(cast.femi.time_zone)).date())
    assert f">Extra meeting 0, {when}</a>" in page


def test_the_frame_counts_what_waits(cast: Cast) -> None:
    topic(cast, cast.aiko)
    assert "waiting for you" in today(cast, cast.noor)
