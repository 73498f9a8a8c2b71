"""Negated: one has to turn the question round to know what a yes means."""

import re

from parley.meetings.rules.questions.reading import Found, Read, Rule, tidy
from parley.meetings.rules.questions.words import ONES, THING
from parley.meetings.terms.questions import Flag

WHO = rf"(?:{ONES}|we|{THING}|[\w-]+)"
AUX = r"(?:do|does|did|is|are|was|were|should|would|could|can|will|has|have)"
NOT_AFTER = re.compile(
    rf"^(?:{AUX}|isn['’]t|aren['’]t|doesn['’]t|don['’]t) {WHO}?"
    r"(?P<phrase> not)\b(?! only| yet| least| just| more than)",
    re.IGNORECASE,
)
FACT = re.compile(rf"^{AUX} (?:any|every|some)(?:one|body)\b", re.IGNORECASE)  # hands are counted: a not is clear
OR_NOT = re.compile(r"\bor(?: rather)? not\b|\bwhether or not\b|, not\b|\bif not\b", re.IGNORECASE)
OPPOSED = re.compile(
    r"\b(?P<stance>(?:dis)?approve of|oppose|opposed to|against|object to|approve or disapprove of)\b[\s:–-]*"
    r"(?P<phrase>not|never|no longer)\b",
    re.IGNORECASE,
)
DISAGREED = re.compile(
    r"\b(?:do|would) you disagree\b(?:(?! or )[^?])*?(?P<phrase>\bnot\b|n['’]t\b|\bnever\b)",
    re.IGNORECASE,
)
STATED = re.compile(
    r"\b(?:agree or disagree|agree, disagree|agree/disagree|favou?r or oppose|support or oppose|true or false)\b",
    re.IGNORECASE,
)
SHOULD_NOT = re.compile(
    r"\b(?:should|must|can|could|will|would|do|does|is|are|was|were|has|have)(?P<phrase> not| never|n['’]t)\b",
    re.IGNORECASE,
)
TURNED = {"oppose": "support", "disapprove of": "approve of", "opposed to": "in favour of", "against": "for",
          "object to": "support"}  # fmt: skip


def _not_after(asked: Read) -> Found | None:
    found = NOT_AFTER.match(asked.asks)
    if not found or OR_NOT.search(asked.asks) or FACT.match(asked.asks):
        return None
    return _taken_out(asked, found, asked.begins)


def _opposed(asked: Read) -> Found | None:
    found = OPPOSED.search(asked.plain)
    if not found:
        return None
    begins, ends = found.span("phrase")
    stance = TURNED.get(found["stance"].lower(), found["stance"])
    rewrite = f"{asked.text[: found.start('stance')]}{stance}{asked.text[ends:]}"
    return Found(begins, ends, tidy(rewrite))


def _disagreed(asked: Read) -> Found | None:
    found = DISAGREED.search(asked.plain)
    if not found:
        return None
    plain = _taken_out(asked, found, 0)
    return Found(plain.begins, plain.ends, re.sub(r"\bdisagree\b", "agree", plain.rewrite, count=1))


def _stated(asked: Read) -> Found | None:
    if not STATED.search(asked.plain):
        return None
    rest = STATED.sub(lambda known: "\x00" * len(known[0]), asked.plain)
    rest = re.split(r"\b[A-D]\. ", rest)[0]
    found = SHOULD_NOT.search(rest)
    return _taken_out(asked, found, 0) if found else None


def _taken_out(asked: Read, found: re.Match[str], shift: int) -> Found:
    begins, ends = found.start("phrase") + shift, found.end("phrase") + shift
    before = asked.text[:begins]
    if before.endswith("ca") and found["phrase"].startswith("n"):
        before += "n"
    begins += len(found["phrase"]) - len(found["phrase"].lstrip())
    return Found(begins, ends, tidy(before + asked.text[ends:]))


RULES = (
    Rule(Flag.NEGATED, "Agreeing to disagree with a “not”: two turns of the head.", "Krosnick & Presser, ch. 9",
         _disagreed),
    Rule(Flag.NEGATED, "Against something that is not done: two negations.", "Pollster on Quinnipiac 2010", _opposed),
    Rule(Flag.NEGATED, "To disagree with a “not” is to agree.", "Converse & Presser, Survey Questions", _stated),
    Rule(Flag.NEGATED, "A yes may mean either.", "Krosnick & Presser, ch. 9 (avoid negations)", _not_after),
)  # fmt: skip
