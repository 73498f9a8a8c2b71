"""When a wave was, and how many answered it, in a sentence."""

from datetime import date

from django.utils.translation import gettext as _

from parley.screens.rendering import day
from parley.surveys.terms.found import Found


def about_words(found: Found) -> str:
    """Say when a wave was, and how many answered it of how many, as far as that is known."""
    opened, closed = (date.fromisoformat(each) if each else None for each in (found.opened, found.closed))
    when = _("%(opened)s to %(closed)s") % {"opened": day(opened), "closed": day(closed)} if opened else day(closed)
    if found.answered is None:
        return when
    if found.invited is None:
        return _("%(when)s. %(answered)d answered.") % {"when": when, "answered": found.answered}
    return _("%(when)s. %(answered)d of %(invited)d answered.") % {
        "when": when, "answered": found.answered, "invited": found.invited,
    }  # fmt: skip
