"""A transcript is kept where the group's charter says so: for its days, for the group alone; own shares go too."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from parley.groups.actions import change_group
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.meetings.actions.talk import count_talk, forget_talk, let_go_of_talk_due
from parley.meetings.models import ShareLetGo, Talk, TalkShare, Transcript
from parley.meetings.queries.talk import concerned_in
from parley.meetings.rules.talk import OWN_KEPT, Heard
from parley.meetings.terms import meeting_ref
from tests.cast import Cast, history
from tests.meetings.made import initiative, line, soon, topic
from tests.meetings.test_talk import call, held, words

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = timedelta(days=1)


def keeping(cast: Cast, days: int) -> None:
    """Let the charter keep transcripts for some days."""
    change_group(area=cast.identity, name=cast.identity.name, charter="", answer_days=14, transcript_days=days,
                 actor=cast.femi, at=cast.at)  # fmt: skip


def counted(cast: Cast):
    meeting, _people = held(cast)
    return again(cast, meeting)


def again(cast: Cast, meeting):
    count_talk(meeting=meeting, heard=Heard((0, 1) * 20, (40.0, 20.0)), people={0: cast.sam.pk, 1: cast.aiko.pk},
               text="Sam: secretword", actor=cast.femi, at=cast.at)  # fmt: skip
    return meeting


def test_the_group_alone_reads_a_kept_transcript_until_it_is_deleted(cast: Cast):
    keeping(cast, 10)
    meeting, _people = held(cast)
    here, send = reverse("meeting_talk", args=[meeting.pk]), reverse("meeting_speakers", args=[meeting.pk])
    femi, there = cast.browser(cast.femi), reverse("transcript", args=[meeting.pk])
    assert femi.get(there).status_code == 404
    asked = femi.post(here, {"text": call(cast.sam.name, cast.femi.name).decode()})
    assert "What was said is kept for the group alone" in words(asked)
    read = re.findall(r'name="read" value="([^"]+)"', asked.content.decode())[0]
    assert not Transcript.objects.exists()
    femi.post(send, {"read": read, "who-0": cast.sam.pk, "who-1": cast.femi.pk})
    assert f"{cast.sam.name}: secretword" in words(cast.browser(cast.sam).get(there))
    assert "keeps it for 10 days" in words(cast.browser(cast.sam).get(here))
    for stranger in (cast.omar, cast.lena, cast.ines):
        assert cast.browser(stranger).get(there).status_code == 404
    assert "The transcript" not in words(cast.browser(cast.ines).get(here)).partition("Bring")[0]
    assert "secretword" not in repr(list(Entry.objects.values()))
    gone = reverse("transcript_removal", args=[meeting.pk])
    assert cast.browser(cast.sam).post(gone).status_code == 422
    assert femi.post(gone).status_code == 302
    assert history(meeting_ref(meeting.pk))[0] == f"deleted the transcript of {meeting_ref(meeting.pk).mark}"
    assert not Transcript.objects.exists()
    assert Talk.objects.exists()
    assert femi.post(gone).status_code == 422


def test_a_transcript_goes_after_the_days_the_charter_names_now(cast: Cast):
    counted(cast)
    assert not Transcript.objects.exists()
    keeping(cast, 40)
    meeting = counted(cast)
    let_go_of_talk_due(actor=MACHINE, at=cast.at + OWN_KEPT - DAY)
    assert Transcript.objects.exists()
    assert TalkShare.objects.filter(meeting=meeting).count() == 2
    let_go_of_talk_due(actor=MACHINE, at=cast.at + OWN_KEPT)
    assert not TalkShare.objects.exists()
    assert Entry.objects.get(kind="meeting.shares_forgotten").data == {"meetings": 2}
    keeping(cast, 0)
    assert cast.browser(cast.sam).get(reverse("transcript", args=[meeting.pk])).status_code == 404
    let_go_of_talk_due(actor=MACHINE, at=cast.at)
    assert not Transcript.objects.exists()


def test_everybody_deletes_their_own_share_and_nothing_tells_of_it(cast: Cast):
    meeting = counted(cast)
    here, entries = reverse("meeting_talk", args=[meeting.pk]), Entry.objects.count()
    sam = cast.browser(cast.sam)
    assert "You had the floor 20 times" in words(sam.get(here))
    assert sam.post(reverse("own_share_removal", args=[meeting.pk])).status_code == 302
    assert "Your own share" not in words(sam.get(here))
    assert TalkShare.objects.get().person == cast.aiko
    assert Entry.objects.count() == entries


def test_a_share_that_was_deleted_is_not_made_again(cast: Cast):
    meeting = counted(cast)
    for person in (cast.sam, cast.noor):  # who had one, and who had none
        assert cast.browser(person).post(reverse("own_share_removal", args=[meeting.pk])).status_code == 302
    assert {len(each.mark) for each in ShareLetGo.objects.all()} == {64}
    again(cast, meeting)
    assert TalkShare.objects.get().person == cast.aiko
    assert Talk.objects.get().report["turns"] == 40  # of the meeting: nobody's share is to be seen in it
    forget_talk(meeting=meeting, actor=cast.femi, at=cast.at)
    again(cast, meeting)
    assert TalkShare.objects.get().person == cast.aiko


def test_the_items_say_whom_they_concern(cast: Cast):
    meeting = soon(cast)
    people = {each.pk: each for each in (cast.sam, cast.aiko, cast.noor, cast.femi, cast.omar, cast.lena)}
    assert concerned_in(meeting, people) == set()
    asked = topic(cast, by=cast.noor, regions=[cast.apac], functions=[cast.functions["legal"]])
    line(cast, meeting, topic=asked)
    assert concerned_in(meeting, people) == {cast.noor.pk, cast.aiko.pk, cast.lena.pk}
    line(cast, meeting, initiative=initiative(cast, regions=(cast.amer,)), actor=cast.ines)
    assert concerned_in(meeting, people) == {cast.noor.pk, cast.aiko.pk, cast.lena.pk, cast.omar.pk}
