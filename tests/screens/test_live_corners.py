"""Corners of the live room: what is hidden from some, few who write, one browser for two, two who lead at once."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from parley.groups.actions import add_member
from parley.meetings.actions import (
    capture_decision,
    capture_promise,
    go_to_item,
    hold_meeting,
    note_attendance,
    open_room,
    open_round,
    raise_hand,
)
from parley.meetings.models import LiveRoom, Meeting, Round
from parley.meetings.terms import Presence
from parley.meetings.terms.live import RoundKind
from parley.people.actions import add_person
from tests.cast import Cast
from tests.meetings.made import initiative, line, published
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


def test_whoever_writes_is_warned_when_few_can_have_written(cast: Cast) -> None:
    meeting = published(cast, ahead=timedelta(minutes=1))
    here = {"actor": cast.femi, "at": cast.at}
    open_room(meeting=meeting, **here)
    open_round(meeting=meeting, kind=RoundKind.WRITTEN, **here)
    assert "others may guess" not in text(cast.browser(cast.sam).get(live(meeting))), "five are invited"
    away = published(cast, ahead=timedelta(minutes=1))
    note_attendance(meeting=away, presences={cast.elena.pk: Presence.APOLOGIES}, **here)
    open_room(meeting=away, **here)
    open_round(meeting=away, kind=RoundKind.WRITTEN, **here)
    assert "others may guess" in text(cast.browser(cast.sam).get(live(away))), "one of five is away"
    hidden = at_something_hidden(cast)
    open_round(meeting=hidden, kind=RoundKind.WRITTEN, actor=cast.ines, at=cast.at)
    assert "others may guess" in text(cast.browser(cast.noor).get(live(hidden))), "five are invited, and few may see it"


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
    assert "and 5 more hands" in text(page)
    assert "Person Number 3" in (queue := text(page).partition("Hands up")[2].partition("more hands")[0])
    assert "Person Number 4" not in queue
    assert "yours is number 8" in text(cast.browser(people[7]).get(live(meeting)))
