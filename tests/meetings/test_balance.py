"""How talk was shared: the published reference vectors, the dirt of files, and real calls counted another way."""

import argparse
import gzip
import json
import re
from collections import Counter

import pytest

from parley.commands import balance as command
from parley.kernel.words import folded
from parley.meetings.rules.balance import Said, balance_of, evenness, floor_turns, gini, top_share
from parley.meetings.rules.transcripts import chatters_of, read_transcripts
from parley.people.terms import Side
from tests.meetings.calls import DIRTY, SHARED, read, said, there

KEYS = ["voices", "turns", "seconds", "sides", "gini_turns", "gini_seconds", "evenness_seconds",
        "top_share_seconds", "longest_run_turns"]  # fmt: skip
VECTORS = [  # x, Gini, unbiased, evenness
    ([1, 1, 1, 1], 0, 0, 1), ([1, 0, 0, 0], 0.75, 1, 0), ([10, 0], 0.5, 1, 0), ([5, 5], 0, 0, 1),
    ([50, 30, 20], 0.2, 0.3, 0.937231), ([40, 30, 20, 10], 0.25, 0.333333, 0.92322), ([0, 0, 0], None, None, None),
    ([7], 0, None, None), ([], None, None, None), (list(range(1, 11)), 0.3, 0.333333, 0.93429),
    ([60, 20, 10, 5, 5, 0, 0], 0.642857, 0.75, 0.595205),
]  # fmt: skip


@pytest.mark.parametrize(("amounts", "plain", "unbiased", "even"), VECTORS)
def test_the_reference_vectors(amounts, plain, unbiased, even):
    for found, wanted in ((gini(amounts), plain), (gini(amounts, unbiased=True), unbiased), (evenness(amounts), even)):
        assert found is None if wanted is None else found == pytest.approx(wanted, abs=5e-7)
    assert top_share([]) is None
    assert top_share([0, 0]) is None


def test_the_reference_vectors_are_those_published():
    published = json.loads(there(SHARED / "methods" / "c_participation.json").read_text())["reference_vectors"]
    assert [(each["x"], each["gini"], each["gini_unbiased"], each["evenness"]) for each in published] == VECTORS


def test_small_gaps_are_joined_and_short_or_inner_stretches_take_no_floor():
    talk = said(("a", 0, 1), ("a", 1.5, 3), ("a", 3.501, 5), ("b", 5, 5.999), ("b", 7, 8), ("a", 7, 9), ("b", 7.5, 8.6))
    assert floor_turns(talk) == ["a", "a", "a"]  # b is too short, then inside: 7 to 8.6 within 7 to 9
    assert floor_turns(said(("a", 0, 2), ("b", 0, 2))) == ["a", "b"]  # the same time is not inside
    found = balance_of(talk)
    assert (found.voices, found.turns, found.seconds) == (2, 3, 1 + 1.5 + 1.499 + 2 + 0.999 + 1.6)
    assert found.gini_turns == 0.5
    assert found.longest_run_turns == 3


def test_silent_people_count_where_they_are_known():
    talk = said(("a", 0, 4), ("b", 5, 9))
    assert balance_of(talk).gini_turns == 0
    found = balance_of(talk, present=4)
    assert (found.gini_turns, found.gini_seconds, found.evenness_seconds) == (0.5, 0.5, 0.5)
    assert balance_of([]).gini_turns is None
    assert balance_of([]).seconds is None


def test_a_run_is_of_one_side_and_executives_take_neither():
    talk = [Said(name) for name in ("a", "b", "a", "x", "a", "c", "c")]
    sides = {"a": Side.PRODUCT, "b": Side.PRODUCT, "c": Side.BUSINESS, "x": Side.NEITHER}
    found = balance_of(talk, sides)
    assert (found.turns, found.seconds, found.gini_seconds, found.longest_run_turns) == (6, None, None, 3)
    assert {side: (part.voices, part.turns) for side, part in found.sides.items()} == {
        "product": (2, 4), "business": (1, 1), "neither": (1, 1), "unknown": (0, 0),
    }  # fmt: skip


def typed(capsys, *words: str) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    status = command.run(parser.parse_args(words))
    return status, *capsys.readouterr()


