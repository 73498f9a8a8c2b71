"""A trial ends by a decision: every question has its outcome, one of four ways is chosen, and the trial does that."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parley.decisions.actions import change_decision, withdraw_decision
from parley.decisions.queries import options_of
from parley.decisions.terms import OptionDraft
from parley.disclosure.models import Statement
from parley.kernel.refusals import Refusals, Refused, Stale
from parley.kernel.spans import spoken_day, today_of
from parley.ledger.models import Pending
from parley.ledger.queries import history_of
from parley.ledger.terms import MACHINE
from parley.notifications.queries import waiting_counts, waiting_for
from parley.notifications.terms import Waits
from parley.reactions.table import react
from parley.roadmap.events.duties import DutyMet
from parley.roadmap.terms import Stage, initiative_ref
from parley.roadmap.terms.duties import DutyKind
from parley.trials.actions import (
    Thanks,
    answer_questions,
    ask_what_follows,
    conclude,
    extend_trial,
    give_up_trial,
    say_what_follows,
    thank_client,
)
from parley.trials.models import TrialOutcome, TrialPlace
from parley.trials.terms import Follows, TrialState, Verdict, trial_ref
from parley.trials.terms.feedback import Judged
from tests.cast import history
from tests.decisions.made import settle_and_publish
from tests.roadmap.duties import listed, owes
from tests.trials.feedback_made import (
    EVIDENCE,
    WHY,
    answered,
    asked,
    buyer,
    outcome_asked,
    taking_part,
    trial,
    ways,
)
from tests.trials.made import trial as trial_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def made(cast):
    return trial(cast)


def react_to_all(cast):
    for work in list(Pending.objects.filter(task="react").order_by("pk")):
        react(work.payload, cast.at)
        work.delete()


def decide(cast, made, follows):
    """Settle the decision about a trial for one of the four ways, publish it, and let the worker react."""
    made.refresh_from_db()
    option = TrialOutcome.objects.get(trial=made, follows=follows, option__decision=made.decision_id).option
    settle_and_publish(decision=made.decision, option=option, actor=cast.elena, at=cast.at)
    react_to_all(cast)
    made.refresh_from_db()
    made.initiative.refresh_from_db()


def waits(cast, person):
    found = [(each.waits, each.title) for each in waiting_for(cast.viewer(person), at=cast.at)]
    assert waiting_counts(cast.viewer(person), at=cast.at).all == len(found)
    return [each for each in found if each[0] in {Waits.THANK, Waits.SILENT}]


def test_a_question_is_answered_with_its_evidence_by_who_plans_the_trial(cast, made):
    question = made.questions.order_by("position")[0]
    facts = {"trial": made, "at": cast.at}
    for nothing in ("", "Strategic.", question.asks):
        with pytest.raises(Refusals) as many:
            answer_questions(**facts, judged=[Judged(question.pk, Verdict.NO, nothing)], actor=cast.noor)
        assert [each.field for each in many.value.each] == [f"evidence-{question.pk}"]
    with pytest.raises(Refusals) as many:
        answer_questions(**facts, judged=[Judged(question.pk, None, EVIDENCE)], actor=cast.noor)
    assert [each.field for each in many.value.each] == [f"verdict-{question.pk}"]
    no = [Judged(question.pk, Verdict.NO, EVIDENCE)]
    with pytest.raises(Refused, match="product people"):
        answer_questions(**facts, judged=no, actor=cast.aiko)
    answer_questions(**facts, judged=no, seen_version=2, actor=cast.noor)
    with pytest.raises(Stale) as stale:
        answer_questions(**facts, judged=[Judged(question.pk, Verdict.YES, EVIDENCE)], seen_version=2, actor=cast.ines)
    assert (f"no: {EVIDENCE}" in stale.value.theirs, f"yes: {EVIDENCE}" in stale.value.yours) == (True, True)
    answer_questions(**facts, judged=no, actor=cast.noor)
    answer_questions(**facts, judged=[Judged(question.pk, Verdict.UNCLEAR, EVIDENCE)], actor=cast.noor)
    question.refresh_from_db()
    assert (question.verdict, question.evidence, question.answered_by) == (Verdict.UNCLEAR, EVIDENCE, cast.noor)
    told = [each for each in history(trial_ref(made.pk)) if each.startswith("answered a question")]
    assert told == [f"answered a question of {trial_ref(made.pk).mark}: {word}" for word in ("unclear", "no")]


def test_nobody_asks_what_follows_before_every_question_has_its_outcome(cast, made):
    facts = {"trial": made, "question": "What follows?", "ways": ways(made), "at": cast.at,
             "decide_by": today_of(cast.noor, cast.at) + timedelta(days=7)}  # fmt: skip
    with pytest.raises(Refused, match="2 questions have no outcome yet"):
        ask_what_follows(**facts, actor=cast.noor)
    answered(cast, made)
    with pytest.raises(Refused, match="product people"):
        ask_what_follows(**facts, actor=cast.femi)
    with pytest.raises(Refused, match="Weigh all four"):
        ask_what_follows(**facts | {"ways": ways(made)[:3]}, actor=cast.noor)
    soon = [each for each in ways(made) if each.follows is not Follows.EXTEND]
    extend = next(each for each in ways(made) if each.follows is Follows.EXTEND)
    early = replace(extend, until=made.last_day)
    with pytest.raises(Refusals) as many:
        ask_what_follows(**facts | {"ways": [*soon, early]}, actor=cast.noor)
    assert [each.field for each in many.value.each] == ["until-extend"]
    made.refresh_from_db()
    assert made.decision is None
    ask_what_follows(**facts, actor=cast.noor)
    with pytest.raises(Refused, match="asked already"):
        ask_what_follows(**facts, actor=cast.noor)


def test_the_decider_of_the_area_is_asked_with_four_options_that_change_the_stage(cast, made):
    decision = outcome_asked(cast, made, ways=ways(made, go={"stage": Stage.BUILD}))
    assert decision.decider == cast.elena
    moved = {each.title: [one.new for one in each.effects.all()] for each in options_of(decision)}
    assert moved == {"Build it as it is": ["build"], "Build it with a report": [], "Stop it": ["stopped"],
                     f"Try two weeks longer until {spoken_day(made.last_day + timedelta(days=14))}": []}  # fmt: skip


def test_that_it_is_asked_is_the_outcome_its_stage_asks_for(cast, made):
    key = made.initiative_id
    outcome_asked(cast, made)
    met = [each.event.duty for each in history_of(initiative_ref(key)) if isinstance(each.event, DutyMet)]
    assert met.count(DutyKind.TRIAL_OUTCOME) == 1


def asked_of(cast):
    """A trial whose stage asks for its outcome, and the decision that is to say it: that meets what is owed."""
    listed(cast, DutyKind.TRIAL_OUTCOME)
    made = trial(cast)
    decision = outcome_asked(cast, made)
    assert owes(made.initiative) == []
    return made, decision


@pytest.mark.parametrize(
    ("follows", "stage"), [(Follows.GO, Stage.BUILD), (Follows.CHANGE, Stage.BETA), (Follows.STOP, Stage.STOPPED)]
)
def test_what_is_decided_closes_the_trial_and_its_links(cast, made, follows, stage):
    (place,) = taking_part(cast, made, buyer(cast, "Nordbank"))
    link, _token = asked(cast, place)
    outcome_asked(cast, made, ways=ways(made, go={"stage": Stage.BUILD}))
    decide(cast, made, follows)
    assert (made.state, made.ended_on, made.initiative.stage) == (TrialState.CLOSED, cast.at.date(), stage)
    link.refresh_from_db()
    assert link.ended_at
    told = history(trial_ref(made.pk))
    assert told[0].startswith(f"closed {trial_ref(made.pk).mark} with 1 client, as decided in ")
    assert conclude(trial=made, actor=MACHINE, at=cast.at) is None, "doing it again changes nothing"
    assert history(trial_ref(made.pk)) == told
    assert waits(cast, cast.aiko) == [(Waits.THANK, "Nordbank: Heron")]
    assert waits(cast, cast.noor) == waits(cast, cast.omar) == []


def test_a_trial_that_is_extended_goes_on_and_can_be_asked_about_again(cast, made):
    (place,) = taking_part(cast, made, buyer(cast, "Nordbank"))
    link, _token = asked(cast, place)
    last = made.last_day
    outcome_asked(cast, made)
    decide(cast, made, Follows.EXTEND)
    assert (made.state, made.last_day, made.decision) == (TrialState.OPEN, last + timedelta(days=14), None)
    link.refresh_from_db()
    assert (link.ended_at, link.expires_on) == (None, made.last_day + timedelta(days=14))
    outcome_asked(cast, made)
    decide(cast, made, Follows.STOP)
    assert made.state is TrialState.CLOSED


def test_a_trial_that_was_extended_further_meanwhile_is_not_made_shorter(cast, made):
    outcome_asked(cast, made)
    late = made.last_day + timedelta(days=60)
    extend_trial(trial=made, last_day=late, places=made.places, reason="Two clients began late.", actor=cast.noor,
                 at=cast.at)  # fmt: skip
    decide(cast, made, Follows.EXTEND)
    assert (made.last_day, made.decision) == (late, None)


def test_a_decision_that_is_withdrawn_lets_it_be_asked_again(cast, made):
    decision = outcome_asked(cast, made)
    withdraw_decision(decision=decision, reason="Two more clients answer next week.", actor=cast.noor, at=cast.at)
    react_to_all(cast)
    made.refresh_from_db()
    assert (made.state, made.decision, TrialOutcome.objects.count()) == (TrialState.OPEN, None, 0)
    outcome_asked(cast, made)


def goes_on(cast, made, decision):
    decide(cast, made, Follows.EXTEND)


def withdrawn(cast, made, decision):
    withdraw_decision(decision=decision, reason="Two more clients answer next week.", actor=cast.noor, at=cast.at)
    react_to_all(cast)


def given_up(cast, made, decision):
    give_up_trial(trial=made, reason="The regulator withdrew the rule.", actor=cast.noor, at=cast.at)


@pytest.mark.parametrize("end", [goes_on, withdrawn, given_up])
def test_a_trial_that_is_left_without_an_outcome_owes_it_again(cast, end):
    made, decision = asked_of(cast)
    end(cast, made, decision)
    assert owes(made.initiative) == [DutyKind.TRIAL_OUTCOME]
    told = [each for each in history(initiative_ref(made.initiative_id)) if "without the outcome" in each]
    assert told == [f"left {initiative_ref(made.initiative_id).mark} without the outcome of the trial at Beta again"]


@pytest.mark.parametrize("end", [goes_on, withdrawn, given_up])
def test_the_outcome_of_another_trial_of_the_stage_stands(cast, end):
    made, decision = asked_of(cast)
    other = trial_of(cast, made.initiative)
    outcome_asked(cast, other)
    end(cast, made, decision)
    assert owes(made.initiative) == []
    given_up(cast, other, None)
    assert owes(made.initiative) == [DutyKind.TRIAL_OUTCOME]


def test_a_trial_that_is_given_up_before_it_was_asked_what_follows_leaves_what_another_met(cast):
    made, _decision = asked_of(cast)
    given_up(cast, trial_of(cast, made.initiative), None)
    assert owes(made.initiative) == []


def rewritten(cast, decision, *drafts):
    change_decision(decision=decision, question=decision.question, decide_by=decision.decide_by, options=drafts,
                    initiatives=[decision.initiative_links.get().initiative], actor=cast.noor, at=cast.at)  # fmt: skip


def test_an_option_that_is_written_anew_keeps_what_it_means(cast, made):
    decision = outcome_asked(cast, made)
    kept = options_of(decision)
    drafts = [OptionDraft(f"{each.title} now", each.why, key=each.pk) for each in kept]
    rewritten(cast, decision, *drafts)
    decide(cast, made, Follows.CHANGE)
    assert made.state is TrialState.CLOSED


def test_an_option_that_was_put_later_waits_for_somebody_to_say_what_it_means(cast, made):
    decision = outcome_asked(cast, made)
    rewritten(cast, decision, OptionDraft("Ask two more clients", WHY), OptionDraft("Leave it as it is", WHY))
    made.refresh_from_db()
    said = {"trial": made, "follows": Follows.EXTEND, "at": cast.at}
    with pytest.raises(Refused, match="by itself"):
        say_what_follows(**said, until=made.last_day + timedelta(days=7), actor=cast.noor)
    settle_and_publish(decision=decision, option=options_of(decision)[0], actor=cast.elena, at=cast.at)
    react_to_all(cast)
    made.refresh_from_db()
    assert (made.state, made.decision) == (TrialState.OPEN, decision)
    with pytest.raises(Refused, match="a later day"):
        say_what_follows(**said, actor=cast.noor)
    with pytest.raises(Refused, match="product people"):
        say_what_follows(**said, until=made.last_day + timedelta(days=7), actor=cast.aiko)
    say_what_follows(**said, until=made.last_day + timedelta(days=7), actor=cast.noor)
    assert made.last_day + timedelta(days=7) == type(made).objects.get(pk=made.pk).last_day


def test_what_was_decided_clearly_is_not_said_otherwise(cast, made):
    outcome_asked(cast, made)
    made.refresh_from_db()
    option = TrialOutcome.objects.get(trial=made, follows=Follows.STOP).option
    settle_and_publish(decision=made.decision, option=option, actor=cast.elena, at=cast.at)
    with pytest.raises(Refused, match="by itself"):
        say_what_follows(trial=made, follows=Follows.GO, actor=cast.noor, at=cast.at)


def test_who_took_part_is_thanked_in_the_words_in_force_or_without_any(cast, made):
    first, second = taking_part(cast, made, buyer(cast, "Nordbank"), buyer(cast, "Hartmann"))
    how = Thanks(on=today_of(cast.noor, cast.at), to_whom="Ms Berg")
    with pytest.raises(Refused, match="The trial goes on"):
        thank_client(place=first, thanks=how, actor=cast.aiko, at=cast.at)
    outcome_asked(cast, made)
    decide(cast, made, Follows.CHANGE)
    with pytest.raises(Refused, match="Ask one of them"):
        thank_client(place=first, thanks=how, actor=cast.omar, at=cast.at)
    track = Statement.objects.filter(client=first.client).latest("pk").track_id
    with pytest.raises(Refused, match="Other words are in force"):
        thank_client(place=first, thanks=Thanks(on=how.on, track=(track or 0) + 1), actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="has not come"):
        thank_client(place=first, thanks=Thanks(on=how.on + timedelta(days=2)), actor=cast.aiko, at=cast.at)
    thank_client(place=first, thanks=Thanks(on=how.on, to_whom="Mr Lind", track=track), actor=cast.aiko, at=cast.at)
    row = TrialPlace.objects.get(pk=first.pk)
    assert row.thanked_with is not None
    assert (row.thanked_by, row.thanked_with.client, row.thanked_with.to_whom) == (cast.aiko, first.client, "Mr Lind")
    assert waits(cast, cast.aiko) == [(Waits.THANK, "Hartmann: Heron")]
    before = history(trial_ref(made.pk))
    thank_client(place=first, thanks=how, actor=cast.aiko, at=cast.at)
    assert history(trial_ref(made.pk)) == before
    thank_client(place=second, thanks=how, actor=cast.noor, at=cast.at)
    assert TrialPlace.objects.get(pk=second.pk).thanked_with is None
    assert waits(cast, cast.aiko) == []


def test_who_took_part_in_a_trial_that_was_given_up_is_thanked_too(cast, made):
    (place,) = taking_part(cast, made, buyer(cast, "Nordbank"))
    give_up_trial(trial=made, reason="The regulator withdrew the rule.", actor=cast.noor, at=cast.at)
    assert waits(cast, cast.aiko) == [(Waits.THANK, "Nordbank: Heron")]
    thank_client(place=place, thanks=Thanks(on=today_of(cast.aiko, cast.at)), actor=cast.aiko, at=cast.at)
    assert waits(cast, cast.aiko) == []
