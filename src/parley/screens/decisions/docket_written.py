"""A docket as a document for one audience: what is late first, then the rest by how far it is."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from parley.decisions.queries.handing_out import MOST_TOLD, MOST_WAITING
from parley.decisions.terms import TOLD, UNPUBLISHED, UNSETTLED, DecisionState
from parley.screens.decisions.docketed import state_words
from parley.screens.decisions.shown import names_by, standing_of, step_of
from parley.screens.documents import As, Line
from parley.screens.rendering import absolute

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.groups.models import Area

ORDER = (
    DecisionState.ESCALATED,
    DecisionState.DISCUSSING,
    DecisionState.OPEN,
    DecisionState.DECIDED,
    DecisionState.PUBLISHED,
    DecisionState.SUPERSEDED,
)


def title_of(area: "Area | None") -> str:
    """Give the title of a docket."""
    return _("Docket: %(area)s") % {"area": area.name} if area else _("Docket")


def document(
    decisions: "Sequence[Decision]",
    *,
    area: "Area | None",
    state: DecisionState | None,
    handed: str,
    on: date,
    now: str,
) -> Iterator[Line]:
    """Write a docket out, as `decisions.docket_to_take` gives it to those it is for; counts are of these alone."""
    by = names_by(decisions)
    late = [each for each in decisions if each.state in UNSETTLED and each.decide_by < on]
    yield Line(As.TITLE, title_of(area))
    yield from _head(decisions, len(late), state=state, handed=handed, now=now)
    if not decisions:
        yield Line(As.WORDS, _("There is nothing here that those it is made for may see."))
    if late:
        yield Line(As.NAME, _("Late"))
        for each in sorted(late, key=lambda row: (row.decide_by, row.pk)):
            yield from _lines(each, by[each.pk], on, with_area=area is None)
    words = state_words()
    for at in ORDER:
        here = [each for each in decisions if each.state is at and each not in late]
        if here:
            yield Line(As.NAME, words[at])
        for each in here:
            yield from _lines(each, by[each.pk], on, with_area=area is None)
    yield from _left_out(decisions)


def _head(
    decisions: "Sequence[Decision]", late: int, *, state: DecisionState | None, handed: str, now: str
) -> Iterator[Line]:
    if state:
        yield Line(As.ABOUT, state_words()[state], _("Only"))
    waiting = sum(each.state in UNPUBLISHED for each in decisions)
    if waiting:
        words = ngettext("%(num)d is not published yet", "%(num)d are not published yet", waiting) % {"num": waiting}
        if late:
            words = _("%(waiting)s, %(late)d of them late") % {"waiting": words, "late": late}
        yield Line(As.ABOUT, words)
    yield Line(As.ABOUT, handed, pgettext("whom a file is made for", "For"))
    yield Line(As.ABOUT, now, _("As it stood on"))
    yield Line(As.ABOUT, absolute("docket"))


def _lines(row: "Decision", by: str, on: date, *, with_area: bool) -> Iterator[Line]:
    yield Line(As.RESULT, row.question)
    if row.state in TOLD and row.chosen:
        yield Line(As.BELOW, _("Decided: %(title)s") % {"title": row.chosen.title})
    who = _("decided by %(name)s") if row.state in TOLD else _("%(name)s decides")
    about = (
        step_of(row),
        standing_of(row, on).text,
        who % {"name": by},
        row.area.name if with_area else "",
    )
    yield Line(As.BELOW, " · ".join(filter(None, about)))


def _left_out(decisions: "Sequence[Decision]") -> Iterator[Line]:
    told = sum(each.state in TOLD for each in decisions)
    if told < MOST_TOLD and len(decisions) - told < MOST_WAITING:
        return
    yield Line(As.NAME, _("There may be more"))
    yield Line(As.WORDS, _("This file holds the newest that were published, and the most urgent of what waits. The "
                           "docket itself lists all of them."))  # fmt: skip
