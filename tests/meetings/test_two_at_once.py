"""Two people at one agenda: what one of them wrote is not written over unseen, nor is anybody met by trouble."""

import pytest
from django.urls import reverse

from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of
from parley.meetings.actions import (
    add_to_minutes,
    call_off,
    change_item,
    drop_item,
    hold_meeting,
    mark_item,
    prepare_item,
    promise,
    publish_meeting,
    publish_minutes,
    write_notes,
)
from parley.meetings.models import AgendaItem, Meeting, MinutesLine
from parley.meetings.queries import minutes_of, said_by
from parley.meetings.queries.minutes import draft_mark
from parley.meetings.rules import item_mark
from parley.meetings.terms import Purpose
from parley.meetings.terms.minutes import LineKind
from tests.cast import Cast
from tests.meetings.made import line, published, soon

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_what_somebody_else_changed_of_an_item_is_not_written_over(cast: Cast):
    item = line(cast, soon(cast), "Prices", why="They ask.")
    seen = item_mark(said_by(item, why=True))
    given = {"item": item, "title": "Prices", "purpose": Purpose.HEAR, "lead": None, "seen": seen, "at": cast.at}
    change_item(minutes=20, why="Two retailers ask in every review.", actor=cast.femi, **given)
    with pytest.raises(Stale) as stale:
        change_item(minutes=25, why="They ask.", actor=cast.ines, **given)
    assert "Two retailers" in stale.value.theirs
    assert "25 min" in stale.value.yours
    change_item(minutes=20, why="Two retailers ask in every review.", actor=cast.ines, **given)  # says the same
    item.refresh_from_db()
    assert (item.minutes, item.why) == (20, "Two retailers ask in every review.")


def test_the_form_of_an_item_says_both_texts_when_it_was_changed_meanwhile(cast: Cast):
    item = line(cast, soon(cast), "Prices", why="They ask.")
    femi, there = cast.browser(cast.femi), reverse("agenda_item", args=[item.pk])
    seen = item_mark(said_by(item, why=True))
    assert f'value="{seen}"' in femi.get(there).content.decode()
    typed = {"title": "Prices", "purpose": "hear", "minutes": 20, "lead": "", "seen": seen}
    assert cast.browser(cast.ines).post(there, typed | {"why": "Two retailers ask."}).status_code == 302
    late = femi.post(there, typed | {"why": "Everybody asks."})
    assert late.status_code == 409
    said = late.content.decode()
    assert "Two retailers ask." in said
    assert "Everybody asks." in said


def test_an_item_that_somebody_took_off_meanwhile_is_said_to_be_gone(cast: Cast):
    meeting = soon(cast)
    gone, stays = line(cast, meeting, "Prices", lead=cast.femi), line(cast, meeting, "Names")
    now = {"actor": cast.femi, "at": cast.at}
    old = AgendaItem.objects.get(pk=gone.pk)
    drop_item(item=gone, **now)
    publish_meeting(meeting=meeting, **now)
    for do in (
        lambda: drop_item(item=old, **now),
        lambda: change_item(item=old, title="Prices", purpose=Purpose.HEAR, minutes=9, why="", lead=None, **now),
        lambda: mark_item(item=old, reached=True, **now),
        lambda: prepare_item(item=old, questions=["What do they pay?"], asked_of_you="", seen_version=0, **now),
    ):
        with pytest.raises(Refused, match="took this item off the agenda meanwhile"):
            do()
    call_off(item=old, person=cast.lena, **now)
    assert list(AgendaItem.objects.filter(meeting=meeting)) == [stays]


def test_a_button_pressed_twice_writes_once(cast: Cast):
    meeting = published(cast)
    now = {"meeting": meeting, "actor": cast.femi, "at": cast.at}
    points = [promise(text="A list.", owner=cast.aiko, due_on=today_of(cast.femi, cast.at), **now) for _ in range(2)]
    assert points[0] == points[1]
    hold_meeting(**now)
    publish_minutes(**now)
    added = [add_to_minutes(text="Prices are per seat.", why="It was left out by mistake.", **now) for _ in range(2)]
    assert added[0] == added[1]
    assert MinutesLine.objects.filter(kind=LineKind.ADDED).count() == 1


def test_an_item_is_changed_on_its_page_by_whoever_may(cast: Cast):
    item = line(cast, published(cast), "Prices", lead=cast.sam)
    there = reverse("agenda_item", args=[item.pk])
    assert "Change the item" in cast.browser(cast.femi).get(there).text
    shown = cast.browser(cast.sam).get(there).text
    assert "Change the item" not in shown
    assert "stays as it is for you" in shown


def test_a_draft_that_somebody_changed_meanwhile_is_read_before_it_is_published(cast: Cast):
    meeting = published(cast)
    now = {"actor": cast.femi, "at": meeting.starts_at}
    hold_meeting(meeting=meeting, **now)
    femi, there = cast.browser(cast.femi), reverse("minutes_publication", args=[meeting.pk])
    seen = draft_mark(minutes_of(cast.viewer(cast.femi), Meeting.objects.get(pk=meeting.pk)))
    assert f'value="{seen}"' in femi.get(there).text
    write_notes(item=meeting.items.get(), notes="They want it per seat.", **now)
    late = femi.post(there, {"seen": seen})
    assert (late.status_code, "Somebody changed the draft meanwhile" in late.text) == (409, True)
    assert "They want it per seat." in late.text
    again = draft_mark(minutes_of(cast.viewer(cast.femi), Meeting.objects.get(pk=meeting.pk)))
    assert f'value="{again}"' in late.text
    assert femi.post(there, {"seen": again}).status_code == 302
