"""What may be done to people, without a database."""

import pytest

from parley.kernel.refusals import Refused
from parley.people import rules


def test_only_product_operations_keep_people() -> None:
    rules.must_keep_people(operations=True)
    with pytest.raises(Refused, match="Ask product operations"):
        rules.must_keep_people(operations=False)


def test_one_changes_ones_own_name_zone_and_language() -> None:
    rules.must_change_person(operations=False, oneself=True, fields=("name", "time_zone", "language"))
    with pytest.raises(Refused, match="Your function and region cannot be changed by yourself") as refusal:
        rules.must_change_person(operations=False, oneself=True, fields=("name", "function", "region"))
    assert refusal.value.field == "function"
    with pytest.raises(Refused, match="change somebody else"):
        rules.must_change_person(operations=False, oneself=False, fields=("name",))
    rules.must_change_person(operations=True, oneself=False, fields=("function", "email"))


def test_a_password_is_for_its_owner_alone() -> None:
    rules.must_be_oneself(oneself=True)
    with pytest.raises(Refused, match="for themselves alone"):
        rules.must_be_oneself(oneself=False)


def test_somebody_must_administer() -> None:
    rules.must_leave_an_administrator(others=1)
    with pytest.raises(Refused, match="Make another person product operations first"):
        rules.must_leave_an_administrator(others=0)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "Europe/London\0", "../etc/passwd", "x" * 10_000])
def test_a_zone_is_one_of_the_list(zone: str) -> None:
    with pytest.raises(Refused, match="is not a time zone") as refusal:
        rules.must_name_a_zone(zone)
    assert len(refusal.value.sentence) < 250


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\0b"])
def test_a_name_says_something(name: str) -> None:
    with pytest.raises(Refused, match="1 to 200"):
        rules.must_have_a_name(name)


def test_a_name_is_one_line() -> None:
    assert rules.must_have_a_name("  Åsa \n  Öberg ") == "Åsa Öberg"
    assert rules.must_have_a_name("\u202eÅsa\u202c \u2067Öberg\u2069") == "Åsa Öberg"


@pytest.mark.parametrize("email", ["ada", "a@b", "a b@c.example", "a@b.example\nBcc: x@y.example", "<a@b.example>"])
def test_an_email_can_be_written_to(email: str) -> None:
    with pytest.raises(Refused, match="is not an e-mail"):
        rules.must_be_an_email(email)


def test_an_email_is_in_small_letters_or_none() -> None:
    assert rules.must_be_an_email(" Ada@Parley.Example ") == "ada@parley.example"
    assert rules.must_be_an_email("") == ""


@pytest.mark.parametrize("language", ["english", "", "e", "en_GB; DROP", "en-"])
def test_a_language_is_a_code(language: str) -> None:
    with pytest.raises(Refused, match="code of a language"):
        rules.must_speak(language)
