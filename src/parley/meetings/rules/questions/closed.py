"""Closed where open is meant: a yes or no is asked about what people think, need or met with.

A vote, a fact and a polite request are answered by a word, and rightly so: of those nothing is said. Each shape below
is one in which an open question asks the same and learns more. Source: METHODS.md e; Innerview glossary, closed and
open questions; AnnoMI and MRDA as judges of what is closed.
"""

import re
from collections.abc import Callable

from parley.meetings.rules.questions.reading import Found, Read, Rule, lowered
from parley.meetings.rules.questions.words import ONES, QUALITY, THING
from parley.meetings.terms.questions import Flag

WHO = rf"(?P<who>{ONES})"
WHAT = rf"(?P<what>{THING}|{ONES})"
LONGEST = 28  # words; whoever asks at such length asks more than one thing
END = r"\?*$"
Open = Callable[[dict[str, str]], str]


def _shape(pattern: str, open_: Open) -> tuple[re.Pattern[str], Open]:
    """Give a closed shape, and how what it said is asked openly."""
    return re.compile(rf"^{pattern}{END}", re.IGNORECASE), open_


SHAPES = (
    _shape(
        rf"(?P<be>is|are|was|were) {WHAT} (?:really |still |very |quite |too |actually |at all |generally )?"
        rf"(?P<quality>{QUALITY})(?P<rest>(?: (?:to|for|with|about|in|on|at|when|enough|of|than|from|after|now|so far|"
        r"that)\b"
        rf"[^?]*|,[^?]*)?)",
        lambda said: f"How {said['quality'].lower()} {said['be'].lower()} {said['what']}{said['rest']}?",
    ),
    _shape(
        rf"(?P<do>do|does|did) {WHO} (?:really |actually |all )?(?:like|enjoy|love|appreciate|value)"
        r"(?P<what> (?!to\b)[^?]+)",
        lambda said: f"What {said['do'].lower()} {said['who']} like or dislike about{said['what']}?",
    ),
    _shape(
        rf"(?P<do>do|does|did) {WHO} (?:really |actually |honestly )?(?:think|believe|feel like|feel that|feel as if)"
        rf"(?: that)? (?P<clause>(?!so\b|of\b|about\b|in\b)[^?]+ [^?]+)",
        lambda said: f"What makes {_them(said['who'])} think or doubt that {lowered(said['clause'])}?",
    ),
    _shape(
        r"would you say(?: that)? (?P<clause>[^?]+ [^?]+)",
        lambda said: f"What makes you think or doubt that {lowered(said['clause'])}?",
    ),
    _shape(
        rf"(?P<do>do|did) {WHO} feel (?P<quality>heard|safe|confident|comfortable|ready|informed|supported|prepared|"
        rf"included|welcome|listened to|involved|respected)(?P<rest>(?: [^?]*)?)",
        lambda said: f"How {said['quality'].lower()} {said['do'].lower()} {said['who']} feel{said['rest']}?",
    ),
    _shape(
        rf"(?P<do>do|does|did) {WHO} find (?P<what>{THING}) (?:really |very |too |quite )?{QUALITY}(?P<rest>[^?]*)",
        lambda said: f"How {said['do'].lower()} {said['who']} find {said['what']}?",
    ),
    _shape(
        rf"(?P<do>have|has) {WHO} (?:ever |already |actually )?(?P<verb>used|tried|tried out|tried using|tested|"
        rf"experienced|worked with|struggled with|run into)(?P<what> [^?]+?)(?: before| yet| already| so far)?",
        lambda said: f"What happened the last time {said['who']} {_past(said['verb'])}{said['what']}?",
    ),
    _shape(
        rf"(?P<do>did|does|do|has) (?P<what>{THING}) (?:really |actually )?(?P<verb>help|helped|improve|improved)"
        rf"(?P<rest> [^?]+)?",
        lambda said: f"How {said['do'].lower()} {said['what']} {said['verb']}{said['rest'] or ''}, if at all?",
    ),
    _shape(
        rf"(?P<do>did|does|do) (?P<what>{THING}) (?:really |actually )?(?:fully )?(?P<verb>meet|fit|match|work)"
        rf"(?: well)?(?P<rest> (?:for|your|the|their|our|clients|what|as)\b[^?]*)",
        lambda said: f"How well {said['do'].lower()} {said['what']} {said['verb']}{said['rest']}?",
    ),
    _shape(
        rf"(?P<do>do|does|did) {WHO} (?:ever )?have (?:any |many )?(?P<what>problems?|issues?|trouble|troubles|"
        rf"difficulty|difficulties|concerns|worries|complaints|doubts|objections|challenges|pain points)"
        rf"(?P<rest> (?:with|about|in|when|using|getting|finding|understanding)\b[^?]+)",
        lambda said: f"What {said['what']}, if any, {said['do'].lower()} {said['who']} have{said['rest']}?",
    ),
    _shape(
        r"are there (?:any )?(?P<what>problems|issues|difficulties|concerns|worries|complaints|challenges)"
        r"(?P<rest> (?:with|about|in|when|using)\b[^?]+)",
        lambda said: f"What {said['what']}, if any, are there{said['rest']}?",
    ),
    _shape(
        rf"(?P<do>do|does) (?P<who>(?!you\b){ONES}) (?:really |actually )?(?P<verb>need|want)"
        rf"(?P<what> (?:an?|the|more|better|our|this|that)\b[^?]+)",
        lambda said: f"What {said['do'].lower()} {said['who']} {said['verb']}{said['what']} for, if anything?",
    ),
    _shape(
        rf"(?P<do>do|does|did) (?P<who>(?!you\b){ONES}) (?:really |actually )?(?P<verb>understand)(?P<what> [^?]+)",
        lambda said: f"How well {said['do'].lower()} {said['who']} {said['verb']}{said['what']}?",
    ),
    _shape(
        rf"(?P<do>do|does|did) {WHO} (?:really |actually )?trust(?P<what> [^?]+)",
        lambda said: f"How far {said['do'].lower()} {said['who']} trust{said['what']}?",
    ),
)
RIGHTLY = re.compile(
    r"\bshould\b|^(?:have|has) .*?\bever\b|\byou (?:need|want)\b|^are you interested\b"  # a vote, a fact
    r"|\bor\b|\band (?:how|what|why|which|where|who|when)\b"  # a choice, and what is asked on openly
    r"|^(?:is|are|was|were) (?:everyone|most people|everybody|anyone)\b|\b(?:agenda|minutes of|slot)\b",
    re.IGNORECASE,
)


