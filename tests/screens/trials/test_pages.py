"""The pages of what was found in a trial: who sees them, what they say to whom, what they cost."""

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.trials.actions import give_feedback, note_feedback
from parley.trials.events import ClientsProposed
from parley.trials.models import Trial
from parley.trials.terms import Tap
from parley.trials.terms.feedback import Answer
from tests.roadmap.made import sketch
from tests.screens.trials.pages import closed, page
from tests.trials.feedback_made import answered, asked, buyer, keys_of, said, taking_part

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


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


def test_looking_changes_nothing(cast, made, place):
    closed(cast, made)
    before = Entry.objects.count()
    for address in (f"/trials/places/{place.pk}/feedback/", f"/trials/places/{place.pk}/thanks/",
                    f"/trials/{made.pk}/results/", f"/trials/{made.pk}/outcome/"):  # fmt: skip
        page(cast, cast.noor, address)
    assert Entry.objects.count() == before
