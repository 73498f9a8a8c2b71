"""How talk was shared: the published reference vectors, the dirt of files, and real calls counted another way."""

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from parley.commands import balance as command
from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.meetings.rules.balance import Said, balance_of, evenness, floor_turns, gini, top_share
from parley.meetings.rules.transcripts import Transcript, chatters_of, read_transcripts
from parley.people.terms import Side

SHARED = Path(__file__).parents[2].parent / "shared"
KEYS = ["voices", "turns", "seconds", "sides", "gini_turns", "gini_seconds", "evenness_seconds",
        "top_share_seconds", "longest_run_turns"]  # fmt: skip
VECTORS = [  # x, Gini, unbiased, evenness
    ([1, 1, 1, 1], 0, 0, 1), ([1, 0, 0, 0], 0.75, 1, 0), ([10, 0], 0.5, 1, 0), ([5, 5], 0, 0, 1),
    ([50, 30, 20], 0.2, 0.3, 0.937231), ([40, 30, 20, 10], 0.25, 0.333333, 0.92322), ([0, 0, 0], None, None, None),
    ([7], 0, None, None), ([], None, None, None), (list(range(1, 11)), 0.3, 0.333333, 0.93429),
    ([60, 20, 10, 5, 5, 0, 0], 0.642857, 0.75, 0.595205),
]  # fmt: skip


def there(path: Path) -> Path:
    assert path.exists(), f"the real data these tests read is not there: {path}"
    return path


def said(*turns: tuple[str, float, float]) -> list[Said]:
    return [Said(speaker, round(start * 1000), round(end * 1000)) for speaker, start, end in turns]


def read(text: str | bytes, name: str = "call.vtt") -> Transcript:
    (found,) = read_transcripts(text if isinstance(text, bytes) else text.encode(), name)
    return found


def spoken(text: str | bytes) -> list[tuple[str, int | None, int | None]]:
    return [(each.speaker, each.start, each.end) for each in read(text).said]


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


DIRTY = """\ufeffWEBVTT - call of Tuesday
Kind: captions

STYLE
::cue { color: red }

NOTE A note: with a colon
and --> an arrow

1
00:12.500 --> 00:14,250 align:start position:10%
Ada  Lovelace: Hello &amp; welcome

00:00:15.000 --> 00:00:16.000
ADA LOVELACE: and the thing is: go
3
00:00:20.000 --> 00:00:19.000
Grace: <i>backwards</i>

00:00:18.000 --> 00:00:19.000
: nobody

00:00:30.000 --> 00:00:30.500

1:00:00.000 --> 1:00:02.000
Grace: yes"""


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_dirt_in_webvtt_is_read(ends):
    wanted = [("ada lovelace", 12500, 14250), ("ada lovelace", 15000, 16000), ("grace", 20000, 20000),
              ("grace", 3600000, 3602000)]  # fmt: skip
    text = DIRTY.replace("\n", ends)
    assert spoken(text) == wanted
    assert spoken(text.encode("utf-16")) == wanted
    assert spoken(gzip.compress(text.encode(), mtime=0)) == wanted
    assert (read(text).unnamed, read(text).labels) == (1, {"ada lovelace": "Ada Lovelace", "grace": "Grace"})


def test_voices_of_teams_are_read():
    text = """WEBVTT

d7/12-0
00:00:01.000 --> 00:00:03.000
<v Lovelace, Ada>Hello there:
all</v>

00:00:03.000 --> 00:00:05.000
<v.loud Grace>Yes</v> <v Lovelace, Ada>No!</v>

00:00:05.000 --> 00:00:06.000
<v >hm</v>"""
    assert spoken(text) == [("lovelace, ada", 1000, 3000), ("grace", 3000, 4000), ("lovelace, ada", 4000, 5000)]


def test_a_sentence_with_a_colon_makes_no_speaker():
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:00:{n:02}.000 --> 00:00:{n:02}.900\n{words}"
        for n, words in enumerate(["Ada: so", "the question is: why", "Ada: because", "it is 10:30", "Bo: once"])
    )
    assert [each[0] for each in spoken(text)] == ["ada", "ada", "bo"]


@pytest.mark.parametrize(
    "text",
    [
        "[Ada] 00:00:01\nHello\n\n[Bo] 00:00:05\nYes: no\n\n[Ada] 00:00:09\nOk",
        "00:00:01 Ada: Hello\n00:00:05 Bo: Yes\n00:00:09 Ada: Ok",
        "Ada   0:01\nHello\nBo   0:05\nYes\nAda   0:09\nOk",
        "Ada: Hello\nand the rest is: this\nBo: Yes\nAda: Ok",
        '[{"speaker": "Ada", "text": "a"}, {"speaker": {"name": "Bo"}}, {"speaker": "ada"}]',
        '{"speaker": "Ada"}\n{"speaker": "Bo"}\n{"speaker": "Ada"}',
        '{"utterances": [{"speaker": "Ada"}, {"speaker": "Bo"}, {"speaker": "Ada"}, {"speaker": null}]}',
    ],
)
def test_lines_and_json_are_read(text):
    assert [each.speaker for each in read(text).said] == ["ada", "bo", "ada"]


def test_times_of_json_are_read():
    one = '[{"speaker": "Ada", "start": 1.5, "end": "00:00:03"}, {"speaker": "Bo", "start_ms": 3000, "duration": 2}]'
    assert spoken(one) == [("ada", 1500, 3000), ("bo", 3000, 5000)]
    assert spoken('[{"speaker": "A", "start": 900000, "end": 90000000}]') == [("a", 900000, 90000000)]


def test_a_chat_is_no_talk():
    chat = "00:12:53\tAda B:\tgm\n00:13:00\tFrom Bo to Everyone:\tyes\nand: more\n00:13:09\tAda B:\tReacted to\n"
    assert chatters_of(chat.encode(), "chat.txt") == {"ada b": "Ada B", "bo": "Bo"}
    assert read(chat).chat


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "call.vtt, line 1: the file is empty."),
        (b"WEBVTT\n\n", "call.vtt, line 1: nothing in this file says who speaks."),
        (
            b"WEBVTT\n\n1\n00:00:xx --> 00:00:02.000\nAda: hi",
            "call.vtt, line 4: “00:00:xx --> 00:00:02.000” is no time",
        ),
        (b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nhello", "call.vtt, line 1: nothing in this file says who speaks."),
        (b"PK\x03\x04docx", "call.vtt, line 1: this is a document"),
        (b"a\nb\0", "call.vtt, line 2: this is not text"),
        (b'{"a":\n1,}', "call.vtt, line 2: this is not JSON"),
        (b'{"speaker": "A"}\n{"spea', "call.vtt, line 2: this is not JSON"),
        (b'{"a": 1}', "call.vtt, line 1: there are no turns"),
        (b"\x1f\x8bno", "call.vtt, line 1: this file is packed and cannot be unpacked"),
        (gzip.compress(b"Ada: hi " * 99, mtime=0)[:-9], "call.vtt, line 1: this packed file breaks off"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(raw, sentence):
    with pytest.raises(Refused) as refusal:
        read(raw)
    assert refusal.value.sentence.startswith(sentence)


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
