"""Who names a decider, who changes what others opened, and who publishes what somebody settled before."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from parley.decisions.actions import (
    change_decision,
    complete_why,
    discuss_decision,
    end_deputy,
    escalate_due,
    name_decider_of,
    name_deputy,
    publish_decision,
    put_against,
    record_agreement,
    send_back,
    settle_decision,
    withdraw_decision,
)
from parley.decisions.models import Agreement, Decision
from parley.decisions.queries import facts_of, options_of, to_decide, to_publish, who_is_mailed
from parley.decisions.rules import may_publish
from parley.decisions.terms import DecisionState
from parley.groups.actions import name_facilitator
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.meetings.actions import hand_over_everything
from parley.meetings.terms import Held
from parley.roadmap.terms import Audience, Stage
from tests.cast import Cast
from tests.decisions.made import QUESTION, REASON, decision, moved, options
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def changed(row: Decision, **given: Any) -> None:
    """Write a decision anew, as it is unless told otherwise."""
    facts: dict[str, Any] = {"question": QUESTION, "decide_by": row.decide_by, "options": options()}
    change_decision(decision=row, **facts | given)


def test_another_decider_is_named_by_whoever_may_and_by_nobody_who_writes_it_anew(cast: Cast):
    row = decision(cast)
    for person in (cast.noor, cast.femi):
        with pytest.raises(Refused, match="Only the decider and product operations") as refused:
            changed(row, decider=cast.ravi, actor=person, at=cast.at)
        assert refused.value.field == "decider"
    changed(row, decider=cast.elena, actor=cast.noor, at=cast.at)  # as it is
    changed(row, decider=cast.ravi, actor=cast.elena, at=cast.at)
    row.refresh_from_db()
    assert row.decider == cast.ravi


def test_what_touches_no_other_area_is_for_the_decider_of_its_own(cast: Cast):
    with pytest.raises(Refused, match="touches no other area") as refused:
        decision(cast, decider=cast.ravi)
    assert refused.value.field == "decider"
    assert decision(cast, decider=cast.elena).decider == cast.elena
    assert decision(cast, decider=cast.ravi, actor=cast.elena).decider == cast.ravi
    assert decision(cast, decider=cast.ravi, actor=cast.ines).decider == cast.ravi
    theirs = initiative(
        cast, "Reports", area=cast.reporting, actor=cast.petra, stage=Stage.BUILD, audience=Audience.COMPANY
    )
    assert decision(cast, moved(theirs), decider=cast.ravi).decider == cast.ravi


def test_who_wrote_it_anew_reads_that_somebody_else_decides_meanwhile(cast: Cast):
    row = decision(cast)
    name_decider_of(decision=row, person=cast.ravi, actor=cast.elena, at=cast.at)
    with pytest.raises(Stale):
        changed(row, seen_version=row.version, actor=cast.noor, at=cast.at)


def against(cast: Cast) -> Decision:
    """Two initiatives, put against each other by a member of the group."""
    one, two = (initiative(cast, each, audience=Audience.GROUP) for each in ("Consent", "Graph"))
    by = cast.at.date() + timedelta(days=7)
    return put_against(initiative=one, other=two, decide_by=by, actor=cast.aiko, at=cast.at)


def test_a_member_who_put_two_against_each_other_changes_nothing_but_the_whys(cast: Cast):
    row, now = against(cast), {"actor": cast.aiko, "at": cast.at}
    with pytest.raises(Refused, match="Only whoever prepares"):
        changed(row, **now)
    complete_why(option=options_of(row)[0], why="Two clients leave in autumn without it.", **now)
    withdraw_decision(decision=row, reason="The other one was stopped today.", **now)
    talked = against(cast)
    discuss_decision(decision=talked, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="Only whoever prepares"):
        withdraw_decision(decision=talked, reason="The other one was stopped today.", **now)


def test_a_deputy_whose_time_is_over_does_not_publish_what_they_settled(cast: Cast):
    row, today = decision(cast), today_of(cast.elena, cast.at)
    name_facilitator(area=cast.identity, person=cast.sam, named=True, actor=MACHINE, at=cast.at)
    name_deputy(person=cast.femi, first=today, last=today, actor=cast.elena, at=cast.at)
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.femi, at=cast.at)
    end_deputy(actor=cast.elena, at=cast.at)
    with pytest.raises(Refused, match="does not publish it too"):
        publish_decision(decision=row, actor=cast.femi, at=cast.at)
    assert_offered(cast, row, femi=False, sam=True, elena=False)
    name_facilitator(area=cast.identity, person=cast.sam, named=False, actor=MACHINE, at=cast.at)
    assert_offered(cast, row, femi=True, sam=False, elena=True)  # nobody else is there to look at it
    publish_decision(decision=row, actor=cast.femi, at=cast.at)


def assert_offered(cast: Cast, row: Decision, **people: bool) -> None:
    """What Today offers somebody is what the rule lets them do."""
    row = Decision.objects.get(pk=row.pk)
    assert row.state is DecisionState.DECIDED
    for name, offered in people.items():
        viewer = cast.viewer(getattr(cast, name))
        assert may_publish(viewer, facts_of(row)) is offered, name
        assert to_publish(viewer).filter(pk=row.pk).exists() is offered, name


@pytest.mark.parametrize("given", [{"question": "Do we drop audited clients?"}, {"context": "A client left."}])
def test_what_the_group_agreed_on_is_set_aside_with_its_words(cast: Cast, given: dict[str, str]):
    row = decision(cast)
    record_agreement(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.femi, at=cast.at)
    changed(row, decide_by=row.decide_by + timedelta(days=1), actor=cast.noor, at=cast.at)
    assert Agreement.objects.filter(decision=row).exists(), "another day is no other question"
    changed(row, **given, actor=cast.noor, at=cast.at)
    assert not Agreement.objects.filter(decision=row).exists()


def test_what_a_leaver_settled_may_come_back_to_their_heir(cast: Cast):
    row, now = decision(cast), {"actor": cast.ines, "at": cast.at}
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    with pytest.raises(Refused, match="Send it back"):
        name_decider_of(decision=row, person=cast.ravi, actor=cast.elena, at=cast.at)
    heirs = {Held.DECIDES: cast.ravi, Held.DECISIONS: cast.ravi}
    hand_over_everything(leaver=cast.elena, heirs=heirs, on=cast.at.date(), **now)
    row.refresh_from_db()
    assert (row.state, row.decider) == (DecisionState.DECIDED, cast.ravi)
    assert [each.settled_by for each in row.settlements.all()] == [cast.elena]
    send_back(decision=row, reason="It names a client that few may know.", actor=cast.femi, at=cast.at)
    row.refresh_from_db()
    assert row in to_decide(cast.viewer(cast.ravi))
    assert who_is_mailed(row) == [cast.ravi]


def test_what_was_settled_is_in_force_no_more_once_it_is_withdrawn(cast: Cast):
    row, now = decision(cast), {"actor": cast.elena, "at": cast.at}
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, **now)
    withdraw_decision(decision=row, reason="The regulator withdrew the rule.", **now)
    assert not row.settlements.filter(ended_at=None).exists()


def test_one_decision_that_cannot_be_handed_over_stops_no_other(cast: Cast, caplog: Any):
    broken, row = decision(cast, decider=cast.ravi, actor=cast.ines), decision(cast)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE parley_person SET time_zone = 'Nowhere' WHERE id = %s", [cast.ravi.pk])
    assert escalate_due(actor=MACHINE, at=cast.at + timedelta(days=9)) == 1
    for each, state in (broken, DecisionState.OPEN), (row, DecisionState.ESCALATED):
        each.refresh_from_db()
        assert each.state is state
    assert f"Decision {broken.pk} cannot be handed to its decider" in caplog.text
