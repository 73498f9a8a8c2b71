"""Fields of forms that several screens share."""

import pytest
from django.core.exceptions import ValidationError

from parley.people.actions import add_person
from parley.screens.fields import PersonField
from tests.cast import Cast

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
    assert PersonField().clean("okafor@") == PersonField().clean("okafor@parley.example")
    with pytest.raises(ValidationError, match="Nobody here is called"):
        PersonField().clean("Grace Gone")
