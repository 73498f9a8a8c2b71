"""Pages of presenting: preparing with the coach, practice, presenters, the glossary and the two taps."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from parley.meetings.actions import hold_meeting, keep_acronym, prepare_item
from parley.meetings.models import Preparation, TapCount
from tests.cast import Cast
from tests.meetings.made import initiative, line, published, soon
from tests.screens.meeting_pages import cost, text

pytestmark = [pytest.mark.django_db]


def test_a_lead_sees_a_hint_takes_it_and_keeps_the_question(cast: Cast):
    keep_acronym(acronym="QBX", meaning="quarterly box", actor=cast.ines, at=cast.at)
    item = line(cast, soon(cast), lead=cast.noor)
    page, noor = reverse("item_preparation", args=[item.pk]), cast.browser(cast.noor)
    typed = {"question_0": "Don't you think the <b>menu</b> is better?", "question_1": "How does the QBX work for you?"}
    looked = noor.post(page, typed | {"do": "look"})
    assert looked.status_code == 200
    shown = looked.content.decode()
    assert "<mark>Don&#x27;t you think</mark> the &lt;b&gt;menu" in shown
    assert "How does the quarterly box (QBX) work for you?" in shown
    assert not Preparation.objects.exists()
    taken = noor.post(page, typed | {"do": "take:1"})
    assert "How does the quarterly box (QBX) work for you?</textarea>" in taken.content.decode()
    assert noor.post(page, typed | {"do": "keep"}).status_code == 302
    assert Preparation.objects.get().questions == list(typed.values())
    assert "<mark>" in noor.get(page).content.decode()


def test_hints_are_for_the_lead_alone(cast: Cast):
    item = line(cast, soon(cast), lead=cast.noor)
    prepare_item(item=item, questions=["Isn't the menu great?"], asked_of_you="", seen_version=0, actor=cast.noor,
                 at=cast.at)  # fmt: skip
    page = reverse("item_preparation", args=[item.pk])
    femi = cast.browser(cast.femi).get(page)
    assert "Isn't the menu great?" in html.unescape(text(femi))
    assert "<mark>" not in femi.content.decode()
    for other in (cast.sam, cast.omar, cast.ines):
        assert cast.browser(other).get(page).status_code == 404


def test_too_long_a_question_is_refused_and_stale_ones_are_shown(cast: Cast):
    item = line(cast, soon(cast), lead=cast.noor)
    page, noor = reverse("item_preparation", args=[item.pk]), cast.browser(cast.noor)
    assert noor.post(page, {"question_0": "x" * 301}).status_code == 422
    opened = re.findall(r'name="seen_version" value="(\d+)"', noor.get(page).content.decode())[0]  # by two windows
    assert noor.post(page, {"question_0": "What else?", "seen_version": opened}).status_code == 302
    stale = noor.post(page, {"question_0": "How so?", "seen_version": opened})
    assert stale.status_code == 409
    assert "What else?" in text(stale)
    assert "How so?" in text(stale)


def test_what_will_be_asked_about_a_thing_is_for_whoever_sees_the_thing(cast: Cast):
    item = line(cast, soon(cast), lead=cast.noor, initiative=initiative(cast), actor=cast.noor)
    page = reverse("item_preparation", args=[item.pk])
    hidden = cast.browser(cast.femi).get(page).status_code
    assert (hidden, cast.browser(cast.noor).get(page).status_code) == (404, 200)


def test_practice_says_what_to_do_next_and_passes(cast: Cast):
    sam, page = cast.browser(cast.sam), reverse("presenting")
    refused = sam.post(page, {"question": "Do your clients like the report?"})
    assert refused.status_code == 422
    assert "<mark>Do your clients</mark> like the report?" in refused.content.decode()
    assert "What do your clients like or dislike" not in text(refused)  # whoever practises finds it themselves
    assert sam.post(page, {"question": "What did clients say about the report?"}).status_code == 302
    assert sam.post(reverse("guide_read")).status_code == 302
    assert "1 of 2" in text(sam.get(page))


def test_presenters_are_shown_to_facilitators_alone_at_a_constant_cost(cast: Cast):
    meeting = soon(cast)
    line(cast, meeting, lead=cast.noor)
    page, femi = reverse("group_presenters", args=["identity"]), cast.browser(cast.femi)
    few = cost(femi, page)
    for lead in (cast.sam, cast.aiko, cast.femi, cast.elena):
        line(cast, meeting, lead=lead)
    assert cost(femi, page) == few <= 15
    assert "guide not read yet" in text(femi.get(page))
    for other in (cast.noor, cast.sam, cast.ines, cast.omar):
        assert cast.browser(other).get(page).status_code == 404


def test_two_taps_are_given_once_by_whoever_was_there(cast: Cast, monkeypatch):
    meeting = published(cast, ahead=timedelta(minutes=1))
    hold_meeting(meeting=meeting, actor=cast.femi, at=meeting.starts_at)
    sam, page = cast.browser(cast.sam), reverse("meeting_taps", args=[meeting.pk])
    assert "Two taps" in text(sam.get(reverse("meeting", args=[meeting.pk])))
    assert sam.post(page, {"could_say": "yes"}).status_code == 422
    assert sam.post(page, {"could_say": "yes", "worth": "partly"}).status_code == 302
    assert "You have answered" in text(sam.get(page))
    assert sam.post(page, {"could_say": "no", "worth": "no"}).status_code == 422
    row = TapCount.objects.get()
    assert (row.could_say_yes, row.could_say_no, row.worth_partly) == (1, 0, 1)
    assert cast.browser(cast.omar).get(page).status_code == 404
    assert "No figure yet" in text(cast.browser(cast.femi).get(page))
    assert "No figure yet" not in text(sam.get(page))


def test_product_operations_keeps_the_glossary_and_nobody_else_may(cast: Cast):
    ines = cast.browser(cast.ines)
    assert ines.post(reverse("new_acronym"), {"acronym": "QBX", "meaning": "quarterly box"}).status_code == 302
    assert "quarterly box" in text(ines.get(reverse("company_glossary")))
    assert ines.post(reverse("new_acronym"), {"acronym": "QBX", "meaning": "another thing"}).status_code == 422
    assert cast.browser(cast.femi).get(reverse("company_glossary")).status_code == 422
