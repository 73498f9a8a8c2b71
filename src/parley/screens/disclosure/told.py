"""Everything clients were told about one initiative: who, what, when, and whether it still holds."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from parley.disclosure.queries import (
    Now,
    corrections_by_statement,
    faults_of,
    now_of,
    promise_of,
    statements_about,
    statements_broken,
)
from parley.disclosure.rules import as_known, because
from parley.disclosure.terms import Closing, Means, NoLonger
from parley.kernel.spans import Window
from parley.people.queries import every_region
from parley.roadmap.terms import Confidence
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import paged
from parley.screens.roadmap.views.one import seen

if TYPE_CHECKING:
    from parley.disclosure.models import Correction, Statement

PAGE = 30
MEANS = {
    Means.CALL: gettext_lazy("in a call"),
    Means.COPY: gettext_lazy("in writing"),
    Means.CARD: gettext_lazy("on a card"),
    Means.LINK: gettext_lazy("by a link"),
    Means.REVIEW: gettext_lazy("in a business review"),
    Means.IMPORT: gettext_lazy("before it was logged here"),
}

SURE = {
    Confidence.HIGH: gettext_lazy("high confidence"),
    Confidence.MEDIUM: gettext_lazy("medium confidence"),
    Confidence.LOW: gettext_lazy("low confidence"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One statement as a page shows it. `state`: holds, broken, or past when the client was told something since."""

    row: "Statement"
    means: str
    promise: str
    freely: bool
    state: str
    note: str


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """Who was told what about an initiative the viewer may see, latest first."""
    initiative = seen(request, key)
    today = timezone.localdate(request.now)
    now = now_of(initiative, on=today)
    broken = request.GET.get("show") == "broken"
    if broken:
        rows = statements_broken(request.viewer, now, [each.pk for each in every_region()], on=today)
    else:
        rows = statements_about(request.viewer, key, on=today)
    pages = paged(request, Paginator(rows, PAGE))
    context = {
        "initiative": initiative,
        "lines": _lines(list(pages), now),
        "pages": pages,
        "broken": broken,
        "more": "?show=broken&page=" if broken else "?page=",
        "ways": [(_("Everything"), "?", not broken), (_("What no longer holds"), "?show=broken", broken)],
    }
    return framed(request, "disclosure/told.html", context, place="roadmap")


def _lines(rows: Collection["Statement"], now: Now) -> list[Line]:
    corrections = corrections_by_statement([each.pk for each in rows])
    return [_line(each, now, corrections.get(each.pk)) for each in rows]


def _line(row: "Statement", now: Now, correction: "Correction | None") -> Line:
    state, note = _standing(row, now, correction)
    return Line(row, str(MEANS[row.means]), _promise(row), row.track_id is None, state, note)


def _standing(row: "Statement", now: Now, correction: "Correction | None") -> tuple[str, str]:
    """Say whether a statement holds, and if not, why and what is done about it."""
    if not row.latest:
        return "past", _("They were told something since.")
    known = [(NoLonger(word), days) for word, days in correction.faults] if correction else []
    faults = as_known(faults_of(row, now), known)
    if not faults:
        return "holds", ""
    why = _("It no longer holds: %s.") % because(faults)
    if row.client.left_on:
        return "broken", f"{why} {_('The client has left.')}"
    if correction and correction.closing is Closing.NOT_NEEDED:
        reason = _("They need not be told, because: “%s”") % correction.because
        return "broken", f"{why} {reason}"
    return "broken", f"{why} {_('They have not been told yet.')}"


def _promise(row: "Statement") -> str:
    """Say which window and confidence were given; nothing when none were."""
    promise = promise_of(row)
    given = [_window(promise.window) if promise.window else "", str(SURE[row.confidence]) if row.confidence else ""]
    return ", ".join(filter(None, given))


@lru_cache(maxsize=1024)
def _window(window: Window) -> str:
    return str(window)  # most clients were given the same few
