"""What stages ask for: taken on when a stage is reached, met, waived with a reason, never owed by what was there."""

from datetime import timedelta
from typing import Any

import pytest

from parley.clients.actions import add_client, note_insight
from parley.decisions.terms import decision_ref
from parley.disclosure.actions import move_stage, stop, take_up, withdraw_words
from parley.kernel.refusals import Refused
from parley.ledger.models import Entry
from parley.ledger.queries import entry_told
from parley.ledger.terms import MACHINE
from parley.people.actions import keep_function
from parley.people.terms import Side
from parley.reactions.duties import see_to_duties
from parley.roadmap.actions import (
    begin_duty_list,
    change_duty,
    link_insight,
    meet_duty,
    owe_again,
    take_off_duty,
    tick_duty,
    unlink_insight,
)
from parley.roadmap.models.duties import OwedDuty, StageDuty
from parley.roadmap.queries import initiative_by_key, initiative_to_change
from parley.roadmap.queries.duties import duties_listed, duties_waiting_for, heard_of, owing_of
from parley.roadmap.terms import Audience, Stage, Stance, initiative_ref
from parley.roadmap.terms.duties import FIRST_LIST, DutyKind, Standing
from tests.cast import Cast, history
from tests.decisions.made import decision
from tests.disclosure.made import approved, in_build
from tests.exchange.made import take_in
from tests.roadmap.duties import WHY, WITHOUT, listed, on, owes
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db


def now(cast: Cast, person: str = "noor") -> dict[str, object]:
    return {"actor": getattr(cast, person), "at": cast.at}


def test_what_was_there_before_owes_nothing_and_what_comes_later_does(cast: Cast) -> None:
    before = initiative(cast)
    listed(cast)
    after = initiative(cast, "Proof of age")
    assert (owes(before), owes(after)) == ([], [DutyKind.SUPPORT_NOTES])
    assert OwedDuty.objects.get().due_on == cast.at.date() + timedelta(days=28)
    assert on(cast, before, Stage.BUILD).stage is Stage.BUILD


def test_an_imported_initiative_predates_the_list_and_what_moves_by_a_file_says_so(cast: Cast) -> None:
    listed(cast)
    listed(cast, DutyKind.LEGAL_REVIEW, stage=Stage.BUILD)
    head = "key,title,group,stage,horizon\n"
    take_in({"initiatives": head + "x1,Proof of age,identity,beta,now\n"})
    row = initiative_by_key("x1", source="crm")
    assert row
    assert owes(row) == []
    take_in({"initiatives": head + "x1,Proof of age,identity,build,now\n"})
    assert owes(row) == [DutyKind.LEGAL_REVIEW]
    take_in({"initiatives": head + "x1,Proof of age,identity,launch,now\n"})
    assert initiative_to_change(row.pk).stage is Stage.LAUNCH
    waived = OwedDuty.objects.get(initiative=row, waived=True)
    assert "The file from" in waived.note


def test_moving_on_names_what_is_missing_and_who_owes_it(cast: Cast) -> None:
    listed(cast)
    listed(cast, DutyKind.OTHER, label="a price that finance has agreed to", function=None)
    row = initiative(cast)
    with pytest.raises(Refused) as refused:
        on(cast, row, Stage.BUILD)
    assert refused.value.field == "without"
    assert refused.value.sentence.startswith(
        "Before Build it still owes notes for support (Support) and a price that finance has agreed to (the area’s "
        "product people). See to that first, or say below why it goes on without"
    )
    with pytest.raises(Refused, match="leadership wants it does not say why"):
        on(cast, row, Stage.BUILD, without="Leadership wants it")
    assert on(cast, row, Stage.BUILD, without=WITHOUT).stage is Stage.BUILD
    rows = OwedDuty.objects.filter(initiative=row, waived=True)
    assert {(each.note, each.done_by) for each in rows} == {(WITHOUT, cast.noor)}
    assert f"moved {initiative_ref(row.pk).mark} on from Beta without notes for support" in history(
        initiative_ref(row.pk)
    )


def test_back_and_stopping_need_no_reason_and_coming_again_owes_again(cast: Cast) -> None:
    listed(cast)
    row = initiative(cast)
    row = on(cast, row, Stage.ALPHA)
    assert owes(row) == []
    later = cast.at + timedelta(minutes=1)
    row = on(cast, row, Stage.BETA, at=later)
    assert owes(row) == [DutyKind.SUPPORT_NOTES]
    stop(initiative=row, reason=WHY, **now(cast))
    assert owes(row) == [DutyKind.SUPPORT_NOTES]
    with pytest.raises(Refused, match="Before Build it still owes notes for support"):
        take_up(initiative=row, stage=Stage.BUILD, reason="The law came back.", **now(cast))
    much_later = cast.at + timedelta(days=90)
    take_up(initiative=row, reason="The law came back.", actor=cast.noor, at=much_later)
    assert OwedDuty.objects.get().due_on == much_later.date() + timedelta(days=28)


def test_a_stage_that_is_left_out_is_left_out_with_what_it_asks_for(cast: Cast) -> None:
    listed(cast, DutyKind.LEGAL_REVIEW, stage=Stage.BUILD, function=cast.functions["legal"])
    row = initiative(cast)
    with pytest.raises(Refused, match=r"Before Launch it still owes the legal review \(Legal\)"):
        on(cast, row, Stage.LAUNCH, skipping=True)
    row = on(cast, row, Stage.LAUNCH, skipping=True, without=WITHOUT)
    assert [(each.stage, each.standing) for each in owing_of(row.pk)] == [(Stage.BUILD, Standing.WAIVED)]


