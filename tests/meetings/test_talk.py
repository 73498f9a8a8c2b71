"""A transcript comes to a held meeting: the figures stay, of nobody singly; the transcript and its words do not."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parley.kernel.refusals import Refused
from parley.meetings.actions import hold_meeting, note_attendance
from parley.meetings.actions.talk import count_talk, forget_talk
from parley.meetings.models import Talk, TalkShare
from parley.meetings.queries import people_invited_to
from parley.meetings.rules.talk import Heard, Present, _parts, proposed, report_of
from parley.meetings.terms import Presence
from parley.people.terms import Side
from tests.cast import Cast
from tests.meetings.made import published

pytestmark = pytest.mark.django_db


def group(*sizes: tuple[int, Side, str, str]) -> dict[int, Present]:
    made = [Present(side, function, region) for size, side, function, region in sizes for _ in range(size)]
    return dict(enumerate(made, start=1))


def parts(*sizes: tuple[int, Side, str, str]) -> dict[str, list[list[object]]]:
    people = group(*sizes)
    return _parts(dict.fromkeys(people, 1.0), people)


def test_no_share_tells_of_few():
    product, business = Side.PRODUCT, Side.BUSINESS
    assert parts((6, product, "PM", "EMEA"), (6, business, "Sales", "APAC")) == {
        "side": [["business", 50], ["product", 50]], "function": [["PM", 50], ["Sales", 50]],
        "region": [["APAC", 50], ["EMEA", 50]],
    }  # fmt: skip
    assert parts((5, product, "PM", ""), (7, business, "Sales", "")) == {"side": [], "function": [], "region": []}
    few = parts((6, product, "PM", ""), (1, product, "Design", ""), (7, business, "Sales", ""))
    assert few["side"] == [["business", 50], ["product", 50]]
    assert few["function"] == [["Sales", 50]]  # product less product management would be one designer
    crossed = parts((6, product, "PM", "EMEA"), (1, product, "PM", "APAC"), (7, business, "Sales", "APAC"))
    assert crossed["region"] == []


def test_parts_of_different_kinds_together_tell_of_nobody():
    left = parts(
        (7, Side.PRODUCT, "PM", "EMEA"), (7, Side.BUSINESS, "Sales", "APAC"), (1, Side.BUSINESS, "Legal", "AMER")
    )
    assert left["side"] == [["business", 55], ["product", 45]]
    assert left["region"] == []  # APAC and product are all but the one lawyer
    assert left["function"] == [["PM", 45]]


def test_none_and_all_of_the_talk_are_not_told():
    people = group((6, Side.PRODUCT, "PM", ""), (6, Side.BUSINESS, "Sales", ""))
    assert _parts({key: float(key <= 6) for key in people}, people)["side"] == [["business", 5], ["product", 95]]


def test_nothing_is_said_below_forty_turns_and_no_share_below_five_people():
    people = group((6, Side.PRODUCT, "PM", "EMEA"), (6, Side.BUSINESS, "Sales", "APAC"))
    few = report_of([1, 7] * 19 + [0] * 9, {1: 20.0, 7: 20.0}, people, chat=3)
    assert few == {"turns": 38, "present": 12}
    enough = report_of([1, 7] * 20, {1: 30.0, 7: 10.0}, people, chat=3)
    assert (enough["spoke"], enough["run"], enough["only_in_chat"]) == (2, 1, 3)
    assert enough["parts"]["side"] == [["business", 25], ["product", 75]]
    assert "concerned" not in enough
    some = report_of([1, 7] * 20, {1: 30.0, 7: 10.0}, people, chat=3, concerned=[1, 2, 3, 4, 5, 6, 99])
    assert some["concerned"] == [1, 6]
    for keys in ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7]):  # five asked, or five others
        assert "concerned" not in report_of([1, 7] * 20, {1: 30.0, 7: 10.0}, people, chat=3, concerned=keys)
    small = report_of([1, 2] * 20, {1: 30.0, 2: 10.0}, group((4, Side.PRODUCT, "PM", "")), chat=None)
    assert small == {"turns": 40, "present": 4}


def test_people_are_proposed_where_one_name_fits():
    names = {1: "Ada Lovelace", 2: "Grace Hopper", 3: "Grace Kelly"}
    speakers = ["LOVELACE, Ada", "grace hopper (EMEA)", "Grace", "Bo", "Ada | Acme", ""]
    assert proposed(speakers, names) == {0: 1, 1: 2, 4: 1}


def held(cast: Cast):
    meeting = published(cast)
    hour = {"actor": cast.femi, "at": cast.at + timedelta(hours=2)}
    people = list(people_invited_to(meeting))
    note_attendance(meeting=meeting, presences={each.pk: Presence.PRESENT for each in people}, **hour)
    hold_meeting(meeting=meeting, **hour)
    meeting.refresh_from_db()
    return meeting, people


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def call(*names: str) -> bytes:
    cues = ["WEBVTT"]
    for n in range(60):
        minute, second = divmod(2 * n, 60)
        times = f"00:{minute:02}:{second:02}.000 --> 00:{minute:02}:{second + 1:02}.500"
        cues.append(f"{times}\n{names[n % len(names)]}: secretword")
    return "\n\n".join(cues).encode()


@pytest.mark.database
def test_a_facilitator_brings_a_transcript_and_each_sees_their_own_share(cast: Cast):
    meeting, people = held(cast)
    here, send = reverse("meeting_talk", args=[meeting.pk]), reverse("meeting_speakers", args=[meeting.pk])
    femi = cast.browser(cast.femi)
    file = SimpleUploadedFile("call.vtt", call(cast.sam.name, "A visitor", cast.femi.name.upper()))
    chat = SimpleUploadedFile("chat.txt", b"00:00:01\tAiko Tanaka:\thi\n00:00:02\tA client:\thi\n")
    asked = femi.post(here, {"file": file, "chat": chat})
    assert asked.status_code == 200
    page = asked.content.decode()
    assert "Had the floor 20 times." in page
    assert "(if you like)" not in page
    read = re.findall(r'name="read" value="([^"]+)"', page)[0]
    assert re.findall(r'value="(\d+)" selected', page) == [str(cast.sam.pk), str(cast.femi.pk)]
    assert not Talk.objects.exists()
    given = {"read": read, "who-0": cast.sam.pk, "who-1": "", "who-2": cast.femi.pk}
    assert cast.browser(cast.sam).post(send, given).status_code == 422
    assert femi.post(send, given).status_code == 302
    shown = words(cast.browser(cast.sam).get(here))
    assert f"2 of {len(people)} people present spoke. There were 40 turns." in shown
    assert "1 person who was invited wrote in the chat and did not speak." in shown
    assert "You had the floor 20 times. You spoke for 30 seconds." in shown
    assert "Your own share" not in words(cast.browser(cast.noor).get(here))
    assert cast.browser(cast.omar).get(here).status_code == 404
    kept = repr([list(Talk.objects.values()), list(TalkShare.objects.values())])
    assert "secretword" not in kept
    assert "visitor" not in kept
    assert femi.post(send, given | {"read": read[:-2]}).status_code == 422
    assert femi.post(reverse("talk_removal", args=[meeting.pk])).status_code == 302
    assert not TalkShare.objects.exists()


def test_what_cannot_be_read_is_said_beside_the_file(cast: Cast):
    meeting, _people = held(cast)
    femi, here = cast.browser(cast.femi), reverse("meeting_talk", args=[meeting.pk])
    for given, sentence in (
        ({}, "Choose the file of the transcript"),
        ({"text": "hello"}, "What you pasted, line 1: nothing in this file says who speaks."),
        ({"file": SimpleUploadedFile("big.vtt", b"x" * 2_900_001)}, "more than 2.9 MB"),
        ({"text": "00:00:01\tAda:\thi\n00:00:02\tBo:\thi"}, "This is the chat of a call"),
    ):
        answer = femi.post(here, given)
        assert (answer.status_code, sentence in words(answer)) == (422, True), words(answer)
    assert cast.browser(cast.sam).post(here, {"text": "Ada: hi"}).status_code == 422


def test_talk_is_counted_of_held_meetings_whose_people_are_known(cast: Cast):
    heard = Heard((0,) * 40, (40.0,))
    by = {"actor": cast.femi, "at": cast.at}
    with pytest.raises(Refused, match="not closed yet"):
        count_talk(meeting=published(cast), heard=heard, people={0: cast.sam.pk}, **by)
    meeting, _people = held(cast)
    with pytest.raises(Refused, match="was not invited"):
        count_talk(meeting=meeting, heard=heard, people={0: cast.omar.pk}, **by)
    with pytest.raises(Refused, match="Only the group’s facilitators"):
        count_talk(meeting=meeting, heard=heard, people={0: cast.sam.pk}, actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="nothing to let go of"):
        forget_talk(meeting=meeting, **by)
    count_talk(meeting=meeting, heard=heard, people={0: cast.sam.pk}, **by)
    count_talk(meeting=meeting, heard=heard, people={0: cast.noor.pk}, **by)
    assert TalkShare.objects.get().person == cast.noor
