"""Flow in a browser without JavaScript: how long initiatives stay, where they wait, what was stopped."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parley.disclosure.actions import move_stage, replan, stop
from parley.kernel.spans import today_of
from parley.roadmap.actions import rename_stage
from parley.roadmap.rules.flow import flow_of
from parley.roadmap.terms import STAGE_LABELS, Audience, Confidence, Horizon, Plan, Stage, Why
from parley.roadmap.terms.flow import StayTold
from parley.screens.roadmap.flow_words import days_words, headline, rows_of
from tests.cast import Cast
from tests.clients.made import hartmann
from tests.decisions.made import decision
from tests.disclosure.made import Q3, approved, in_build, told
from tests.exchange.made import take_in
from tests.exchange.test_history import taken
from tests.roadmap.made import initiative
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]
PAGE = "/groups/identity/flow/"
DAY = timedelta(days=1)


def text(answer: Any) -> str:
    """The words of a page, as somebody reads them."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()).replace("&#39;", "'")


def went(cast: Cast, title: str, *, days: int, after: Stage | None = Stage.BUILD, **given: Any) -> Any:
    """An initiative that stayed in beta for so many days, then went on; or is there still."""
    at = cast.at - 200 * DAY
    row = initiative(cast, title, at=at, **given)
    if after:
        move_stage(initiative=row, stage=after, reason="The trial answered its questions.", skipping=True,
                   actor=cast.noor, at=at + days * DAY)  # fmt: skip
    return row


@pytest.fixture
def gone_on(cast: Cast) -> Cast:
    """Five that stayed in beta for 10, 20, ... 50 days, and one that has been there for 200."""
    for n in range(1, 6):
        went(cast, f"Went on {n}", days=10 * n)
    went(cast, "Still there", days=0, after=None)
    return cast


def test_a_group_reads_how_long_initiatives_stay_with_how_many_and_what_became_of_them(gone_on: Cast) -> None:
    page = gone_on.browser(gone_on.sam).get(PAGE)
    assert page.status_code == 200
    said = text(page)
    assert (
        "Initiatives stay longest in Beta: half of them left it within 30 days. Of 6 that came there, 5 left." in said
    )
    assert "Beta 30 days not reached 5 1 5 went on" in said, "five of six are 83 of 100, so 85 had not left"
    assert "Build not reached not reached 0 5 –" in said
    assert page.text.count('<svg class="staying-bars"') == 2
    assert "nothing is counted by person" in said
    assert "It is made of what you may see" in said
    assert "It is made of what you may see" not in text(gone_on.browser(gone_on.ines).get(PAGE))


def test_stages_have_the_names_of_the_company(gone_on: Cast) -> None:
    rename_stage(stage=Stage.BETA, label="Pilot", actor=gone_on.ines, at=gone_on.at)
    assert "Initiatives stay longest in Pilot" in text(gone_on.browser(gone_on.sam).get(PAGE))


def test_too_few_stays_are_not_put_into_figures(cast: Cast) -> None:
    for n in range(1, 5):
        went(cast, f"Went on {n}", days=10)
    page = cast.browser(cast.sam).get(PAGE)
    said = text(page)
    assert "Beta too few: 4 – 4 0" in said
    assert "Nobody can say yet by when half of what comes to a stage here leaves it: too few have." in said
    assert '<svg class="staying' not in page.text


def test_what_somebody_may_not_see_is_in_no_figure_and_no_list(gone_on: Cast) -> None:
    for n in range(3):
        went(gone_on, f"Hidden {n}", days=90, audience=Audience.PRODUCT_TEAM)
    stop(initiative=went(gone_on, "Hidden too", days=9, audience=Audience.PRODUCT_TEAM), actor=gone_on.noor,
         reason="Nobody needs it any more.", at=gone_on.at)  # fmt: skip
    seen, hidden = text(gone_on.browser(gone_on.noor).get(PAGE)), text(gone_on.browser(gone_on.sam).get(PAGE))
    assert "Of 10 that came there" in seen
    assert "Hidden too" in seen
    assert "Nobody needs it any more." in seen
    assert "Of 6 that came there" in hidden
    assert "Hidden" not in hidden
    assert "Nobody needs it" not in hidden
    stranger = gone_on.browser(gone_on.omar).get(PAGE)
    assert stranger.status_code == 200, "everybody may look at a group"
    assert "No initiative of this area that you may see has been in a stage yet" in text(stranger)
    assert "days" not in text(stranger)


def test_there_is_nothing_where_there_is_no_such_group(cast: Cast) -> None:
    assert cast.browser(cast.sam).get("/groups/none/flow/").status_code == 404
    assert cast.browser(cast.sam).post(PAGE).status_code == 405


def test_what_was_stopped_is_listed_with_where_when_and_why(cast: Cast) -> None:
    for n in range(12):
        row = went(cast, f"Given up {n:02}", days=1, after=None)
        stop(initiative=row, reason=f"Client {n:02} left the trial.", actor=cast.noor, at=cast.at - (20 - n) * DAY)
    page = cast.browser(cast.sam).get(PAGE)
    said = text(page)
    assert said.index("Given up 11") < said.index("Given up 10")
    assert "Client 11 left the trial." in said
    assert "at Beta," in said
    assert "Given up 01" not in said
    assert "1 to 10 of 12" in said
    assert "Given up 00" in text(cast.browser(cast.sam).get(f"{PAGE}?page=2"))
    assert "Beta not reached" not in said
    assert "12 stopped" in said


def test_what_came_here_stopped_says_so(cast: Cast) -> None:
    take_in({"initiatives": "key,title,group,stage,horizon\nA,Came stopped,identity,stopped,later\n"})
    said = text(cast.browser(cast.noor).get(PAGE))
    assert "Came stopped" in said
    assert "came here stopped Nobody wrote down why." in said


