"""Nothing is left to nobody: when somebody leaves, when an area is dissolved."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import ForeignKey, Model
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.decisions.terms import UNPUBLISHED, UNSETTLED
from parley.groups.actions import add_member, keep_team, name_decider, name_facilitator, name_product_person
from parley.groups.models import Area
from parley.groups.queries import places_of
from parley.groups.terms import area_ref
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.meetings.actions import call_in, dissolve_area, hand_over_everything, name_note_taker, promise
from parley.meetings.models import ActionPoint, AgendaItem, Meeting, Series
from parley.meetings.queries import holdings_of
from parley.meetings.rules import orphaned
from parley.meetings.terms import STILL_TO_COME, Held, Holding, MeetingState
from parley.people.actions import give_operations, note_return
from parley.people.models import Person
from parley.people.terms import person_ref
from parley.topics.models import Topic
from parley.topics.queries import topics_visible_to
from parley.voices.actions import let_in
from parley.voices.terms import thread_ref
from tests.cast import Cast, history
from tests.clients.made import hartmann
from tests.decisions.made import decision
from tests.meetings.made import initiative, line, published, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]
# Every column that names a person or an area is on one of two lists. What somebody holds must go to others when they
# leave, given what makes it theirs still; what they wrote, were or are told stays. A new column must be listed.
OPEN_POINT = {"done_at": None, "dropped_because": ""}


COMING = {"state__in": STILL_TO_COME}


PERSON_HOLDS: dict[str, dict[str, Any]] = {
    "Area.decider": {"dissolved_on": None},
    "Facilitator.person": {},
    "ProductPerson.person": {},
    "Member.person": {"until": None},
    "Initiative.owner": {},
    "AccountManager.person": {},
    "Decision.decider": {"state__in": UNSETTLED},
    "ActionPoint.owner": OPEN_POINT,
    "Meeting.note_taker": COMING,
    "Meeting.run_by": COMING,
    "RotaAsk.person": {"state": "open"},
    "AgendaItem.lead": {"state": "ahead", "meeting__state__in": STILL_TO_COME},
    "CalledIn.person": {"item__meeting__state__in": STILL_TO_COME},
}


PERSON_KEEPS = {
    "Hook.owner",
    "Attachment.added_by", "Solution.written_by", "SolutionChoice.chosen_by",
    "SignInLink.person", "Comment.author", "Reaction.person", "Mention.person", "TakenFurther.by", "Bookmark.person",
    "Follower.person", "Guest.person", "Contribution.person", "Insight.author",
    "Insight.on_behalf_of", "InitiativeWhy.written_by", "Override.by", "InsightLink.linked_by", "Topic.brought_by",
    "Topic.settled_by", "Supporter.person", "Decision.opened_by", "Option.put_by", "Dissent.person",
    "MailChoice.person", "StopLink.person",
    "GroupLevel.person", "ThingLevel.person",
    "Attendance.person", "Notice.person", "Batch.by", "Acceptance.by", "Insight.merged_by", "NotPlanned.by",
    "Estimate.by", "Shift.lent_by", "InfluenceCount.person", "StageDuty.listed_by", "OwedDuty.done_by",
    "Wave.planned_by", "Invited.person", "OpenAnswer.first", "OpenAnswer.second", "Followed.owner",
    "Batch.undone_by", "Upload.by", "Rate.set_by", "TalkShare.person",
    "TalkTrack.drafted_by", "TalkTrack.approved_by", "TalkTrack.legal_by", "TalkTrack.ended_by", "TellingOverride.by",
    "LiveRoom.floor", "Arrival.person", "Hand.person", "HadFloor.person",  # gone when the meeting ends
    "Invitation.person", "Reply.person", "Feed.person", "Presenter.person", "TapGiven.person", "RotaAsk.by",
    "WaitingFeed.person", "ChatAccount.person", "ChatForm.person", "Channel.tied_by",
    "Meeting.minutes_published_by", "MinutesLine.person",
    "Option.asks", "Review.reviewed_by", "Leaning.person", "PrivateNote.author", "PrivateNote.told",
    "DecidingLink.person", "DecidingDeputy.decider", "DecidingDeputy.deputy",
    "Agreement.recorded_by", "Settlement.settled_by", "Settlement.instead_of", "Settlement.sent_back_by",
    "SensitiveTime.set_by", "Trial.planned_by", "TrialQuestion.answered_by", "TrialPlace.put_forward_by",
    "TrialPlace.agreed_by", "TrialPlace.thanked_by", "TrialLink.made_by", "TrialLink.ended_by", "TrialAnswer.noted_by",
    "Statement.by", "ShareLink.made_by", "ShareLink.ended_by", "Correction.closed_by", "Person.deputy",
    "LaunchPlan.written_by", "LaunchRegion.enabled_by", "LaunchRegion.supported_by", "LaunchRegion.said_by",
    "ClientDomain.kept_by", "ReceivedLetter.person",
    "LookBackMoved.by", "LookBack.by", "Announcement.closed_by",
}  # fmt: skip


AREA_HOLDS: dict[str, dict[str, Any]] = {
    "Team.area": {"closed_on": None},
    "Initiative.area": {},
    "Topic.area": {"state__in": ("open", "parked")},
    "Decision.area": {"state__in": UNPUBLISHED},
    "Series.area": {"ended_on": None},
    "Meeting.area": COMING,
    "ActionPoint.area": OPEN_POINT,
    "Shift.lender": {"ended_at": None},
    "Shift.borrower": {"ended_at": None},
}


AREA_KEEPS = {"Mention.area", "Group.area", "Member.area", "Facilitator.area", "ProductPerson.area", "Feed.area",
              "WaveArea.area", "DutyArea.area", "GroupLevel.area", "Channel.area"}  # fmt: skip


def columns(of: type[Model]) -> dict[str, tuple[type[Model], str]]:
    """Every column that names a row of a table, by table and name."""
    return {
        f"{model.__name__}.{field.name}": (model, field.name)
        for model in apps.get_app_config("parley").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is of
    }


def still_held(of: type[Model], key: int, holds: dict[str, dict[str, Any]]) -> list[str]:
    found = columns(of)
    return [
        name
        for name, condition in holds.items()
        if found[name][0].objects.filter(**{found[name][1]: key}, **condition).exists()
    ]


def test_every_column_that_names_a_person_or_an_area_is_known_here() -> None:
    assert set(columns(Person)) == set(PERSON_HOLDS) | PERSON_KEEPS
    assert set(columns(Area)) == set(AREA_HOLDS) | AREA_KEEPS


def give_everything(cast: Cast, person: Person, wanted: set[Held]) -> None:
    """Let somebody hold one thing of each kind that is wanted."""
    now: dict[str, Any] = {"actor": MACHINE, "at": cast.at}
    add_member(area=cast.identity, person=person, **now)
    if Held.DECIDES in wanted:
        name_decider(area=cast.reporting, person=person, **now)
    if Held.FACILITATES in wanted:
        name_facilitator(area=cast.identity, person=person, named=True, **now)
    if Held.ROADMAPS in wanted:
        name_product_person(area=cast.reporting, person=person, named=True, **now)
    if Held.INITIATIVES in wanted:
        initiative(cast, owner=person)
    if Held.CLIENTS in wanted:
        hartmann(cast, manager=person)
    if {Held.DECISIONS, Held.DECIDES} <= wanted:  # only who decides for an area is asked
        decision(cast, decider=person, actor=cast.ines)
    meeting = published(cast)
    if Held.NOTES in wanted:
        name_note_taker(meeting=meeting, person=person, **now)
    if Held.LEADS in wanted:
        line(cast, meeting, "Led", lead=person)
    if Held.POINTS in wanted:
        later = cast.at + timedelta(hours=2, minutes=1)
        promise(meeting=meeting, text="A list of clients.", owner=person, due_on=later.date(), actor=MACHINE, at=later)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.sets(st.sampled_from(list(Held))), emptied=st.sets(st.sampled_from(list(Held))))
def test_whatever_somebody_holds_it_is_refused_or_nothing_is_left(
    cast: Cast, wanted: set[Held], emptied: set[Held]
) -> None:
    with transaction.atomic():
        give_everything(cast, cast.sam, wanted)
        lost = orphaned(holdings_of(cast.sam), heirs=(), emptied=emptied)
        now: dict[str, Any] = {"on": cast.at.date(), "emptied": emptied, "actor": cast.ines, "at": cast.at}
        if lost:
            with pytest.raises(Refused, match="left to nobody"):
                hand_over_everything(leaver=cast.sam, heirs={}, **now)
            assert Person.objects.get(pk=cast.sam.pk).left_on is None
            heirs = {each.held: cast.elena for each in lost}
            hand_over_everything(leaver=cast.sam, heirs=heirs, **now)
        else:
            hand_over_everything(leaver=cast.sam, heirs={}, **now)
        assert still_held(Person, cast.sam.pk, PERSON_HOLDS) == []
        assert Person.objects.get(pk=cast.sam.pk).left_on == cast.at.date()
        transaction.set_rollback(True)
    cast.sam.refresh_from_db()


def test_leaving_hands_over_all_and_the_ledger_says_so(cast: Cast) -> None:
    give_everything(cast, cast.sam, set(Held))
    with pytest.raises(Refused) as refusal:
        hand_over_everything(leaver=cast.sam, heirs={}, on=cast.at.date(), actor=cast.ines, at=cast.at)
    for words in ("decides for an area", "owns an initiative", "looks after a client", "is asked for a decision",
                  "has promised something", "takes the notes of a coming meeting"):  # fmt: skip
        assert words in refusal.value.sentence
    assert "runs the meetings" not in refusal.value.sentence  # femi does too
    heirs = dict.fromkeys(Held, cast.elena)
    hand_over_everything(leaver=cast.sam, heirs=heirs, on=cast.at.date(), actor=cast.ines, at=cast.at)
    point = ActionPoint.objects.get()
    assert point.owner == cast.elena
    sam, elena = person_ref(cast.sam.pk).mark, person_ref(cast.elena.pk).mark
    told = history(person_ref(cast.sam.pk))
    assert told[0] == f"noted that {sam} left the company"
    assert f"handed what {sam} promised to {elena}" in told
    assert dict.fromkeys(how for _, how in places_of(cast.elena)) == dict.fromkeys(["decides", "facilitates", "keeps"])


def test_only_product_operations_hand_over_and_heirs_stay(cast: Cast) -> None:
    give_everything(cast, cast.sam, {Held.INITIATIVES})
    with pytest.raises(Refused, match="Only product operations"):
        hand_over_everything(leaver=cast.sam, heirs={}, on=cast.at.date(), actor=cast.femi, at=cast.at)
    for nobody in (cast.gone, cast.sam):
        with pytest.raises(Refused, match="somebody who stays"):
            hand_over_everything(
                leaver=cast.sam, heirs={Held.INITIATIVES: nobody}, on=cast.at.date(), actor=cast.ines, at=cast.at
            )


def test_an_heir_outside_the_group_leaves_its_meetings_to_the_facilitator(cast: Cast) -> None:
    give_everything(cast, cast.sam, {Held.NOTES, Held.LEADS})
    heirs = {Held.NOTES: cast.omar, Held.LEADS: cast.femi}
    hand_over_everything(leaver=cast.sam, heirs=heirs, on=cast.at.date(), actor=cast.ines, at=cast.at)
    meeting = Meeting.objects.get()
    assert meeting.note_taker is None
    assert meeting.items.get(title="Led").lead == cast.femi


def test_who_was_called_in_is_called_off(cast: Cast) -> None:
    item = AgendaItem.objects.get(meeting=published(cast))
    call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    hand_over_everything(leaver=cast.lena, heirs={}, on=cast.at.date(), actor=cast.ines, at=cast.at)
    assert not item.called_in.exists()
    assert any(said.startswith("no longer needs") for said in history(person_ref(cast.lena.pk)))


def test_an_administrator_hands_over_and_leaves_by_their_own_hand(cast: Cast) -> None:
    give_operations(person=cast.noor, given=True, actor=cast.ines, at=cast.at)
    hand_over_everything(leaver=cast.ines, heirs={}, on=cast.at.date(), actor=cast.ines, at=cast.at)
    assert Person.objects.get(pk=cast.ines.pk).left_on == cast.at.date()


def test_a_guest_who_leaves_and_comes_back_is_no_guest_any_more(cast: Cast) -> None:
    row = topic(cast)
    let_in(thread=row.thread, person=cast.omar, actor=cast.femi, at=cast.at)
    assert row in topics_visible_to(cast.viewer(cast.omar))
    now: dict[str, Any] = {"actor": cast.ines, "at": cast.at}
    hand_over_everything(leaver=cast.omar, heirs={}, on=cast.at.date(), **now)
    omar = f"[person:{cast.omar.pk}]"
    assert history(thread_ref(row.thread_id))[0] == f"let {omar} out, as they left the company"
    cast.omar.refresh_from_db()
    note_return(person=cast.omar, **now)
    assert row not in topics_visible_to(cast.viewer(cast.omar))


def test_a_dissolved_area_leaves_nothing_behind(cast: Cast) -> None:
    now: dict[str, Any] = {"actor": cast.ines, "at": cast.at}
    keep_team(area=cast.identity, name="Core", capacity=Decimal(9), **now)
    keep_team(area=cast.reporting, name="Core", capacity=Decimal(9), **now)
    give_everything(cast, cast.sam, set(Held))
    weekly(cast)
    waiting = topic(cast)
    meetings = Meeting.objects.filter(area=cast.identity, state__in=STILL_TO_COME).count()
    assert meetings > 2
    with pytest.raises(Refused, match="Write why the area ends"):
        dissolve_area(area=cast.identity, heir=cast.reporting, reason=" ", **now)
    with CaptureQueriesContext(connection) as asked:
        dissolve_area(area=cast.identity, heir=cast.reporting, reason="One group for both.", members_too=True, **now)
    locks = [next(n for n, each in enumerate(asked) if each["sql"].startswith(f'SELECT "parley_{table}"'))
             for table in ("decision", "initiative", "team", "topic")]  # fmt: skip
    assert locks == sorted(locks), "as publishing a decision locks them"
    assert still_held(Area, cast.identity.pk, AREA_HOLDS) == []
    assert Topic.objects.get(pk=waiting.pk).area == cast.reporting
    assert sorted(cast.reporting.teams.values_list("name", flat=True)) == ["Core", "Core (Identity & privacy)"]
    assert (cast.reporting, "core") in places_of(cast.aiko)
    assert Series.objects.get().ended_on
    assert set(Meeting.objects.filter(area=cast.identity).values_list("state", flat=True)) <= {MeetingState.CANCELLED}
    assert not AgendaItem.objects.filter(meeting__state__in=STILL_TO_COME).exists()
    dissolved = (
        f"dissolved {area_ref(cast.identity.pk).mark} and handed what it had to {area_ref(cast.reporting.pk).mark}"
    )
    assert history(area_ref(cast.identity.pk))[0] == dissolved
    with pytest.raises(Refused, match="was dissolved"):
        dissolve_area(area=cast.identity, heir=cast.reporting, reason="Again.", **now)


def test_orphans_are_what_nobody_else_holds() -> None:
    ref = area_ref(1)
    shared, alone = Holding(Held.FACILITATES, (ref, ref), 0), Holding(Held.ROADMAPS, (ref,), 1)
    points = Holding(Held.POINTS, (ref,), 1)
    assert orphaned([shared, alone, points], heirs=(), emptied=()) == [alone, points]
    assert orphaned([shared, alone, points], heirs=(), emptied=(Held.ROADMAPS, Held.POINTS)) == [points]
    assert orphaned([shared, alone, points], heirs=(Held.ROADMAPS, Held.POINTS), emptied=()) == []
