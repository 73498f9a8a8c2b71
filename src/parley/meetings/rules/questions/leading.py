"""Leading: the question says which answer is wanted."""

import re

from parley.meetings.rules.questions.reading import Found, Read, Rule, lowered, tidy
from parley.meetings.rules.questions.words import N_T, ONES, PRAISE, QUALITY
from parley.meetings.terms.questions import Flag

TAG = re.compile(
    rf",\s*(?P<tag>(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)(?:{N_T})?\s+"
    r"(?:not\s+)?(?:it|you|they|we|he|she|this|that|there|i)(?:\s+(?:not|agree|say|think))?"
    r"|right|correct|no|yes|agreed|don['’]t you think|am i right|wouldn['’]t you say))\s*\?+\s*$",
    re.IGNORECASE,
)
LIKING = re.compile(
    rf"^(?P<who>{ONES})(?:\s+(?:all|really|do|don['’]t|clearly))*\s+"
    r"(?P<verb>love|like|prefer|enjoy|want|hate|dislike|trust|agree with)s?\s+(?P<what>.+)$",
    re.IGNORECASE,
)
OPINION = re.compile(r"\b(?:agree|think|say)$", re.IGNORECASE)
QUALIFIED = re.compile(rf"\b{QUALITY}\b", re.IGNORECASE)
PUSHED = re.compile(
    rf"^(?:(?P<thing>do{N_T} (?:you|we|they|your clients|clients) (?:also |all |just )?"
    r"(?:think|agree|believe|feel|find))(?: it obvious)?"
    rf"|(?:do|does){N_T} (?:everyone|everybody|we all) (?:\w+)"
    rf"|would{N_T} (?:you|they|your clients) (?:also |all )?(?:agree|say|think|prefer|rather|love|like)"
    rf"|(?:is|was){N_T} it (?:true|obvious|clear|time|great|better|the case|fair|right)"
    rf"|(?:is|was|are|were|would|should){N_T}(?=[^?]*\b{QUALITY}\b))\b",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    rf"^(?:do|would){N_T} (?P<who>you|we|they|your clients|clients) (?:also |all |just )?"
    r"(?:think|agree|believe|feel|say)(?:,| that)? (?P<clause>.+?)\?*$",
    re.IGNORECASE,
)
IT = re.compile(rf"^(?:is|was){N_T} it (?:true|obvious|clear|the case|fair) that (?P<clause>.+?)\?*$", re.IGNORECASE)
BE = re.compile(
    rf"^(?:is|was|are|were)n['’]t (?P<what>(?!it\b).+?) {QUALITY}(?: (?:for|to|with|in|on|at|than)\b.*?)?\?*$",
    re.IGNORECASE,
)
BETTER = re.compile(rf"^(?:is|was|would)n['’]t it (?:be )?{QUALITY} (?:to|if|that) (?P<what>.+?)\?*$", re.IGNORECASE)
AGREED = re.compile(
    r"^(?P<phrase>(?:do|would|don['’]t) (?:you|you all|your clients|clients) (?:not )?agree(?: with (?:me|us))?)"
    r",? (?:that )?(?P<clause>(?!or\b|with\b|to\b|on\b|about\b).+?)\?*$",
    re.IGNORECASE,
)
MUCH = re.compile(
    r"^how (?P<how>much (?:do|did|does) (?P<who>[^?]+?) (?P<verb>love|like|enjoy|appreciate|admire|hate)"
    r" (?P<what>[^?]+)"
    r"|(?P<quality>much (?:better|easier|faster|simpler|happier|more \w+)|great|amazing|awesome|wonderful|fantastic|"
    r"excellent|awful|terrible|horrible|brilliant|impressed|excited|delighted|thrilled|bad|annoying|frustrating)\b"
    r" (?P<be>is|was|are|were) (?!(?:the |our |your )?(?:\w+ )?(?:risk|chance|need|demand|difference|"
    r"impact|effect|gap|distance)\b)(?P<thing>[^?]+?))\?*$",
    re.IGNORECASE,
)
PRAISED = re.compile(
    rf"\b(?P<whose>our|the|this)(?P<phrase>(?:,? (?:new|very own|latest),?)?(?: and)? (?:{PRAISE})(?:,? (?:{PRAISE}))?"
    r"|,? new,? (?:and )?(?:low(?:er)?|improved|better))\b(?=,? [\w-])(?! (?:number|deal|many|majority|part)\b)",
    re.IGNORECASE,
)
CROWD = re.compile(
    r"(?P<phrase>\b(?:(?:just )?like (?:most|many|all|the rest|everybody|everyone|other)\b[^,?]*,"
    r"|as (?:we all|you all|everyone|everybody|all of us) (?:know|agree|see)s?,"
    r"|now that you(?:['’]ve| have) (?:seen|heard|learned|experienced) (?:how|what|that)\b[^,?]*,"
    r"|(?:surely|obviously|clearly|of course|naturally|undoubtedly),? (?=\w))\s*)",
    re.IGNORECASE,
)
ANCHOR = re.compile(
    r"^\s*(?P<phrase>(?:(?:keeping|bearing) in mind|knowing|considering|given|seeing) (?:that|how)\b[^,?]*"
    rf"\b(?:\w+est|most \w+|best|worst|leading|only|{PRAISE}|saves?|easily|popular|love[sd]?|better|hugely|attacks?)\b"
    r"[^,?]*,\s*)",
    re.IGNORECASE,
)

SURE = re.compile(r"surely|obviously|clearly|of course|naturally|undoubtedly", re.IGNORECASE)
ASKS = re.compile(
    r"(?:what|why|how|when|where|who|which|whose|is|are|was|were|do|does|did|has|have|can|could|will|would|should)\b",
    re.IGNORECASE,
)