def test_where_initiatives_wait_is_said_by_stage_and_side(cast: Cast) -> None:
    row = initiative(cast)
    initiative(cast, "Household graph", why=Why(), audience=Audience.PRODUCT_TEAM)
    topic(cast, cast.sam, initiatives=[row])
    topic(cast, cast.noor, title="Who tells their lawyers?", initiatives=[row])
    said = text(cast.browser(cast.noor).get(PAGE))
    assert "Beta product a complete why 1 of 2" in said
    assert "Beta product the answer to a topic 1 of 2" in said
    assert "Beta business the answer to a topic 1 of 2" in said
    assert "2 product · 1 business" in said
    seen = text(cast.browser(cast.sam).get(PAGE))
    assert "a complete why" not in seen, "the other is its product team’s"


def test_late_decisions_wait_for_who_decides_and_corrections_for_business(cast: Cast) -> None:
    row = initiative(cast)
    opened = {"at": cast.at - 20 * DAY, "initiatives": [row]}
    decision(cast, decide_by=today_of(cast.noor, timezone.now()), question="Is today early enough?", **opened)
    assert "Nothing waits" in text(cast.browser(cast.sam).get(PAGE)), "its day has not passed"
    decision(cast, decide_by=today_of(cast.noor, cast.at) - 2 * DAY, **opened)
    approved(cast, sold := in_build(cast, "Sold to clients"))
    told(cast, sold, hartmann(cast))
    replan(initiative=sold, plan=Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.LOW),
           reason="The audits moved to autumn.", actor=cast.noor, at=cast.at)  # fmt: skip
    said = text(cast.browser(cast.noor).get(PAGE))
    assert "Beta who decides a decision whose day has passed 1 of 1" in said
    assert "Build business clients to be told that something changed 1 of 1" in said
    assert "0 product · 1 business" in said
    assert "clients to be told" not in text(cast.browser(cast.lena).get(PAGE)).partition("What was stopped")[0]


def test_nothing_waits_where_all_is_done(cast: Cast) -> None:
    initiative(cast)
    said = text(cast.browser(cast.sam).get(PAGE))
    assert "Nothing waits: whys are complete, topics are answered, decisions are on time, clients are told." in said


def test_targets_that_moved_are_told_as_a_history_tells_them(cast: Cast) -> None:
    initiative(cast, key="A", source="crm")
    taken("initiative,at,field,before,after\nA,2026-02-01,beta,R1,R3\nA,2026-02-02,beta,R3,R4\nA,2026-02-03,beta,R4,R3\n",
          mapping="[history.targets]\nbeta = 'beta'\n[history.releases]\nmatch = 'R(\\d)'\n", at=cast.at)  # fmt: skip
    said = text(cast.browser(cast.sam).get(PAGE))
    assert "Moved later: 2. Moved earlier: 1." in said
    assert "Beta 1 2 1 1.5 releases not dated" in said


def cost(browser: Any, href: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(href).status_code == 200
    return len(queries)


@pytest.mark.parametrize(("href", "most"), [(PAGE, 16), ("/flow/", 10)])
def test_a_page_costs_the_same_with_1_and_30_initiatives(cast: Cast, href: str, most: int) -> None:
    def some(first: int, last: int) -> None:
        for n in range(first, last):
            row = went(cast, f"Given up {n}", days=1)
            topic(cast, cast.sam, title=f"What about number {n}?", initiatives=[row])
            if n % 2:
                stop(initiative=row, reason="Two clients left.", actor=cast.noor, at=cast.at)

    some(0, 2)
    browser = cast.browser(cast.sam)
    browser.get(href)
    one = cost(browser, href)
    some(2, 32)
    assert cost(browser, href) == one <= most


def test_the_company_page_names_each_area_and_links_it(gone_on: Cast) -> None:
    page = gone_on.browser(gone_on.sam).get("/flow/")
    said = text(page)
    assert f'href="{PAGE}"' in page.text
    assert "Identity &amp; privacy – – – 30 days (6)" in said
    assert "Reporting" not in said.partition("By area")[2], "an area with nothing in sight has no row"
    assert "No initiative that you may see has been in a stage yet" in text(gone_on.browser(gone_on.omar).get("/flow/"))
    initiative(gone_on, "Reach", area=gone_on.reporting, actor=gone_on.petra, audience=Audience.GROUP)
    few = text(gone_on.browser(gone_on.ines).get("/flow/")).partition("By area")[2]
    assert "Too few stays so far: Reporting" in few


def test_the_roadmaps_lead_there(gone_on: Cast) -> None:
    assert f'href="{PAGE}"' in gone_on.browser(gone_on.sam).get("/groups/identity/").text
    assert 'href="/flow/"' in gone_on.browser(gone_on.sam).get("/roadmap/").text


def test_days_are_said_as_people_do() -> None:
    assert [days_words(days) for days in (0.2, 1, 41.4, 2412.5)] == [
        "less than a day",
        "1 day",
        "41 days",
        "2,412 days",
    ]


def test_a_stage_that_nobody_leaves_is_drawn_open(cast: Cast) -> None:
    stays = [StayTold(1, n, Stage.BETA, cast.at - 40 * DAY, None, begun=True) for n in range(6)]
    stages = flow_of(stays, cast.at)
    (row,) = rows_of(stages, STAGE_LABELS)
    assert row.drawn
    assert (row.drawn.bar, row.drawn.line, row.drawn.open_from, row.drawn.short) == (0, None, 0, "not reached")
    assert headline(stages, STAGE_LABELS).startswith("Nobody can say yet")
