"""Corners of the live room: what is hidden from some, few who write, one browser for two, two who lead at once."""

import re
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from parley.groups.actions import add_member
from parley.kernel.refusals import Refused
from parley.meetings.actions import (
    call_in,
    capture_decision,
    capture_promise,
    close_round,
    go_to_item,
    hold_meeting,
    note_attendance,
    open_room,
    open_round,
    raise_hand,
)
from parley.meetings.models import Arrival, Hand, LiveRoom, Meeting, Round, SealedNote
from parley.meetings.terms import Presence
from parley.meetings.terms.live import RoundKind
from parley.people.actions import add_person
from tests.cast import Cast
from tests.meetings.made import arrive, initiative, line, published
from tests.screens.meeting_pages import text
from tests.screens.test_live import item, live, opened, send

pytestmark = [pytest.mark.django_db]


def at_something_hidden(cast: Cast) -> Meeting:
    """A live room at an item about an initiative that only its product team sees."""
    meeting = published(cast, "What clients ask", ahead=timedelta(minutes=1))
    hidden = line(cast, meeting, initiative=initiative(cast, "Secret graph"), actor=cast.ines)
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    go_to_item(meeting=meeting, item=hidden, actor=cast.ines, at=cast.at)
    return meeting


def test_what_is_decided_about_something_hidden_is_shown_to_whoever_may_see_it(cast: Cast) -> None:
    meeting = at_something_hidden(cast)
    capture_decision(meeting=meeting, words="The secret graph slips.", actor=cast.ines, at=cast.at)
    capture_promise(
        meeting=meeting, words="Tell the secret board", owner=cast.noor, due_on=cast.at.date(),
        actor=cast.ines, at=cast.at,
    )  # fmt: skip
    noor, sam = cast.browser(cast.noor), cast.browser(cast.sam)
    assert "The secret graph slips." in (page := text(noor.get(live(meeting))))
    assert "Tell the secret board" in page
    assert "secret" not in text(sam.get(live(meeting)))
    hold_meeting(meeting=meeting, actor=cast.ines, at=cast.at)
    assert "secret" not in text(sam.get(live(meeting)))
    assert "secret" not in text(sam.get(live(meeting).removesuffix("live/")))


def long(cast: Cast) -> datetime:
    """When browsers were heard of last that are there as long as a test takes."""
    return cast.at + timedelta(hours=1)


WARNED = "others may guess who wrote"


def in_writing(cast: Cast, meeting: Meeting, *people, by=None) -> str:
    """Open a written round while some people are in the room, and give what one of them reads."""
    arrive(meeting, *people, at=long(cast))
    open_round(meeting=meeting, kind=RoundKind.WRITTEN, actor=by or cast.femi, at=cast.at)
    return text(cast.browser(people[0]).get(live(meeting)))


def test_whoever_writes_is_warned_when_few_can_have_written(cast: Cast) -> None:
    everybody = (cast.noor, cast.sam, cast.aiko, cast.elena, cast.femi)
    here = {"actor": cast.femi, "at": cast.at}
    meeting = opened(cast)
    assert "Fewer than five are here to write" in text(cast.browser(cast.femi).get(live(meeting)))
    assert WARNED in in_writing(cast, meeting, *everybody[:4]), "five are invited, and four are in the room"
    arrive(meeting, cast.femi, at=long(cast))
    assert WARNED not in text(cast.browser(cast.sam).get(live(meeting))), "the fifth came while they write"
    away = opened(cast)
    note_attendance(meeting=away, presences={cast.elena.pk: Presence.APOLOGIES}, **here)
    assert WARNED in in_writing(cast, away, *everybody), "one of five is away, as the minutes have it"
    hidden = at_something_hidden(cast)
    assert WARNED in in_writing(cast, hidden, *everybody, by=cast.ines), "five are here, and few may see it"
    gone = opened(cast)
    arrive(gone, *everybody, at=cast.at - timedelta(minutes=2))
    assert WARNED in in_writing(cast, gone, cast.sam), "who was here two minutes ago"


def test_few_notes_are_shown_only_when_whoever_leads_says_so(cast: Cast) -> None:
    meeting = opened(cast)
    here = {"meeting": meeting, "actor": cast.femi, "at": cast.at}
    femi, sam = cast.browser(cast.femi), cast.browser(cast.sam)
    for n in range(2):
        row = open_round(kind=RoundKind.WRITTEN, **here)
        assert "facilitators are asked first" in text(sam.get(live(meeting)))
        send(sam, meeting, "notes", round=row.pk, secret="x" * 32, **{"note-words": f"We count by hand {n}."})
        with pytest.raises(Refused, match="one note"):
            go_to_item(item=item(meeting, 1), **here)
        press(femi, femi.get(live(meeting)), "Show them all the same" if n else "Close without showing them")
    assert not Round.objects.filter(closed_at=None).exists()
    page = text(sam.get(live(meeting)))
    assert "by hand 1" in page
    assert "by hand 0" not in page
    assert SealedNote.objects.count() == 1
    row = open_round(kind=RoundKind.WRITTEN, **here)
    send(sam, meeting, "notes", round=row.pk, secret="x" * 32, **{"note-words": "At the very end."})
    hold_meeting(**here)
    assert SealedNote.objects.count() == 1, "nobody could be asked any more"


