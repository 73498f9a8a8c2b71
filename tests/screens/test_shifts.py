"""Lending a team in the browser: what it breaks is said first, both groups' pages show it, and its day is watched."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from parley.disclosure.actions import replan
from parley.disclosure.models import Correction
from parley.groups.actions import keep_team
from parley.groups.models import Shift
from parley.groups.rules.shifts import monday_of
from parley.groups.terms import Amount
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.terms import Horizon, Plan
from parley.screens.groups.shift_forms import LendForm
from parley.screens.rendering import day
from tests.cast import Cast
from tests.disclosure.made import approved, buyer, fresh, in_build, told
from tests.disclosure.test_shifting import BECAUSE, WEEK, lent
from tests.screens.decision_pages import drafted

if TYPE_CHECKING:
    from parley.groups.models import Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(cast: Cast) -> "Team":
    return keep_team(area=cast.identity, name="Consent core", capacity=Decimal(13), actor=MACHINE, at=cast.at)


def typed(cast: Cast, team: "Team", **given: Any) -> dict[str, Any]:
    first = today_of(cast.elena, cast.at) + WEEK
    return {
        "team": team.pk, "to": cast.reporting.pk, "amount": "50 %", "first": first, "last": first + 3 * WEEK,
        "reason": BECAUSE,
    } | given  # fmt: skip


def test_what_lending_breaks_is_said_before_it_is_done(cast: Cast, team: "Team") -> None:
    waiting = in_build(cast)
    approved(cast, waiting)
    told(cast, waiting, buyer(cast))
    browser, address = cast.browser(cast.elena), reverse("lend_team", args=["identity"])
    assert waiting.title in browser.get(address).content.decode()
    warned = browser.post(address, typed(cast, team, waits=[waiting.pk])).content.decode()
    assert "This breaks what one client was told" in warned
    assert "Nordbank" in warned
    assert not Shift.objects.exists()
    sent = browser.post(address, typed(cast, team, waits=[waiting.pk], confirmed="yes"))
    assert sent.url == reverse("group_shifts", args=["identity"])
    assert Correction.objects.count() == 1
    for key, words in (("identity", "lent to Reporting"), ("reporting", "borrowed from Identity")):
        for place in ("group_people", "group_shifts"):
            page = cast.browser(cast.omar).get(reverse(place, args=[key])).content.decode()
            assert words in page, (key, place)
    page = cast.browser(cast.omar).get(reverse("shift", args=[Shift.objects.get().pk])).content.decode()
    assert BECAUSE in page
    assert waiting.title in page
    assert "Let it stay longer" not in page


@pytest.mark.parametrize(("given", "week"), [("2026-12-06", "Mon 30 Nov"), ("2026-12-07", "Mon 7 Dec")])
def test_the_form_says_in_which_week_a_day_falls(given: str, week: str) -> None:
    form = LendForm({"first": given}, teams=[], lent_to=[], initiatives=[])
    assert f"this is {week}" in form["first"].help_text
    assert form["last"].help_text.startswith("A week is Monday to Sunday; any day of it will do. It is back")


def test_a_monday_is_proposed_and_one_thing_is_to_be_pressed(cast: Cast, team: "Team") -> None:
    browser = cast.browser(cast.elena)
    page = browser.get(reverse("lend_team", args=["identity"])).content.decode()
    monday = monday_of(today_of(cast.elena, timezone.now())) + WEEK
    assert f'value="{monday}"' in page
    assert page.count("btn-main") == 1
    sent = typed(cast, team, first=monday + timedelta(days=6), last=monday + WEEK)
    page = browser.post(reverse("lend_team", args=["identity"]), sent, follow=True).content.decode()
    with timezone.override(cast.elena.time_zone):
        words = f"Consent core is lent from {day(monday)} to {day(monday + timedelta(days=13))}."
    assert words in page


def test_a_refusal_stands_beside_its_field(cast: Cast, team: "Team") -> None:
    browser, address = cast.browser(cast.elena), reverse("lend_team", args=["identity"])
    lent(cast, team)
    for change, words in (
        ({"amount": "51%"}, "team-weeks left to lend"),
        ({"amount": "some"}, "share like 50%"),
        ({"reason": "Strategic"}, "alone does not say why"),
        ({"last": today_of(cast.elena, cast.at)}, "The last week is before the first"),
    ):
        answer = browser.post(address, typed(cast, team, **change))
        assert answer.status_code == 422
        assert words in answer.content.decode(), change
    assert Shift.objects.count() == 1


def test_whoever_may_not_lend_is_told_who_may(cast: Cast, team: "Team") -> None:
    assert "Ask one of them" in cast.browser(cast.sam).get(reverse("lend_team", args=["identity"])).content.decode()
    page = cast.browser(cast.sam).get(reverse("group_shifts", args=["identity"])).content.decode()
    assert "Elena Brandt and product operations lend teams of this area." in page


def test_its_day_is_on_today_and_it_is_said_to_be_back_or_stays(cast: Cast, team: "Team") -> None:
    shift = lent(cast, team, weeks=1, first=today_of(cast.elena, cast.at))
    assert shift.back_on - today_of(cast.elena, cast.at) <= timedelta(days=7)
    for person in (cast.elena, cast.femi, cast.ravi):
        assert "Is it back, or does it stay longer?" in cast.browser(person).get(reverse("today")).content.decode()
    assert "Is it back" not in cast.browser(cast.omar).get(reverse("today")).content.decode()
    browser = cast.browser(cast.elena)
    longer = {"last": shift.back_on, "reason": BECAUSE}
    answer = browser.post(reverse("extend_shift", args=[shift.pk]), longer)
    assert answer.status_code == 422
    assert "was given before" in answer.content.decode()
    longer |= {"reason": "The auditor asked for two reports.", "seen": shift.back_on}
    browser.post(reverse("extend_shift", args=[shift.pk]), longer)
    again = longer | {"last": shift.back_on + timedelta(days=7), "reason": "Both reports are asked for in Japanese."}
    overtaken = browser.post(reverse("extend_shift", args=[shift.pk]), again)
    assert overtaken.status_code == 409
    assert "Both reports are asked for in Japanese." in overtaken.content.decode(), "what was typed is kept"
    page = browser.get(reverse("shift", args=[shift.pk])).content.decode()
    assert "The auditor asked for two reports." in page
    assert browser.post(reverse("end_shift", args=[shift.pk]), {"reason": ""}).status_code == 422
    browser.post(reverse("end_shift", args=[shift.pk]), {"reason": "The auditor is content already."})
    assert Shift.objects.get().ended_at
    went = shift.first < today_of(cast.elena, cast.at)  # it begins on a Monday, which may be today
    said = "Consent core was lent" if went else "Consent core is not lent after all"
    assert said in browser.get(reverse("shift", args=[shift.pk])).content.decode()


def test_what_waited_for_a_team_that_never_went_is_to_be_planned_again(cast: Cast, team: "Team") -> None:
    waiting = in_build(cast)
    shift = lent(cast, team, waits=[waiting.pk])
    browser, one, plan = cast.browser(cast.elena), reverse("shift", args=[shift.pk]), f"/{waiting.pk}/plan/"
    assert "Why is it not lent after all?" in browser.get(one).content.decode()
    assert plan not in cast.browser(cast.noor).get(reverse("today")).content.decode()
    browser.post(reverse("end_shift", args=[shift.pk]), {"reason": "The auditor is content already."})
    page = browser.get(one).content.decode()
    assert "Consent core is not lent after all" in page
    assert "it never went" in page
    assert "to come" not in page
    assert "until the product people plan them again" in page
    noor = cast.browser(cast.noor)
    assert plan in noor.get(one).content.decode()
    assert plan in noor.get(reverse("today")).content.decode()
    assert plan not in cast.browser(cast.petra).get(reverse("today")).content.decode(), "she keeps another roadmap"
    replan(
        initiative=fresh(waiting),
        plan=Plan(horizon=Horizon.NEXT, window=None, confidence=None),
        reason=BECAUSE,
        actor=cast.noor,
        at=cast.at,
    )
    assert plan not in noor.get(reverse("today")).content.decode()
    assert plan not in noor.get(one).content.decode()


def test_pages_ask_as_much_for_thirty_shifts_as_for_one(
    cast: Cast, team: "Team", django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        lent(cast, team, weeks=1, first=today_of(cast.elena, cast.at) + (n + 1) * WEEK)
    browser = cast.browser(cast.elena)
    one = reverse("shift", args=[Shift.objects.order_by("pk")[0].pk])
    for address in (*(reverse(each, args=["identity"]) for each in ("group_shifts", "group_people", "lend_team")), one):
        browser.get(address)
        with django_assert_max_num_queries(15):
            assert browser.get(address).status_code == 200


def test_the_front_pages_of_both_groups_say_that_a_team_is_away(cast: Cast, team: "Team") -> None:
    monday, browser = monday_of(today_of(cast.elena, cast.at)), cast.browser(cast.elena)
    front = {key: reverse("group", args=[key]) for key in ("identity", "reporting")}
    lent(cast, team, weeks=1, first=monday + WEEK)
    assert "1 team is lent now" not in browser.get(front["identity"]).content.decode(), "it is to come"
    lent(cast, team, weeks=1, first=monday)
    for key, words in (("identity", "1 team is lent now"), ("reporting", "1 team is borrowed now")):
        page = browser.get(front[key]).content.decode()
        assert words in page
        assert reverse("group_shifts", args=[key]) in page
    lent(cast, team, weeks=1, first=monday, amount=Amount(share=20))
    assert "2 teams are borrowed now" in browser.get(front["reporting"]).content.decode()


def test_an_option_that_lends_a_team_is_written_read_and_written_anew(cast: Cast) -> None:
    keep_team(area=cast.reporting, name="Report core", capacity=Decimal(13), actor=MACHINE, at=cast.at)
    gains, first = in_build(cast), today_of(cast.noor, cast.at) + WEEK
    at = "option-0-effect-0-"
    sent = drafted(cast) | {
        "decider": "Elena Brandt", at + "initiative": f"{gains.title} ({gains.pk})", at + "shift": "report core",
        at + "lent": "200%", at + "lent_from": first, at + "lent_until": first + WEEK,
    }  # fmt: skip
    browser, address = cast.browser(cast.noor), reverse("new_decision") + "?group=identity"
    for wrong, words in (
        ({}, "share like 50%"),
        ({at + "lent": "", at + "lent_until": ""}, "from which week to which"),
        ({at + "shift": "Core"}, "No team to lend is called “Core”"),
        ({at + "shift": ""}, "Say which team is lent."),
        ({at + "lent": "2"}, "team-weeks left to lend"),
    ):
        answer = browser.post(address, sent | wrong)
        assert answer.status_code == 422
        assert words in answer.content.decode(), wrong
    answer = browser.post(address, sent | {at + "lent": "50%"})
    page = browser.get(answer.url).content.decode()
    assert "lent for it: Report core, 50% of it" in page
    form = browser.get(answer.url + "change/").content.decode()
    assert 'value="Report core (Reporting)"' in form
    assert f'value="{first}"' in form
