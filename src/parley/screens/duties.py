"""What stages ask for, in the words of the reader’s language; what a company calls so itself stays as it is."""

from django.utils.translation import pgettext

from parley.roadmap.terms.duties import DUTY_WORDS, DutyKind


def duty_words(what: str) -> str:
    """Give what a duty is called in a sentence, from the company’s own words or from the kind."""
    return pgettext("duty", DUTY_WORDS[DutyKind(what)]) if what in set(DutyKind) else what


def duty_heading(what: str) -> str:
    """Give the same as the beginning of a line."""
    words = duty_words(what)
    return words[:1].upper() + words[1:]
