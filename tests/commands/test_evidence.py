"""`parley evidence` as somebody types it."""

import argparse
import json

import pytest

from parley.clients.actions import note_insight
from parley.commands import evidence
from parley.roadmap.actions import accept_concentration, link_insight
from parley.roadmap.terms import Stance
from tests.roadmap.made import initiative, insight

pytestmark = [pytest.mark.django_db]


def typed(capsys, *words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    evidence.arguments(parser)
    status = evidence.run(parser.parse_args(words))
    captured = capsys.readouterr()
    return status, captured.out + captured.err


def asks_five_times(cast, row):
    first = insight(cast)
    for n in range(5):
        said = note_insight(client=first.client, text=f"Again {n}.", said_on=first.said_on, actor=cast.aiko, at=cast.at)
        link_insight(initiative=row, insight=said, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)


def test_every_initiative_is_said_with_its_figures(cast, capsys):
    row, other = initiative(cast), initiative(cast, "Nobody asks")
    asks_five_times(cast, row)
    accept_concentration(initiative=row, reason="Three others will want it by May.", actor=cast.noor, at=cast.at)
    status, text = typed(capsys)
    assert status == 0
    for words in (
        f"{row.pk}  {row.title}", "One client: Only Nordbank asks, 5 times.", "Clients: 1 of 1, 0 of them have left",
        "Effective clients: 1.0", "Regions: EMEA 1 of 1", "Segments: none known",
        "Accepted by Noor Haddad, because: Three others will want it by May.", "Heard within a year: 1 of 1 clients",
        f"{other.pk}  Nobody asks", "Too little evidence: No client has asked yet",
    ):  # fmt: skip
        assert words in text, words
    assert typed(capsys, str(other.pk))[1].startswith(f"{other.pk}  Nobody asks")


def test_other_programs_read_the_same_figures(cast, capsys):
    row = initiative(cast)
    asks_five_times(cast, row)
    status, text = typed(capsys, str(row.pk), "--json")
    (found,) = json.loads(text)
    assert (status, found["initiative"], found["verdict"], found["grounds"]) == (
        0, row.pk, "one_client", ["only_client"],
    )  # fmt: skip
    assert (found["asking"]["clients"], found["all_clients"]["clients"], found["rank"]) == (1, 1, None)
    assert found["asking"]["most_insights"]["share"] == 1


def test_one_that_is_not_there_is_said(cast, capsys):
    assert typed(capsys, "99") == (1, "There is no initiative 99. Its number stands in its address.\n")
