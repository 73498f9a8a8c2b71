"""`parley survey` as somebody types it."""

import argparse

import pytest

from parley.commands import survey
from parley.groups.queries import acting
from parley.ledger.terms import MACHINE
from parley.surveys.actions.planning import withdraw_wave
from parley.surveys.models import Release
from parley.surveys.queries.finding import wave_called
from tests.surveys.large import content_of
from tests.surveys.made import later, opened, planned, sealed
from tests.surveys.released import keep_text

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def typed(capfdbinary, *words: str) -> tuple[int, bytes, str]:
    parser = argparse.ArgumentParser()
    survey.arguments(parser)
    status = survey.run(parser.parse_args(words))
    captured = capfdbinary.readouterr()
    return status, captured.out, captured.err.decode()


@pytest.fixture
def wave(cast):
    made = sealed(opened(cast, name="Autumn", everybody=True))
    keep_text(wave=made, content=content_of(groups=2), actor=MACHINE, at=made.closes_at)
    return made


@pytest.mark.parametrize("called", ["key", "Autumn", " autumn "])
def test_the_frozen_text_is_printed_byte_for_byte(wave, capfdbinary, called):
    status, out, err = typed(capfdbinary, str(wave.pk) if called == "key" else called, "--json")
    assert (status, err) == (0, "")
    assert out == Release.objects.get(wave=wave).content.encode()


def test_without_json_it_says_what_was_found(wave, capfdbinary):
    status, out, _err = typed(capfdbinary, "Autumn")
    text = out.decode()
    assert status == 0
    assert ("71% say they can influence the roadmap (61–80), 131 of 4000 answered; "
            "up 4 points: too few answers to say it really rose.") in text  # fmt: skip
    assert "No clear winner. Any of them could come first." in text
    assert "Group-1: 71% (61–80)" in text
    assert f"/surveys/{wave.pk}/results/" in text


def test_one_that_was_given_up_stands_back_for_another_of_its_name(cast):
    gone = planned(cast, name="Winter", **later(cast, 2))
    withdraw_wave(wave=gone, reason="Sooner is better.", actor=cast.ines, at=cast.at)
    assert wave_called(acting(MACHINE), "winter") == gone
    assert planned(cast, name="Winter", **later(cast)) == wave_called(acting(MACHINE), "winter")


def test_what_is_not_there_or_not_released_is_refused_with_a_sentence(cast, wave, capfdbinary):
    assert typed(capfdbinary, "Nowhere") == (
        1,
        b"",
        "There is no survey “Nowhere”. Its number stands in its address.\n",
    )
    assert typed(capfdbinary, "9" * 30)[0] == 1
    now = opened(cast, name="Now", everybody=True)
    assert "“Now” has no results. It is open" in typed(capfdbinary, "Now", "--json")[2]
    sealed(now)
    assert "being counted" in typed(capfdbinary, str(now.pk))[2]
    planned(cast, name="Later", **later(cast))
    assert "It has not opened yet." in typed(capfdbinary, "Later")[2]
    status, out, err = typed(capfdbinary, "Autumn", "--json", "--words")
    assert (status, out) == (1, b"")
    assert "two people read all of them first" in err
