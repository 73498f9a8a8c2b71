"""What somebody does with a file on its way in: its columns, its names, taking it in, giving it up, undoing it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parley.exchange.actions.undoing import ask_to_undo
from parley.exchange.actions.uploading import answer_names, give_up_upload, map_upload, start_upload
from parley.exchange.queries.intake import spelled_headers_in
from parley.exchange.queries.uploads import batch_seen, source_of, upload_seen
from parley.exchange.rules.filemapping import of_kept
from parley.exchange.terms.uploads import Step
from parley.screens.asking import Asked, found
from parley.screens.frame import say
from parley.screens.imports.forms import ColumnsForm, NamesForm, StartForm
from parley.screens.imports.views import NAMES_AT_ONCE, upload_page
from parley.screens.posting import managed


@require_POST
def columns(request: Asked, key: int) -> HttpResponse:
    """Say what the columns hold: look at the first rows again, or let the whole file be checked."""
    row = found(upload_seen(request.viewer, key))
    if row.step not in {Step.COLUMNS, Step.CHECKED, Step.FAILED}:
        return redirect("upload", key)
    headers = spelled_headers_in(source_of(row))
    form = ColumnsForm(headers, request.POST, operations=request.viewer.operations)
    if "again" in request.POST:  # back from what was found to what the columns hold
        map_upload(upload=row, mapping=of_kept(row.mapping), check=False, actor=request.user, at=request.now)
        return redirect("upload", key)
    check = request.POST.get("what") != "look"
    if form.is_valid():
        mapping = form.mapping(of_kept(row.mapping))
        done = managed(form, lambda: map_upload(upload=row, mapping=mapping, check=check, actor=request.user,
                                                at=request.now))  # fmt: skip
        if done:
            return redirect("upload", key)
    return upload_page(request, key, columns=form)


@require_POST
def names(request: Asked, key: int) -> HttpResponse:
    """Say who is meant by names that look like a client's."""
    row = found(upload_seen(request.viewer, key))
    form = NamesForm(row.found.get("near", [])[:NAMES_AT_ONCE], request.POST)
    if form.is_valid() and managed(form, lambda: answer_names(upload=row, meant=dict(form.meant()), actor=request.user,
                                                              at=request.now)):  # fmt: skip
        return redirect("upload", key)
    return upload_page(request, key, names=form)


@require_POST
def start(request: Asked, key: int) -> HttpResponse:
    """Take the file in."""
    row = found(upload_seen(request.viewer, key))
    form = StartForm(row.found.get("guesses", []), request.POST)
    if form.is_valid() and managed(
        form,
        lambda: start_upload(
            upload=row, skip_bad_rows=form.cleaned_data["skip_bad_rows"], confirmed=form.confirmed(),
            actor=request.user, at=request.now,
        ),
    ):  # fmt: skip
        return redirect("upload", key)
    return upload_page(request, key, start=form)


@require_POST
def end(request: Asked, key: int) -> HttpResponse:
    """Give the file up."""
    row = found(upload_seen(request.viewer, key))
    give_up_upload(upload=row, actor=request.user, at=request.now)
    say(request, _("The file is thrown away; nothing of it came in."))
    return redirect("imports")


@require_POST
def undo(request: Asked, key: int) -> HttpResponse:
    """Undo an import."""
    batch = found(batch_seen(request.viewer, key))
    ask_to_undo(batch=batch, actor=request.user, at=request.now)
    say(request, _("The import is being undone. What somebody relies on stays, and is listed here in a moment."))
    upload = getattr(batch, "upload", None)
    return redirect("upload", upload.pk) if upload else redirect("imports")
