"""What somebody gave, in words."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import ngettext

from parley.languages.joining import listed
from parley.voices.terms import Given


def gave(kinds: Iterable[Given]) -> str:
    """Say what somebody gave: “2 insights and a topic”."""
    words = {
        Given.INSIGHT: lambda n: ngettext("an insight", "%d insights", n),
        Given.TOPIC: lambda n: ngettext("a topic", "%d topics", n),
        Given.NOTE: lambda n: ngettext("a note of a round", "%d notes of rounds", n),
        Given.COMMENT: lambda n: ngettext("what they said", "what they said %d times", n),
    }
    counted = [(words[kind](n), n) for kind, n in Counter(kinds).items()]
    return listed([each % n if "%d" in each else each for each, n in counted])
