"""The page that proposes who fits a trial: why each, what swaps cost, what cannot be met, and who is asked."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from parley.clients.actions import add_client, name_account_manager, set_sensitive_time
from parley.clients.terms import Sensitive
from parley.kernel.money import Money
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Stance
from parley.trials.models import TrialPlace
from parley.trials.queries.candidates import pool_of, wish_of
from parley.trials.rules.cohort import cohort_for
from parley.trials.terms import PlaceState, QuestionDraft, Wanted
from parley.trials.terms.candidates import Dimension, Size
from tests.cast import Cast
from tests.clients.made import said
from tests.trials.made import ASKED, accepted, in_beta, nominated, trial, words_for

pytestmark = pytest.mark.django_db


def asker(cast: Cast, of, name, *, region=None, times=1, segment="Retail", worth=None, parent=None):
    """A client Aiko looks after, that asked for it so many times."""
    client = add_client(name=name, region=region or cast.emea, segment=segment, parent=parent,
                        revenue=Money(worth, "EUR") if worth else None, actor=MACHINE, at=cast.at)  # fmt: skip
    name_account_manager(client=client, person=cast.aiko, named=True, actor=MACHINE, at=cast.at)
    for n in range(times):
        voice = said(cast, client, f"We need it, {name} {n}.", days_ago=n + 1)
        link_insight(initiative=of, insight=voice, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    return client


def page(cast: Cast, made, address="") -> str:
    return cast.browser(cast.noor).get(reverse("trial_cohort", args=[made.pk]) + address).content.decode()


def chosen(text: str) -> list[str]:
    return re.findall(r'<label for="client-\d+"><b>([^<]+)</b>', text)


def test_those_that_fit_best_are_proposed_with_why_and_asked_with_one_tap(cast: Cast) -> None:
    row = in_beta(cast)
    loud, quiet = asker(cast, row, "Loud", times=4), asker(cast, row, "Quiet")
    asker(cast, row, "Tired", times=3)
    made = trial(cast, row)
    text = page(cast, made)
    assert chosen(text) == ["Loud", "Tired"]
    assert "Ask their account managers" in text
    assert "Quiet" in text
    browser, here = cast.browser(cast.noor), reverse("trial_cohort", args=[made.pk])
    assert browser.post(here, {}).status_code == 422
    browser.post(here, {"client": [loud.pk, quiet.pk]})
    assert set(TrialPlace.objects.values_list("client", "state")) == {
        (loud.pk, PlaceState.PROPOSED), (quiet.pk, PlaceState.PROPOSED),
    }  # fmt: skip
    assert cast.browser(cast.aiko).get(here).status_code == 422, "only who plans it chooses"


def test_a_swap_costs_what_it_says_and_keeps_the_others(cast: Cast) -> None:
    row = in_beta(cast)
    for name, times in (("First", 4), ("Second", 3), ("Third", 2)):
        asker(cast, row, name, times=times)
    made = trial(cast, row)
    text = page(cast, made)
    swap = re.search(r'<a href="(\?in=[^"]+)">Third</a> <span class="faint">loses 3 points of fit', text)
    assert swap, "Third has two insights, three points each; Second has three"
    assert set(chosen(page(cast, made, swap[1].replace("&amp;", "&")))) == {"First", "Third"}


def test_what_cannot_be_met_is_named_and_nothing_is_relaxed_in_silence(cast: Cast) -> None:
    row = in_beta(cast)
    for name in ("First", "Second"):
        asker(cast, row, name)
    made = trial(cast, row, wanted=(Wanted(Dimension.REGION, str(cast.apac.pk), 1),))
    text = page(cast, made)
    assert "This cannot be met." in text
    assert "in APAC" in text
    assert chosen(text) == []


def test_who_is_in_it_stays_and_who_must_not_be_asked_is_named_with_why(cast: Cast) -> None:
    row = in_beta(cast)
    inside, spared = asker(cast, row, "Inside"), asker(cast, row, "Spared", times=5)
    asker(cast, row, "Fresh")
    made = trial(cast, row)
    words_for(cast, made, inside)
    accepted(cast, made, inside)
    until = today_of(cast.aiko, cast.at) + timedelta(days=20)
    set_sensitive_time(client=spared, what=Sensitive.RENEWAL, until=until, actor=cast.aiko, at=cast.at)
    text = page(cast, made)
    assert "takes part" in text
    assert chosen(text) == ["Fresh"]
    assert "It is asked for nothing extra until" in text


def test_more_may_be_invited_than_there_are_places(cast: Cast) -> None:
    row = in_beta(cast)
    some = [asker(cast, row, name) for name in ("One", "Two", "Three")]
    made = trial(cast, row, places=1)
    words_for(cast, made, *some)
    accepted(cast, made, some[0])
    for each in some[1:]:
        nominated(cast, made, each)
    text = page(cast, made)
    assert "This cannot be met." not in text
    assert "All of them are in the trial already." in text


@pytest.mark.database
def test_the_cohort_is_worked_out_from_what_the_database_holds(cast: Cast) -> None:
    row = in_beta(cast)
    parent = asker(cast, row, "Parent", times=2, worth=900)
    asker(cast, row, "Child", times=4, parent=parent, worth=100)
    asker(cast, row, "Far", region=cast.apac, segment="Banks", worth=500)
    local = QuestionDraft(asks="Does APPI hold?", changes_mind="If it does not, Japan waits.", region=cast.apac.pk)
    made = trial(cast, row, questions=(ASKED, local), least_regions=2, least_segments=2)
    pool = pool_of(made, on=cast.at.date())
    sizes = {each.name: each.size for each in pool.candidates}
    assert sizes == {"Parent": Size.LARGE, "Child": Size.SMALL, "Far": Size.MIDDLE}
    able = {each.name: len(each.answers) for each in pool.candidates}
    assert able == {"Parent": 1, "Child": 1, "Far": 2}
    wish = wish_of(made, pool, put_in=(), leave_out=())
    found = cohort_for(pool.candidates, wish, cast.at.date())
    names = {each.key: each.name for each in pool.candidates}
    assert {names[key] for key in found.chosen} == {"Child", "Far"}, "one of a company, and both regions"


def test_the_page_takes_as_many_queries_with_3_and_40_that_asked(cast: Cast, django_assert_max_num_queries) -> None:
    row = in_beta(cast)
    made = trial(cast, row)
    browser, here = cast.browser(cast.noor), reverse("trial_cohort", args=[made.pk])
    counts = []
    for some in (range(3), range(3, 40)):
        for n in some:
            asker(cast, row, f"Client {n:02}")
        browser.get(here)
        with django_assert_max_num_queries(22) as asked:
            browser.get(here)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_can_be_had_instead_is_offered_and_named(cast: Cast) -> None:
    row = in_beta(cast)
    for name in ("First", "Second"):
        asker(cast, row, name)
    made = trial(cast, row, places=5)
    text = page(cast, made)
    assert "This cannot be met." in text
    instead = re.search(r'<a href="(\?least=1[^"]*)">', text)
    assert instead
    text = page(cast, made, instead[1].replace("&amp;", "&"))
    assert set(chosen(text)) == {"First", "Second"}
    assert "The least to give up" in text, "it says what was given up"
