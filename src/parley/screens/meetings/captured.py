"""What was written down in one line while a meeting was on, as pages show it: under its item, with who sees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from parley.meetings.queries import AgendaLine
    from parley.meetings.terms.minutes import LineFacts


@dataclass(frozen=True, slots=True)
class LinesOf:
    """What was written down on one item, or between items."""

    title: str
    lines: "list[LineFacts]"


def by_item(lines: "Iterable[LineFacts]", agenda: "Sequence[AgendaLine]", *, but: int | None) -> list[LinesOf]:
    """Gather lines under their items in the order of the agenda, `but` for those of one; the rest comes last."""
    shown = {each.item.pk: LinesOf(each.title, []) for each in agenda if not each.hidden}
    besides = LinesOf(_("Besides"), [])
    for line in lines:
        if line.item is None or line.item != but:
            shown.get(line.item or 0, besides).lines.append(line)
    return [each for each in (*shown.values(), besides) if each.lines]


def seen_by_words(line: "LineFacts", agenda: "Sequence[AgendaLine]") -> str:
    """Say who may see a line: what it links to has readers of its own."""
    if line.insight:
        return _("seen by everybody in the company")
    item = next((each for each in agenda if each.item.pk == line.item), None)
    if line.topic or item is None:
        return _("seen by the group")
    if item.thing is None:
        return _("seen by the group, and by who is called in") if item.called_in else _("seen by the group")
    return _("seen by who may see what this item is about")
