"""The pages of what follows from a trial: its questions answered, the decider asked, and clients thanked."""

from datetime import timedelta

import pytest

from parley.decisions.actions import change_decision
from parley.decisions.models import Decision
from parley.decisions.queries import options_of
from parley.decisions.terms import OptionDraft
from parley.disclosure.models import Statement
from parley.kernel.spans import spoken_day, today_of
from parley.ledger.terms import MACHINE
from parley.trials.actions import conclude, note_feedback
from parley.trials.models import TrialPlace
from parley.trials.terms import Follows, Tap, TrialState
from parley.trials.terms.feedback import Answer
from tests.decisions.made import settle_and_publish
from tests.screens.trials.pages import closed, main_of, page
from tests.trials.feedback_made import (
    ASKS,
    EVIDENCE,
    NAME,
    WHY,
    answered,
    buyer,
    keys_of,
    outcome_asked,
    said,
    taking_part,
)

pytestmark = pytest.mark.django_db


def test_outcomes_are_written_beside_what_clients_answered(cast, made):
    places = taking_part(cast, made, *(buyer(cast, f"Client {n}") for n in range(6)))
    one, two = keys_of(made)
    facts = {"said_on": today_of(cast.aiko, cast.at), "actor": cast.aiko, "at": cast.at}
    for n, place in enumerate(places):
        answers = [Answer(one, Tap.NO if n > 3 else Tap.YES), Answer(two, None, f"Export number {n}.")]
        note_feedback(place=place, answers=answers[: 1 + (n < 5)], **facts)
    found = page(cast, cast.noor, f"/trials/{made.pk}/outcome/")
    first, second = found.partition("2. What did you miss?")[::2]
    assert 'Yes <b class="num">4</b>, No <b class="num">2</b>' in first
    assert "What 5 clients said" in second
    assert "Export number 4." in second
    assert f'href="/trials/{made.pk}/answers/{two}/">All 5 answers that are more than a tap' in second
    assert second.index("Export number 4.") < second.index(f'name="evidence-{two}"')


def judged(made, verdict="yes", evidence=EVIDENCE, version=2):
    return {f"verdict-{key}": verdict for key in keys_of(made)} | {
        f"evidence-{key}": evidence for key in keys_of(made)} | {"version": version}  # fmt: skip


def test_questions_are_answered_on_the_page_by_who_plans_it(cast, made):
    address, browser = f"/trials/{made.pk}/outcome/", cast.browser(cast.noor)
    assert "2 questions have no outcome yet" in page(cast, cast.aiko, address)
    assert "<textarea" not in page(cast, cast.aiko, address)
    answer = browser.post(address, judged(made, evidence="Strategic."))
    assert answer.status_code == 422
    assert "“Strategic” alone does not say why." in main_of(answer)
    assert cast.browser(cast.aiko).post(address, judged(made)).status_code == 422
    assert browser.post(address, judged(made)).status_code == 302
    stale = cast.browser(cast.ines).post(address, judged(made, "no"))
    assert stale.status_code == 409
    assert f"no: {EVIDENCE}" in stale.content.decode()
    found = page(cast, cast.noor, address)
    assert "Ask the decider" in found
    assert f"{ASKS} Yes: {EVIDENCE}" in found, "what led to it is written already"


def following(made, **given):
    facts = {"question": "What follows from Heron?", "context": "", "stage-go": "build", "stage-change": "",
             "decide_by": made.last_day, "until-extend": made.last_day + timedelta(days=20)}  # fmt: skip
    for n, title in enumerate(("Build it", "Build it with a report", "Stop it", "Extend it")):
        facts |= {f"option-{n}-title": title, f"option-{n}-why": WHY}
    return facts | given


