"""Whoever is credited may be asked by lot what it changed: once a quarter, and told as shares of five or more."""

from datetime import timedelta
from random import Random

import pytest

from parley.groups.actions import remove_member
from parley.kernel.refusals import Refused
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.notifications.queries import waiting_counts, waiting_for
from parley.notifications.terms import Waits
from parley.people.actions import note_leaving
from parley.reactions.influence import draw_credits
from parley.surveys.actions.checks import answer_check, draw_checks
from parley.surveys.models.checks import CreditCheck
from parley.surveys.queries.checks import answers_by_place, check_of, checks_waiting_for
from parley.surveys.queries.influence import figures_of
from parley.surveys.terms.influence import ASKED_FOR, By, Changed, Said
from tests.cast import Cast
from tests.decisions.made import QUESTION
from tests.surveys.credited import Told, a_quarter, after_the_questions

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def drawn(cast: Cast, told: Told) -> list[CreditCheck]:
    asked = draw_checks(quarter=told.quarter, random=Random(7), actor=MACHINE, at=cast.at)  # noqa: S311 - a lot
    checks = list(CreditCheck.objects.order_by("pk"))
    assert asked == len(checks)
    return checks


def waits(cast: Cast, person) -> list[str]:
    viewer = cast.viewer(person)
    found = waiting_for(viewer, at=cast.at)
    assert waiting_counts(viewer, at=cast.at).all == len(found)
    return [each.title for each in found if each.waits is Waits.HEARD]


def test_each_person_is_asked_once_and_again_draws_nobody(cast: Cast) -> None:
    told = a_quarter(cast)
    checks = drawn(cast, told)
    assert {each.contribution.person_id for each in checks} == {each.pk for each in told.people[:6]}
    assert draw_checks(quarter=told.quarter, random=Random(8), actor=MACHINE, at=cast.at) == 0  # noqa: S311 - as above
    assert CreditCheck.objects.count() == len(checks)
    newest = Entry.objects.latest("pk")
    assert (newest.kind, newest.data["asked"]) == ("credit_checks.drawn", 6)


def test_the_periodic_work_draws_the_quarter_that_is_over_and_no_other(cast: Cast) -> None:
    told = a_quarter(cast)
    assert draw_credits(cast.at) == 6
    assert draw_credits(cast.at + timedelta(hours=24)) == 0
    assert {each.quarter for each in CreditCheck.objects.all()} == {told.quarter.first}
    assert draw_credits(cast.at + timedelta(days=92)) == 0, "nothing was credited in the quarter after it"


def test_nothing_to_draw_records_nothing(cast: Cast) -> None:
    entries = Entry.objects.count()
    assert draw_credits(cast.at) == 0
    assert Entry.objects.count() == entries


def test_leavers_are_not_asked(cast: Cast) -> None:
    told = a_quarter(cast)
    note_leaving(person=told.people[0], on=cast.at.date(), actor=MACHINE, at=cast.at)
    assert {each.contribution.person_id for each in drawn(cast, told)} == {each.pk for each in told.people[1:6]}


def test_it_waits_until_it_is_answered_or_closed(cast: Cast) -> None:
    told = a_quarter(cast)
    checks = drawn(cast, told)
    one, other = told.people[:2]
    assert waits(cast, one) == waits(cast, other) == [QUESTION]
    assert waits(cast, told.people[7]) == waits(cast, cast.elena) == []
    mine = next(each for each in checks if each.contribution.person_id == one.pk)
    answer_check(check=mine, answer=Changed.PARTLY, actor=one, at=cast.at)
    assert waits(cast, one) == []
    assert waits(cast, other) == [QUESTION]
    late = cast.at + ASKED_FOR + timedelta(days=2)
    assert list(checks_waiting_for(cast.viewer(other), on=late.date())) == []
    theirs = next(each for each in checks if each.contribution.person_id == other.pk)
    with pytest.raises(Refused, match="four weeks"):
        answer_check(check=theirs, answer=Changed.YES, actor=other, at=late)


def test_nobody_answers_for_another_or_twice_and_no_entry_says_what(cast: Cast) -> None:
    told = a_quarter(cast)
    mine = drawn(cast, told)[0]
    person = mine.contribution.person
    stranger = next(each for each in told.people if each != person)
    assert check_of(cast.viewer(stranger), mine.pk) is None
    with pytest.raises(Refused, match="Only whoever was credited"):
        answer_check(check=mine, answer=Changed.NO, actor=stranger, at=cast.at)
    answer_check(check=mine, answer=Changed.NO, actor=person, at=cast.at)
    entries = Entry.objects.count()
    answer_check(check=mine, answer=Changed.NO, actor=person, at=cast.at)
    assert Entry.objects.count() == entries, "the same again changes nothing"
    with pytest.raises(Refused, match="already"):
        answer_check(check=mine, answer=Changed.YES, actor=person, at=cast.at)
    newest = Entry.objects.latest("pk")
    assert newest.kind == "credit_check.answered"
    assert newest.data == {"check": mine.pk}


def test_answers_are_told_as_shares_once_all_questions_are_closed_and_from_five_on(cast: Cast) -> None:
    told = a_quarter(cast)
    checks = drawn(cast, told)
    for check, answer in zip(checks[:4], (Changed.YES, Changed.YES, Changed.PARTLY, Changed.NO), strict=True):
        answer_check(check=check, answer=answer, actor=check.contribution.person, at=cast.at)
    closed = after_the_questions(cast.at.date())
    assert figures_of(told.quarter, on=closed).said is None, "four answers are too few"
    answer_check(check=checks[4], answer=Changed.YES, actor=checks[4].contribution.person, at=cast.at)
    assert answers_by_place(told.quarter, on=cast.at.date()) == {}, "the newest answer would be seen"
    figures = figures_of(told.quarter, on=closed)
    five = Said(asked=6, answers=5, people=5, yes=3, partly=1)
    assert figures.said == five
    assert figures.said_rows[By.GROUP] == {"identity": five}


def test_of_a_decision_one_may_no_longer_read_nobody_is_asked(cast: Cast) -> None:
    told = a_quarter(cast)
    person = drawn(cast, told)[0].contribution.person
    assert waits(cast, person) == [QUESTION]
    remove_member(area=cast.identity, person=person, actor=MACHINE, at=cast.at)
    assert waits(cast, person) == [], "its initiative is for the group alone"
