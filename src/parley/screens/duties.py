"""What stages ask for, in the words of the reader’s language; what a company calls so itself stays as it is."""

from parley.languages.saying import said
from parley.roadmap.terms.duties import DUTY_WORDS


def duty_words(what: str) -> str:
    """Give what a duty is called in a sentence, from the company’s own words or from the kind."""
    return said("duty", DUTY_WORDS, what)


def duty_heading(what: str) -> str:
    """Give the same as the beginning of a line."""
    words = duty_words(what)
    return words[:1].upper() + words[1:]
