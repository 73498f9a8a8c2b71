"""The rules in the order they are asked: the first that is sure speaks, and its rewrite is asked again."""

import re
from collections.abc import Mapping

from parley.meetings.rules.questions import closed, double, guessing, jargon, leading, loaded, negated, vague
from parley.meetings.rules.questions.english import is_english
from parley.meetings.rules.questions.reading import Found, Read, Rule, read
from parley.meetings.terms.questions import Hint

# What pushes an answer comes before what is hard to answer, and that before what is only answered shortly.
RULES: tuple[Rule, ...] = (
    *leading.RULES,
    *loaded.RULES,
    *negated.RULES,
    *double.RULES,
    *guessing.RULES,
    *vague.RULES,
    *closed.RULES,
)
LONGEST = 600  # characters; what is longer is no question one can put to a room
FEWEST_WORDS = 4  # of a question that does not begin as open ones do: “Any questions?” is none that can be looked at
OPENS = re.compile(
    r"\b(?:what|why|how|which|who|where|when|walk (?:me|us)|tell (?:me|us)|describe|show us)\b", re.IGNORECASE
)
AGAIN = 3  # how often a rewrite is itself rewritten


def hint_of(question: str, glossary: Mapping[str, str] | None = None) -> Hint | None:
    """Give the one hint for a question, or None: when all is well, when unsure, and outside English.

    `glossary` holds the company's acronyms with their meanings. Source of having one hint and no score: METHODS.md e,
    after QUAID's authors (“no defensible gold standard for question quality”).
    """
    first = _first(question, glossary or {})
    if first is None:
        return None
    rule, found, text = first
    rewrite = found.rewrite
    for _ in range(AGAIN):
        again = _first(rewrite, glossary or {})
        if again is None:
            break
        rewrite = again[1].rewrite
    return Hint(rule.flag, text[found.begins : found.ends], found.begins, rewrite)


def was_read(question: str) -> bool:
    """Whether the coach can say anything of a question at all: it is English, no essay, and asks something in full."""
    if len(question) > LONGEST or not is_english(question) or read(question) is None:
        return False
    return len(question.split()) >= FEWEST_WORDS or bool(OPENS.search(question))


def _first(question: str, glossary: Mapping[str, str]) -> tuple[Rule, Found, str] | None:
    """The first rule that speaks, what it found, and the text it was given."""
    if len(question) > LONGEST or not is_english(question):
        return None
    asked: Read | None = read(question)
    if asked is None:
        return None
    for rule in (*RULES, jargon.rule(glossary)):
        found = rule.find(asked)
        if found:
            return rule, found, question
    return None