def test_everybody_is_heard_in_turn_and_may_pass(cast: Cast) -> None:
    meeting = opened(cast)
    people = (cast.noor, cast.sam, cast.aiko)
    arrive(meeting, *people, at=long(cast))
    open_round(meeting=meeting, kind=RoundKind.TURN, actor=cast.femi, at=cast.at)
    browsers = {each.name: cast.browser(each) for each in people}
    femi = cast.browser(cast.femi)
    order = []
    for button in ("Give the floor", "They pass", "I pass"):
        page = femi.get(live(meeting))
        name = re.findall("Next: <b>([^<]+)", page.content.decode())[0]
        order.append(name)
        presser = browsers[name] if button == "I pass" else femi
        press(presser, presser.get(live(meeting)), button)
    assert sorted(order) == sorted(browsers)
    assert "has had their turn" in text(femi.get(live(meeting)))
    close_round(meeting=meeting, actor=cast.femi, at=cast.at)
    assert not Hand.objects.filter(had_turn=True).exists()


def test_who_is_not_in_the_room_is_asked_last_and_whoever_leads_never(cast: Cast) -> None:
    meeting = opened(cast)
    arrive(meeting, cast.sam, cast.femi, at=long(cast))
    asked = text(cast.browser(cast.femi).get(reverse("live_part", args=[meeting.pk, "asking"])))
    assert "Femi" not in asked
    assert asked.index("Sam Okafor") < asked.index("Aiko Tanaka")
    assert asked.count("not in the room") == 3
    raise_hand(meeting=meeting, up=True, actor=cast.aiko, at=cast.at)
    go_to_item(meeting=meeting, item=item(meeting, 1), actor=cast.femi, at=cast.at)
    assert "No hand is up" in text(cast.browser(cast.femi).get(live(meeting)))
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    assert not Arrival.objects.exists()
    assert [each.state for each in meeting.items.all()] == ["done", "done"], "the one that was on was reached"


def test_a_note_is_its_writers_own_also_in_a_browser_that_somebody_else_uses_next(cast: Cast) -> None:
    meeting = opened(cast)
    row = open_round(meeting=meeting, kind=RoundKind.WRITTEN, actor=cast.femi, at=cast.at)
    browser = cast.browser(cast.sam)
    page = send(browser, meeting, "notes", round=row.pk, secret="x" * 32, **{"note-words": "We count by hand."})
    assert "We count by hand." in text(page)
    browser.force_login(cast.aiko)
    assert "by hand" not in text(browser.get(live(meeting)))
    assert browser.post(reverse("live_notes", args=[meeting.pk]), {"round": row.pk, "number": 0}).status_code == 422


def test_nobody_plants_a_note_in_the_browsers_of_others(cast: Cast) -> None:
    meeting = opened(cast)
    row = open_round(meeting=meeting, kind=RoundKind.WRITTEN, actor=cast.femi, at=cast.at)
    part = reverse("live_part", args=[meeting.pk, "round"])
    for n, secret in enumerate(("a-fresh-secret", "<!--secret-->")):
        typed = {"round": row.pk, "secret": secret, "note-words": f"Planted {n} <!--secret--> <!--token-->"}
        send(cast.browser(cast.sam), meeting, "notes", **typed)
        seen = cast.browser(cast.aiko).get(part).content.decode()
        assert "Planted" not in seen
        assert "<!--" not in seen


def press(browser, page, words: str) -> None:
    """Press a button of a page as it was drawn, whatever happened since."""
    button = re.search(rf'formaction="([^"]*)" name="(\w+)" value="(\w*)">{words}', page.content.decode())
    assert button
    assert browser.post(unescape(button[1]), {button[2]: button[3]}).status_code == 302


