"""What was typed into a form of the meeting rooms and refused stands in it again, the sentence beside its field."""

import re
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from parley.meetings.actions import hold_meeting, note_attendance, open_room, promise, publish_meeting, publish_minutes
from parley.meetings.terms import Presence
from tests.cast import Cast
from tests.meetings.made import line, published, soon, topic, weekly
from tests.meetings.test_talk import call

pytestmark = [pytest.mark.django_db]
LONG = "Long " * 2000


@dataclass(frozen=True)
class Sent:
    """A form as somebody fills it in, the field that is wrong, and names that are no boxes on its page."""

    href: str
    typed: dict[str, Any]
    wrong: str
    hidden: tuple[str, ...] = ()


class Boxes(HTMLParser):
    """The boxes of a page by name, with what stands in them; and all ids, with the words of those that are wrong."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.filled: dict[str, list[str]] = {}
        self.attributes: dict[str, dict[str, str]] = {}
        self.links: set[str] = set()
        self.alerts = 0
        self.groups: list[dict[str, str]] = []
        self._open = self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else name for name, value in attrs}
        name = given.get("name", "")
        self.alerts += given.get("role") == "alert"
        if tag == "a":
            self.links.add(given.get("href", ""))
        if tag == "fieldset":
            self.groups.append(given)
        if tag in {"input", "textarea", "select"} and given.get("type") != "hidden":
            boxed = self.groups[-1] if self.groups and given.get("type") in {"radio", "checkbox"} else {}
            self.attributes.setdefault(name, boxed | given if not boxed else given | boxed)
            chosen = given.get("type") not in {"radio", "checkbox"} or "checked" in given
            if tag == "input" and chosen:
                self.filled.setdefault(name, []).append(given.get("value", ""))
        if tag == "textarea":
            self._open = name
            self.filled.setdefault(name, []).append("")
        if tag == "select":
            self._select = name
        if tag == "option" and "selected" in given:
            self.filled.setdefault(self._select, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._open = ""
        if tag == "fieldset" and self.groups:
            self.groups.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.filled[self._open][-1] += data


def lost(answer: Any, sent: Sent) -> list[str]:
    """Say what a refused form does not give back, or does not say beside its field."""
    page = answer.content.decode()
    if answer.status_code != 422:
        return [f"{answer.status_code} instead of 422"]
    boxes, found = Boxes(page), []
    for name, value in sent.typed.items():
        given = [each.strip() for each in boxes.filled.get(name, [])]
        if name not in sent.hidden and value and str(value).strip() not in given:
            found.append(f"{name} is lost: {str(given)[:60]}")
    box = boxes.attributes.get(sent.wrong, {})
    beside = [
        key for key in box.get("aria-describedby", "").split()
        if re.search(rf'class="wrong" id="{re.escape(key)}"><p>[^<]+</p>', page)
    ]  # fmt: skip
    if not beside:
        found.append(f"no sentence beside {sent.wrong}")
    if not box.get("tabindex") and box.get("aria-invalid") != "true":
        found.append(f"{sent.wrong} is not marked as wrong")
    if not boxes.alerts or not any(key.removesuffix("_error") in link for key in beside for link in boxes.links):
        found.append(f"no summary that leads to {sent.wrong}")
    return found


def refused(browser: Any, forms: list[Sent]) -> dict[str, list[str]]:
    """Send forms, and say by address what each loses."""
    found = {f"{each.href} {each.wrong}": lost(browser.post(each.href, each.typed), each) for each in forms}
    return {href: sentences for href, sentences in found.items() if sentences}


def test_forms_of_series_meetings_agendas_and_the_rota_give_back_what_was_typed(cast: Cast):
    meeting, series = soon(cast, ahead=timedelta(days=20)), weekly(cast)
    item = line(cast, meeting, "Prices", lead=cast.femi)
    about = line(cast, meeting, topic=topic(cast))
    standing = {"title": "Privacy hour", "frequency": "fortnightly", "weekday": "2", "local_time": "16:30",
                "time_zone": "Asia/Tokyo", "minutes": "45", "starts_on": "2026-12-02"}  # fmt: skip
    sitting = {"second_time": "09:15", "second_zone": "Asia/Tokyo", "second_regions": str(cast.apac.pk)}
    entry = {"purpose": "decide", "minutes": "25", "lead": str(cast.sam.pk), "why": "Two retailers ask."}
    here = {"pk": [meeting.pk], "area": ["identity"], "series": [series.pk], "item": [item.pk], "about": [about.pk]}

    def at(name: str, what: str) -> str:
        return reverse(name, args=here[what])

    new, change, move = at("new_series", "area"), at("change_series", "series"), at("meeting_moment", "pk")
    moved = {"day": "2026-12-24", "hour": "17:45", "reason": "A holiday in London."}
    assert refused(cast.browser(cast.femi), [
        Sent(new, standing | {"minutes": "3"}, "minutes"),
        Sent(new, standing | {"time_zone": "Mars/Base"}, "time_zone"),
        Sent(change, standing | sitting | {"second_zone": "Mars/Base"}, "second_zone"),
        Sent(at("first_week", "series"), {"day": "never"}, "day"),
        Sent(at("new_meeting", "area"), {"title": "Extra", "day": "2026-12-24", "hour": "17:45", "time_zone": "Mars",
                                         "minutes": "50"}, "time_zone"),
        Sent(move, moved | {"day": "2026-02-31"}, "day"),
        Sent(move, moved | {"reason": LONG}, "reason"),
        Sent(at("meeting_cancellation", "pk"), {"cancel-reason": LONG}, "cancel-reason"),
        Sent(at("new_item", "pk"), entry | {"title": "Prices again", "minutes": "0"}, "minutes"),
        Sent(at("new_item", "pk"), entry | {"thing": ""}, "title"),
        Sent(at("agenda_item", "item"), entry | {"title": "Prices again", "purpose": "sing"}, "purpose",
             hidden=("purpose",)),
        Sent(at("agenda_item", "about"), entry | {"why": LONG}, "why"),
        Sent(at("meeting_running", "pk"), {"person": ""}, "person"),
        Sent(at("item_preparation", "item"), {"question_0": LONG[:400], "question_1": "What did they say?",
                                              "asked_of_you": "Bring numbers."}, "question_0"),
        Sent(reverse("presenting"), {"question": LONG[:400]}, "question"),
        Sent(reverse("my_absence"), {"away_from": "2026-12-24", "away_until": "2026-12-20", "deputy": cast.sam.email},
             "away_until"),
        Sent(reverse("my_absence"), {"away_from": "2026-12-24", "away_until": "2026-12-28", "deputy": "Nobody"},
             "deputy"),
    ]) == {}  # fmt: skip


def test_forms_of_the_company_give_back_what_was_typed(cast: Cast):
    points = {f"half_{n}": str(n % 9) for n in range(48)} | {"weekend": "7"}
    holiday = {"day": "2026-12-25", "name": "Christmas", "region": str(cast.emea.pk)}
    assert refused(cast.browser(cast.ines), [
        Sent(reverse("company_hours"), points | {"half_3": "-1"}, "half_3"),
        Sent(reverse("new_holiday"), holiday | {"day": "2026-02-31"}, "day"),
        Sent(reverse("new_holiday"), holiday | {"name": ""}, "name"),
        Sent(reverse("holiday_file"), {"region": str(cast.emea.pk)}, "file"),
        Sent(reverse("new_acronym"), {"acronym": "MCO", "meaning": ""}, "meaning"),
    ]) == {}  # fmt: skip


def test_forms_of_minutes_and_of_the_live_room_give_back_what_was_typed(cast: Cast):
    meeting = published(cast, "What clients ask", ahead=timedelta(minutes=1))
    item = meeting.items.get()
    point = promise(meeting=meeting, text="Ask them", owner=cast.sam, due_on=cast.at.date(), actor=cast.femi,
                    at=cast.at)  # fmt: skip
    box, days = f"item-{item.pk}", {"due_on": "2026-12-24"}
    notes = {f"{box}-notes": "Both want proof.", f"initial-{box}-notes": "", f"{box}-seen_version": item.version}
    unseen = (f"initial-{box}-notes", f"{box}-seen_version", "do")
    promised = days | {"text": "Write the sentence", "owner": str(cast.sam.pk)}
    minutes = reverse("meeting_minutes", args=[meeting.pk])
    reason = f"point-{point.pk}-reason"
    femi = cast.browser(cast.femi)
    assert refused(femi, [
        Sent(minutes, notes | {f"{box}-notes": "x" * 60_000, "do": "write"}, f"{box}-notes", unseen),
        Sent(minutes, promised | {"owner": "", "do": "promise"}, "owner", ("do",)),
        Sent(minutes, promised | {"due_on": "2026-02-31", "do": "promise"}, "due_on", ("do",)),
        Sent(minutes, {"do": f"drop:{point.pk}", reason: LONG}, reason, ("do",)),
        Sent(reverse("point_dropped", args=[point.pk]), {"reason": LONG}, "reason"),
    ]) == {}  # fmt: skip
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    lines, rounds = (reverse(f"live_{name}", args=[meeting.pk]) for name in ("lines", "rounds"))
    who = {"action-words": "Send the text", "action-owner": "Nobody Known", "action-due_on": "2026-12-24"}
    assert refused(femi, [
        Sent(lines, {"do": "line", "line-words": LONG}, "line-words", ("do",)),
        Sent(lines, {"do": "decision", "line-words": LONG}, "line-words", ("do",)),
        Sent(lines, who | {"do": "action"}, "action-owner", ("do",)),
        Sent(lines, {"do": "insight", "insight-client": "Nobody & Sons", "insight-words": "They ask for proof."},
             "insight-client", ("do",)),
        Sent(rounds, {"kind": "written", "round-question": LONG}, "round-question", ("kind",)),
        Sent(reverse("live_floor", args=[meeting.pk]), {"floor-person": "Nobody Known"}, "floor-person"),
    ]) == {}  # fmt: skip


def test_forms_of_what_comes_after_a_meeting_give_back_what_was_typed(cast: Cast):
    meeting = soon(cast, ahead=timedelta(minutes=1))
    line(cast, meeting, "Prices")
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    meeting = hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    here = reverse("meeting_talk", args=[meeting.pk])
    femi, spoken = cast.browser(cast.femi), call(cast.sam.name, cast.femi.name).decode()
    answer = femi.post(here, {"text": spoken})  # nobody noted who came: no field is wrong
    assert answer.status_code == 422
    assert "Note attendance first" in answer.content.decode()
    assert spoken in Boxes(answer.content.decode()).filled["text"][0]
    there = dict.fromkeys((cast.sam.pk, cast.femi.pk), Presence.PRESENT)
    note_attendance(meeting=meeting, presences=there, actor=cast.femi, at=cast.at)
    assert refused(femi, [Sent(here, {"text": "nothing that says who speaks"}, "text")]) == {}
    read = re.findall(r'name="read" value="([^"]+)"', femi.post(here, {"text": spoken}).content.decode())[0]
    said = {"read": read, "who-0": str(cast.sam.pk), "who-1": "999999"}
    assert refused(femi, [
        Sent(reverse("meeting_speakers", args=[meeting.pk]), said, "who-1", ("read", "who-1"))
    ]) == {}  # fmt: skip
    publish_minutes(meeting=meeting, actor=cast.femi, at=cast.at)
    assert refused(femi, [
        Sent(reverse("minutes_additions", args=[meeting.pk]), {"text": "It is free.", "why": ""}, "why")
    ]) == {}  # fmt: skip
