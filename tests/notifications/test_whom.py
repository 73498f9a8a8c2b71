"""Who is told of what: those concerned, for the right reason, only if they may see it, never the actor."""

from datetime import timedelta
from typing import Any

import pytest

from parley.clients.actions import name_account_manager
from parley.decisions.queries import options_of
from parley.disclosure.actions import replan, stop
from parley.groups.actions import add_member, remove_member
from parley.ledger.models import Entry
from parley.ledger.queries import entry_told
from parley.meetings.actions import call_in, cancel_meeting, promise
from parley.notifications.terms import Because
from parley.people.models import Person
from parley.reactions.table import TELLS
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stance
from parley.topics.actions import answer_topic, merge_topic, support_topic, withdraw_topic
from parley.topics.queries import viewers_of_topic
from parley.topics.terms import topic_ref
from parley.trials.terms import trial_ref
from parley.voices.actions import follow, say
from parley.voices.actions.commenting import change_comment
from tests.cast import Cast
from tests.clients.made import hartmann, said
from tests.decisions.made import REASON, decision, settle_and_publish
from tests.meetings.made import line, published, soon
from tests.roadmap.made import initiative
from tests.topics.made import topic
from tests.trials.feedback_made import trial

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def told_of_last(kind: str) -> dict[str, Because]:
    """Say who is told of the newest entry of a kind, by first name, and why."""
    entry = Entry.objects.filter(kind=kind).latest("pk")
    told = entry_told(entry.pk)
    assert told is not None
    names = {person.pk: person.name.split()[0].lower() for person in Person.objects.all()}
    return {names[each.person]: each.because for each in TELLS[kind](told)}


def now(cast: Cast, actor: Any) -> dict[str, Any]:
    return {"actor": actor, "at": cast.at}


def test_an_answer_goes_to_who_brought_supports_or_follows_the_topic(cast: Cast) -> None:
    brought = topic(cast, cast.aiko)
    support_topic(topic=brought, why="Osaka asks too", **now(cast, cast.sam))
    for follower in (cast.femi, cast.aiko, cast.noor, cast.omar):
        follow(thread=brought.thread, following=True, **now(cast, follower))
    answer_topic(topic=brought, answer="Yes: APPI is covered from January on.", **now(cast, cast.noor))
    assert told_of_last("topic.answered") == {
        "aiko": Because.BROUGHT,
        "sam": Because.SUPPORTS,
        "femi": Because.FOLLOWS,
    }, "omar may not see it and noor did it"


def test_whoever_withdraws_or_has_left_is_not_told(cast: Cast) -> None:
    brought = topic(cast, cast.aiko)
    support_topic(topic=brought, **now(cast, cast.sam))
    withdraw_topic(topic=brought, reason="Answered in the documentation since Monday.", **now(cast, cast.aiko))
    around = {"femi": Because.MEMBER, "noor": Because.MEMBER}  # who runs the group and keeps its roadmap hears all
    assert told_of_last("topic.withdrawn") == {"sam": Because.SUPPORTS} | around


def test_of_a_merge_those_of_the_merged_topic_are_told(cast: Cast) -> None:
    one, other = topic(cast, cast.aiko), topic(cast, cast.sam, "Does it cover Korea?")
    merge_topic(topic=one, into=other, **now(cast, cast.femi))
    assert told_of_last("topic.merged") == {"aiko": Because.BROUGHT, "noor": Because.MEMBER}


def test_whom_a_comment_names_is_told_and_nobody_who_may_not_see_it(cast: Cast) -> None:
    brought = topic(cast, cast.aiko)
    facts: dict[str, Any] = {"on": topic_ref(brought.pk), "readers": viewers_of_topic(brought)}
    comment = say(thread=brought.thread, text=f"@{cast.femi.name}, @{cast.omar.name}?", **facts, **now(cast, cast.sam))
    assert told_of_last("comment.said") == {
        "aiko": Because.BROUGHT, "femi": Because.MENTIONED, "noor": Because.MEMBER,
    }  # fmt: skip
    later: dict[str, Any] = {"actor": cast.sam, "at": cast.at + timedelta(hours=1)}
    text = f"@{cast.femi.name} and @{cast.identity.name}?"
    change_comment(comment=comment, text=text, seen_edits=0, **facts, **later)
    told = told_of_last("comment.named")
    assert set(told) == {"femi", "aiko", "noor", "elena"}, "all of the group but who wrote it; a name of before is one"
    assert set(told.values()) == {Because.MENTIONED}


def test_of_a_comment_on_a_trial_its_planner_and_followers_are_told(cast: Cast) -> None:
    made = trial(cast, of={"title": "Tried"})
    for speaker in (cast.sam, cast.aiko):
        say(thread=made.thread, text="They like it.", on=trial_ref(made.pk), **now(cast, speaker))
    assert told_of_last("comment.said") == {"noor": Because.OWNS, "sam": Because.FOLLOWS, "femi": Because.MEMBER}


