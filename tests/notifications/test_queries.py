"""What changed, and what became of what I said: only what I may see, in a fixed number of queries."""

from datetime import timedelta

import pytest

from parley.decisions.actions import say_about
from parley.decisions.queries import options_of
from parley.disclosure.actions import move_stage, replan
from parley.ledger.models import Entry
from parley.ledger.queries import entry_told
from parley.ledger.terms import MACHINE, Ref
from parley.notifications.actions import tell
from parley.notifications.queries import became_of_mine, changes_for
from parley.notifications.terms import Because, ToTell
from parley.roadmap.actions import link_insight, show_to
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Stance
from parley.topics.actions import answer_topic
from parley.voices.actions import credit
from parley.voices.terms import Given
from tests.cast import Cast
from tests.clients.made import hartmann, said
from tests.decisions.made import REASON, decision, settle_and_publish
from tests.meetings.made import soon
from tests.roadmap.made import initiative
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def kinds(cast: Cast, person) -> list[str]:
    return [each.event.kind for each in changes_for(cast.viewer(person), since=cast.at - timedelta(hours=1))]


def test_a_group_reads_what_others_changed_and_nobody_reads_their_own_doing(cast: Cast) -> None:
    topic(cast, cast.aiko)
    assert "topic.brought" in kinds(cast, cast.sam)
    assert kinds(cast, cast.aiko) == []
    assert kinds(cast, cast.omar) == []


def test_what_happened_before_is_no_news(cast: Cast) -> None:
    topic(cast, cast.aiko)
    assert changes_for(cast.viewer(cast.sam), since=cast.at) == []


def test_an_initiative_of_the_product_team_is_no_news_to_the_group(cast: Cast) -> None:
    initiative(cast, audience=Audience.PRODUCT_TEAM)
    assert not [kind for kind in kinds(cast, cast.sam) if kind.startswith("initiative")]
    assert [kind for kind in kinds(cast, cast.elena) if kind.startswith("initiative")]


def test_a_planned_meeting_is_no_news(cast: Cast) -> None:
    soon(cast)
    assert kinds(cast, cast.sam) == []


def test_what_somebody_was_told_is_news_to_them_outside_their_groups_while_they_may_see_it(cast: Cast) -> None:
    found = initiative(cast, stage=Stage.BUILD, audience=Audience.COMPANY)
    plan = Plan(horizon=Horizon.NEXT, window=None, confidence=Confidence.LOW)
    replan(initiative=found, plan=plan, reason="Two teams help with the audit first.", actor=cast.noor, at=cast.at)
    told = entry_told(Entry.objects.filter(kind="initiative.replanned").latest("pk").pk)
    assert told is not None
    assert kinds(cast, cast.omar) == []
    tell(told=told, people=[ToTell(cast.omar.pk, Because.BROUGHT)], actor=MACHINE, at=cast.at)
    assert kinds(cast, cast.omar) == ["initiative.replanned"]
    show_to(initiative=found, audience=Audience.PRODUCT_TEAM, actor=MACHINE, at=cast.at)
    assert kinds(cast, cast.omar) == []


