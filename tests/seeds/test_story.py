"""The sample's story: clients say what fits the initiative it is linked to, and whys leave counting to the page."""

import re
from typing import Any

import pytest

from parley.seeds.stage import STORY

ITEMS = [item for area in STORY["area"] for item in area["initiatives"]]


def test_each_initiative_has_words_of_its_own() -> None:
    voices = [voice for item in ITEMS for voice in item.get("voices", ())]
    assert len(voices) == len(set(voices))
    assert [item["title"] for item in ITEMS if len(item.get("voices", ())) < 2] == ["Private clean rooms"]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["title"])
def test_no_why_counts_clients_otherwise_than_the_page_does(item: dict[str, Any]) -> None:
    assert not re.search(r"\d+ (of \d+ )?(EMEA |large )?clients", " ".join(item["why"]))
