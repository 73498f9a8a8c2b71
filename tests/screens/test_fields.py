"""Fields of forms that several screens share."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

import parley.screens
from parley.meetings.models import Meeting
from parley.people.actions import add_person
from parley.people.models import Person
from parley.screens.fields import DayField, PersonField
from tests.cast import Cast
from tests.meetings.made import published
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_somebody_called_exactly_so_is_meant_however_many_are_called_alike(cast: Cast) -> None:
    now = {"actor": cast.ines, "at": cast.at, "function": None, "region": None}
    for n in range(8):
        add_person(name=f"A{n} Sam Okafor", email=f"sam@parley.example.a{n}.example", **now)
    for typed in ("Sam Okafor", " sam  okafor ", "SAM@parley.example"):
        assert PersonField().clean(typed) == cast.sam
    add_person(name="sam@parley.example", email="other@parley.example", **now)
    assert PersonField().clean("sam@parley.example") == cast.sam


def test_two_of_one_name_are_told_apart_by_their_e_mails(cast: Cast) -> None:
    add_person(
        name="Sam Okafor", email="okafor@parley.example", actor=cast.ines, at=cast.at, function=None, region=None
    )
    with pytest.raises(ValidationError, match="okafor@") as trouble:
        PersonField().clean("Sam Okafor")
    assert "sam@parley.example" in str(trouble.value)
    assert PersonField().clean("okafor@parley.example") == Person.objects.get(email="okafor@parley.example")
    for part in ("okafor@", "Aik"):  # which may be anybody, and naming somebody gives them something
        with pytest.raises(ValidationError, match="Do you mean"):
            PersonField().clean(part)
    with pytest.raises(ValidationError, match="Nobody here is called"):
        PersonField().clean("Grace Gone")


def test_who_could_be_meant_is_taken_with_one_tap(cast: Cast) -> None:
    browser, href = cast.browser(cast.femi), reverse("group_members", args=["identity"])
    answer = browser.post(href, {"person": "Omar", "place": "core"})
    assert answer.status_code == 422
    assert '<button class="btn btn-quiet" name="person" value="omar@parley.example">' in answer.content.decode()
    answer = browser.post(href, {"person": ["Omar", "omar@parley.example"], "place": "core"})  # as a browser sends it
    assert answer.url == "/groups/identity/people/?place=core#adding"
    page = browser.get("/groups/identity/people/?place=core").content.decode()
    assert '<details class="more" open><summary>Give somebody a place' in page
    assert "maxlength" not in page, "a browser would cut what is too long without a word"


def all_forms() -> list[type[forms.Form]]:
    """Every form of every screen."""
    for module in walk_packages(parley.screens.__path__, "parley.screens."):
        import_module(module.name)
    found, left = [], [forms.Form]
    while left:
        left += (more := left.pop().__subclasses__())
        found += [each for each in more if each.__module__.startswith("parley.")]
    return found


def test_every_day_on_a_form_is_one_of_the_calendar_people_live_in() -> None:
    days = [(form, name) for form in all_forms() for name, field in form.base_fields.items()
            if isinstance(field, forms.DateField)]  # fmt: skip
    assert len(days) > 8
    assert [each for each in days if not isinstance(each[0].base_fields[each[1]], DayField)] == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31", "2101-01-01", "0000-00-00", "10000-01-01"])
def test_a_day_no_calendar_has_is_a_sentence(cast: Cast, day: str) -> None:
    meeting, row = published(cast), topic(cast, cast.sam)
    femi, ines = cast.browser(cast.femi), cast.browser(cast.ines)
    hour = {"hour": "14:00", "local_time": "14:00", "time_zone": "Pacific/Kiritimati", "minutes": "60", "title": "T"}
    asked: list[tuple[Client, str, dict[str, object]]] = [
        (femi, f"/meetings/{meeting.pk}/moment/", {"day": day}),
        (femi, "/groups/identity/meetings/new/", {"day": day}),
        (femi, "/groups/identity/series/new/", {"starts_on": day, "frequency": "weekly", "weekday": "1"}),
        (
            femi,
            f"/meetings/{meeting.pk}/minutes/",
            {"due_on": day, "text": "Ask.", "owner": cast.sam.pk, "do": "promise"},
        ),
        (femi, f"/topics/{row.pk}/parking/", {"until": day, "reason": "After the audit in spring.", "version": "1"}),
        (
            femi,
            "/topics/new/?group=identity",
            {"answer_by": day, "kind": "question", "title": "Q", "why": "So."},
        ),
        (femi, "/decisions/new/?group=identity", {"decide_by": day, "question": "Q?"}),
        (femi, "/insights/new/", {"said_on": day, "text": "They said so.", "client": "X"}),
        (ines, f"/people/{cast.omar.pk}/leaving/", {"on": day}),
    ]
    for browser, address, typed in asked:
        answer = browser.post(address, {**hour, **typed})
        assert answer.status_code == 422, (address, answer.status_code)
        assert "between the years 2000 and 2100" in answer.text or "no day Parley can read" in answer.text, address
    assert Meeting.objects.get().starts_at == meeting.starts_at


def test_a_day_in_an_address_is_no_trouble(cast: Cast) -> None:
    browser = cast.browser(cast.femi)
    for day in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59"):
        assert browser.post("/news/read/", {"until": day}).status_code in {302, 422}, day
