"""What an initiative owes is met: by doing it, by itself, late, once; and owed again when it does not hold."""

from typing import Any

import pytest

from parley.clients.actions import add_client, note_insight
from parley.disclosure.actions import stop, take_up, withdraw_words
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import link_insight, meet_duty, owe_again, tick_duty, unlink_insight
from parley.roadmap.models.duties import OwedDuty
from parley.roadmap.queries.duties import heard_of, owing_of
from parley.roadmap.terms import Stage, Stance, initiative_ref
from parley.roadmap.terms.duties import DutyKind, Standing
from tests.cast import Cast, history
from tests.disclosure.made import approved, in_build
from tests.roadmap.duties import WHY, WITHOUT, listed, now, on, owes
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db


def test_what_is_met_is_met_once_and_lets_it_go_on(cast: Cast) -> None:
    listed(cast, DutyKind.MARKET_PLAN)
    row = initiative(cast)
    for _again in range(2):
        meet_duty(initiative=row, kind=DutyKind.MARKET_PLAN, note="In the plan of May.", **now(cast))
    said = [each for each in history(initiative_ref(row.pk)) if "the go-to-market plan" in each]
    assert len(said) == 1
    assert on(cast, row, Stage.BUILD).stage is Stage.BUILD
    assert owing_of(row.pk)[0].standing is Standing.MET


def test_what_is_done_before_a_stage_asks_counts_for_the_first_that_does(cast: Cast) -> None:
    listed(cast, DutyKind.MARKET_PLAN, stage=Stage.BUILD)
    listed(cast, DutyKind.MARKET_PLAN, stage=Stage.LAUNCH)
    row = initiative(cast)
    meet_duty(initiative=row, kind=DutyKind.MARKET_PLAN, **now(cast))
    row = on(cast, row, Stage.BUILD)
    assert owes(row) == []
    row = on(cast, row, Stage.LAUNCH)
    assert owes(row) == [DutyKind.MARKET_PLAN]


def test_the_outcome_of_one_trial_is_not_that_of_the_next(cast: Cast) -> None:
    for stage in (Stage.ALPHA, Stage.BETA):
        listed(cast, DutyKind.TRIAL_OUTCOME, stage=stage)
    row = initiative(cast, stage=Stage.ALPHA)
    meet_duty(initiative=row, kind=DutyKind.TRIAL_OUTCOME, stage=Stage.ALPHA, **now(cast))
    row = on(cast, row, Stage.BETA)
    assert owes(row) == [DutyKind.TRIAL_OUTCOME]
    meet_duty(initiative=row, kind=DutyKind.TRIAL_OUTCOME, stage=Stage.ALPHA, **now(cast))
    assert owes(row) == [DutyKind.TRIAL_OUTCOME]
    meet_duty(initiative=row, kind=DutyKind.TRIAL_OUTCOME, **now(cast))
    assert owes(row) == []


def outcome(cast: Cast, row: Any, stage: Stage, do: Any = meet_duty) -> None:
    do(initiative=row, kind=DutyKind.TRIAL_OUTCOME, stage=stage, **now(cast))


def test_what_was_done_ahead_of_a_stage_that_is_left_out_counts_for_no_other(cast: Cast) -> None:
    for stage in (Stage.ALPHA, Stage.BETA):
        listed(cast, DutyKind.TRIAL_OUTCOME, stage=stage)
    row = initiative(cast, stage=Stage.EXPLORE)
    outcome(cast, row, Stage.ALPHA)
    with pytest.raises(Refused, match=r"Before Build it still owes the outcome of the trial \(Support\)\. See"):
        on(cast, row, Stage.BUILD, skipping=True)  # that of the beta
    row = on(cast, row, Stage.BETA, skipping=True)
    assert [(each.stage, each.standing, each.done_by) for each in owing_of(row.pk)] == [
        (Stage.BETA, Standing.OWED, ""), (Stage.ALPHA, Standing.MET, "Noor Haddad"),
    ]  # fmt: skip
    row = on(cast, on(cast, row, Stage.EXPLORE), Stage.BETA, skipping=True)
    assert owes(row) == [DutyKind.TRIAL_OUTCOME], "and is done still when it comes by again"