def test_of_two_who_lead_at_once_the_first_is_followed(cast: Cast) -> None:
    meeting = opened(cast, "One", "Two", "Three")
    ines = cast.browser(cast.ines)
    here = {"meeting": meeting, "actor": cast.femi, "at": cast.at}
    drawn = ines.get(live(meeting))
    go_to_item(item=item(meeting, 2), **here)
    press(ines, drawn, "Next item")
    press(ines, drawn, r"\+ 5 min")
    room = LiveRoom.objects.get()
    assert (room.item, room.extra) == (item(meeting, 2), 0)

    drawn = ines.get(live(meeting))
    written = open_round(kind=RoundKind.WRITTEN, **here)
    ines.post(f"{reverse('live_rounds', args=[meeting.pk])}?seen=0", {"kind": "open"})
    assert Round.objects.get(closed_at=None) == written
    drawn = ines.get(live(meeting))
    turn = open_round(kind=RoundKind.TURN, **here)
    press(ines, drawn, "Close the round")
    assert Round.objects.get(closed_at=None) == turn
    press(ines, ines.get(live(meeting)), "Close the round")
    assert not Round.objects.filter(closed_at=None).exists()
    press(ines, ines.get(live(meeting)), "Next item")
    assert LiveRoom.objects.get().item == item(meeting, 1)


def test_a_long_agenda_and_many_hands_fit_into_a_small_page_that_says_ones_own_place(cast: Cast) -> None:
    here = {"actor": cast.ines, "at": cast.at}
    people = []
    for n in range(9):
        about = {"name": f"Person Number {n}", "email": f"n{n}@example.com", "function": None, "region": cast.apac}
        people.append(add_person(**about, **here))
        add_member(area=cast.identity, person=people[n], **here)
    titles = [f"Item {n} with a title that says what it is" for n in range(12)]
    meeting = published(cast, *titles, ahead=timedelta(minutes=1))
    open_room(meeting=meeting, **here)
    for person in people:
        raise_hand(meeting=meeting, up=True, actor=person, at=cast.at)
    page = cast.browser(cast.femi).get(live(meeting))
    assert len(page.content) < 20_000
    assert "and 6 more hands" in text(page)
    assert "Person Number 2" in (queue := text(page).partition("Hands up")[2].partition("more hands")[0])
    assert "Person Number 3" not in queue
    assert "yours is number 8" in text(cast.browser(people[7]).get(live(meeting)))


def test_the_room_is_one_tap_away_while_it_is_on_and_the_two_taps_when_it_is_over(cast: Cast) -> None:
    meeting = published(cast, "What clients ask", ahead=timedelta(minutes=1))
    call_in(item=item(meeting, 0), person=cast.lena, actor=cast.femi, at=cast.at)
    line(cast, meeting, "Prices")
    sam, lena, omar = (cast.browser(each) for each in (cast.sam, cast.lena, cast.omar))
    group = reverse("group", args=[meeting.area.key])
    assert "On now" not in text(sam.get(reverse("today")))
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    for browser, page in ((sam, reverse("today")), (lena, reverse("today")), (sam, group)):
        assert f"On now: {meeting.title}" in text(browser.get(page))
    assert "On now" not in text(omar.get(reverse("today")))
    capture_decision(meeting=meeting, words="We ask first.", actor=cast.femi, at=cast.at)
    go_to_item(meeting=meeting, item=item(meeting, 1), actor=cast.femi, at=cast.at)
    assert "Thank you for coming" in (page := text(lena.get(live(meeting))))
    assert "We ask first." in page
    assert "1 item was not reached" not in text(cast.browser(cast.femi).get(f"/meetings/{meeting.pk}/?show=minutes"))
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    for page in (live(meeting), reverse("today")):
        assert "I could say what I wanted" in text(sam.get(page))
    assert "I could say" not in text(omar.get(reverse("today")))
    sam.post(reverse("meeting_taps", args=[meeting.pk]), {"could_say": "yes", "worth": "yes"})
    for page in (live(meeting), reverse("today")):
        assert "I could say what I wanted" not in text(sam.get(page))


def test_hours_of_items_are_the_readers_and_say_so(cast: Cast) -> None:
    meeting = published(cast, ahead=timedelta(minutes=1))
    page = text(cast.browser(cast.aiko).get(reverse("meeting", args=[meeting.pk])))
    there = meeting.starts_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"{there:%H:%M} Tokyo" in page
    assert f"{there:%H:%M} Tokyo" not in text(cast.browser(cast.femi).get(reverse("meeting", args=[meeting.pk])))


def test_a_refusal_names_its_field_for_a_script(cast: Cast) -> None:
    meeting = opened(cast)
    lines = reverse("live_lines", args=[meeting.pk])
    answer = cast.browser(cast.femi).post(lines, {"do": "line", "line-words": ""}, headers={"X-Live": "yes"})
    assert (answer.status_code, answer["X-Field"]) == (422, "line-words")
    assert answer.content.decode() == "Write it first, in a sentence."
