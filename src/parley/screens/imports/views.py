"""Files that are taken in: all of them, and one with what is to be done next."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from parley.clients.queries.facts import client_names
from parley.exchange.actions.uploading import keep_upload
from parley.exchange.queries.uploads import batches_without_file, upload_seen, uploads_listed
from parley.exchange.rules.allowing import may_import
from parley.exchange.rules.filemapping import of_kept
from parley.exchange.rules.presets import PRESETS, preset_called
from parley.exchange.rules.undoing import undoing_refusal
from parley.exchange.terms.uploads import Step
from parley.kernel.refusals import Refused
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.imports.forms import ColumnsForm, FileForm, NamesForm, StartForm, beginning
from parley.screens.imports.looking import look_at
from parley.screens.imports.reporting import told_of
from parley.screens.posting import attempt, status_of

NAMES_AT_ONCE = 100
TOLD_AT_ONCE = 50
KEPT_SHOWN = 10  # rows that stay of each import, where all imports are listed


@require_http_methods(["GET", "POST"])
def page(request: Asked) -> HttpResponse:
    """Bring a file, and see what became of others."""
    if not may_import(request.viewer):
        raise Http404
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = attempt(form, lambda: keep_upload(name=file.name, content=file.chunks(), actor=request.user,
                                                 at=request.now))  # fmt: skip
        if kept:
            return redirect("upload", kept.pk)
    uploads, batches = uploads_listed(request.viewer), batches_without_file(request.viewer)
    asked = [*(each.batch for each in uploads if each.batch), *batches]
    context = {
        "form": form,
        "uploads": uploads,
        "batches": batches,
        "kept_shown": KEPT_SHOWN,
        "names": _names_of(request, [each for row in batches for each in row.report.get("kept", [])[:KEPT_SHOWN]]),
        "undoing": any(each.undo_asked_at and not each.undone_at for each in asked),
        "presets": [each.name for each in PRESETS[:-1]],
        "refusal_of": lambda batch: _undoing_refusal(request, batch),
    }
    return framed(request, "imports/page.html", context, place="clients", status=status_of(form))


def _undoing_refusal(request: Asked, batch: Any) -> str:
    return undoing_refusal(request.viewer, by=batch.by_id, began=batch.started_at, asked=bool(batch.undo_asked_at),
                           of_file=bool(batch.brought), at=request.now)  # fmt: skip


def _names_of(request: Asked, kept: list[Any]) -> dict[int, str]:
    return client_names(request.viewer, {key for kind, key, _why in kept if kind == "client"})


@require_GET
def upload(request: Asked, key: int) -> HttpResponse:
    """One file: what its columns hold, what is wrong with it, how far it is, or what came in."""
    return upload_page(request, key)


def upload_page(request: Asked, key: int, **forms: Any) -> HttpResponse:
    """Answer with the page of a file; a form that was refused is shown again."""
    row = found(upload_seen(request.viewer, key))
    if row.step in {Step.COLUMNS, Step.FAILED}:
        return _columns_page(request, row, forms.get("columns"))
    if row.step in {Step.CHECKING, Step.TAKING}:
        return framed(request, "imports/running.html", {"upload": row, "taking": row.step is Step.TAKING},
                      place="clients")  # fmt: skip
    near = row.found.get("near", [])[:NAMES_AT_ONCE]
    context = {"upload": row, "found": row.found, "told": told_of(row.found)[:TOLD_AT_ONCE]}
    if row.step is Step.CHECKED:
        names = forms.get("names") or NamesForm(near)
        begin = forms.get("start") or StartForm(row.found.get("guesses", []))
        status = max(status_of(names), status_of(begin))
        context |= {"near": near, "names": names, "start": begin, "near_count": len(row.found.get("near", []))}
        return framed(request, "imports/checked.html", context, place="clients", status=status)
    refusal = _undoing_refusal(request, row.batch) if row.batch else ""
    kept = row.batch.report.get("kept", []) if row.batch else []
    undoing = row.batch is not None and bool(row.batch.undo_asked_at) and not row.batch.undone_at
    context |= {"batch": row.batch, "undoing": undoing, "refusal": refusal, "kept": kept}
    context["names"] = _names_of(request, kept[:TOLD_AT_ONCE])
    return framed(request, "imports/done.html", context, place="clients")


def _columns_page(request: Asked, row: Any, form: ColumnsForm | None) -> HttpResponse:
    mapping = of_kept(row.mapping)
    try:
        look = look_at(request, row, mapping)
    except Refused as trouble:
        say(request, trouble.sentence, level="bad")
        look = None
    headers = look.headers if look else ()
    shown = form or ColumnsForm(headers, operations=request.viewer.operations, initial=beginning(mapping))
    preset = preset_called(mapping.source)
    context = {
        "upload": row, "look": look, "form": shown, "preset": preset,
        "trouble": row.found.get("trouble", "") if row.step is Step.FAILED else "",
    }  # fmt: skip
    return framed(request, "imports/columns.html", context, place="clients", status=status_of(shown))