def test_what_became_of_my_topic_my_insight_and_my_words(cast: Cast) -> None:
    brought = topic(cast, cast.aiko)
    found = initiative(cast)
    insight = said(cast, hartmann(cast), "Prove it.", by=cast.aiko)
    link_insight(initiative=found, insight=insight, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    answer_topic(topic=brought, answer="Yes: APPI is covered from January on.", actor=cast.noor, at=cast.at)
    credit(person=cast.aiko, kind=Given.TOPIC, given=brought.pk, credited_by=Ref("decision", 7), actor=cast.noor,
           at=cast.at)  # fmt: skip
    credited, became = became_of_mine(cast.viewer(cast.aiko))
    assert [(each.given, each.by) for each in credited] == [(Given.TOPIC, Ref("decision", 7))]
    assert {(each.of, each.state, each.answer) for each in became} == {
        (Ref("topic", brought.pk), "answered", "Yes: APPI is covered from January on."),
        (Ref("initiative", found.pk), "beta", ""),
    }
    assert became_of_mine(cast.viewer(cast.sam)) == ([], [])


def test_what_i_did_myself_is_not_what_became_of_it(cast: Cast) -> None:
    mine = topic(cast, cast.noor)
    answer_topic(topic=mine, answer="Yes: APPI is covered from January on.", actor=cast.noor, at=cast.at)
    found = initiative(cast, stage=Stage.EXPLORE)
    insight = said(cast, hartmann(cast), "Prove it.", by=cast.noor)
    link_insight(initiative=found, insight=insight, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    move_stage(initiative=found, stage=Stage.ALPHA, reason="Six clients try it.", actor=cast.noor, at=cast.at)
    row = decision(cast)
    gave = {person: say_about(decision=row, text="Osaka waits.", actor=person, at=cast.at)
            for person in (cast.femi, cast.noor)}  # fmt: skip
    settle_and_publish(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    for person, given in gave.items():
        credit(person=person, kind=Given.COMMENT, given=given.pk, credited_by=Ref("decision", row.pk),
               actor=cast.femi, at=cast.at)  # fmt: skip
    credited, became = became_of_mine(cast.viewer(cast.noor))
    assert ([each.key for each in credited], became) == ([gave[cast.noor].pk], [])
    assert became_of_mine(cast.viewer(cast.femi)) == ([], []), "the facilitator published it, and credited it"
    move_stage(initiative=found, stage=Stage.BETA, reason="All six go on.", actor=cast.ines, at=cast.at)
    assert [each.of for each in became_of_mine(cast.viewer(cast.noor))[1]] == [Ref("initiative", found.pk)]


def test_an_initiative_out_of_sight_became_nothing_i_may_read(cast: Cast) -> None:
    found = initiative(cast)
    insight = said(cast, hartmann(cast), "Prove it.", by=cast.omar)
    link_insight(initiative=found, insight=insight, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    assert became_of_mine(cast.viewer(cast.omar)) == ([], [])


def test_an_initiative_is_at_its_stage_since_it_came_there_whatever_changed_later(cast: Cast) -> None:
    found = initiative(cast, stage=Stage.EXPLORE, at=cast.at - timedelta(days=40))
    insight = said(cast, hartmann(cast), "Prove it.", by=cast.aiko)
    link_insight(initiative=found, insight=insight, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)

    def since() -> list[int]:
        return [(cast.at - each.at).days for each in became_of_mine(cast.viewer(cast.aiko))[1]]

    assert since() == [40]
    moved = cast.at - timedelta(days=25)
    move_stage(initiative=found, stage=Stage.ALPHA, reason="Six clients try it.", actor=cast.noor, at=moved)
    plan = Plan(horizon=Horizon.NEXT, window=None, confidence=Confidence.LOW)
    replan(initiative=found, plan=plan, reason="The audit comes first.", actor=cast.noor, at=cast.at)
    assert since() == [25]


def test_somebody_in_no_group_reads_what_the_whole_company_may_know_and_no_more(cast: Cast) -> None:
    open_ = initiative(cast, "For all", stage=Stage.BUILD, audience=Audience.COMPANY)
    closed = initiative(cast, "For the group", stage=Stage.BUILD)
    for weighed in (open_, closed):
        settle_and_publish(decision=(row := decision(cast, initiatives=[weighed])), option=options_of(row)[0],
                         reason=REASON, actor=cast.elena, at=cast.at)  # fmt: skip
    topic(cast, cast.aiko)
    told = changes_for(cast.viewer(cast.lena), since=cast.at - timedelta(hours=1))
    assert {ref for each in told for ref in each.event.about() if ref.kind == "initiative"} == {
        Ref("initiative", open_.pk)
    }
    assert "decision.published" in {each.event.kind for each in told}
    assert {each.event.about()[0].kind for each in told} <= {"initiative", "decision", "comment"}


@pytest.mark.parametrize("times", [1, 30])
def test_the_number_of_queries_stands(cast: Cast, times: int, django_assert_num_queries) -> None:
    for n in range(times):
        brought = topic(cast, cast.aiko, f"Does consent cover country {n}?")
        answer_topic(topic=brought, answer="Yes: it is covered from January on.", actor=cast.noor, at=cast.at)
    viewer = cast.viewer(cast.aiko)
    with django_assert_num_queries(1):
        assert changes_for(viewer, since=cast.at - timedelta(hours=1))
    with django_assert_num_queries(2):
        assert len(became_of_mine(viewer)[1]) == min(times, 12)
