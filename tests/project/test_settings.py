"""The documented settings are those there are, and the first administrator is made where no sample is loaded."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import Client

from parley.commands import running
from parley.people.models import Person
from parley.project import settings as declared
from parley.project.environment import ROOT, SETTINGS, hosts, table


def test_the_documented_settings_are_true() -> None:
    assert Path(ROOT, "docs", "settings.md").read_text() == table()


def test_every_setting_that_is_read_is_documented() -> None:
    source = Path(ROOT, "src", "parley", "project", "settings.py").read_text()
    read = set(re.findall(r'(?:text|flag|env\.\w+)\("([A-Z_]+)"', source))
    assert read <= {each.name for each in SETTINGS}


def test_passwords_are_kept_at_the_full_cost_of_a_guess(settings: Any) -> None:
    """The other tests guess quickly: tests/hashing.py."""
    settings.PASSWORD_HASHERS = declared.PASSWORD_HASHERS
    kept = make_password("a long password 9")
    found = re.match(r"argon2\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", kept)
    assert found
    memory, times, lanes = map(int, found.groups())
    assert (memory, times, lanes) >= (102_400, 2, 8)
    assert check_password("a long password 9", kept)


@pytest.mark.parametrize(
    ("host", "public", "known"),
    [
        ("127.0.0.1", "", {"127.0.0.1", "localhost", "[::1]"}),
        ("10.0.0.7", "", {"10.0.0.7", "127.0.0.1", "localhost", "[::1]"}),
        ("fd00::7", "", {"[fd00::7]", "127.0.0.1", "localhost", "[::1]"}),
        ("0.0.0.0", "https://parley.example", {"parley.example", "127.0.0.1", "localhost", "[::1]"}),  # noqa: S104
        ("0.0.0.0", "", {"*"}),  # noqa: S104 - which name people will type is not known
    ],
)
def test_requests_to_other_names_are_refused(
    monkeypatch: pytest.MonkeyPatch, host: str, public: str, known: set[str]
) -> None:
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PUBLIC_URL", public)
    assert set(hosts()) == known


@pytest.mark.django_db
def test_the_first_administrator_gets_a_link_once(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.ADMIN_EMAIL, settings.ADMIN_NAME = "ada@parley.example", "Ada Byron"
    running._name_administrator()
    printed = capsys.readouterr().out
    found = re.search(r"(/sign-in/links/\S+)", printed)
    assert found
    answer = Client().post(found[1])
    assert answer.headers["Location"] == "/"
    assert Person.objects.get().operations


@pytest.mark.django_db
def test_without_an_address_it_is_said_how_to_begin(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.ADMIN_EMAIL = ""
    running._name_administrator()
    assert "ADMIN_EMAIL=" in capsys.readouterr().out
    assert not Person.objects.exists()
