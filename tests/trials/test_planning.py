"""Planning a trial: what it must say before it begins, who plans it, and that its questions stay."""

from datetime import timedelta

import pytest

from parley.kernel.refusals import Refusals, Refused, Stale
from parley.kernel.spans import today_of
from parley.roadmap.terms import Stage
from parley.screens.roadmap.beside_it import beside
from parley.trials.actions import change_trial, extend_trial, give_up_trial, open_trial, plan_trial
from parley.trials.queries.planned import plan_now
from parley.trials.queries.seeing import trials_visible_to, viewers_of_trial
from parley.trials.rules.planning import plan_of
from parley.trials.terms import QuestionDraft, TrialKind, TrialState, Wanted, trial_ref
from parley.trials.terms.candidates import Dimension
from tests.cast import Cast, history
from tests.roadmap.made import initiative
from tests.trials.made import ASKED, CODE_NAME, in_beta, planned, trial

pytestmark = pytest.mark.django_db
WHY = "Two clients joined late and have not begun."


def refusals(plan, cast: Cast) -> dict[str, str]:
    with pytest.raises(Refusals) as caught:
        plan_of(plan, title="Consent signals", on=today_of(cast.noor, cast.at))
    return {each.field: each.sentence for each in caught.value.each}


def test_a_plan_is_kept_as_it_was_written(cast: Cast) -> None:
    wanted = (Wanted(Dimension.REGION, str(cast.emea.pk), 1), Wanted(Dimension.SIZE, "small", 1))
    plan = planned(cast, wanted=wanted, requirements="An engineer for two days.")
    made = plan_trial(initiative=in_beta(cast), kind=TrialKind.BETA, plan=plan, actor=cast.noor, at=cast.at)
    assert plan_now(made) == plan
    (line,) = history(trial_ref(made.pk))
    assert line.startswith("planned the beta ")
    assert line.endswith("to answer 2 questions")


def test_a_trial_says_beforehand_which_answer_would_change_our_mind(cast: Cast) -> None:
    empty = planned(cast, questions=(QuestionDraft(asks="Does it work?", changes_mind=""),), aim="strategic")
    wrong = refusals(empty, cast)
    assert "before anybody answers" in wrong["question-0-changes_mind"]
    assert "strategic" in wrong["aim"].lower()
    assert "at least one question" in refusals(planned(cast, questions=()), cast)["question-0-asks"]


def test_what_cannot_be_is_refused_all_at_once(cast: Cast) -> None:
    today = today_of(cast.noor, cast.at)
    wanted = (Wanted(Dimension.REGION, "1", 2), Wanted(Dimension.REGION, "2", 1))
    plan = planned(cast, first_day=today - timedelta(days=1), last_day=today - timedelta(days=2), wanted=wanted,
                   least_segments=3, code_name="Consent signals", rest_months=99)  # fmt: skip
    wrong = refusals(plan, cast)
    assert set(wrong) == {"first_day", "last_day", "wanted", "least_segments", "code_name", "rest_months"}
    assert "3 clients, and there are 2 places" in wrong["wanted"]


def test_only_who_keeps_the_roadmap_plans_its_trials(cast: Cast) -> None:
    row = in_beta(cast)
    for person in (cast.aiko, cast.femi, cast.petra, cast.elena):
        with pytest.raises(Refused, match="product people plan its trials"):
            plan_trial(initiative=row, kind=TrialKind.BETA, plan=planned(cast), actor=person, at=cast.at)
    stopped = initiative(cast, "Stopped", stage=Stage.STOPPED)
    with pytest.raises(Refused, match="Take it up again"):
        plan_trial(initiative=stopped, kind=TrialKind.BETA, plan=planned(cast), actor=cast.noor, at=cast.at)


def test_a_code_name_means_one_trial(cast: Cast) -> None:
    trial(cast)
    again = planned(cast, code_name=CODE_NAME.upper())
    with pytest.raises(Refused, match="Another trial is called"):
        plan_trial(initiative=in_beta(cast, "Other"), kind=TrialKind.BETA, plan=again, actor=cast.noor, at=cast.at)


def test_a_plan_changes_until_it_is_opened_and_its_questions_stay_from_then_on(cast: Cast) -> None:
    made = trial(cast, open_it=False)
    now = {"actor": cast.noor, "at": cast.at}
    change_trial(trial=made, plan=planned(cast, questions=(ASKED,)), seen_version=1, **now)
    made.refresh_from_db()
    assert [each.asks for each in made.questions.all()] == [ASKED.asks]
    with pytest.raises(Stale) as caught:
        change_trial(
            trial=made, plan=planned(cast, aim="Whether engineers need less than a week."), seen_version=1, **now
        )
    assert "less than a week" in caught.value.yours
    assert "auditor" in caught.value.theirs
    open_trial(trial=made, **now)
    with pytest.raises(Refused, match="stays as it was written"):
        change_trial(trial=made, plan=planned(cast), **now)
    assert [each.split(" ", 1)[0] for each in history(trial_ref(made.pk))] == ["opened", "changed", "planned"]


def test_changing_nothing_writes_nothing(cast: Cast) -> None:
    made = trial(cast, open_it=False)
    before = history(trial_ref(made.pk))
    change_trial(trial=made, plan=planned(cast), actor=cast.noor, at=cast.at)
    open_trial(trial=made, actor=cast.noor, at=cast.at)
    open_trial(trial=made, actor=cast.noor, at=cast.at)
    assert len(history(trial_ref(made.pk))) == len(before) + 1


def test_an_open_trial_is_extended_with_a_reason_and_never_shortened(cast: Cast) -> None:
    made = trial(cast)
    now = {"actor": cast.noor, "at": cast.at}
    with pytest.raises(Refused, match="which clients rely on"):
        extend_trial(trial=made, last_day=made.last_day, places=1, reason=WHY, **now)
    with pytest.raises(Refused, match="Nothing would change"):
        extend_trial(trial=made, last_day=made.last_day, places=2, reason=WHY, **now)
    with pytest.raises(Refused, match="needs its reason"):
        extend_trial(trial=made, last_day=made.last_day, places=3, reason="", **now)
    extend_trial(trial=made, last_day=made.last_day + timedelta(days=7), places=3, reason=WHY, **now)
    assert history(trial_ref(made.pk))[0].startswith("gave [trial:")


def test_a_trial_that_is_given_up_changes_no_more(cast: Cast) -> None:
    made = trial(cast)
    now = {"actor": cast.noor, "at": cast.at}
    give_up_trial(trial=made, reason="The regulator withdrew the rule it was for.", **now)
    made.refresh_from_db()
    assert (made.state, made.because) == (TrialState.GIVEN_UP, "The regulator withdrew the rule it was for.")
    for again in (open_trial, lambda **who: give_up_trial(reason=WHY, **who)):
        with pytest.raises(Refused, match="has ended"):
            again(trial=made, **now)


@pytest.mark.database
def test_who_sees_the_initiative_sees_its_trials_and_nobody_else(cast: Cast) -> None:
    row = in_beta(cast)
    made = trial(cast, row)
    seeing = {person.name for person in viewers_of_trial(made)}
    for person in (cast.noor, cast.aiko, cast.femi, cast.elena, cast.ines, cast.omar, cast.petra):
        viewer = cast.viewer(person)
        sees = trials_visible_to(viewer).filter(pk=made.pk).exists()
        assert sees is (person.name in seeing) is bool(beside(viewer, row.pk).trials), person.name
    assert cast.omar.name not in seeing
    assert cast.aiko.name in seeing