def test_words_in_force_count_for_a_stage_that_is_left_out_and_for_the_next(cast: Cast) -> None:
    row = in_build(cast)
    approved(cast, row)
    for stage in (Stage.BUILD, Stage.LAUNCH):
        listed(cast, DutyKind.WORDS, stage=stage)
    row = on(cast, on(cast, row, Stage.BETA), Stage.LIVE, skipping=True)
    assert [(each.stage, each.standing) for each in owing_of(row.pk)] == [
        (Stage.LAUNCH, Standing.MET), (Stage.BUILD, Standing.MET),
    ]  # fmt: skip


def test_what_does_not_hold_after_all_is_owed_again_by_its_stage(cast: Cast) -> None:
    listed(cast, DutyKind.TRIAL_OUTCOME)
    row = initiative(cast)
    outcome(cast, row, Stage.BETA, owe_again)
    outcome(cast, row, Stage.BETA)
    due = OwedDuty.objects.get().due_on
    for _again in range(2):
        outcome(cast, row, Stage.BETA, owe_again)
    owed = OwedDuty.objects.get()
    assert (owed.done_at, owed.done_by, owed.due_on) == (None, None, due)
    assert owes(row) == [DutyKind.TRIAL_OUTCOME]
    told = [each for each in history(initiative_ref(row.pk)) if "again" in each]
    assert told == [f"left {initiative_ref(row.pk).mark} without the outcome of the trial at Beta again"]


def test_what_was_done_ahead_and_does_not_hold_counts_no_more(cast: Cast) -> None:
    listed(cast, DutyKind.TRIAL_OUTCOME)
    row = initiative(cast, stage=Stage.ALPHA)
    outcome(cast, row, Stage.ALPHA)
    outcome(cast, row, Stage.ALPHA, owe_again)
    assert "again" in history(initiative_ref(row.pk))[0]
    assert owes(on(cast, row, Stage.BETA)) == [DutyKind.TRIAL_OUTCOME]


def test_what_a_stage_is_owed_again_to_which_it_went_back_before_is_owed_there_anew(cast: Cast) -> None:
    listed(cast, DutyKind.TRIAL_OUTCOME)
    row = initiative(cast)
    outcome(cast, row, Stage.BETA)
    row = on(cast, row, Stage.ALPHA)
    outcome(cast, row, Stage.BETA, owe_again)
    assert not OwedDuty.objects.exists()
    assert owes(on(cast, row, Stage.BETA)) == [DutyKind.TRIAL_OUTCOME]


def test_what_is_stopped_owes_again_once_it_is_taken_up(cast: Cast) -> None:
    listed(cast, DutyKind.TRIAL_OUTCOME)
    row = initiative(cast)
    outcome(cast, row, Stage.BETA)
    stop(initiative=row, reason=WHY, **now(cast))
    outcome(cast, row, Stage.BETA, owe_again)
    with pytest.raises(Refused, match="Before Build it still owes the outcome of the trial"):
        take_up(initiative=row, stage=Stage.BUILD, reason="The law came back.", **now(cast))


def test_what_it_went_on_without_can_be_done_late(cast: Cast) -> None:
    listed(cast, DutyKind.TRIAL_OUTCOME)
    row = on(cast, initiative(cast), Stage.BUILD, without=WITHOUT)
    meet_duty(initiative=row, kind=DutyKind.TRIAL_OUTCOME, note="It held.", **now(cast))
    (owing,) = owing_of(row.pk)
    assert (owing.standing, owing.note) == (Standing.MET, "It held.")


