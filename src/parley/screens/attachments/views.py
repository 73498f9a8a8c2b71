"""One attachment: the whole of it, a small picture of it, and removing it."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parley.kernel.spans import today_of
from parley.screens.asking import Asked, found
from parley.screens.frame import say
from parley.screens.rendering import url
from parley.search.queries.attached import attachment_seen
from parley.voices.actions.attaching import remove_attachment
from parley.voices.queries.attached import content_of
from parley.voices.terms import PREVIEW, TYPES, FileKind

if TYPE_CHECKING:
    from parley.search.queries.attached import Seen
    from parley.voices.models import Attachment

PAGES = {
    "initiative": "initiative",
    "topic": "topic",
    "decision": "decision",
    "solution": "initiative_solutions",
    "trial": "trial",
    "trial_place": "place_feedback",
}
HARMLESS = "default-src 'none'; sandbox; frame-ancestors 'none'"  # should a browser ever take it for a page


@require_safe
def whole(request: Asked, key: int) -> HttpResponse:
    """Give all of it: a picture to be seen, a PDF to be kept."""
    row = _seen(request, key).attachment
    return _served(request, row, row.kind)


@require_safe
def preview(request: Asked, key: int) -> HttpResponse:
    """Give a small picture of it, as pages show it."""
    row = _seen(request, key).attachment
    if not row.kind.is_picture:
        raise Http404
    return _served(request, row, PREVIEW, preview=True)


def _seen(request: Asked, key: int) -> "Seen":
    """Find one. Raises Http404 for whoever may not see what it is attached to."""
    return found(attachment_seen(request.viewer, key, today_of(request.user, request.now)))


def _served(request: HttpRequest, row: "Attachment", kind: FileKind, *, preview: bool = False) -> HttpResponse:
    """Answer with bytes under the one type they were made as; whoever asks again is asked again whether they see it."""
    etag = quote_etag(f"{row.sha256}{'-small' if preview else ''}")
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is None:
        content = content_of(row.pk, preview=preview)
        if not content:
            raise Http404
        answer = HttpResponse(content, content_type=TYPES[kind])
        kept = None if preview else content_disposition_header(not kind.is_picture, row.name)
        answer["Content-Disposition"] = kept or "inline"
    else:
        answer = unchanged
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Security-Policy"] = HARMLESS
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def removal(request: Asked, key: int) -> HttpResponse:
    """Remove it."""
    seen = _seen(request, key)
    remove_attachment(attachment=seen.attachment, on=seen.on, actor=request.user, at=request.now)
    say(request, _("It is removed, and nobody can open it any more."))
    return redirect(url(PAGES[seen.page.kind], seen.page.key))
