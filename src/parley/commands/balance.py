"""`parley balance FILE`: how talk was shared in a meeting, from its transcript, without a name."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.meetings.rules.balance import FEWEST_TURNS, Balance, balance_of
from parley.meetings.rules.sides import sides_by_function, sides_of_file
from parley.meetings.rules.transcripts import MOST_BYTES, Transcript, chatters_of, read_transcripts

WORD = "balance"
HELP = "Say how talk was shared in a meeting, from its transcript (WebVTT, text or JSON), without names."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, who takes which side, and who was there besides."""
    parser.add_argument("file", metavar="FILE", help="a transcript: .vtt, .txt, .json or .jsonl, perhaps packed (.gz)")
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")
    parser.add_argument("--sides", metavar="FILE", help="who takes which side: lines of name,product or name,business")
    parser.add_argument("--present", metavar="N", type=int, default=0, help="how many were there, silent ones included")
    parser.add_argument("--chat", metavar="FILE", help="the chat of the call: says how many were in it alone")


def run(options: argparse.Namespace) -> int:
    """Print it; 1 when a file cannot be read."""
    try:
        meetings = read_transcripts(_bytes(options.file), options.file)
        named = sides_of_file(_bytes(options.sides).decode(errors="replace"), options.sides) if options.sides else {}
        chat = chatters_of(_bytes(options.chat), options.chat) if options.chat else None
    except Refused as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    found = [balance_of(each.said, sides_by_function(each.labels) | named, present=options.present)
             for each in meetings]  # fmt: skip
    for each in meetings:
        _remark(each)
    if options.json:
        facts = [_facts(each) for each in found]
        print(json.dumps(facts[0] if len(facts) == 1 else facts, indent=2))
        return 0
    print("\n\n".join("\n".join(_lines(each)) for each in found))
    if chat is not None:
        talked = {folded(speaker) for each in meetings for speaker in each.labels}
        print(f"\n{len(chat.keys() - talked)} of {len(chat)} in the chat did not speak.")
    return 0


def _bytes(path: str) -> bytes:
    """Read a file. Raises Refused."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise Refused(f"{path} cannot be read: {trouble.strerror}. Name the file of a transcript.") from trouble


def _remark(meeting: Transcript) -> None:
    """Say what the figures leave out, where other programs do not read it."""
    if meeting.chat:
        print("This is a chat, not talk: turns are runs of messages, and there is no speaking time.", file=sys.stderr)
    if meeting.unnamed:
        print(f"{meeting.unnamed} pieces name nobody and are left out.", file=sys.stderr)


def _facts(balance: Balance) -> dict[str, Any]:
    return {key: round(value, 6) if isinstance(value, float) else value for key, value in asdict(balance).items()}


def _lines(balance: Balance) -> list[str]:
    lines = [f"{'Spoke':24}{balance.voices}", f"{'Turns':24}{balance.turns}"]
    if balance.seconds is not None:
        lines.append(f"{'Speaking time':24}{balance.seconds / 60:.1f} minutes")
    if balance.turns < FEWEST_TURNS:
        return [*lines, f"With fewer than {FEWEST_TURNS} turns, how they were shared says nothing."]
    for side, part in balance.sides.items():
        if part.voices:
            lines.append(f"{f'Turns, {side}':24}{part.turns / balance.turns:.0%} ({part.voices} spoke)")
    figures = {
        "Gini of turns": balance.gini_turns,
        "Gini of speaking time": balance.gini_seconds,
        "Evenness of time": balance.evenness_seconds,
        "Largest share of time": balance.top_share_seconds,
    }
    lines += [f"{words:24}{value:.2f}" for words, value in figures.items() if value is not None]
    return [*lines, f"{'Longest run':24}{balance.longest_run_turns} turns"]
