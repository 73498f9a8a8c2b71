"""An initiative moves on, is stopped and taken up again: leaving stages out is asked about."""

import re

import pytest

from parley.disclosure.actions import stop
from parley.roadmap.terms import Stage
from tests.roadmap.made import initiative
from tests.screens.roadmap_forms import REASON, at, now, post, text_of

pytestmark = pytest.mark.django_db


def test_leaving_stages_out_is_asked_about(cast):
    row = initiative(cast, stage=Stage.GATHER)
    assert "Leave them out" not in text_of(cast.browser(cast.noor).get(at(row, "stage/")))
    answer = post(cast, row, "stage/", stage="alpha", reason=REASON)
    assert answer.status_code == 422
    assert "This skips Explore solutions: what people would have learned there stays unknown." in text_of(answer)
    assert "Leave them out" in text_of(answer)
    assert now(row).stage is Stage.GATHER
    assert post(cast, row, "stage/", stage="alpha", reason=REASON, skipping="on").status_code == 302
    assert now(row).stage is Stage.ALPHA


def test_what_is_stopped_is_taken_up_again(cast):
    row = initiative(cast)
    stop(initiative=row, reason=REASON, actor=cast.noor, at=cast.at)
    back = cast.browser(cast.noor).get(at(row, "stop/"), follow=True)
    assert back.redirect_chain == [(at(row), 302)]
    assert "It is stopped already." in text_of(back)
    assert "to clients yet" not in text_of(back)
    answer = post(cast, row, "stop/", reason=REASON)
    assert answer.status_code == 422
    assert "stopped already" in text_of(answer)
    page = text_of(cast.browser(cast.aiko).get(at(row)))
    assert "Nothing: it was stopped." in page
    assert "Stopped it at Beta" in page
    assert "Take it up again" not in page
    assert post(cast, row, "stage/", stage="explore", reason=REASON).url == at(row, "taking-up/")
    browser = cast.browser(cast.noor)
    assert "Take it up again" in text_of(browser.get(at(row)))
    assert re.search(r'value="beta"[^>]* checked', text_of(browser.get(at(row, "taking-up/"))))
    assert post(cast, row, "taking-up/", stage="explore", reason="ok").status_code == 422
    assert post(cast, row, "taking-up/", stage="explore", reason=REASON).status_code == 302
    assert now(row).stage is Stage.EXPLORE
    again = cast.browser(cast.noor).get(at(row, "taking-up/"), follow=True)
    assert again.redirect_chain == [(at(row), 302)]
    assert "It is under way already." in text_of(again)
    assert cast.browser(cast.aiko).post(at(row, "taking-up/"), {"stage": "beta", "reason": REASON}).status_code == 422
    assert cast.browser(cast.omar).get(at(row, "taking-up/")).status_code == 404


def test_taking_up_at_a_later_stage_asks_about_those_left_out(cast):
    row = initiative(cast, stage=Stage.GATHER)
    stop(initiative=row, reason=REASON, actor=cast.noor, at=cast.at)
    assert "Leave them out" not in text_of(cast.browser(cast.noor).get(at(row, "taking-up/")))
    answer = post(cast, row, "taking-up/", stage="live", reason=REASON)
    assert answer.status_code == 422
    assert "This skips Explore solutions, " in text_of(answer)
    assert "Leave them out" in text_of(answer)
    assert now(row).stage is Stage.STOPPED
    assert post(cast, row, "taking-up/", stage="live", reason=REASON, skipping="on").status_code == 302
    assert now(row).stage is Stage.LIVE
