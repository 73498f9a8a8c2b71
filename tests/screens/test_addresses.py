"""Keys and addresses that came with a request: whatever they say, the answer is a page."""

import pytest
from django.urls import reverse

from parley.meetings.actions import promise
from parley.screens.addresses import key_of, own_page
from tests.clients.made import hartmann
from tests.meetings.made import published
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HUGE = ("9" * 19, "9" * 5000)


@pytest.mark.parametrize("text", [*HUGE, "", "x", "-1", "1.5", "²", "\0"])
def test_what_cannot_be_a_key_is_none(text: str) -> None:
    assert key_of(text) is None


def test_a_key_is_read() -> None:
    assert key_of("12") == 12
    assert key_of("9" * 18) == int("9" * 18)


@pytest.mark.parametrize("address", ["x", "people", "", "//evil.example", "https://evil.example/", "/\\evil.example"])
def test_only_pages_of_this_site_are_gone_back_to(address: str) -> None:
    assert own_page(address) == ""


def test_a_page_of_this_site_is_gone_back_to() -> None:
    assert own_page("/people/?q=a") == "/people/?q=a"


@pytest.mark.parametrize("key", HUGE)
def test_keys_too_long_for_any_row_are_no_trouble(cast, key):
    client, row, browser = hartmann(cast), initiative(cast), cast.browser(cast.ines)
    meeting = published(cast)
    for asked in (
        f"/insights/new/?client={key}",
        f"/insights/new/?initiative={key}",
        f"/topics/new/?group=identity&initiative={key}",
        f"/decisions/new/?group=identity&initiative={key}&topic={key}",
        reverse("new_item", args=[meeting.pk]) + f"?topic={key}",
    ):
        assert browser.get(asked).status_code == 200, asked[:40]
    assert browser.post(f"/clients/{client.pk}/managers/", {"person_key": key}).status_code == 404
    assert browser.post(f"/initiatives/{row.pk}/insights/{key}/removal/").status_code == 404


def test_a_page_one_did_not_come_from_is_no_trouble(cast):
    assert cast.browser(cast.sam).get("/insights/new/", headers={"Referer": "http://[x"}).status_code == 200


@pytest.mark.parametrize("back", ["x", "people", "evil.example"])
def test_a_word_is_no_page_to_go_back_to(cast, back):
    meeting = published(cast)
    point = promise(
        meeting=meeting, text="Ask them.", owner=cast.aiko, due_on=cast.at.date(), actor=cast.femi, at=cast.at
    )
    answer = cast.browser(cast.aiko).post(reverse("point_done", args=[point.pk]), {"back": back})
    assert answer["Location"] == reverse("meeting", args=[meeting.pk])