def test_a_decision_that_moves_it_on_is_the_reason(cast: Cast) -> None:
    listed(cast)
    row = initiative(cast)
    ref = decision_ref(decision(cast).pk)
    on(cast, row, Stage.BUILD, decided_in=ref, actor=cast.elena)
    waived = OwedDuty.objects.get()
    assert (waived.waived, waived.note, waived.done_by) == (True, WHY, cast.elena)
    assert f", as decided in {ref.mark}" in history(initiative_ref(row.pk))[0]


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


def test_an_area_asks_for_legal_review_or_not(cast: Cast) -> None:
    listed(cast, DutyKind.LEGAL_REVIEW, areas=[cast.reporting])
    assert owes(initiative(cast)) == []
    there = initiative(cast, "Reports", area=cast.reporting, actor=cast.petra)
    assert owes(there) == [DutyKind.LEGAL_REVIEW]


def test_the_list_begins_with_what_parley_suggests_and_only_once(cast: Cast) -> None:
    begin_duty_list(actor=MACHINE, at=cast.at)
    rows = list(duties_listed())
    assert [(each.stage, each.kind) for each in rows] == [(each.stage, each.kind) for each in FIRST_LIST]
    assert {each.function.key for each in rows if each.function} == {each.function for each in FIRST_LIST}
    for each in rows:
        take_off_duty(duty=each, actor=cast.ines, at=cast.at)
    begin_duty_list(actor=MACHINE, at=cast.at)
    assert not duties_listed().exists()


def test_a_function_that_comes_later_owes_what_was_meant_for_it(db: None) -> None:
    from django.utils import timezone  # noqa: PLC0415 - the moment of this test alone

    at = timezone.now()
    begin_duty_list(actor=MACHINE, at=at)
    assert not StageDuty.objects.exclude(function=None).exists()
    keep_function(name="Legal", side=Side.BUSINESS, actor=MACHINE, at=at)
    see_to_duties(entry_told(Entry.objects.latest("pk").pk), at)
    given = StageDuty.objects.exclude(function=None)
    assert [(each.kind, each.function.name) for each in given] == [(DutyKind.LEGAL_REVIEW, "Legal")]


def test_what_is_changed_holds_for_what_comes_and_what_is_taken_off_is_owed_no_more(cast: Cast) -> None:
    line = listed(cast)
    row = initiative(cast)
    change_duty(duty=line, label="a page for support", function=cast.functions["legal"], days=7, actor=cast.ines,
                at=cast.at)  # fmt: skip
    (owing,) = owing_of(row.pk)
    assert (owing.label, owing.function) == ("a page for support", "Legal")
    assert owing.due_on == cast.at.date() + timedelta(days=28)
    take_off_duty(duty=line, actor=cast.ines, at=cast.at)
    assert (owes(row), owes(initiative(cast, "Proof of age"))) == ([], [])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"stage": Stage.LIVE}, "Nothing comes after this stage"),
        ({}, "This stage asks for that already"),
        ({"kind": DutyKind.OTHER}, "Say what is owed"),
        ({"stage": Stage.ALPHA, "days": 0}, "1 to 365 days"),
        ({"stage": Stage.ALPHA, "label": "x" * 121}, "at most 120 characters"),
        ({"kind": DutyKind.INSIGHTS_FROM_REGIONS}, "Say from how many regions"),
        ({"actor": "noor"}, "Only product operations"),
    ],
)
def test_what_no_stage_can_ask_for_is_refused(cast: Cast, given: dict[str, Any], sentence: str) -> None:
    listed(cast)
    given = given | ({"actor": cast.noor} if "actor" in given else {})
    with pytest.raises(Refused, match=sentence):
        listed(cast, **({"kind": DutyKind.SUPPORT_NOTES} | given))
    assert StageDuty.objects.count() == 1


@pytest.mark.database
def test_it_waits_for_who_owes_it_in_the_group_and_may_see_it(cast: Cast) -> None:
    listed(cast, function=cast.functions["client-services"], days=3)
    listed(cast, DutyKind.LEGAL_REVIEW, function=cast.functions["legal"], days=5)
    listed(cast, DutyKind.OTHER, label="a price", function=None, days=4)
    seen = initiative(cast, audience=Audience.GROUP)
    hidden = initiative(cast, "Proof of age", audience=Audience.PRODUCT_TEAM)
    soon = cast.at.date() + timedelta(days=7)

    def waits(person: str, until=soon) -> list[tuple[int, str]]:
        rows = duties_waiting_for(cast.viewer(getattr(cast, person)), until=until)
        return sorted(rows.values_list("pk", "owed_what"))

    assert waits("sam") == [(seen.pk, "support_notes")]
    assert waits("sam", cast.at.date() + timedelta(days=2)) == []
    assert waits("noor") == [(seen.pk, "a price"), (hidden.pk, "a price")]
    assert waits("aiko") == []  # another function
    assert waits("omar") == []  # another group
    assert waits("lena") == []  # on call, and not in sight of what the group alone sees
    move_stage(initiative=seen, stage=Stage.BUILD, reason=WHY, without=WITHOUT, **now(cast))
    assert waits("sam") == []
