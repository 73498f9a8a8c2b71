"""How promises turned out: of an area on its group's page, and of all areas."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parley.disclosure.actions import Occasion, move_stage, stop, tell_freely
from parley.disclosure.terms import Words
from parley.kernel.spans import Window, today_of
from parley.roadmap.terms import Audience, Confidence, Stage
from tests.disclosure.made import buyer, fresh, in_build

pytestmark = pytest.mark.django_db
PAGE = "/groups/identity/promises/"


def promise(cast, client, title, confidence=Confidence.HIGH, *, ended=10, area=None, **given):
    """An initiative that the client was told, 200 days ago, would be there by a day that passed `ended` days ago."""
    today = today_of(cast.noor, timezone.now())
    row = in_build(cast, title, area=area or cast.identity, actor=cast.petra if area else cast.noor, **given)
    window = Window(today - timedelta(days=ended + 90), today - timedelta(days=ended))
    words = Words(None, "It comes then.", window, confidence)
    how = Occasion(on=today - timedelta(days=200))
    tell_freely(initiative=row, client=client, name="Consent", words=words, how=how, actor=cast.aiko, at=cast.at)
    return row


def live(cast, row, days_ago):
    move_stage(initiative=fresh(row), stage=Stage.LIVE, reason="It is there for everybody.", skipping=True,
               actor=cast.noor, at=timezone.now() - timedelta(days=days_ago))  # fmt: skip


def main_of(cast, person, address=PAGE):
    answer = cast.browser(person).get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.partition("<main")[2].split())


def test_an_area_tells_how_its_promises_turned_out(cast):
    client = buyer(cast)
    assert "No client was told a window" in main_of(cast, cast.sam)
    live(cast, promise(cast, client, "Consent signals"), 20)
    live(cast, promise(cast, client, "Household graph"), 3)
    promise(cast, client, "Clean rooms")
    stop(initiative=fresh(promise(cast, client, "Cookie sync")), reason="No browser takes it any more.",
         actor=cast.noor, at=cast.at)  # fmt: skip
    promise(cast, client, "Salted keys", Confidence.MEDIUM, ended=-20)
    page = main_of(cast, cast.sam)
    assert "Of 4 we called very likely, 1 shipped in the window (Wilson 5–70%)." in page
    assert "Fewer than the word says" in page  # at most 70 of a hundred, where 80 were said
    for became in ("kept, 10 days before", "late by 7 days", "still open, late by 10 days so far", "dropped"):
        assert became in page
    assert "1 promise is still within its window." in page
    assert "Brier score" not in page
    assert "from 20 promises on" in page
    assert "Aiko" not in page


def test_only_promises_about_what_one_may_see_are_counted(cast):
    promise(cast, buyer(cast), "Salted keys", audience=Audience.GROUP)
    assert "Salted keys" in main_of(cast, cast.sam)
    hidden = main_of(cast, cast.omar)
    assert "Salted keys" not in hidden
    assert "No client was told a window" in hidden


def test_all_areas_together_are_for_those_who_look_after_the_company(cast):
    client = buyer(cast)
    promise(cast, client, "Consent signals")
    promise(cast, client, "Exports by hour", area=cast.reporting)
    page = main_of(cast, cast.ines, "/promises/")
    assert "Of 2 we called very likely, 0 shipped" in page
    assert page.index("Identity &amp; privacy") < page.index("Reporting")
    assert cast.browser(cast.elena).get("/promises/").status_code == 200
    assert cast.browser(cast.sam).get("/promises/").status_code == 404
    assert "All areas together" in main_of(cast, cast.elena)
    assert "All areas together" not in main_of(cast, cast.sam)


def test_one_promise_and_thirty_ask_the_same(cast):
    client = buyer(cast)
    promise(cast, client, "Consent signals")

    def queries(address):
        browser = cast.browser(cast.ines)
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    few = [queries(address) for address in (PAGE, "/promises/")]
    for n in range(34):
        promise(cast, client, f"Consent signals {n}", list(Confidence)[n % 3])
    assert [queries(address) for address in (PAGE, "/promises/")] == few
    assert "5 of 35" not in main_of(cast, cast.sam)
    assert "31 to 35 of 35" in main_of(cast, cast.sam, PAGE + "?page=2")


def test_enough_promises_tell_delay_and_score(cast):
    client = buyer(cast)
    for n in range(40):
        live(cast, promise(cast, client, f"Consent signals {n}"), 20 if n < 36 else 5)
    page = main_of(cast, cast.sam)
    assert "Half of what was promised was live by the end of its window." in page
    assert "Brier score 0.090" in page
    assert "not distinguishable from right ones (Spiegelhalter, p = 1.00)" in page
