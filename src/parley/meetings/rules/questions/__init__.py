"""The question coach: at most one hint, only where a rule with a source is sure, in English alone, and no score."""

from parley.meetings.rules.questions.coach import OPENS, RULES, hint_of, was_read
from parley.meetings.rules.questions.english import is_english
from parley.meetings.rules.questions.plain import is_closed_by_form

__all__ = ["OPENS", "RULES", "hint_of", "is_closed_by_form", "is_english", "was_read"]
