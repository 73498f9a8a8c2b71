"""The groups, who is in one, and keeping it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parley.groups.actions import add_member, open_area
from parley.groups.models import Area
from parley.groups.queries import places_of
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.meetings.actions import call_in, hold_meeting, publish_meeting
from parley.people.actions import add_person
from parley.roadmap.terms import Audience, Stage
from parley.screens.rendering import moment
from parley.topics.actions import answer_topic
from tests.cast import Cast
from tests.decisions.made import decision
from tests.exchange.made import take_in
from tests.meetings.made import after_tomorrow, line, published, soon, weekly
from tests.roadmap.made import initiative
from tests.topics.made import topic

pytestmark = pytest.mark.django_db


def queries_of(browser, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_every_group_can_be_browsed_mine_first(cast: Cast) -> None:
    shown = cast.browser(cast.omar).get("/groups/").text
    main = shown.partition("<main")[2]
    assert main.index("Reporting") < main.index("Identity &amp; privacy")
    assert "What clients can count." in main


def test_lists_ask_the_same_of_few_and_many(cast: Cast) -> None:
    browser = cast.browser(cast.omar)
    groups, people = queries_of(browser, "/groups/"), queries_of(browser, "/groups/identity/people/")
    for n in range(30):
        now = {"actor": MACHINE, "at": cast.at}
        open_area(name=f"Area {n}", charter="", **now)
        kim = add_person(name=f"Kim {n}", email=f"kim{n}@parley.example", function=None, region=None, **now)
        add_member(area=cast.identity, person=kim, **now)
    assert queries_of(browser, "/groups/") == groups <= 15
    assert queries_of(browser, "/groups/identity/people/") == people <= 15


def test_whoever_keeps_a_group_gives_and_ends_places(cast: Cast) -> None:
    browser = cast.browser(cast.femi)
    address = "/groups/identity/members/"
    assert browser.post(address, {"person": "Omar Reyes", "place": "on_call"}).status_code == 302
    assert (cast.identity, "on_call") in places_of(cast.omar)
    assert browser.post(address, {"person": "omar@parley.example", "place": "on_call", "end": "on"}).status_code == 302
    assert browser.post(address, {"person": "omar@parley.example", "place": "on_call", "end": "on"}).status_code == 302
    assert (cast.identity, "on_call") not in places_of(cast.omar)
    for refused in ("product", "decider"):
        answer = browser.post(address, {"person": "Omar Reyes", "place": refused})
        assert answer.status_code == 422
        assert "Ask one of them" in answer.text
    assert browser.post(address, {"person": "Elena Brandt", "place": "decider", "end": "on"}).status_code == 422
    for bad in ({"person": "Nobody", "place": "core"}, {"person": "Omar Reyes", "place": "king"}, {}):
        assert browser.post(address, bad).status_code == 422
    assert cast.browser(cast.sam).post(address, {"person": "Omar Reyes", "place": "core"}).status_code == 422
    assert "Yes, end it" not in cast.browser(cast.sam).get("/groups/identity/people/").text


def test_a_group_is_changed_by_its_keepers(cast: Cast) -> None:
    address = "/groups/identity/change/"
    typed = {"name": "Identity", "charter": "Who <i>a person</i> is.", "answer_days": "7"}
    browser = cast.browser(cast.femi)
    assert browser.get(address).status_code == 200
    assert browser.post(address, typed).status_code == 302
    assert Area.objects.get(key="identity").name == "Identity"
    assert "Who &lt;i&gt;a person" in browser.get("/groups/identity/people/").text
    assert browser.post(address, typed | {"answer_days": "91"}).status_code == 422
    assert browser.post(address, typed | {"name": "Reporting"}).status_code == 422
    refused = cast.browser(cast.sam).post(address, typed | {"name": "Mine"})
    assert refused.status_code == 422
    assert "Only the group’s facilitators" in refused.text


def test_the_history_tells_who_came_and_teams_are_for_operations(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    assert browser.post("/groups/identity/teams/", {"name": "Core", "capacity": "9"}).status_code == 302
    shown = browser.get("/groups/identity/history/").text
    assert "a core member of" in shown
    assert "Core" in shown
    assert cast.browser(cast.femi).post("/groups/identity/teams/", {"name": "X", "capacity": "1"}).status_code == 422


@pytest.mark.parametrize("page", ["people/", "history/", "change/"])
def test_a_group_that_is_not_there(cast: Cast, page: str) -> None:
    assert cast.browser(cast.ines).get(f"/groups/nothing/{page}").status_code == 404


TABS = ("", "topics/", "meetings/", "decisions/", "people/", "history/")
DAY = timedelta(days=1)


def main_of(cast: Cast, person, tab: str = "") -> str:
    answer = cast.browser(person).get(f"/groups/identity/{tab}")
    assert answer.status_code == 200
    return " ".join(answer.text.partition("<main")[2].split())


def much(cast: Cast, n: int) -> None:
    """Everything a group's pages show of what is open and of what changed, once."""
    shown = Audience.COMPANY if n % 2 else Audience.GROUP
    stage = Stage.LAUNCH if n % 2 else Stage.BETA
    row = initiative(cast, f"Initiative {n}", audience=shown, stage=stage)
    topic(cast, cast.aiko, f"Topic {n}", initiatives=(row,))
    decision(cast, question=f"Does {n} come first?", initiatives=(row,))
    published(cast, title=f"Meeting {n}")