def _closed(asked: Read) -> Found | None:
    if len(asked.questions) > 1:  # which of them is meant, and whether the other opens it, is not sure
        return None
    if RIGHTLY.search(asked.asks) or len(asked.asks.split()) > LONGEST:
        return None
    for pattern, open_ in SHAPES:
        shape = pattern.match(asked.asks)
        if shape:
            said = {name: _own(asked, shape, name) for name in shape.groupdict()}
            subject = "who" if "who" in said else "what" if said.get("what", " ")[:1] != " " else None
            ends = shape.end(subject) if subject else len(asked.asks.split(" ", 1)[0])
            return Found(asked.begins, asked.begins + ends, asked.instead(open_(said)))
    return None


def _own(asked: Read, shape: re.Match[str], name: str) -> str:
    """The part of a match as it was written, quotations and all; nothing of what did not match."""
    return asked.text[asked.begins + shape.start(name) : asked.begins + shape.end(name)] if shape[name] else ""


def _them(who: str) -> str:
    return "them" if who.lower() == "they" else who


def _past(verb: str) -> str:
    return "ran into" if verb.lower() == "run into" else verb.lower()


RULES = (
    Rule(Flag.CLOSED, "A yes or no says little about what people think, need or met with.",
         "METHODS.md e; Innerview glossary, closed and open questions", _closed),
)  # fmt: skip
