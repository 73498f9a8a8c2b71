"""Vague: a word that means another amount to each who hears it."""

import re

from parley.meetings.rules.questions.reading import Found, Read, Rule, tidy
from parley.meetings.rules.questions.words import ONES
from parley.meetings.terms.questions import Flag

OFTEN = re.compile(
    rf"^(?:do|does|did) (?P<who>{ONES}) (?P<phrase>often|regularly|frequently|usually|normally|occasionally|sometimes|"
    r"rarely|generally|typically) (?P<rest>[^?]+)\?*$",
    re.IGNORECASE,
)
RECENTLY = re.compile(
    rf"^(?:have|has|did) (?:{ONES}) [^?]*?\b(?P<phrase>recently|lately|in recent times|a lot|in a while)\b[^?]*\?*$",
    re.IGNORECASE,
)
ANY = re.compile(
    r"^(?P<phrase>(?:any )?(?:thoughts|feedback|comments|opinions|input)"
    r"(?: (?:on|about|regarding) (?P<what>(?!how\b|what\b|which\b|why\b)[^?]+))?)\s*\?*$",
    re.IGNORECASE,
)


def _often(asked: Read) -> Found | None:
    often = OFTEN.match(asked.asks)
    if not often:
        return None
    begins, ends = often.start("phrase") + asked.begins, often.end("phrase") + asked.begins
    rest = asked.text[asked.begins + often.start("rest") : asked.begins + often.end("rest")]
    do = asked.asks.split(" ", 1)[0].lower()
    rewrite = f"How many times in the last month did {often['who'].lower()} {rest}?"
    return Found(
        begins, ends, asked.instead(rewrite if do != "did" else f"How many times did {often['who'].lower()} {rest}?")
    )


def _recently(asked: Read) -> Found | None:
    found = RECENTLY.match(asked.asks)
    if not found:
        return None
    begins, ends = found.start("phrase") + asked.begins, found.end("phrase") + asked.begins
    rewrite = f"{asked.text[:begins]}in the last three months{asked.text[ends:]}"
    return Found(begins, ends, tidy(rewrite))


def _any(asked: Read) -> Found | None:
    found = ANY.match(asked.asks)
    if not found:
        return None
    what = found["what"]
    rewrite = (
        f"What works for you about {what}, and what does not?" if what else "What would you change first, and why?"
    )
    return Found(asked.begins, asked.begins + len(found["phrase"]), asked.instead(rewrite))


RELATIVE = "QUAID, vague relative term"
RULES = (
    Rule(Flag.VAGUE, "Often is daily for one and monthly for another.", f"{RELATIVE}; Moaform help centre", _often),
    Rule(Flag.VAGUE, "Recently is a week for one and a year for another.", RELATIVE, _recently),
    Rule(Flag.VAGUE, "A question about everything is answered by few.", "QUAID, vague noun phrase", _any),
)  # fmt: skip
