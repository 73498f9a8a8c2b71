"""Several words as one: a list, and what stands after a colon; each language has its own signs for it."""

from collections.abc import Sequence

from django.utils.translation import pgettext


def listed(words: Sequence[str]) -> str:
    """Say several things one after the other: “a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    first = names_listed(words[:-1])
    return pgettext("list", "%(first)s and %(last)s") % {"first": first, "last": words[-1]}


def names_listed(words: Sequence[str]) -> str:
    """Say several things that need no “and” before the last: “a, b, c”."""
    said = words[0] if words else ""
    for each in words[1:]:
        said = pgettext("list", "%(first)s, %(next)s") % {"first": said, "next": each}
    return said


def headed(head: str, text: str) -> str:
    """Say something after what it is: “Decided: we wait”. What stands alone ends its sentence."""
    if not text:
        return pgettext("heading", "%(head)s.") % {"head": head}
    return pgettext("heading", "%(head)s: %(text)s") % {"head": head, "text": text}
