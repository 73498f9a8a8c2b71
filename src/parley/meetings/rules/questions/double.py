"""Double: two questions in one, of which one answer cannot answer both."""

import re

from parley.meetings.rules.questions.reading import Found, Read, Rule
from parley.meetings.rules.questions.words import ONES, QUALITY
from parley.meetings.terms.questions import Flag

ASKING = r"(?:what|why|how|when|where|who|which)"
AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must)"
TWO = re.compile(
    rf"^{ASKING}\b[^?]*?(?P<phrase>,? and (?:also )?(?:{ASKING}(?: \w+)? {AUX} (?P<rest>[^?]+)"
    r"|who (?:told|called|owns|decided|approved|made|paid|wrote) [^?]+"
    r"|what (?:happened|changed|made|led|stops?) [^?]+))\?*$",
    re.IGNORECASE,
)
BACK = re.compile(
    rf"^,? and (?:also )?{ASKING}(?: \w+)? {AUX} (?:only )?(?:they|it|he|she|this|that|these|those)\b", re.IGNORECASE
)
FOLLOWED = re.compile(r"^(?:which|who|whose|when|where)\b", re.IGNORECASE)  # names something; the rest asks about it
SHORT = 4  # words; "where and when" asks after one thing
CONTRAST = re.compile(r"(?:\bnot|n['’]t)\s*\?*$", re.IGNORECASE)
FULL = re.compile(
    rf"(?:(?:and|also|and also),? )?(?:{ASKING}\b.*?\b{AUX}|{ASKING} \w+ed|{AUX} (?:you|your|they|the|it|we))\b",
    re.IGNORECASE,
)
EXAMPLE = re.compile(
    r"(?:for (?:example|instance)|e\.g\.|such as|is it|was it|are there|is that|why|or)\b", re.IGNORECASE
)
PAIRS = (
    "terms and conditions|pros and cons|research and development|drag and drop|search and replace|copy and paste|"
    "black and white|health and safety|sales and marketing|marks and spencer|trial and error|supply and demand|"
    "profit and loss|do's and don'ts|dos and don'ts|ups and downs|strengths and weaknesses|back and forth|"
    "questions and answers|terms and pricing|now and then|more and more|again and again|up and running|"
    "roles and permissions|users and groups|find and replace|check and balance|plug and play|command and control|"
    "safe and sound|good and bad|sign up and log in|name and address|bread and butter|cut and dried|wear and tear"
)
NOT_TWO = re.compile(
    rf"\b(?:{PAIRS}|between|both|combination of|mix of|balance of|relationship|together|trade-off)\b", re.IGNORECASE
)
NOUN = r"(?:(?:the|our|your|their|this|its) )?(?:new |old |latest |overall )?[\w-]+(?: [\w-]+)?"
JUDGED = re.compile(
    rf"^(?:how (?:satisfied|happy|pleased|unhappy|confident|comfortable|familiar) (?:are|is|were|was) (?:{ONES})"
    r" (?:with|about|in)"
    rf"|how (?:do|does|did|would) (?:{ONES}) (?:feel about|rate|judge|like|find|see)"
    rf"|what (?:do|does|did) (?:{ONES}) think (?:of|about)"
    rf"|(?:are|is|were|was) (?:{ONES}) (?:satisfied|happy|pleased|familiar|comfortable) with"
    rf"|(?:do|does|did) (?:{ONES}) (?:use|like|trust|need|want|enjoy|understand|own|read)"
    r"|(?:how (?:useful|helpful|good|easy|clear|important) (?:is|are|was|were))"
    r"|when was the last time you \w+ your)"
    rf" (?P<first>{NOUN})(?P<phrase> and (?P<second>{NOUN}))"
    r"(?P<tail>(?: (?:of|for|in|to|on|from|with|during|at) [^?]+)?)\?*$",
    re.IGNORECASE,
)
VERBS = re.compile(
    r"^(?!the |our |your |their )(?:\w+ing)$|\b(?:work|share|differ|decide|split|relate|interact|compare)$",
    re.IGNORECASE,
)
NAMES = re.compile(r"^[A-Z][\w-]* and [A-Z]")
ADJECTIVES = re.compile(
    rf"^(?:(?:is|are|was|were|did (?:{ONES}) find|do (?:{ONES}) find) [^?,]+? {QUALITY}"
    rf"|how (?:{QUALITY}))(?P<phrase> and (?:{QUALITY}))\b(?! or)",
    re.IGNORECASE,
)
AGREED = re.compile(r"\bagree or disagree\b", re.IGNORECASE)
STATED = re.compile(
    r"(?P<phrase> and (?:by|with|for|the|is|are|was|were|has|have|gets?|makes?|gives?|helps?|saves?|to|should|will)\b)",
    re.IGNORECASE,
)


