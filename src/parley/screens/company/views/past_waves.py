"""Taking in waves that were asked elsewhere, as totals: brought, looked at, and then taken in; and taking one out."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from parley.exchange.actions.past_waves import import_past_totals
from parley.exchange.terms import Source
from parley.kernel.refusals import Refused
from parley.people.rules import must_administer
from parley.screens.asking import Asked, found
from parley.screens.company.changing import settings_page
from parley.screens.company.past_wave_forms import TotalsFileForm, TotalsMeantForm
from parley.screens.frame import say
from parley.screens.posting import attempt, status_of
from parley.surveys.actions.taking_in import take_out_wave
from parley.surveys.queries.waves import wave_seen
from parley.surveys.terms.past import OnlyTried, TakenIn

LARGEST = 1_000_000  # bytes


@require_http_methods(["GET", "POST"])
def page(request: Asked) -> HttpResponse:
    """Bring a file; when it is sent, see what would become of it. Nothing is written before it is meant."""
    must_administer(request.viewer)
    posted = request.method == "POST"
    form = TotalsFileForm(request.POST if posted else None, request.FILES if posted else None)
    context: dict[str, Any] = {"form": form, "waves": None, "refused": None}
    if posted and form.is_valid():
        name, content = form.cleaned_data["file"].name[-200:], form.cleaned_data["file"].read(LARGEST + 1)
        waves = attempt(form, lambda: _tried(request, name, content))
        if waves is not None:
            letters = b64encode(content).decode()
            context |= {"waves": waves, "meant": TotalsMeantForm(initial={"name": name, "content": letters})}
    return settings_page(request, "company/past_waves.html", context, tab="company_surveys", status=status_of(form))


@require_POST
def taking_in(request: Asked) -> HttpResponse:
    """Take in what was looked at. What has come in meanwhile is refused, as it is when the file is brought."""
    must_administer(request.viewer)
    form = TotalsMeantForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        waves = attempt(form, lambda: _taken(request, given["name"], _bytes(given["content"])))
        if waves is not None:
            say(request, ngettext("%(num)s past wave is here.", "%(num)s past waves are here.", len(waves))
                % {"num": len(waves)})  # fmt: skip
            return redirect("company_surveys")
    return settings_page(request, "company/past_waves.html", {"form": TotalsFileForm(), "waves": None, "refused": form},
                         tab="company_surveys", status=status_of(form))  # fmt: skip


@require_POST
def taking_out(request: Asked, key: int) -> HttpResponse:
    """Take a wave out again that came in by mistake."""
    must_administer(request.viewer)
    take_out_wave(
        wave=found(wave_seen(request.viewer, key)), reason=request.POST.get("reason", ""), actor=request.user,
        at=request.now,
    )  # fmt: skip
    say(request, _("The wave is out again, and what had come in of it is deleted."))
    return redirect("company_surveys")


def _tried(request: Asked, name: str, content: bytes) -> Sequence[TakenIn]:
    try:
        return _import(request, name, content, dry_run=True)
    except OnlyTried as tried:
        return tried.waves


def _taken(request: Asked, name: str, content: bytes) -> Sequence[TakenIn]:
    return _import(request, name, content, dry_run=False)


def _import(request: Asked, name: str, content: bytes, *, dry_run: bool) -> Sequence[TakenIn]:
    if len(content) > LARGEST:
        raise Refused(_("This file is larger than 1 MB. Bring fewer waves at once."), field="file")
    source = Source(name, lambda: BytesIO(content))
    return import_past_totals(source=source, dry_run=dry_run, actor=request.user, at=request.now)


def _bytes(letters: str) -> bytes:
    try:
        return b64decode(letters, validate=True)
    except binascii.Error:
        raise Refused(_("The file did not arrive whole. Bring it once more.")) from None