def test_each_tab_asks_the_same_of_few_and_many_at_most_fifteen(cast: Cast) -> None:
    weekly(cast)
    for n in range(2):
        much(cast, n)
    browsers = [cast.browser(person) for person in (cast.femi, cast.omar, cast.ines)]

    def asked() -> list[int]:
        return [queries_of(browser, f"/groups/identity/{tab}") for browser in browsers for tab in TABS]

    few = asked()
    for n in range(2, 12):
        much(cast, n)
    assert asked() == few
    assert max(few) <= 15, few


def test_the_head_says_when_the_group_meets_and_what_is_open(cast: Cast) -> None:
    weekly(cast, rule=after_tomorrow(cast))
    meeting = published(cast)
    much(cast, 0)
    answered = topic(cast, cast.aiko, "Answered")
    answer_topic(topic=answered, answer="Yes, from spring on.", actor=cast.noor, at=cast.at)
    for tab in TABS:
        shown = main_of(cast, cast.aiko, tab)
        assert re.search(r"Every \w+day, 14:00 London \(", shown)
        assert "3 core members. Decides: Elena Brandt." in shown
        with timezone.override(cast.aiko.time_zone):
            begins = moment(meeting.starts_at, cast.aiko.time_zone)
        assert f'<a href="/meetings/{meeting.pk}/">Next meeting: {begins}' in shown
        for words in ('Roadmap <span class="num">1<', 'Topics <span class="num">1<', 'Decisions <span class="num">1<'):
            assert words in shown, (tab, words)


def test_the_head_counts_only_what_the_reader_may_see(cast: Cast) -> None:
    much(cast, 0)
    shown = main_of(cast, cast.omar)
    assert "Next meeting" not in shown
    assert 'class="num">' not in shown.partition('class="tabs"')[2].partition("</nav>")[0]
    for title in ("Initiative 0", "Topic 0", "Does 0 come first?", "Meeting 0", "Is it two-way?"):
        assert title not in shown
    assert "Nothing changed in the last month in what you may see." in shown
    mine = topic(cast, cast.omar, "Mine")
    much(cast, 1)
    shown = main_of(cast, cast.omar)
    assert 'Roadmap <span class="num">1<' in shown
    assert 'Topics <span class="num">1<' in shown
    assert "Decisions <span" not in shown
    assert mine.title in shown
    assert "something for fewer people" not in shown


def test_whoever_is_called_in_sees_the_next_meeting(cast: Cast) -> None:
    meeting = published(cast)
    assert "Next meeting" not in main_of(cast, cast.lena)
    call_in(item=meeting.items.get(), person=cast.lena, actor=cast.femi, at=cast.at)
    assert f"/meetings/{meeting.pk}/" in main_of(cast, cast.lena)


def test_the_first_tab_tells_what_changed_since_the_last_meeting(cast: Cast) -> None:
    early = cast.at - 10 * DAY
    initiative(cast, "Before the meeting", at=early)
    assert "What changed lately" in main_of(cast, cast.aiko)
    meeting = soon(cast, ahead=-2 * DAY, at=early)
    line(cast, meeting, at=early)
    publish_meeting(meeting=meeting, actor=cast.femi, at=early)
    hold_meeting(meeting=meeting, actor=cast.femi, at=meeting.starts_at)
    told = main_of(cast, cast.aiko).partition("Since the last meeting")[2]
    assert "Nothing changed in what you may see since the group met on" in told
    for n in range(10):
        topic(cast, cast.sam, f"Topic {n}")
    told = main_of(cast, cast.aiko).partition("Since the last meeting")[2]
    assert "Topic 9" in told
    assert f'<a href="/people/{cast.sam.pk}/">' in told
    assert told.count('class="faint"><a href="/people/') == 8
    assert "Before the meeting" not in told


def test_members_read_whether_it_is_two_way(cast: Cast) -> None:
    today = today_of(cast.sam, cast.at)
    assert "Nobody brought a topic in the last quarter." in main_of(cast, cast.sam)
    topic(cast, cast.noor, "Long ago", at=cast.at - 100 * DAY)
    topic(cast, cast.noor, "From product")
    late = topic(cast, cast.sam, "Late", at=cast.at - 20 * DAY, answer_by=today - 7 * DAY)
    answer_topic(topic=late, answer="Yes, from spring on.", actor=cast.noor, at=cast.at)
    soon_answered = topic(cast, cast.sam, "In time")
    answer_topic(
        topic=soon_answered, answer="No: the regulator asks for a proof no browser gives.", actor=cast.noor, at=cast.at
    )
    topic(cast, cast.sam, "Never answered", at=cast.at - 20 * DAY, answer_by=today - 7 * DAY)
    for reader in (cast.sam, cast.ines):
        shown = main_of(cast, reader).partition("Is it two-way?")[2]
        assert "1 product · 3 business" in shown
        assert "1 of 3" in shown
    assert "2 topics wait longer than the group promised." in main_of(cast, cast.sam)
    assert "Is it two-way?" not in main_of(cast, cast.omar)


def test_a_group_whose_only_change_is_an_import_can_be_read(cast: Cast) -> None:
    take_in({
        "groups": "key,name,charter\nkites,Kites,What flies.\n",
        "initiatives": "key,title,group,stage,horizon,because\n7,One string,kites,build,next,Two strings tangle.\n",
    }, at=cast.at)  # fmt: skip
    assert cast.browser(cast.ines).get("/groups/kites/").status_code == 200
