"""Ways of doing an initiative are compared, and one is chosen with a reason; another later, with its own."""

from dataclasses import replace

import pytest

from parley.kernel.refusals import Refusals, Refused, Stale
from parley.roadmap.actions.exploring import (
    choose_solution,
    propose_solution,
    rewrite_solution,
    sketch_solution,
    withdraw_solution,
)
from parley.roadmap.queries.solutions import choice_of, choices_of, solution_seen, solutions_of
from parley.roadmap.rules.solutions import MOST_SOLUTIONS
from parley.roadmap.terms import Audience, Stage, initiative_ref
from parley.roadmap.terms.solutions import SolutionWords
from parley.screens.roadmap.beside_it import beside
from parley.voices.queries import follows
from parley.voices.queries.attached import attached_in
from tests.cast import history
from tests.roadmap.made import initiative, proposed, sketch

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WORDS = SolutionWords(
    title="Ask once a year",
    text="The banner comes back after a year.",
    speaks_for="The law asks for it in two countries.",
    speaks_against="Publishers lose a percent of consent.",
    helps="Legal, and clients in France",
)
WHY = "Two countries ask for it by law, and we give up a percent of consent."


@pytest.fixture
def explored(cast):
    return initiative(cast, stage=Stage.EXPLORE)


def test_both_sides_propose_and_hear_what_is_said(cast, explored):
    ours = proposed(cast, explored)
    theirs = propose_solution(initiative=explored, words=WORDS, actor=cast.sam, at=cast.at)
    assert [each.title for each in solutions_of(explored.pk)] == [ours.title, "Ask once a year"]
    assert [each.name for each in attached_in((ours.thread_id,))] == ["banner.webp"]
    assert follows(cast.viewer(cast.sam), theirs.thread_id)
    assert f"proposed the solution [solution:{theirs.pk}] for [initiative:{explored.pk}]" in history(
        initiative_ref(explored.pk)
    )


def test_whoever_is_not_in_the_group_proposes_none(cast):
    row = initiative(cast, audience=Audience.COMPANY, stage=Stage.LAUNCH)
    with pytest.raises(Refused, match="Only people of the group"):
        propose_solution(initiative=row, words=WORDS, actor=cast.omar, at=cast.at)


@pytest.mark.parametrize("missing", ["title", "text", "speaks_for", "speaks_against", "helps"])
def test_each_part_is_asked_for_with_its_own_sentence(cast, explored, missing):
    with pytest.raises(Refusals) as wrong:
        propose_solution(initiative=explored, words=replace(WORDS, **{missing: " "}), actor=cast.noor, at=cast.at)
    assert [each.field for each in wrong.value.each] == [missing]
    assert not solutions_of(explored.pk)


def test_two_are_not_called_the_same_and_a_dozen_is_enough(cast, explored):
    proposed(cast, explored)
    with pytest.raises(Refused, match="called the same"):
        proposed(cast, explored, title="A BANNER that asks once")
    for number in range(MOST_SOLUTIONS - 1):
        proposed(cast, explored, title=f"Way {number}")
    with pytest.raises(Refused, match="12 solutions already"):
        proposed(cast, explored, title="One more")


def test_one_is_chosen_against_the_others_and_everybody_reads_why(cast, explored):
    first, second = proposed(cast, explored), proposed(cast, explored, title="Ask once a year")
    choose_solution(solution=second, reason=WHY, actor=cast.noor, at=cast.at)
    found = beside(cast.viewer(cast.noor), explored.pk).explored
    assert (found.solutions, found.chosen, found.against) == (2, "Ask once a year", (first.title,))
    assert (found.reason, found.by, found.at) == (WHY, cast.noor.name, cast.at)
    assert history(initiative_ref(explored.pk))[1] == (
        f"chose the solution [solution:{second.pk}] for [initiative:{explored.pk}], of 2"
    )


