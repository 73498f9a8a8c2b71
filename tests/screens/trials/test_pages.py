"""The pages of what was found in a trial and of what follows: who sees them, what they refuse, what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from parley.clients.models import Insight
from parley.decisions.actions import change_decision
from parley.decisions.models import Decision
from parley.decisions.queries import options_of
from parley.decisions.terms import OptionDraft
from parley.disclosure.models import Statement
from parley.kernel.spans import spoken_day, today_of
from parley.ledger.door import action, record
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.roadmap.models import InsightLink
from parley.trials.actions import (
    conclude,
    give_feedback,
    note_feedback,
)
from parley.trials.events import ClientsProposed
from parley.trials.models import Trial, TrialLink, TrialOutcome, TrialPlace
from parley.trials.terms import Follows, Tap, TrialState
from parley.trials.terms.feedback import Answer
from tests.decisions.made import settle_and_publish
from tests.roadmap.made import sketch
from tests.trials.feedback_made import (
    ASKS,
    EVIDENCE,
    NAME,
    WHY,
    answered,
    asked,
    buyer,
    keys_of,
    outcome_asked,
    said,
    taking_part,
    trial,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def made(cast):
    return trial(cast)


@pytest.fixture
def place(cast, made):
    return taking_part(cast, made, buyer(cast, "Nordbank"))[0]


def main_of(answer):
    return " ".join(answer.content.decode().partition("<main")[2].split())


def page(cast, person, address):
    answer = cast.browser(person).get(address)
    assert answer.status_code == 200, answer.status_code
    return main_of(answer)


def noting(made, text="Not without an export.", **given):
    one, two = keys_of(made)
    return {f"tap-{one}": "no", f"text-{one}": text, f"text-{two}": ""} | given


def closed(cast, made, follows=Follows.CHANGE):
    outcome_asked(cast, made)
    made.refresh_from_db()
    option = TrialOutcome.objects.get(trial=made, follows=follows).option
    settle_and_publish(decision=made.decision, option=option, actor=cast.elena, at=cast.at)
    conclude(trial=made, actor=MACHINE, at=cast.at)
    made.refresh_from_db()


def test_strangers_find_none_of_it(cast, made, place):
    question = keys_of(made)[0]
    for address in (f"/trials/places/{place.pk}/feedback/", f"/trials/places/{place.pk}/thanks/",
                    f"/trials/{made.pk}/results/", f"/trials/{made.pk}/outcome/",
                    f"/trials/{made.pk}/answers/{question}/"):  # fmt: skip
        assert cast.browser(cast.omar).get(address).status_code == 404
        assert cast.browser(cast.noor).get(address).status_code == 200
    posts = ("results/", "outcome/", "outcome/decision/", "outcome/follows/")
    assert {cast.browser(cast.omar).post(f"/trials/{made.pk}/{each}").status_code for each in posts[1:]} == {404}
    for each in ("feedback/", "feedback/link/", "thanks/"):
        assert cast.browser(cast.omar).post(f"/trials/places/{place.pk}/{each}").status_code == 404
    assert cast.browser(cast.noor).get(f"/trials/{made.pk}/answers/0/").status_code == 404


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


def test_results_say_how_many_answered_what_where_and_in_which_words(cast, made):
    places = taking_part(
        cast, made, buyer(cast, "Nordbank"), buyer(cast, "Banco", region=cast.amer), buyer(cast, "Hartmann")
    )
    address = f"/trials/{made.pk}/results/"
    assert "0 of 3 clients answered" in page(cast, cast.aiko, address)
    one, two = keys_of(made)
    give_feedback(link=asked(cast, places[0])[0], actor=MACHINE, at=cast.at,
                  answers=[Answer(one, Tap.YES, "A week faster."), Answer(two, None, "Exports")])  # fmt: skip
    facts = {"said_on": today_of(cast.aiko, cast.at), "actor": cast.aiko, "at": cast.at}
    note_feedback(place=places[1], answers=said(made, Tap.NO), **facts)
    found = page(cast, cast.aiko, address)
    assert "2 of 3 clients answered" in found
    assert "1 of 2 answered" in found, "in EMEA"
    assert "A week faster." in found
    assert "Nordbank, EMEA" in found
    assert "nothing yet" in found
    assert found.index("Hartmann</a>") < found.index("Banco</a>"), "who said least comes first"
    words = page(cast, cast.aiko, f"/trials/{made.pk}/answers/{one}/")
    assert "Yes · Nordbank, EMEA" in words


@action
def today_is_its_last_day(*, trial: Trial, actor, at) -> None:
    """Let a trial end today."""
    trial.last_day = at.date()
    trial.save(update_fields=["last_day"])
    record(ClientsProposed(trial=trial.pk, clients=()))


def test_the_way_to_the_outcome_says_what_is_to_be_done_and_is_loud_once_it_is_due(cast, made):
    def way(person):
        found = page(cast, person, f"/trials/{made.pk}/results/")
        tag, _address, rest = found.partition(f'" href="/trials/{made.pk}/outcome/">')
        return rest.partition("</a>")[0], "btn-main" in tag[tag.rindex("<a") :]

    assert way(cast.noor) == ("Answer the questions", False)
    assert way(cast.aiko) == ("The questions and what follows", False)
    today_is_its_last_day(trial=made, actor=MACHINE, at=cast.at)
    assert way(cast.noor) == ("Answer the questions", True)
    assert way(cast.aiko) == ("The questions and what follows", False)
    answered(cast, made)
    assert way(cast.noor) == ("How it was answered in the end", True)


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


def test_pages_cost_the_same_with_one_client_and_with_thirty(cast, made):
    def costs(place, link):
        found = []
        for person, address in (
            (cast.noor, f"/trials/{made.pk}/results/"), (cast.noor, f"/trials/{made.pk}/outcome/"),
            (cast.noor, f"/trials/{made.pk}/answers/{keys_of(made)[0]}/"),
            (cast.aiko, f"/trials/places/{place.pk}/feedback/"), (cast.aiko, f"/trials/places/{place.pk}/thanks/"),
            (None, f"/answer/{link[1]}/"),
        ):  # fmt: skip
            browser = cast.browser(person) if person else Browser()
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200
            assert len(queries) <= MOST_QUERIES, (address, len(queries))
            found.append(len(queries))
        return found

    facts = {"said_on": today_of(cast.aiko, cast.at), "actor": cast.aiko, "at": cast.at}
    (first,) = taking_part(cast, made, buyer(cast, "Nordbank"))
    one_question = keys_of(made)[0]
    note_feedback(place=first, answers=[Answer(one_question, Tap.NO, "Too slow.", sketch())], **facts)
    answered(cast, made)
    one = costs(first, asked(cast, first))
    more = [buyer(cast, f"Client {n}", region=(cast.emea, cast.amer, cast.apac)[n % 3]) for n in range(19)]
    for each in taking_part(cast, made, *more):
        answers = [Answer(one_question, Tap.YES, f"We are {each.pk}.", sketch(content=b"%d" % each.pk))]
        note_feedback(place=each, answers=answers, **facts)
    assert costs(first, asked(cast, first)) == one


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


def test_looking_changes_nothing(cast, made, place):
    closed(cast, made)
    before = Entry.objects.count()
    for address in (f"/trials/places/{place.pk}/feedback/", f"/trials/places/{place.pk}/thanks/",
                    f"/trials/{made.pk}/results/", f"/trials/{made.pk}/outcome/"):  # fmt: skip
        page(cast, cast.noor, address)
    assert Entry.objects.count() == before


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