def test_the_command_prints_the_figures_without_names(capsys, tmp_path):
    file, sides, chat = tmp_path / "call.vtt", tmp_path / "sides.csv", tmp_path / "chat.txt"
    file.write_text(DIRTY)
    sides.write_text("name,side\nAda Lovelace,product\nGRACE,business\n")
    chat.write_text("00:00:01\tGrace:\thi\n00:00:02\tBo:\thi\n")
    status, out, err = typed(capsys, str(file), "--json", "--sides", str(sides))
    found = json.loads(out)
    assert (status, list(found), found["turns"], found["seconds"]) == (0, KEYS, 3, 4.75)
    assert found["sides"]["business"] == {"voices": 1, "turns": 1, "seconds": 2.0}
    assert "Ada" not in out + err
    assert "grace" not in (out + err).casefold()
    status, out, _ = typed(capsys, str(file), "--chat", str(chat))
    assert "With fewer than 40 turns" in out
    assert "1 of 2 in the chat did not speak." in out
    sides.write_text("Ada,left")
    assert typed(capsys, str(file), "--sides", str(sides))[::2] == (
        1, f"{sides}, line 1: write a name, a comma, and product, business or neither.\n",
    )  # fmt: skip
    status, out, err = typed(capsys, str(tmp_path / "none.vtt"))
    assert (status, out) == (1, "")
    assert "cannot be read: No such file" in err


def another_way(text: str) -> tuple[set[str], float, int]:
    """Count a call by its lines alone: who spoke, seconds, and floor turns by looking at every pair."""
    weights = (3600, 60, 1)
    cues = [
        (*(sum(float(part) * by for part, by in zip(clock.split(":"), weights, strict=True)) for clock in row[:2]),
         row[2].lower())
        for row in re.findall(r"^(\S+) --> (\S+)\r?\n([^\r\n]*?): ", text, re.MULTILINE)
    ]  # fmt: skip
    turns: list[tuple[float, float, str]] = []
    for name in {cue[2] for cue in cues}:
        own = sorted(cue for cue in cues if cue[2] == name)
        starts = [n for n in range(len(own)) if n == 0 or round(own[n][0] - own[n - 1][1], 3) > 0.5]
        turns += [(own[a][0], own[b - 1][1], name) for a, b in zip(starts, [*starts[1:], len(own)], strict=True)]
    floor = [one for one in turns if round(one[1] - one[0], 3) >= 1 and not any(
        two[2] != one[2] and two[0] <= one[0] and two[1] >= one[1] for two in turns)]  # fmt: skip
    return {cue[2] for cue in cues}, sum(cue[1] - cue[0] for cue in cues), len(floor)


def test_real_calls_agree_with_a_count_made_another_way():
    files = sorted(there(SHARED / "data" / "meetings" / "ethereum").glob("*/transcript.vtt"))
    assert len(files) == 48
    for file in files:
        talk = read(file.read_bytes())
        found = balance_of(talk.said)
        names, seconds, turns = another_way(file.read_bytes().decode())
        assert (found.voices, found.turns, talk.unnamed) == (len(names), turns, 0), file
        assert found.seconds == pytest.approx(seconds, abs=0.01), file
        chat = file.with_name("chat.txt").read_bytes().decode()
        writers = set(re.findall(r"^\d\d:\d\d:\d\d\t([^\t]*):\t", chat, re.MULTILINE))
        assert chatters_of(chat.encode(), "chat").keys() == {folded(each) for each in writers}, file


def test_real_meetings_without_times_agree_with_a_count_made_another_way():
    file = there(SHARED / "data" / "meetings" / "qmsum_product.jsonl.gz")
    meetings = read_transcripts(file.read_bytes(), "qmsum")
    lines = gzip.decompress(file.read_bytes()).splitlines()
    assert len(meetings) == len(lines) == 137
    for meeting, line in zip(meetings, lines, strict=True):
        counts = Counter(re.findall(r'"speaker": "([^"]*)"', line.decode()))
        found = balance_of(meeting.said)
        assert (found.turns, found.voices, found.seconds) == (counts.total(), len(counts), None)