def test_words_in_force_count_at_each_stage_until_they_end(cast: Cast) -> None:
    for stage in (Stage.BUILD, Stage.LAUNCH):
        listed(cast, DutyKind.WORDS, stage=stage)
    row = in_build(cast)
    assert owes(row) == [DutyKind.WORDS]
    approved(cast, row)
    assert owes(row) == []
    row = on(cast, row, Stage.LAUNCH)
    assert owes(row) == []
    withdraw_words(initiative=row, reason="The audit found another date.", **now(cast))
    assert owes(row) == [DutyKind.WORDS]
    row = on(cast, row, Stage.BUILD)
    assert owes(row) == [DutyKind.WORDS]  # they do not hold there either


def test_insights_from_enough_regions_meet_it_by_themselves(cast: Cast) -> None:
    listed(cast, DutyKind.INSIGHTS_FROM_REGIONS, stage=Stage.GATHER, number=2)
    row = initiative(cast, stage=Stage.GATHER, regions=[cast.emea, cast.apac])
    said = []
    for name, region in (("Nordbank", cast.emea), ("Harbour", cast.amer), ("Kumo", cast.apac)):
        assert owes(row) == [DutyKind.INSIGHTS_FROM_REGIONS]
        client = add_client(name=name, region=region, actor=MACHINE, at=cast.at)
        said.append(
            note_insight(client=client, text="We cannot prove it.", said_on=cast.at.date(), **now(cast, "aiko"))
        )
        link_insight(initiative=row, insight=said[-1], stance=Stance.CONTRADICTS, **now(cast))
    assert owes(row) == []
    assert heard_of(row.pk).yes == ("APAC", "EMEA")
    unlink_insight(initiative=row, insight=said[-1], **now(cast))
    assert owes(row) == [DutyKind.INSIGHTS_FROM_REGIONS]
    assert heard_of(row.pk).no == ("APAC",)


def test_a_company_with_fewer_regions_hears_all_of_them(cast: Cast) -> None:
    listed(cast, DutyKind.INSIGHTS_FROM_REGIONS, stage=Stage.GATHER, number=20)
    row = initiative(cast, stage=Stage.GATHER)
    for name, region in (("Nordbank", cast.emea), ("Harbour", cast.amer), ("Kumo", cast.apac)):
        client = add_client(name=name, region=region, actor=MACHINE, at=cast.at)
        said = note_insight(client=client, text="We cannot prove it.", said_on=cast.at.date(), **now(cast, "aiko"))
        link_insight(initiative=row, insight=said, stance=Stance.SUPPORTS, **now(cast))
    assert owes(row) == []


def test_only_who_owes_or_keeps_it_says_that_it_is_done(cast: Cast) -> None:
    listed(cast, DutyKind.LEGAL_REVIEW, function=cast.functions["legal"])
    owed = OwedDuty.objects.get(initiative=(row := initiative(cast)))
    with pytest.raises(Refused, match="Legal in its group can say that it is done"):
        tick_duty(owed=owed, **now(cast, "sam"))
    tick_duty(owed=owed, note="Read on Monday.", **now(cast, "lena"))
    (owing,) = owing_of(row.pk)
    assert (owing.standing, owing.done_by, owing.note) == (Standing.MET, "Lena Fischer", "Read on Monday.")
    listed(cast, DutyKind.WORDS)
    words = OwedDuty.objects.get(initiative=initiative(cast, "Proof of age"), kind=DutyKind.WORDS)
    with pytest.raises(Refused, match="it is met by doing it"):
        tick_duty(owed=words, **now(cast))


def test_what_is_not_owed_any_more_is_not_ticked(cast: Cast) -> None:
    listed(cast)
    row = initiative(cast)
    owed = OwedDuty.objects.get()
    on(cast, row, Stage.ALPHA)
    with pytest.raises(Refused, match="It is not owed any more"):
        tick_duty(owed=owed, **now(cast))
