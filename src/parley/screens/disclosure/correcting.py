"""Corrections: which clients have to hear that something changed, with the words for it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.disclosure.actions import Occasion, close_correction, drop_correction
from parley.disclosure.queries import (
    corrections_assigned_to,
    corrections_listed,
    corrections_visible_to,
    people_assigned,
)
from parley.disclosure.rules import because, must_be_open
from parley.disclosure.terms import Broken, NoLonger, correction_ref
from parley.kernel.spans import today_of
from parley.roadmap.queries import initiatives_visible_to
from parley.screens.asking import Asked
from parley.screens.disclosure.forms import CorrectedForm, NotNeededForm
from parley.screens.frame import page as framed
from parley.screens.frame import paged, say
from parley.screens.posting import attempt, managed, status_of
from parley.screens.returning import list_sent_from
from parley.screens.telling import told_in_sight

if TYPE_CHECKING:
    from parley.disclosure.models import Correction

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Shown:
    """A correction as its reader sees it. `why` names the days only to who may see the initiative.

    `known_as` is the name clients know, where that is another one than its reader sees.
    """

    row: "Correction"
    why: str
    title: str
    seen: bool
    known_as: str


def shown(correction: "Correction", *, seen: bool) -> Shown:
    """Say why it no longer holds."""
    faults = [Broken(NoLonger(word), days) for word, days in correction.faults]
    why = because(faults) if seen else _("it changed")
    name = correction.statement.name
    title = correction.initiative.title if seen else name
    return Shown(correction, why, title, seen, name if name != title else "")


@require_GET
def page(request: Asked) -> HttpResponse:
    """Corrections that wait for the viewer, the oldest first; or all they may read."""
    every = request.GET.get("show") == "all"
    today = today_of(request.user, request.now)
    some = paged(request, Paginator(corrections_listed(request.viewer, today, every=every), A_PAGE))
    context = {
        "corrections": [shown(each, seen=bool(each.seen)) for each in some],
        "pages": some,
        "every": every,
    }
    return framed(request, "disclosure/corrections.html", context, place="clients")


def _seen(request: Asked, initiatives: list[int]) -> set[int]:
    return set(initiatives_visible_to(request.viewer).filter(pk__in=initiatives).values_list("pk", flat=True))


@require_GET
def one(request: Asked, key: int) -> HttpResponse:
    """One correction: what was told, what changed, and the words for it."""
    row = _found(request, key)
    return _page(request, row, CorrectedForm(initial=_start(request, row)), NotNeededForm())


def _start(request: Asked, row: "Correction") -> dict[str, object]:
    return {"text": row.text, "told_on": today_of(request.user, request.now), "to_whom": row.statement.to_whom}


def _found(request: Asked, key: int) -> "Correction":
    visible = corrections_visible_to(request.viewer, on=today_of(request.user, request.now))
    return get_object_or_404(visible, pk=key)


def _page(request: Asked, row: "Correction", form: CorrectedForm, not_needed: NotNeededForm) -> HttpResponse:
    today = today_of(request.user, request.now)
    people = people_assigned(row, at=request.now)[:6]
    seen = bool(_seen(request, [row.initiative_id]))
    context = {
        "shown": shown(row, seen=seen),
        "people": people,
        "mine": request.viewer.operations
        or corrections_assigned_to(request.viewer, on=today).filter(pk=row.pk).exists(),
        "form": form,
        "not_needed": not_needed,
        "list": list_sent_from(request),
        "told": told_in_sight(request, correction_ref(row.pk), limit=20, whole=True),
    }
    status = max(status_of(form), status_of(not_needed))
    return framed(request, "disclosure/correction.html", context, place="clients", status=status)


@require_POST
def telling(request: Asked, key: int) -> HttpResponse:
    """The client was told what holds now."""
    row = _found(request, key)
    must_be_open(closed=row.closed_at is not None)
    form = CorrectedForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        how = Occasion(on=given["told_on"], to_whom=given["to_whom"])
        if attempt(
            form,
            lambda: close_correction(correction=row, text=given["text"], how=how, actor=request.user, at=request.now),
        ):
            say(request, _("Corrected. %(client)s knows what holds now.") % {"client": row.client.name})
            return redirect(list_sent_from(request) or reverse("client", args=[row.client_id]))
    return _page(request, row, form, NotNeededForm())


@require_POST
def dropping(request: Asked, key: int) -> HttpResponse:
    """Close it: the client need not be told, because."""
    row = _found(request, key)
    must_be_open(closed=row.closed_at is not None)
    form = NotNeededForm(request.POST)
    if form.is_valid() and managed(
        form,
        lambda: drop_correction(
            correction=row, because=form.cleaned_data["because"], actor=request.user, at=request.now
        ),
    ):
        say(request, _("Closed, and the reason stands beside it."))
        return redirect(list_sent_from(request) or reverse("client", args=[row.client_id]))
    return _page(request, row, CorrectedForm(initial=_start(request, row)), form)
