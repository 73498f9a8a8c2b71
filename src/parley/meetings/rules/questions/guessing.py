"""Hypothetical: people are asked to foretell what they would do, which they cannot; what they did, they know."""

import re

from parley.meetings.rules.questions.reading import Found, Read, Rule
from parley.meetings.rules.questions.words import ONES
from parley.meetings.terms.questions import Flag

DO = (
    r"(?:use|buy|pay|adopt|switch|upgrade|purchase|subscribe|install|sign up|spend|renew|download|migrate|"
    r"recommend it|order)"
)
ANYBODY = rf"(?:{ONES}|anybody|anyone|somebody)"
WOULD = re.compile(
    rf"^(?P<phrase>(?:would|will) (?P<who>{ANYBODY}) "
    rf"(?:actually |really |ever |be willing to |be ready to |want to )?{DO})\b"
    r"(?! (?:the word|that word|as an example))",
    re.IGNORECASE,
)
HOW_MUCH = re.compile(
    rf"^(?P<phrase>how (?:much|often|many \w+|likely)(?: more)? (?:would|will) (?P<who>{ANYBODY}) "
    rf"(?:actually |be willing to |be ready to )?(?:{DO}|be to {DO}))\b",
    re.IGNORECASE,
)
IF = re.compile(
    r"^(?P<phrase>(?:if|suppose|imagine|assuming)(?: that)? (?:we|there|you|your clients|clients|it|this|they)\b[^,?]*"
    rf"(?:,|\.) (?:then )?(?:would|will|how (?:much|often) would) (?P<who>{ANYBODY}|it|that|this) "
    rf"(?:actually |really |be willing to |be ready to |want to )?(?:{DO}|need|want|like|help|"
    r"be (?:useful|interested|happy|willing)))\b",
    re.IGNORECASE,
)
IF_BUILT = re.compile(
    rf"^(?P<phrase>would (?P<who>{ANYBODY}|it) (?:be (?:interested|happy|useful|willing)|like|need|want|help)\b[^?]*?"
    r"\bif (?:we|there) (?:\w+ed|built|made|gave|had|were|was|could|offered|sold|brought))\b",
    re.IGNORECASE,
)
PAY = re.compile(r"\b(?:pay|buy|spend|purchase|subscribe|renew|order)\b", re.IGNORECASE)


def _guessing(asked: Read) -> Found | None:
    for pattern in (WOULD, HOW_MUCH, IF, IF_BUILT):
        found = pattern.match(asked.asks)
        if found:
            who = found["who"].lower()
            who = "you" if who in {"it", "that", "this"} else "clients" if who.startswith(("any", "some")) else who
            done = "pay for or try to get this done" if PAY.search(found["phrase"]) else "do the last time this came up"
            rewrite = asked.instead(f"What did {who} {done}?")
            return Found(asked.begins, asked.begins + len(found["phrase"]), rewrite)
    return None


RULES = (
    Rule(Flag.HYPOTHETICAL, "Nobody knows what they would do; ask what they did.", "Fitzpatrick, The Mom Test",
         _guessing),
)  # fmt: skip
