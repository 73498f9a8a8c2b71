"""The groups, who is in one, and keeping it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.groups.actions import add_member, open_area
from parley.groups.models import Area
from parley.groups.queries import places_of
from parley.ledger.terms import MACHINE
from parley.people.actions import add_person
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]


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
