"""What is said of a cohort: why each is in it, what stands in its way, what a swap costs; and what may be wished."""

from dataclasses import replace
from datetime import date

import pytest

from parley.kernel.refusals import Refused
from parley.roadmap.terms.portfolio import Status
from parley.trials.rules.cohort import cohort_for, cost_words, must_be_wish, swapping_of
from parley.trials.terms.candidates import Candidate, Dimension, Fit, Size, Standing
from parley.trials.terms.cohort import (
    Cap,
    Cohort,
    Pins,
    Places,
    Question,
    Quota,
    Relatives,
    Swap,
    Value,
    Variety,
    Wish,
)

ON = date(2027, 3, 1)
MAY = date(2026, 5, 3)
APAC = Quota(Dimension.REGION, 3, 1, "APAC")
SAFE = Question(1, "Is it safe to use with personal data?")


def client(key: int, name: str, points: int, region: int = 1, **facts: object) -> Candidate:
    return Candidate(**({"key": key, "whole": key, "name": name, "fit": Fit(points), "region": region} | facts))


ACME = client(1, "Acme", 9, fit=Fit(9, 5, MAY))
BOLT = client(2, "Bolt", 2, 3)
CATO = client(3, "Cato", 7, segment="retail", answers=frozenset({1}))
DUNE = client(4, "Dune", 5, segment="agency", whole=1)
ECHO = client(5, "Echo", 4, segment="agency", size=Size.LARGE)
TOGETHER = "With the clients that are eligible these cannot be met together"
ALL = [ACME, BOLT, CATO, DUNE, ECHO]


def sentences(found: Cohort, key: int) -> list[str]:
    return [each.sentence for choice in found.choices if choice.key == key for each in choice.reasons]


def test_each_choice_says_why():
    wish = Wish(places=3, quotas=(APAC,), questions=(SAFE,))
    found = cohort_for(ALL, wish, ON)
    assert found.chosen == (1, 3, 2)  # by fit
    assert sentences(found, 1) == [
        "It asked for this in 5 insights, the last of 3 May 2026.",
        "Of the eligible clients that were not chosen none fits better.",
        "“Dune” could best take its place, which loses 4 points of fit.",
    ]
    assert sentences(found, 2) == [
        "It is the only eligible client in APAC.",
        "No other eligible client could take its place alone: it would break a limit.",
    ]
    assert sentences(found, 3) == [
        "It is the only eligible client that can answer “Is it safe to use with personal data?”.",
        "Of the eligible clients that were not chosen none fits better.",
        "“Echo” could best take its place, which loses 1 point of answers and 3 points of fit.",
    ]
    assert found.waiting == (5,)  # Dune and Acme are one company


def test_who_holds_the_spread_up_is_said_to():
    spread = (Variety(Dimension.SEGMENT, 2),)
    quotas = (Quota(Dimension.SEGMENT, "agency", 1, "agency"), Quota(Dimension.SIZE, Size.LARGE, 1, "large"))
    found = cohort_for(ALL, Wish(places=2, quotas=quotas, varieties=spread, put_in=frozenset({3})), ON)
    assert sentences(found, 5)[:3] == [
        "It is the only eligible client of size “large”.",
        "It is the one of segment “agency” that is wanted.",
        "It is the only one chosen of its segment, and clients of at least 2 segments are wanted.",
    ]
    assert sentences(found, 3)[0] == "Somebody put it in by name."
    assert cohort_for([CATO], Wish(places=1), ON).choices[0].reasons[-1].sentence == "No other client is eligible."


def in_the_way(candidates: list[Candidate], wish: Wish) -> tuple[list[str], str]:
    found = cohort_for(candidates, wish, ON)
    assert found.status is Status.INFEASIBLE
    return [each.sentence for each in found.obstacles], found.relaxation.sentence if found.relaxation else ""


def test_what_cannot_be_met_is_named_with_the_least_to_give_up():
    large = Quota(Dimension.SIZE, Size.LARGE, 2, "large")
    assert in_the_way(ALL, Wish(places=3, quotas=(APAC, large))) == (
        ["Only 1 eligible client of size “large”, 2 are wanted."],
        "The least to give up: 1 instead of 2 of size “large”.",
    )
    assert in_the_way(ALL[2:], Wish(places=2, quotas=(APAC,))) == (
        ["No eligible client in APAC, 1 is wanted."], "The least to give up: at least 1 in APAC.",
    )  # fmt: skip
    assert in_the_way(ALL, Wish(places=5)) == (
        ["Only 4 eligible clients for 5 places. A company and its subsidiaries count once."],
        "The least to give up: 4 instead of 5 places.",
    )
    assert in_the_way(ALL, Wish(places=2, varieties=(Variety(Dimension.SEGMENT, 3),)))[0] == [
        "Eligible clients can be of 2 segments at most, 3 are wanted."
    ]
    assert in_the_way([], Wish(places=2)) == (["No client is eligible."], "")