def test_the_decider_is_asked_on_the_page_and_all_that_is_wrong_is_said_at_once(cast, made):
    address, browser = f"/trials/{made.pk}/outcome/decision/", cast.browser(cast.noor)
    early = browser.post(address, following(made))
    assert early.status_code == 422
    assert "2 questions have no outcome yet" in early.content.decode()
    answered(cast, made)
    wrong = browser.post(address, following(made, **{"option-1-why": "Strategic.", "option-2-title": "Build it"}))
    found = main_of(wrong)
    assert wrong.status_code == 422
    assert "Every option needs its own why." in found
    assert "Two options have this title." in found
    assert f"{WHY}</textarea>" in found
    late = browser.post(address, following(made, **{"until-extend": made.last_day}))
    assert "Choose a later day, within two years of its first." in main_of(late)
    answer = browser.post(address, following(made))
    assert answer.status_code == 302
    made.refresh_from_db()
    assert answer["Location"] == f"/decisions/{made.decision_id}/"
    decision = page(cast, cast.elena, answer["Location"])
    assert f"Extend it until {spoken_day(made.last_day + timedelta(days=20))}" in decision
    assert f'href="/trials/{made.pk}/">{made.code_name}</a>' in decision
    assert f'href="/trials/{made.pk}/results/"' in decision
    assert "It is asked what follows." in page(cast, cast.aiko, f"/trials/{made.pk}/outcome/")
    assert browser.post(address, following(made)).status_code == 422
    assert Decision.objects.count() == 1


def test_what_an_unclear_decision_means_is_said_on_the_page(cast, made):
    decision = outcome_asked(cast, made)
    change_decision(
        decision=decision, question=decision.question, decide_by=decision.decide_by, initiatives=[made.initiative],
        options=[OptionDraft("Ask two more clients", WHY), OptionDraft("Leave it as it is", WHY)], actor=cast.noor,
        at=cast.at,
    )  # fmt: skip
    made.refresh_from_db()
    option = options_of(decision)[0]
    address = f"/trials/{made.pk}/outcome/"
    assert "does not say what that means" not in page(cast, cast.noor, address)
    settle_and_publish(decision=decision, option=option, actor=cast.elena, at=cast.at)
    assert conclude(trial=made, actor=MACHINE, at=cast.at) is None
    assert "does not say what that means" in page(cast, cast.noor, address)
    browser = cast.browser(cast.noor)
    assert browser.post(address + "follows/", {"follows": "extend"}).status_code == 422
    assert browser.post(address + "follows/", {"follows": "go"}).status_code == 302
    made.refresh_from_db()
    assert made.state is TrialState.CLOSED
    assert browser.post(address + "follows/", {"follows": "go"}).status_code == 422


def test_a_client_is_thanked_in_two_taps(cast, made, place):
    address, browser = f"/trials/places/{place.pk}/thanks/", cast.browser(cast.aiko)
    assert "Clients that took part are thanked once it is decided" in main_of(browser.get(address))
    note_feedback(place=place, answers=said(made), said_on=today_of(cast.aiko, cast.at), actor=cast.aiko, at=cast.at)
    closed(cast, made)
    found = main_of(browser.get(address))
    assert f"Thank you for trying “{NAME}” with us." in found
    assert "You can try it with a few others." in found, "the words in force"
    assert made.decision.reason not in found.partition("handed")[2].partition("</pre>")[0]
    track = Statement.objects.latest("pk").track_id
    form = {"told_on": today_of(cast.aiko, cast.at), "to_whom": "Ms Berg", "track": track}
    assert browser.post(address, form | {"told_on": ""}).status_code == 422
    assert browser.post(address, form).status_code == 302
    row = TrialPlace.objects.get(pk=place.pk)
    assert row.thanked_with is not None
    assert "They were thanked" in main_of(browser.get(address))
    assert "1 of 1 clients that took part were thanked." in page(cast, cast.noor, f"/trials/{made.pk}/outcome/")
    assert cast.browser(cast.sam).post(address, form).status_code == 422


def test_without_words_in_force_thanks_say_nothing_of_what_was_decided(cast, made, place):
    closed(cast, made, Follows.STOP)
    address, browser = f"/trials/places/{place.pk}/thanks/", cast.browser(cast.aiko)
    draft = main_of(browser.get(address)).partition('id="handed"')[2].partition("</pre>")[0]
    assert "You can try it" not in draft
    assert browser.post(address, {"told_on": today_of(cast.aiko, cast.at)}).status_code == 302
    assert TrialPlace.objects.get(pk=place.pk).thanked_with is None
