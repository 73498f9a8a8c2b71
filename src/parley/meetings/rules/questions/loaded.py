"""Loaded: the question holds as true what was never asked, or names it by a word of anger."""

import re

from parley.meetings.rules.questions.reading import Found, Read, Rule
from parley.meetings.rules.questions.words import ONES, PRAISE, SCORN, THING
from parley.meetings.terms.questions import Flag

WE = r"(?:we|you|they|sales|support|legal|marketing|engineering|product|management|leadership|(?:the |your |our )\w+)"
STOPPED = re.compile(
    rf"^(?P<phrase>(?:have|has|did|do|does) (?P<who>{ONES}|we|sales|support|engineering|product|management)"
    r"(?: (?:finally|ever|already))? (?:stop(?:ped)?|quit|given? up|cease[d]?))"
    r"(?= (?:\w+ing|on)\b)",
    re.IGNORECASE,
)
GAVE_UP = re.compile(
    r"^(?P<phrase>when did (?P<who>[\w ]{2,30}?) (?:stop (?:caring|listening|trying)|give up))\b", re.IGNORECASE
)
BLAME = re.compile(
    rf"^(?P<phrase>why (?:do|does|did|is|are|must|can['’]t|won['’]t) (?P<who>{WE}) (?:always|constantly|"
    r"never|keep (?:on )?(?:ignoring|failing|refusing|forgetting|breaking|changing|delaying|promising|pushing)|"
    r"insist on|refuse|refuses|fail|fails|ignore|ignores|neglect|neglects|waste|wastes|so \w+ing to))\b",
    re.IGNORECASE,
)
SO_BAD = re.compile(
    rf"^(?P<phrase>why (?:is|are|was|were) (?P<what>{THING}|onboarding|support|sales|engineering|[\w-]+) (?:always )?"
    r"(?:so|such a|such an|this|that) (?:very )?(?:bad|badly|terribl[ey]|awful|poor|poorly|confusing|broken|buggy|"
    r"useless|hard|difficult|slow|complicated|unreliable|annoying|frustrating|painful|expensive|ugly|clunky|"
    r"incompetent|disorgani[sz]ed|pain|mess|disaster|messy|stubborn|lazy))\b",
    re.IGNORECASE,
)
SCORNED = re.compile(
    r"\b(?:our|the|this|that|these|those|their|your|his|her|its|such|\w+['’]s|such an?|an?)"
    rf" (?:new |old |current |latest )?(?P<phrase>(?:{SCORN}))"
    r"(?! (?:part|thing|bit|step|moment|idea|to|for|about|of|in|than|if|when|or)\b)(?= [\w-])",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\b(?:our|their|this|that|such an?|management['’]s) "
    r"(?P<phrase>confusing|annoying|frustrating|painful|overpriced|unfair|ugly|tedious|sluggish|careless)"
    r"(?! (?:part|thing|bit|step|moment)\b)(?= [\w-])",
    re.IGNORECASE,
)
SOME_SAY = re.compile(
    r"^\s*(?P<phrase>(?:some|many|most|a lot of|several)(?: (?:people|experts|analysts|clients|customers|users))?"
    r"(?: (?:would|might))? (?:say|claim|complain|feel|fear)\b|(?:(?:all|most|many|leading) )?(?:experts|analysts|"
    r"studies|research|critics|everybody|everyone)(?: (?:all|clearly))? (?:agree|say|show|shows|prove|proves|know|"
    r"knows|warn|think|thinks|believe)\b)"
    r"(?P<said>[^?]*?[.,:;]\s+)(?=(?:so |and )?(?:what|how|do|would|should|why|is|are|does|when|which)\b)",
    re.IGNORECASE,
)
BOAST = re.compile(
    r"^\s*(?P<phrase>[^.?!]+ (?:is|are) (?:[\w'’]+ )*?(?:the best|the worst|the leading|the most \w+|\w+['’]s "
    rf"(?:most|best|leading|largest|favou?rite)[\w-]*|{PRAISE})[^.?!]*\.)\s+(?=\w)",
    re.IGNORECASE,
)
NEUTRAL = "How does this look from your side?"


def _stopped(asked: Read) -> Found | None:
    stopped = STOPPED.match(asked.asks) or GAVE_UP.match(asked.asks)
    if not stopped:
        return None
    who = stopped["who"].strip()
    rewrite = NEUTRAL if who.lower() in {"you", "we"} else f"What has changed for {who} in the last three months?"
    return _found(asked, stopped, asked.instead(rewrite))


def _blame(asked: Read) -> Found | None:
    blame = BLAME.match(asked.asks)
    if not blame or blame["who"].lower() in {"the client", "the clients", "our clients", "your clients"}:
        return None
    who = blame["who"]
    rewrite = (
        NEUTRAL if who.lower() in {"you", "we"} else f"What was it like the last time you worked with {_object(who)}?"
    )
    return _found(asked, blame, asked.instead(rewrite))


def _so_bad(asked: Read) -> Found | None:
    bad = SO_BAD.match(asked.asks)
    if not bad:
        return None
    what = asked.text[asked.begins + bad.start("what") : asked.begins + bad.end("what")]
    return _found(asked, bad, asked.instead(f"What is your experience with {what}?"))


def _scorned(asked: Read) -> Found | None:
    scorned = SCORNED.search(asked.plain) or OURS.search(asked.plain)
    if not scorned:
        return None
    begins, ends = scorned.span("phrase")
    return Found(begins, ends, asked.without(begins, ends))


def _some_say(asked: Read) -> Found | None:
    said = SOME_SAY.match(asked.plain)
    if not said:
        return None
    rest = asked.text[said.end() :]
    if re.search(r"\b(?:it|that|this|they|them)\b", rest):
        about = re.match(r"\s*(?:that )?(?P<what>.+?) (?:is|are|was|were|does|do|has|have|will|can)\b", said["said"])
        rest = f"What is your view of {about['what']}?" if about else rest
    begins, ends = said.span("phrase")
    return Found(begins, ends, rest[:1].upper() + rest[1:])


def _boast(asked: Read) -> Found | None:
    boast = BOAST.match(asked.plain)
    if not boast or boast.end() > asked.begins:
        return None
    begins, ends = boast.span("phrase")
    return Found(begins, ends, asked.without(begins, ends))


def _found(asked: Read, match: re.Match[str], rewrite: str) -> Found:
    return Found(asked.begins, asked.begins + len(match["phrase"]), rewrite)


def _object(who: str) -> str:
    return "them" if who.lower() == "they" else who


RULES = (
    Rule(Flag.LOADED, "Whoever answers yes or no admits to it.", "Payne 1951, “Isn’t that loaded?”; Drive Research",
         _stopped),
    Rule(Flag.LOADED, "“Why … never” holds as true what was not asked.", "QUAID, misleading presupposition", _blame),
    Rule(Flag.LOADED, "“Why … so bad” holds as true what was not asked.", "QUAID, misleading presupposition", _so_bad),
    Rule(Flag.LOADED, "A word of anger before the thing that is asked about.", "Krosnick & Presser, ch. 9; Pew",
         _scorned),
    Rule(Flag.LOADED, "What others are said to think comes first.", "Drive Research; Payne 1951", _some_say),
    Rule(Flag.LOADED, "A boast comes first.", "Drive Research, loaded questions", _boast),
)  # fmt: skip