def test_limits_that_collide_are_named_together_and_no_other():
    wish = Wish(places=2, quotas=(APAC, Quota(Dimension.SIZE, Size.LARGE, 1, "large")), questions=(SAFE,),
                put_in=frozenset({3}), varieties=(Variety(Dimension.SEGMENT, 1),))  # fmt: skip
    assert in_the_way(ALL, wish) == (
        [f"{TOGETHER}: 2 places; “Cato” put in; at least 1 in APAC; at least 1 of size “large”."],
        "The least to give up: at least 1 of size “large”. Or plan 3 places instead of 2.",  # the later wish
    )
    agencies = [replace(each, segment="agency") for each in ALL]
    assert in_the_way(agencies, Wish(places=3, most_alike=1)) == (
        [f"{TOGETHER}: 3 places; at most 1 of any one segment."],
        "The least to give up: 3 instead of 1 of any one segment.",
    )


def test_nobody_gets_past_a_limit_of_fatigue_by_being_put_in():
    busy = replace(ACME, standing=Standing(trial_ends=date(2027, 5, 4)))
    said, instead = in_the_way([busy, *ALL[1:]], Wish(places=2, put_in=frozenset({1})))
    assert said == ["“Acme” was put in and cannot be. It is in another trial until 4 May 2027."]
    assert instead == "The least to give up: “Acme” put in."
    assert in_the_way(ALL, Wish(places=2, put_in=frozenset({1, 4})))[0] == [
        "“Acme” and “Dune” were put in, and of one company only one can be."
    ]
    assert in_the_way(ALL, Wish(places=1, put_in=frozenset({77})))[0] == [
        "A client that was put in is not among those who asked for this. Take it out of the wish."
    ]


def test_a_swap_says_what_it_costs_and_what_it_breaks():
    wish = Wish(places=3, quotas=(APAC,), questions=(SAFE,), most_alike=1)
    swapping = swapping_of(ALL, {1, 2, 3}, wish, ON)
    assert swapping.swap(2, 5) == Swap(2, 5, Value(0, -2, 0), (APAC,))
    assert swapping.swap(3, 4).breaks == (Relatives(("Acme", "Dune")),)
    assert [each.put_in for each in swapping.best(1)] == [4, 5]  # Dune may come for Acme, its sister
    pinned = swapping_of(ALL, {1, 2, 3}, replace(wish, put_in=frozenset({3})), ON)
    assert pinned.best(3) == ()
    assert pinned.swap(3, 5).breaks == (Pins(("Cato",)),)
    retail = replace(ECHO, segment="retail")
    crowded = swapping_of([*ALL[:4], retail], {1, 2, 3}, wish, ON)
    assert crowded.swap(1, 5).breaks == (Cap(1),)
    with pytest.raises(Refused, match="Swap somebody of the cohort"):
        swapping.swap(1, 2)
    with pytest.raises(Refused, match="Propose it anew"):
        swapping_of(ALL, {1, 2, 3}, replace(wish, leave_out=frozenset({1})), ON)


def test_costs_are_said_part_by_part():
    assert cost_words(Value(0, 0, 0)) == "loses nothing"
    assert cost_words(Value(1, -2, 30)) == "loses 1 point of answers and 30 days of waiting and gains 2 points of fit"


def test_of_equals_the_longest_since_asked_is_chosen_and_nobody_was_never_asked_before():
    alike = [client(key, f"Client {key}", 3, asked_on=day)
             for key, day in ((1, date(2027, 1, 1)), (2, date(2025, 1, 1)), (3, None))]  # fmt: skip
    assert cohort_for(alike, Wish(places=1), ON).chosen == (3,)
    assert cohort_for(alike, Wish(places=2), ON).chosen == (3, 2)


def test_limits_of_another_kind_are_never_the_same():
    assert len({Cap(2), Places(2), Pins(()), Relatives(())}) == 4


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Wish(places=0), "places"),
        (Wish(places=501), "places"),
        (Wish(places=2, quotas=(replace(APAC, least=0),)), "quotas"),
        (Wish(places=2, quotas=(APAC, replace(APAC, least=2))), "quotas"),
        (Wish(places=2, varieties=(Variety(Dimension.SIZE, 1), Variety(Dimension.SIZE, 2))), "quotas"),
        (Wish(places=2, most_alike=0), "most_alike"),
        (Wish(places=2, questions=(SAFE._replace(weight=0),)), "questions"),
        (Wish(places=2, questions=(SAFE._replace(wanted=0),)), "questions"),
        (Wish(places=2, questions=(SAFE,) * 51), "questions"),
        (Wish(places=2, pause=61), "pause"),
        (Wish(places=2, put_in=frozenset({1}), leave_out=frozenset({1})), "put_in"),
    ],
)
def test_a_wish_that_cannot_be_read_is_refused(wish, field):
    with pytest.raises(Refused) as refused:
        must_be_wish(wish)
    assert refused.value.field == field


def test_a_candidate_is_there_once_with_points_that_can_be_told_apart():
    for several in ([ACME, ACME], [client(1, "Acme", -1)], [client(1, "Acme", 10_001)]):
        with pytest.raises(ValueError, match="points of fit"):
            cohort_for(several, Wish(places=1), ON)
