"""An agenda in a mail and in the calendar entry that comes with it, in the words of its reader's language."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from parley.meetings.queries import AgendaLine


def agenda_words(lines: "Iterable[AgendaLine]") -> list[str]:
    """Say each item as its reader sees it: “Household graph (15 min, led by Noor Haddad)”."""
    return [_line(each) for each in lines]


def _line(line: "AgendaLine") -> str:
    lead = line.item.lead
    said = {
        "title": _("An item for fewer people") if line.hidden else line.title,
        "minutes": line.item.minutes,
        "name": lead.name if lead else "",
    }
    return (_("%(title)s (%(minutes)s min, led by %(name)s)") if lead else _("%(title)s (%(minutes)s min)")) % said
