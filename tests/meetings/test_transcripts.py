"""Who spoke when is read from the files of video calls, whatever dirt is in them, or refused with the line."""

import gzip

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.rules.transcripts import chatters_of
from tests.meetings.calls import DIRTY, read, spoken


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
