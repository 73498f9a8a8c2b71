"""A review logs many statements in one action, with as many queries for one client as for many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.disclosure.actions import Occasion, replan, tell_many
from parley.disclosure.models import Correction, Statement, ToldPromise
from parley.disclosure.queries import tellable_to_any
from parley.disclosure.terms import Closing, Means, NoLonger, Told, Words
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.terms import Ref
from parley.roadmap.queries import stage_labels
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage
from tests.cast import history
from tests.disclosure.made import Q2, Q3, approved, buyer, fresh, in_build, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def logged(cast, rows, clients, **given):
    today = today_of(given.get("actor", cast.aiko), cast.at)
    how = Occasion(on=given.pop("on", today), means=Means.REVIEW)
    return tell_many(initiatives=rows, clients=clients, how=how, **({"actor": cast.aiko, "at": cast.at} | given))


def offered(cast, person, clients):
    found = tellable_to_any(
        cast.viewer(person), {each.pk: each.region_id for each in clients}, labels=stage_labels(), on=cast.at.date()
    )
    return {each.title: (sorted(each.telling), each.left_out) for each in found}


def test_a_review_is_one_entry_for_each_initiative_and_a_statement_for_each_pair(cast, row):
    clients = [buyer(cast, name) for name in ("Nordbank", "Hartmann", "Vasco")]
    assert logged(cast, [row], clients) == (3, [])
    assert {(each.client, each.means, each.latest, each.by) for each in Statement.objects.all()} == {
        (each, Means.REVIEW, True, cast.aiko) for each in clients
    }
    sentence = f"told 3 clients about {Ref('initiative', row.pk).mark} in a review"
    assert history(Ref("client", clients[1].pk))[0] == history(Ref("initiative", row.pk))[0] == sentence
    assert ToldPromise.objects.count() == 1
    assert logged(cast, [row], clients) == (3, [])  # twice on a day is once
    assert Statement.objects.count() == 3


def test_queries_do_not_grow_with_the_clients(cast, row):
    def queries(clients):
        with CaptureQueriesContext(connection) as asked:
            logged(cast, [row], clients)
        return len(asked)

    logged(cast, [row], [buyer(cast, "Hartmann")])  # which makes the promise
    few = [buyer(cast, "Nordbank")]
    many = [buyer(cast, f"Client {n}") for n in range(40)]
    assert queries(few) == queries(many)


def test_a_review_of_an_earlier_day_does_not_hide_what_was_told_since(cast, row):
    nordbank = buyer(cast)
    latest = told(cast, row, nordbank)
    logged(cast, [row], [nordbank], on=today_of(cast.aiko, cast.at) - timedelta(days=9))
    assert Statement.objects.get(latest=True) == latest
    with pytest.raises(Refused, match="a day that has not come"):
        logged(cast, [row], [nordbank], on=today_of(cast.aiko, cast.at) + timedelta(days=1))


def test_what_a_review_says_anew_is_the_correction_and_words_that_do_not_hold_are_left_out(cast, row):
    nordbank, hartmann = buyer(cast), buyer(cast, "Hartmann")
    told(cast, row, nordbank)
    later = Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.HIGH)
    replan(initiative=row, plan=later, reason="The audits moved to autumn.", actor=cast.noor, at=cast.at)
    with pytest.raises(Refused, match="Nothing of this may be told"):
        logged(cast, [row], [nordbank, hartmann])
    assert [(each.client, each.why) for each in Correction.objects.all()] == [(nordbank, NoLonger.LATER)]
    approved(cast, row, Words(None, "Planned for the third quarter of 2087.", Q3, Confidence.HIGH))
    logged(cast, [row], [nordbank, hartmann])
    assert {each.closing for each in Correction.objects.all()} == {Closing.TOLD}


def test_everything_that_may_be_told_to_any_of_them_with_why_not_to_the_others(cast, row):
    nordbank, sony = buyer(cast), buyer(cast, "Sony", region=cast.apac)
    beta = in_build(cast, "Household graph", stage=Stage.BETA, audience=Audience.GROUP)
    approved(cast, beta, Words(None, "In testing, no date."), whom=Told.NAMED_CLIENTS, clients=[sony])
    local = in_build(cast, "Clean rooms")
    approved(cast, local, Words(cast.apac.pk, "By the middle of the year.", Q2, Confidence.LOW))
    in_build(cast, "Cookie sync")
    clients = [nordbank, sony]
    found = offered(cast, cast.aiko, clients)
    assert list(found) == sorted(found)
    assert {title: (keys, list(left)) for title, (keys, left) in found.items()} == {
        fresh(row).title: ([nordbank.pk, sony.pk], []),
        "Household graph": ([sony.pk], [nordbank.pk]),
        "Clean rooms": ([sony.pk], [nordbank.pk]),
    }
    assert found["Household graph"][1][nordbank.pk] == "They are not among the clients named for it."
    assert "no words are approved for this region" in found["Clean rooms"][1][nordbank.pk]
    assert offered(cast, cast.omar, clients).keys() == {fresh(row).title, "Clean rooms"}
    assert offered(cast, cast.aiko, []) == {}


def test_whoever_looks_after_a_named_client_tells_that_client_alone_of_what_they_may_not_see(cast):
    hers, his = buyer(cast, manager=cast.omar), buyer(cast, "Hartmann", manager=cast.sam)
    beta = in_build(cast, "Household graph", stage=Stage.BETA, audience=Audience.GROUP)
    approved(cast, beta, Words(None, "In testing, no date."), whom=Told.NAMED_CLIENTS, clients=[hers, his])
    ((title, (keys, left)),) = offered(cast, cast.omar, [hers, his]).items()
    assert (title, keys, list(left)) == ("Consent signals", [hers.pk], [his.pk])
    assert logged(cast, [beta], [hers, his], actor=cast.omar) == (1, [(his, beta)])
