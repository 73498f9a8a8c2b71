"""All that waits on its page: late first, with reasons, page by page, and done from there with one tap."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.meetings.actions import ask_to_run, draw_rota, drop_point, promise
from parley.meetings.models import ActionPoint
from parley.meetings.terms import meeting_ref
from parley.notifications.terms import SORTS, WaitingThing, Waits
from parley.screens.today.listing import ON_A_PAGE
from parley.screens.today.reasons import reason_of, sort_words
from parley.screens.today.tapping import taps_of
from parley.screens.today.waiting import verb_of
from parley.trials.actions import give_up_trial, propose_clients
from parley.trials.models import TrialPlace
from parley.trials.terms import PlaceState
from tests.cast import Cast, history
from tests.meetings.made import published, soon
from tests.notifications.made import much
from tests.topics.made import topic
from tests.trials.feedback_made import buyer, taking_part, trial

pytestmark = pytest.mark.django_db
HERE = "/waiting/"


def page(cast: Cast, person, query: str = "") -> str:
    answer = cast.browser(person).get(HERE + query)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(text: str) -> list[str]:
    return re.findall(r'class="waits-title"><a[^>]*>([^<]*)<', text)


def a_promise(cast: Cast, person, text: str = "Ask legal", days: int = 2) -> ActionPoint:
    due = today_of(person, cast.at) + timedelta(days=days)
    return promise(meeting=published(cast), text=text, owner=person, due_on=due, actor=cast.femi, at=cast.at)


def test_every_kind_has_a_sort_a_verb_and_a_reason() -> None:
    assert set(SORTS) == set(Waits)
    assert set(sort_words()) == set(SORTS.values())
    for waits in Waits:
        thing = WaitingThing(waits, 1, "x", None, None, "", "", whom="1")
        assert verb_of(thing)
        assert reason_of(thing).endswith(".")


def test_nothing_waits_and_the_page_says_what_to_do(cast: Cast) -> None:
    text = page(cast, cast.noor)
    assert "Nothing waits for you." in text
    assert "When somebody needs you, it stands here" in text
    assert 'aria-current="page"><span>Waiting for you' in text


def test_what_waits_stands_there_with_reason_and_day_and_leads_to_its_form(cast: Cast) -> None:
    brought = topic(cast, cast.aiko, answer_by=today_of(cast.noor, timezone.now()) + timedelta(days=1))
    text = page(cast, cast.noor)
    assert titles(text) == ["Does consent cover Japan?"]
    assert "You are one of those who answer what is brought to this group." in text
    assert "tomorrow" in text
    assert f'href="/topics/{brought.pk}/#answer"' in text
    assert 'id="answer"' in cast.browser(cast.noor).get(f"/topics/{brought.pk}/").text
    for stranger in (cast.omar, cast.sam, cast.aiko):
        assert "Does consent cover Japan?" not in page(cast, stranger)


def test_it_is_narrowed_by_what_one_does(cast: Cast) -> None:
    topic(cast, cast.aiko)
    a_promise(cast, cast.femi)
    assert len(titles(page(cast, cast.femi))) == 2
    assert titles(page(cast, cast.femi, "?kind=answer")) == ["Does consent cover Japan?"]
    assert titles(page(cast, cast.femi, "?kind=do")) == ["Ask legal"]
    assert "Nothing of this kind waits for you." in page(cast, cast.femi, "?kind=correct")
    unknown = page(cast, cast.femi, "?kind=dance")
    assert "There is no kind of thing to do “dance”" in unknown
    assert len(titles(unknown)) == 2


@pytest.mark.once
def test_all_of_it_stands_there_page_by_page_late_first(cast: Cast) -> None:
    meeting = published(cast)
    today = today_of(cast.sam, cast.at)
    for n in range(ON_A_PAGE + 2):
        promise(meeting=meeting, text=f"Ask {n}", owner=cast.sam, due_on=today + timedelta(days=n % 6),
                actor=MACHINE, at=cast.at)  # fmt: skip
    first, second = page(cast, cast.sam), page(cast, cast.sam, "?page=2")
    assert (len(titles(first)), len(titles(second))) == (ON_A_PAGE, 2)
    assert titles(first)[0] == "Ask 0"
    assert not set(titles(first)) & set(titles(second))
    assert titles(page(cast, cast.sam, "?page=3")) == titles(second)
    assert "There is no page “x”" in page(cast, cast.sam, "?page=x")
    assert f"See all {ON_A_PAGE + 2}" in cast.browser(cast.sam).get("/").text


def test_a_promise_is_done_from_the_list_and_taken_back(cast: Cast) -> None:
    point, browser = a_promise(cast, cast.sam), cast.browser(cast.sam)
    answer = browser.post(f"/action-points/{point.pk}/done/", {"list": f"{HERE}?kind=do"})
    assert answer["Location"] == f"{HERE}?kind=do"
    text = browser.get(answer["Location"]).content.decode()
    assert "Ask legal" not in titles(text)
    assert "“Ask legal”. Your group sees it." in text
    back = f"/action-points/{point.pk}/reopened/"
    assert f'action="{back}"' in text
    assert cast.browser(cast.aiko).post(back).status_code == 404
    for _time in range(2):
        assert browser.post(back)["Location"] == HERE
    assert titles(browser.get(HERE).content.decode()) == ["Ask legal"]
    told = history(meeting_ref(point.meeting_id))
    assert len([each for each in told if each.startswith("took back that what")]) == 1


def test_what_was_let_go_of_is_not_taken_up_again(cast: Cast) -> None:
    point = a_promise(cast, cast.sam)
    drop_point(point=point, reason="Legal answered by itself.", actor=cast.sam, at=cast.at)
    answer = cast.browser(cast.sam).post(f"/action-points/{point.pk}/reopened/")
    assert answer.status_code == 422
    assert "Write down a new promise" in answer.content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/waiting/", "//evil.example/", "/people/", "x", "[", "\\\\x"]
)
def test_no_form_leads_elsewhere(cast: Cast, elsewhere: str) -> None:
    point = a_promise(cast, cast.sam)
    answer = cast.browser(cast.sam).post(f"/action-points/{point.pk}/done/", {"list": elsewhere})
    assert answer["Location"] == "/"


def test_one_says_from_the_list_that_one_runs_a_meeting(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(days=6))
    draw_rota(area=cast.identity, actor=MACHINE, at=cast.at)
    ask = ask_to_run(meeting=meeting, person=cast.sam, actor=cast.femi, at=cast.at)
    browser = cast.browser(cast.sam)
    assert "Yes, I run it" in browser.get(HERE).text
    answer = browser.post(reverse("run_answer", args=[ask.pk]), {"answer": "yes", "list": HERE})
    assert answer["Location"] == HERE
    text = browser.get(HERE).text
    assert "Yes, I run it" not in text
    assert f'href="/meetings/{meeting.pk}/running/"' in text, "the way back"


def proposed(cast: Cast) -> TrialPlace:
    made = trial(cast)
    return propose_clients(trial=made, clients=[buyer(cast, "Hooli")], actor=cast.noor, at=cast.at)[0]


def test_one_agrees_from_the_list_that_a_client_is_asked(cast: Cast) -> None:
    place, browser = proposed(cast), cast.browser(cast.aiko)
    text = browser.get(HERE).text
    assert "nobody asks it before you agree" in text
    assert "Yes, they may be invited" in text
    sent = f"/trials/places/{place.pk}/agreement/"
    assert browser.post(sent, {"list": HERE})["Location"] == HERE
    text = browser.get(HERE).text
    assert "May they be asked to try it?" not in text
    assert "Hold them back after all" in text
    place.refresh_from_db()
    assert place.state is PlaceState.AGREED
    assert cast.browser(cast.omar).post(sent, {"list": HERE}).status_code == 404
    assert cast.browser(cast.ines).post(sent).headers["Location"] == f"/trials/places/{place.pk}/"


def sent_by(text: str, href: str) -> dict[str, str]:
    """What the form that sends to an address holds."""
    (form,) = re.findall(rf'<form[^>]*action="{href}".*?</form>', text, re.DOTALL)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def test_a_client_is_thanked_from_the_list(cast: Cast) -> None:
    made = trial(cast)
    (place,) = taking_part(cast, made, buyer(cast, "Hooli"))
    made.refresh_from_db()
    give_up_trial(
        trial=made, reason="The auditors changed their minds about it in spring.", actor=cast.noor, at=cast.at
    )
    browser, href = cast.browser(cast.aiko), f"/trials/places/{place.pk}/thanks/"
    sent = sent_by(browser.get(f"{HERE}?kind=tell").text, href)
    assert browser.post(href, sent)["Location"] == f"{HERE}?kind=tell"
    place.refresh_from_db()
    assert place.thanked_at
    assert place.thanked_with is None, "nothing was said of it"
    text = browser.get(f"{HERE}?kind=tell").text
    assert "Hooli is thanked." in text
    assert href not in text


def test_a_team_is_back_with_one_tap_from_its_day_on() -> None:
    today = date(2026, 11, 30)
    for days, taps in ((-1, True), (0, True), (1, False)):
        by = today + timedelta(days=days)
        shift = WaitingThing(Waits.SHIFT, 7, "Consent core", by, None, "Identity & privacy", "identity")
        assert bool(taps_of(shift, today)) is taps


def test_what_one_leads_is_prepared_in_one_tap(cast: Cast) -> None:
    much(cast, 1)
    text = page(cast, cast.femi, "?kind=prepare")
    (there,) = re.findall(r'href="(/meetings/\d+/own-preparation/)"', text)
    browser = cast.browser(cast.femi)
    assert re.fullmatch(r"/agenda-items/\d+/preparation/", browser.get(there)["Location"])
    assert cast.browser(cast.sam).get(there)["Location"] == there.replace("own-preparation/", "")
    assert cast.browser(cast.omar).get(there).status_code == 404


def test_looking_changes_nothing(cast: Cast) -> None:
    point = a_promise(cast, cast.sam)
    before = history(meeting_ref(point.meeting_id))
    page(cast, cast.sam)
    assert cast.browser(cast.sam).get(f"/action-points/{point.pk}/reopened/").status_code == 302
    assert history(meeting_ref(point.meeting_id)) == before


@pytest.mark.parametrize(
    ("method", "path"), [("get", HERE), ("post", "/action-points/1/reopened/"), ("post", "/waiting/feed/")]
)
def test_signed_out_means_signing_in_first(cast: Cast, method: str, path: str) -> None:
    answer: Any = getattr(Client(), method)(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("times", [1, pytest.param(30, marks=pytest.mark.once)])
def test_it_asks_the_same_few_questions_however_much_waits(cast: Cast, times: int) -> None:
    much(cast, times)
    browser = cast.browser(cast.femi)
    browser.get(HERE)
    with CaptureQueriesContext(connection) as seen:
        assert len(titles(browser.get(HERE).text)) == min(4 * times, ON_A_PAGE)
    assert len(seen) <= 10