def test_a_comment_goes_to_followers_and_to_whose_thing_it_is(cast: Cast) -> None:
    brought = topic(cast, cast.aiko)
    support_topic(topic=brought, **now(cast, cast.sam))
    follow(thread=brought.thread, following=True, **now(cast, cast.femi))
    say(thread=brought.thread, text="I asked legal.", on=topic_ref(brought.pk), **now(cast, cast.noor))
    told = told_of_last("comment.said")
    assert told["aiko"] is Because.BROUGHT
    assert told["femi"] is Because.FOLLOWS
    assert "noor" not in told


def test_a_new_plan_goes_to_who_noted_what_clients_said_and_may_see_the_initiative(cast: Cast) -> None:
    found = initiative(cast, owner=cast.petra)
    client = hartmann(cast)
    for author in (cast.sam, cast.omar):
        insight = said(cast, client, f"Prove it, they told {author.name}.", by=author)
        link_insight(initiative=found, insight=insight, stance=Stance.SUPPORTS, **now(cast, cast.noor))
    follow(thread=found.thread, following=True, **now(cast, cast.femi))
    plan = Plan(horizon=Horizon.NEXT, window=None, confidence=Confidence.LOW)
    replan(initiative=found, plan=plan, reason="Two teams help with the audit first.", **now(cast, cast.noor))
    whom = {"sam": Because.BROUGHT, "aiko": Because.ASKED, "femi": Because.FOLLOWS}
    assert told_of_last("initiative.replanned") == whom
    stop(initiative=found, reason="The regulator withdrew the rule in October.", **now(cast, cast.noor))
    assert told_of_last("initiative.stage_moved") == whom


def test_of_an_initiative_for_the_product_team_nobody_else_is_told(cast: Cast) -> None:
    found = initiative(cast, audience=Audience.PRODUCT_TEAM)
    insight = said(cast, hartmann(cast), "Prove it.", by=cast.sam)
    link_insight(initiative=found, insight=insight, stance=Stance.SUPPORTS, **now(cast, cast.noor))
    follow(thread=found.thread, following=True, **now(cast, cast.femi))
    plan = Plan(horizon=Horizon.NEXT, window=None, confidence=Confidence.LOW)
    replan(initiative=found, plan=plan, reason="Two teams help with the audit first.", **now(cast, cast.noor))
    assert told_of_last("initiative.replanned") == {}


def test_a_cancelled_meeting_goes_to_its_people_and_whom_it_called_in(cast: Cast) -> None:
    meeting = published(cast)
    call_in(item=meeting.items.get(), person=cast.lena, **now(cast, cast.femi))
    assert told_of_last("agenda.called_in") == {"lena": Because.CALLED}
    cancel_meeting(meeting=meeting, reason="Femi is ill, and nobody can stand in.", **now(cast, cast.femi))
    told = told_of_last("meeting.cancelled")
    assert told["lena"] is Because.CALLED
    assert {"aiko", "sam", "noor", "elena"} <= told.keys()
    assert not {"femi", "omar", "grace", "petra"} & told.keys()


def test_a_meeting_nobody_knew_of_is_cancelled_in_silence(cast: Cast) -> None:
    meeting = soon(cast)
    line(cast, meeting)
    cancel_meeting(meeting=meeting, reason="It was planned by mistake.", **now(cast, cast.femi))
    assert told_of_last("meeting.cancelled") == {}


def test_a_decision_goes_to_who_is_credited_brought_asked_or_follows_and_may_see_it(cast: Cast) -> None:
    found = initiative(cast)
    client = hartmann(cast, manager=cast.sam)
    name_account_manager(client=client, person=cast.omar, named=True, **now(cast, cast.ines))
    insight = said(cast, client, "Prove it.", by=cast.noor)
    link_insight(initiative=found, insight=insight, stance=Stance.SUPPORTS, **now(cast, cast.noor))
    brought = topic(cast, cast.aiko, initiatives=[found])
    follow(thread=found.thread, following=True, **now(cast, cast.femi))
    made = decision(cast, initiatives=[found], topics=[brought])
    settle_and_publish(decision=made, option=options_of(made)[1], reason=REASON, **now(cast, cast.elena))
    assert told_of_last("decision.published") == {
        "aiko": Because.BROUGHT,
        "sam": Because.ASKED,
        "elena": Because.OWNS,
        "noor": Because.FOLLOWS,
    }, "omar may not see it, and femi published it"


def test_a_promise_goes_to_whoever_owns_it(cast: Cast) -> None:
    due = (cast.at + timedelta(days=3)).date()
    promise(meeting=published(cast), text="Ask legal", owner=cast.sam, due_on=due, **now(cast, cast.femi))
    assert told_of_last("action_point.promised") == {"sam": Because.OWNS}


def test_a_place_in_a_group_goes_to_whoever_was_given_it(cast: Cast) -> None:
    add_member(area=cast.reporting, person=cast.sam, **now(cast, cast.ines))
    assert told_of_last("group.member_added") == {"sam": Because.MEMBER}
    remove_member(area=cast.reporting, person=cast.sam, **now(cast, cast.ines))
    assert "group.member_removed" not in TELLS