def _two(asked: Read) -> Found | None:
    two = TWO.match(asked.asks)
    if not two or CONTRAST.search(two["phrase"]) or BACK.match(two["phrase"]) or FOLLOWED.match(asked.asks):
        return None
    if asked.asks.lower().startswith("what ") and two["phrase"].lower().lstrip(", ").startswith("and what "):
        return None  # what is said and what is meant: one contrast
    if "," in (two["rest"] or "") or len(asked.asks[: two.start("phrase")].split()) < SHORT:
        return None  # what follows the comma belongs to both halves
    return _first_half(asked, two)


def _two_sentences(asked: Read) -> Found | None:
    if len(asked.questions) < 2:
        return None
    (one_begins, one_ends), (begins, ends) = asked.questions[-2:]
    one, other = asked.plain[one_begins:one_ends], asked.plain[begins:ends]
    if min(len(one.split()), len(other.split())) < 4 or EXAMPLE.match(other):
        return None
    if not (FULL.match(one) and FULL.match(other)):
        return None
    return Found(begins, ends, asked.text[:one_ends].strip())


def _judged(asked: Read) -> Found | None:
    judged = JUDGED.match(asked.asks)
    if not judged or NOT_TWO.search(asked.asks) or VERBS.search(judged["second"]) or "," in judged["tail"]:
        return None
    named = asked.text[asked.begins + judged.start("first") : asked.begins + judged.end("second")]
    if NAMES.match(named) or judged["first"].split()[-1].lower() in {"you", "clients", "people", "we", "they"}:
        return None
    return _first_half(asked, judged)


def _adjectives(asked: Read) -> Found | None:
    two = ADJECTIVES.match(asked.asks)
    if not two or NOT_TWO.search(asked.asks):
        return None
    half = _first_half(asked, two)
    return Found(half.begins, half.ends, re.sub(r" to \w+\?$", "?", half.rewrite))


def _stated(asked: Read) -> Found | None:
    if not AGREED.search(asked.plain):
        return None
    stated = STATED.search(asked.plain)
    if not stated or NOT_TWO.search(asked.plain) or "," in asked.plain[max(0, stated.start() - 1) : stated.start()]:
        return None
    ends = re.compile(r"[.?:]|$").search(asked.plain, stated.end())
    stop = ends.start() if ends else len(asked.plain)
    begins = stated.start() + 1
    return Found(begins, stated.end(), f"{asked.text[: stated.start()]}{asked.text[stop:]}".strip())


def _first_half(asked: Read, two: re.Match[str]) -> Found:
    begins, ends = asked.begins + two.start("phrase"), asked.begins + two.end("phrase")
    rewrite = f"{asked.text[:begins].rstrip(' ,')}{asked.text[ends:]}"
    rewrite = rewrite if rewrite.rstrip().endswith("?") else f"{rewrite.rstrip()}?"
    begins += len(two["phrase"]) - len(two["phrase"].lstrip(" ,"))
    return Found(begins, ends, rewrite)


ONE = "Krosnick & Presser, ch. 9 (one thing at a time)"
RULES = (
    Rule(Flag.DOUBLE, "Two things are to be agreed to at once.", "Univ. of Minnesota, 15.8; survey_questions.csv q29",
         _stated),
    Rule(Flag.DOUBLE, "Two questions, joined by “and”.", ONE, _two),
    Rule(Flag.DOUBLE, "Two questions, one after the other.", ONE, _two_sentences),
    Rule(Flag.DOUBLE, "Two qualities, and perhaps it has one.", ONE, _adjectives),
    Rule(Flag.DOUBLE, "Two things, and perhaps they are not alike.", ONE, _judged),
)  # fmt: skip
