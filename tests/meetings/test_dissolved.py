"""What was settled in a dissolved area is read on by its people, changed by nobody and not talked about."""

from datetime import timedelta
from typing import Any

import pytest

from parley.decisions.actions import open_decision
from parley.groups.actions import add_member, name_decider, name_facilitator, name_product_person
from parley.kernel.refusals import Refused
from parley.meetings.actions import dissolve_area, hand_over_everything, hold_meeting, name_note_taker, write_notes
from parley.meetings.models import AgendaItem
from parley.meetings.queries import meetings_visible_to
from parley.meetings.terms import ItemState, MeetingState
from parley.topics.actions import answer_topic
from tests.cast import Cast
from tests.meetings.made import initiative, published, soon, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_people_of_a_dissolved_area_read_what_was_settled_and_change_nothing(cast: Cast) -> None:
    held = published(cast)
    hold_meeting(meeting=held, actor=cast.femi, at=held.starts_at)
    now: dict[str, Any] = {"actor": cast.ines, "at": held.starts_at}
    dissolve_area(area=cast.identity, heir=cast.reporting, reason="One group for both.", **now)
    for person in (cast.sam, cast.femi, cast.noor, cast.elena):
        viewer = cast.viewer(person)
        assert held in meetings_visible_to(viewer)
        assert cast.identity.pk not in viewer.facilitates | viewer.product_of | viewer.decides
    for actor in (cast.femi, cast.ines):
        with pytest.raises(Refused):
            soon(cast, actor=actor)
        with pytest.raises(Refused):
            weekly(cast, actor=actor)
        with pytest.raises(Refused):
            initiative(cast, by=actor)
        with pytest.raises(Refused):
            topic(cast, by=actor)
    at = {"at": held.starts_at}
    item = AgendaItem.objects.get(meeting=held)
    for forbidden in (
        lambda: write_notes(item=item, notes="Otherwise.", actor=cast.sam, **at),
        lambda: write_notes(item=item, notes="Otherwise.", actor=cast.ines, **at),
        lambda: name_note_taker(meeting=held, person=cast.sam, actor=cast.ines, **at),
        lambda: open_decision(area=cast.identity, question="Q?", decide_by=cast.at.date(), options=(), **now),
        lambda: add_member(area=cast.identity, person=cast.omar, **now),
        lambda: name_facilitator(area=cast.identity, person=cast.omar, named=True, **now),
        lambda: name_product_person(area=cast.identity, person=cast.omar, named=True, **now),
        lambda: name_decider(area=cast.identity, person=cast.ravi, **now),
    ):  # fmt: skip
        with pytest.raises(Refused, match="was dissolved"):
            forbidden()
    hand_over_everything(leaver=cast.femi, heirs={}, on=cast.at.date(), actor=cast.ines, at=held.starts_at)


def test_a_meeting_that_has_begun_is_closed_when_its_area_is_dissolved(cast: Cast) -> None:
    begun = published(cast)
    name_note_taker(meeting=begun, person=cast.sam, actor=cast.sam, at=cast.at)
    at = begun.starts_at + timedelta(minutes=30)
    dissolve_area(area=cast.identity, heir=cast.reporting, reason="One group for both.", actor=cast.ines, at=at)
    begun.refresh_from_db()
    assert begun.state is MeetingState.HELD
    assert AgendaItem.objects.get(meeting=begun).state is ItemState.UNREACHED


def test_what_was_settled_in_a_dissolved_area_is_read_and_not_talked_about(cast: Cast) -> None:
    row = topic(cast)
    answer_topic(topic=row, answer="Yes: deletion is proven by the audit log.", actor=cast.femi, at=cast.at)
    dissolve_area(area=cast.identity, heir=cast.reporting, reason="One group for both.", actor=cast.ines, at=cast.at)
    browser = cast.browser(cast.sam)
    assert browser.get(f"/topics/{row.pk}/").status_code == 200
    refused = browser.post(f"/topics/{row.pk}/comments/", {"text": "And for backups?"})
    assert refused.status_code == 422
    assert "was dissolved" in refused.text


def test_dissolving_is_for_product_operations_and_needs_another_area(cast: Cast) -> None:
    with pytest.raises(Refused, match="Only product operations"):
        dissolve_area(area=cast.identity, heir=cast.reporting, reason="R.", actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="Choose another area"):
        dissolve_area(area=cast.identity, heir=cast.identity, reason="R.", actor=cast.ines, at=cast.at)