def test_a_later_choice_takes_the_place_and_the_earlier_stays_readable(cast, explored):
    first, second = proposed(cast, explored), proposed(cast, explored, title="Ask once a year")
    choose_solution(solution=first, reason=WHY, actor=cast.noor, at=cast.at)
    (before,) = choices_of(explored.pk)
    with pytest.raises(Stale, match="Somebody chose"):
        choose_solution(solution=second, reason=WHY, actor=cast.noor, at=cast.at)
    with pytest.raises(Refused, match="chosen already"):
        choose_solution(solution=first, reason=WHY, seen_choice=before.pk, actor=cast.noor, at=cast.at)
    choose_solution(
        solution=second, reason="The pilot showed more.", seen_choice=before.pk, actor=cast.noor, at=cast.at
    )
    assert [(each.solution, each.ended_at) for each in choices_of(explored.pk)] == [(second, None), (first, cast.at)]
    assert "instead of" in history(initiative_ref(explored.pk))[0]


def test_nothing_is_chosen_without_another_a_reason_or_the_right_to(cast, explored):
    only = proposed(cast, explored)
    with pytest.raises(Refused, match="There is only one solution"):
        choose_solution(solution=only, reason=WHY, actor=cast.noor, at=cast.at)
    proposed(cast, explored, title="Ask once a year")
    with pytest.raises(Refused, match="does not say why"):
        choose_solution(solution=only, reason="Leadership wants it", actor=cast.noor, at=cast.at)
    with pytest.raises(Refused, match="product people"):
        choose_solution(solution=only, reason=WHY, actor=cast.sam, at=cast.at)
    assert choice_of(explored.pk) is None


def test_what_is_chosen_stays_as_its_reason_speaks_of_it(cast, explored):
    first, _other = proposed(cast, explored), proposed(cast, explored, title="Ask once a year")
    choose_solution(solution=first, reason=WHY, actor=cast.noor, at=cast.at)
    with pytest.raises(Refused, match="This solution is chosen"):
        rewrite_solution(solution=first, words=WORDS, actor=cast.noor, at=cast.at)
    with pytest.raises(Refused, match="This solution is chosen"):
        withdraw_solution(solution=first, reason="It costs too much of a quarter.", actor=cast.noor, at=cast.at)


def test_its_author_writes_it_differently_and_withdraws_it(cast, explored):
    mine = propose_solution(initiative=explored, words=WORDS, actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="Only whoever proposed"):
        rewrite_solution(solution=mine, words=WORDS, actor=cast.aiko, at=cast.at)
    rewrite_solution(solution=mine, words=replace(WORDS, helps="Legal"), seen_version=1, actor=cast.sam, at=cast.at)
    with pytest.raises(Stale):
        rewrite_solution(solution=mine, words=WORDS, seen_version=1, actor=cast.noor, at=cast.at)
    sketch_solution(solution=mine, file=sketch("second.webp"), actor=cast.noor, at=cast.at)
    withdraw_solution(solution=mine, reason="No country asks for it any more.", actor=cast.sam, at=cast.at)
    assert solution_seen(cast.viewer(cast.sam), explored.pk, mine.pk) is None
    with pytest.raises(Refused, match="was withdrawn"):
        choose_solution(solution=mine, reason=WHY, actor=cast.noor, at=cast.at)
    assert beside(cast.viewer(cast.noor), explored.pk).explored.solutions == 0


def test_nothing_is_explored_once_it_is_over(cast):
    row = initiative(cast, stage=Stage.LIVE)
    with pytest.raises(Refused, match="is over"):
        propose_solution(initiative=row, words=WORDS, actor=cast.noor, at=cast.at)


def test_a_stranger_sees_none(cast, explored):
    made = proposed(cast, explored)
    assert solution_seen(cast.viewer(cast.sam), explored.pk, made.pk)
    assert solution_seen(cast.viewer(cast.omar), explored.pk, made.pk) is None
