"""Lines written down in the live room, in a browser and in every format; nobody finds in any what is not theirs."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from parley.clients.models import Client
from parley.meetings.actions import (
    call_in,
    capture_decision,
    capture_insight,
    capture_promise,
    capture_topic,
    go_to_item,
    hold_meeting,
    note_attendance,
    open_room,
    publish_meeting,
    publish_minutes,
)
from parley.meetings.models import AgendaItem, Capture, Meeting
from parley.meetings.terms import Presence
from parley.people.models import Person
from parley.search.actions import rebuild
from tests.cast import Cast
from tests.clients.made import hartmann
from tests.exchange.made import export
from tests.meetings.made import initiative, line, published, soon
from tests.screens.test_meetings import cost, page_of, text
from tests.screens.test_minutes import formats

pytestmark = [pytest.mark.django_db]
WHY = "It came up in a meeting of the group, which had no time for it then."


def write_down(cast: Cast, meeting: Meeting, item: AgendaItem, word: str) -> None:
    """Write down one line of each kind on an item, each with its mark."""
    here: dict[str, Any] = {"meeting": meeting, "actor": cast.ines, "at": cast.at}
    go_to_item(item=item, **here)
    client = Client.objects.first() or hartmann(cast)
    capture_insight(client=client, words=f"{word}SAID is what we hear", told_by=cast.noor, **here)
    capture_topic(words=f"{word}LATER?", why=WHY, raised_by=cast.noor, **here)
    capture_promise(words=f"{word}PROMISE", owner=cast.elena, due_on=cast.at.date(), **here)
    capture_decision(words=f"{word}DECIDED", **here)


def told(cast: Cast) -> Meeting:
    """Published minutes with a line of each kind about something hidden, and about what legal is called in for."""
    meeting = soon(cast, ahead=timedelta(minutes=1))
    hidden = line(cast, meeting, initiative=initiative(cast, "SECRETGRAPH"), actor=cast.noor, lead=cast.elena)
    legal = line(cast, meeting, "LEGALCASE")
    call_in(item=legal, person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    for item, word in ((legal, "LEGAL"), (hidden, "SECRET")):
        write_down(cast, meeting, item, word)
    note_attendance(meeting=meeting, presences={cast.femi.pk: Presence.PRESENT}, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=meeting, actor=cast.ines, at=cast.at)
    return publish_minutes(meeting=meeting, actor=cast.femi, at=cast.at)


def test_each_finds_the_lines_in_every_format_that_are_theirs_and_no_others(cast: Cast) -> None:
    meeting = told(cast)
    kinds = ("DECIDED", "PROMISE", "LATER", "SAID")
    secret, legal = ({f"{word}{kind}" for kind in kinds} for word in ("SECRET", "LEGAL"))
    reads: dict[Person, set[str]] = {
        cast.noor: secret | legal, cast.ines: secret | legal, cast.sam: legal, cast.lena: legal - {"LEGALLATER"},
        cast.omar: set(), cast.petra: set(),
    }  # fmt: skip
    for person, expected in reads.items():
        for name, said in formats(cast, person, meeting).items():
            assert {mark for mark in secret | legal if mark in said} == expected, (person.name, name)
    sam = formats(cast, cast.sam, meeting)
    topic = Capture.objects.get(topic__title="LEGALLATER?").topic
    assert topic
    for name in ("markdown", "pdf", "mail as text", "mail as HTML"):
        assert f"/topics/{topic.pk}/" in sam[name], name
        order = [sam[name].index(f"LEGAL{kind}") for kind in kinds]
        assert order == sorted(order), name


def test_searching_and_exporting_give_no_more_than_the_minutes_do(cast: Cast) -> None:
    told(cast)
    rebuild()
    finds = {
        cast.noor: ["SECRETDECIDED", "SECRETLATER", "LEGALDECIDED"], cast.sam: ["SECRETLATER", "LEGALDECIDED"],
        cast.lena: ["LEGALDECIDED"], cast.omar: [],
    }  # fmt: skip
    for person, expected in finds.items():
        found = []
        for word in ("SECRETDECIDED", "SECRETLATER", "LEGALDECIDED"):
            answer = cast.browser(person).get(f"/search/?q={word}")
            if "Nothing you may see" not in text(answer):
                found.append(word)
        assert found == expected, person.name
    files = "".join(export().values())
    assert "SECRETSAID" in files, "what a client said is the company’s"
    for kind in ("DECIDED", "PROMISE", "LATER"):
        assert f"SECRET{kind}" not in files


def test_a_line_is_changed_on_its_own_page(cast: Cast) -> None:
    meeting = published(cast, "What clients ask", "Prices", ahead=timedelta(minutes=1))
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    now: dict[str, Any] = {"meeting": meeting, "actor": cast.femi, "at": cast.at}
    decided = capture_decision(words="We ask first.", **now)
    later = capture_topic(words="Who signs in Korea?", why=WHY, **now)
    femi, page = cast.browser(cast.femi), reverse("captured_line", args=[decided.pk])
    assert page in femi.get(reverse("live", args=[meeting.pk])).content.decode()
    assert page in femi.get(page_of(meeting)).content.decode(), "and under its item where minutes are written"
    assert page not in cast.browser(cast.aiko).get(reverse("live", args=[meeting.pk])).content.decode()
    assert [cast.browser(each).get(page).status_code for each in (cast.omar, cast.sam)] == [404, 422]
    assert femi.post(page, {"words": " ", "seen": "We ask first."}).status_code == 422
    stale = femi.post(page, {"words": "We ask two.", "seen": "We asked."})
    assert stale.status_code == 409
    assert "We ask first." in text(stale)
    answer = femi.post(page, {"words": "We ask two.", "seen": "We ask first."})
    assert answer["Location"] == reverse("live", args=[meeting.pk])
    assert "We ask two." in text(femi.get(reverse("live", args=[meeting.pk])))
    removal = reverse("captured_line_removal", args=[later.pk])
    assert cast.browser(cast.sam).post(removal).status_code == 422
    assert "Who signs in Korea?" in text(femi.get(reverse("captured_line", args=[later.pk])))
    assert femi.post(removal).status_code == 302
    assert "Korea" not in text(femi.get(reverse("live", args=[meeting.pk])))
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    assert page in femi.get(page_of(meeting)).content.decode(), "a draft is changed too"
    publish_minutes(meeting=meeting, actor=cast.femi, at=cast.at)
    assert page not in femi.get(page_of(meeting)).content.decode()
    assert femi.get(page).status_code == 422


def test_pages_cost_the_same_however_many_lines_there_are(cast: Cast) -> None:
    meeting = published(cast, "What clients ask", "Prices", ahead=timedelta(minutes=1))
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    now: dict[str, Any] = {"meeting": meeting, "actor": cast.femi, "at": cast.at}
    browser, hrefs = cast.browser(cast.femi), (reverse("live", args=[meeting.pk]), page_of(meeting))
    capture_decision(words="We ask first.", **now)
    few = [cost(browser, each) for each in hrefs]
    for number in range(15):
        capture_decision(words=f"We ask {number}.", **now)
        capture_topic(words=f"Who signs {number}?", why=WHY, **now)
    assert [cost(browser, each) for each in hrefs] == few
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    assert max(*few, cost(browser, page_of(meeting))) <= 15