def _tag(asked: Read) -> Found | None:
    tag = TAG.search(asked.asks)
    if not tag:
        return None
    said = asked.asks[: tag.start()].strip()
    liking = LIKING.match(said)
    if not liking and not QUALIFIED.search(said) and not OPINION.search(tag["tag"]):
        return None
    begins = asked.begins + tag.start("tag")
    if liking:
        who, what = liking["who"].lower(), asked.text[asked.begins + liking.start("what") : asked.begins + tag.start()]
        rewrite = f"What {_do(who)} {who} think of {what.strip()}?"
        if liking["verb"].lower() == "want":
            rewrite = f"What {_do(who)} {who} want, and for which reason?"
    else:
        said = asked.text[asked.begins : asked.begins + tag.start()].strip()
        rewrite = f"What makes you agree or disagree that {lowered(said)}?"
    return Found(begins, begins + len(tag["tag"]), asked.instead(rewrite))


def _pushed(asked: Read) -> Found | None:
    pushed = PUSHED.match(asked.asks)
    if not pushed:
        return None
    ends = asked.begins + pushed.end()
    clause = CLAUSE.match(asked.asks) or IT.match(asked.asks)
    be, better = BE.match(asked.asks), BETTER.match(asked.asks)
    if clause:
        said = _own(asked, clause, "clause")
        rewrite = f"What makes you agree or disagree that {lowered(said)}?"
    elif be:
        rewrite = f"What is your experience with {_own(asked, be, 'what')}?"
    elif better:
        rewrite = f"What would speak for or against this: {_own(asked, better, 'what')}?"
    else:
        positive = re.sub(rf"{N_T}$", "", asked.text[asked.begins : asked.begins + pushed.end()].split(" ", 1)[0])
        rest = asked.text[asked.begins : asked.ends].split(" ", 1)[1]
        rewrite = f"How do you see this: {positive.lower()} {rest}"
    return Found(asked.begins, ends, asked.instead(tidy(rewrite)))


def _agreed(asked: Read) -> Found | None:
    agreed = AGREED.match(asked.asks)
    if not agreed or " or disagree" in asked.asks.lower():
        return None
    said = _own(asked, agreed, "clause")
    rewrite = asked.instead(f"What makes you agree or disagree that {lowered(said)}?")
    return Found(asked.begins, asked.begins + len(agreed["phrase"]), rewrite)


def _much(asked: Read) -> Found | None:
    much = MUCH.match(asked.asks)
    if not much:
        return None
    phrase = f"How {much['quality']}" if much["quality"] else asked.asks[: much.end("verb")]
    if much["quality"]:
        thing = re.sub(r" (?:for|to) (?:you|them|your clients)$", "", _own(asked, much, "thing"))
        rewrite = f"What is your experience with {thing}?"
    else:
        do = much["how"].split(" ")[1].lower()
        rewrite = f"What {do} {_own(asked, much, 'who')} like or dislike about {_own(asked, much, 'what')}?"
    return Found(asked.begins, asked.begins + len(phrase), asked.instead(rewrite))


def _praised(asked: Read) -> Found | None:
    for praised in PRAISED.finditer(asked.plain):
        words = praised["phrase"].lower().strip(" ,").split()
        stays = " new" if words[0].strip(",") == "new" else ""
        begins, ends = praised.span("phrase")
        begins += len(asked.plain[begins:ends]) - len(asked.plain[begins:ends].lstrip(" ,"))
        rewrite = tidy(f"{asked.text[: praised.start('phrase')]}{stays}{asked.text[ends:]}")
        return Found(begins, ends, rewrite)
    return None


def _crowd(asked: Read) -> Found | None:
    for pattern in (CROWD, ANCHOR):
        crowd = pattern.search(asked.plain)
        if crowd and not asked.plain[: crowd.start()].rstrip(" \n").endswith(tuple("abcdefghijklmnopqrstuvwxyz,")):
            begins, ends = crowd.span("phrase")
            rest = asked.without(begins, ends)
            if SURE.match(crowd["phrase"]) and not ASKS.match(rest) and rest.count("?") == 1 and "," not in rest:
                rest = f"What makes you agree or disagree that {lowered(rest)}"
            return Found(begins, begins + len(crowd["phrase"].rstrip(" ,")), rest)
    return None


def _own(asked: Read, match: re.Match[str], name: str) -> str:
    """The part of a match as it was written, quotations and all."""
    return asked.text[asked.begins + match.start(name) : asked.begins + match.end(name)]


def _do(who: str) -> str:
    plural = who in {"you", "they", "people", "most people"} or who.endswith("s")
    return "do" if plural else "does"


RULES = (
    Rule(Flag.LEADING, "A tag at the end asks for a yes.", "Payne 1951; NN/g, leading questions", _tag),
    Rule(Flag.LEADING, "“Don’t you think” says what to think.", "Krosnick & Presser, ch. 9; Payne 1951", _pushed),
    Rule(Flag.LEADING, "People tend to agree with what they are asked to agree to.",
         "Krosnick & Presser, ch. 9 (acquiescence)", _agreed),
    Rule(Flag.LEADING, "A quality in the question is taken for granted.", "NN/g, leading questions", _much),
    Rule(Flag.LEADING, "Praise before the thing that is asked about.", "Library Research Service; NN/g", _praised),
    Rule(Flag.LEADING, "What others think, or have seen, comes before what you are asked.",
         "Univ. of Minnesota, 15.8; survey_questions.csv (anchoring)", _crowd),
)  # fmt: skip
