"""What stages ask for: taken on when a stage is reached, waived with a reason, never owed by what was there."""

from datetime import timedelta

import pytest

from parley.decisions.terms import decision_ref
from parley.disclosure.actions import move_stage, stop, take_up
from parley.kernel.refusals import Refused
from parley.roadmap.models.duties import OwedDuty
from parley.roadmap.queries import initiative_by_key, initiative_to_change
from parley.roadmap.queries.duties import duties_waiting_for, owing_of
from parley.roadmap.terms import Audience, Stage, initiative_ref
from parley.roadmap.terms.duties import DutyKind, Standing
from tests.cast import Cast, history
from tests.decisions.made import decision
from tests.exchange.made import take_in
from tests.roadmap.duties import WHY, WITHOUT, listed, now, on, owes
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db


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
