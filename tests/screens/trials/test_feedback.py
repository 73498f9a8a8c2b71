"""The page of what one client said in a trial: who finds it, how its link is made, and what is noted from a call."""

from datetime import timedelta

import pytest

from parley.clients.models import Insight
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.models import InsightLink
from parley.trials.actions import give_feedback
from parley.trials.models import TrialLink
from parley.trials.terms import Tap
from tests.screens.trials.pages import main_of, page
from tests.trials.feedback_made import ASKS, NAME, asked, buyer, keys_of, said, taking_part

pytestmark = pytest.mark.django_db


def noting(made, text="Not without an export.", **given):
    one, two = keys_of(made)
    return {f"tap-{one}": "no", f"text-{one}": text, f"text-{two}": ""} | given


def test_who_looks_after_the_client_alone_sees_its_place_and_nothing_of_the_others(cast, made):
    mine, other = taking_part(cast, made, buyer(cast, "Nordbank", by=cast.omar), buyer(cast, "Hartmann"))
    found = page(cast, cast.omar, f"/trials/places/{mine.pk}/feedback/")
    assert ASKS in found
    assert made.initiative.title not in found
    assert f"/trials/{made.pk}/" not in found
    assert cast.browser(cast.omar).get(f"/trials/places/{other.pk}/feedback/").status_code == 404
    assert cast.browser(cast.omar).get(f"/trials/{made.pk}/results/").status_code == 404
    answer = cast.browser(cast.omar).post(
        f"/trials/places/{mine.pk}/feedback/", noting(made, said_on=today_of(cast.omar, cast.at))
    )
    assert answer.status_code == 302
    assert Insight.objects.get().author == cast.omar


def test_a_link_is_made_shown_once_and_ended(cast, made, place):
    browser, address = cast.browser(cast.aiko), f"/trials/places/{place.pk}/feedback/"
    assert "No link works now." in main_of(browser.get(address))
    answer = browser.post(address + "link/", {"to_whom": "Ms Berg"})
    shown = main_of(answer)
    assert answer.status_code == 200
    assert f"You try “{NAME}” with us." in shown
    assert "/answer/" in shown
    after = main_of(browser.get(address))
    assert "to Ms Berg" in after
    assert "/answer/" not in after
    link = TrialLink.objects.get(serves="feedback")
    assert browser.post(f"/trials/places/{place.pk}/links/{link.pk}/end/").status_code == 302
    assert browser.post(f"/trials/places/{place.pk}/links/0/end/").status_code == 404
    assert "No link works now." in main_of(browser.get(address))
    assert cast.browser(cast.sam).post(address + "link/", {}).status_code == 422


def test_what_was_said_in_a_call_is_noted_and_nothing_typed_is_lost(cast, made, place):
    browser, address = cast.browser(cast.aiko), f"/trials/places/{place.pk}/feedback/"
    today = today_of(cast.aiko, cast.at)
    answer = browser.post(address, noting(made, said_on=today + timedelta(days=2)))
    assert answer.status_code == 422
    assert "Not without an export." in main_of(answer)
    answer = browser.post(address, noting(made, said_on=today, stance="contradicts"))
    assert answer.status_code == 302
    assert InsightLink.objects.get().stance == "contradicts"
    found = main_of(browser.get(address))
    assert "<b>No</b>" in found
    assert "noted by Aiko Tanaka" in found
    browser.post(address, noting(made, text="", said_on=today) | {f"tap-{keys_of(made)[0]}": "yes"})
    found = main_of(browser.get(address))
    assert "1 answer before" in found
    assert found.index("<b>Yes</b>") < found.index("<b>No</b>")
    late = cast.browser(cast.sam).post(address, noting(made, said_on=today))
    assert late.status_code == 422
    assert "Not without an export." in late.content.decode()


def test_what_was_said_in_a_trial_says_so_in_the_inbox_to_who_may_see_the_trial(cast, made, place):
    give_feedback(link=asked(cast, place)[0], answers=said(made, Tap.NO, "Not without an export."), actor=MACHINE,
                  at=cast.at)  # fmt: skip
    insight = Insight.objects.get()
    for address in ("/insights/inbox/", f"/insights/{insight.pk}/"):
        found = page(cast, cast.sam, address)
        assert "answered by their link" in found
        assert f"They were asked: “{ASKS}”" in found
        hidden = page(cast, cast.omar, address)
        assert "Not without an export." in hidden
        assert ASKS not in hidden
        assert made.code_name not in hidden
    of = {"suggested": made.initiative_id}
    assert cast.browser(cast.sam).post(f"/insights/inbox/{insight.pk}/link/", of).status_code == 302
    assert InsightLink.objects.get().initiative == made.initiative
