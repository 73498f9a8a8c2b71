"""A refusal that no form caught, as a page that says why; of a conflict, with all that was typed."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as later

from parley.kernel.refusals import Refused, Stale
from parley.ledger.terms import Ref
from parley.screens.asking import Asked
from parley.screens.frame import page
from parley.screens.rendering import plain, url
from parley.screens.telling import Line, told_in_sight
from parley.screens.unread import TOO_LARGE
from parley.voices.rules.attaching import megabytes

BACK = {
    "initiatives": later("Go back to the initiative"),
    "topics": later("Go back to the topic"),
    "decisions": later("Go back to the decision"),
}
KINDS = {"initiatives": "initiative", "topics": "topic", "decisions": "decision"}  # as addresses begin
LONGEST = 20_000  # letters; what is longer was brought in a file or pasted
_KEYS = re.compile(r"\d+(, \d+)+")  # what was ticked: keys, which say nothing to anybody
LATEST = 3  # lines of history; what it collided with is among them


class RefusingMiddleware:
    """Answers a refusal that reaches it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request; where only forms are sent to, a reader is led to the page these stand on."""
        if most := request.META.get(TOO_LARGE):
            return _too_large(request, most)
        response = self.answer(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method in {"GET", "HEAD"}:
            return redirect(_page_above(request.path))
        return response

    def process_exception(self, request: Asked, trouble: Exception) -> HttpResponse | None:
        """Say a refusal as a page: 409 with both texts when the thing has changed meanwhile, else 422."""
        match trouble:
            case Stale() if request.user.is_authenticated:
                typed = trouble.typed or _posted(request)
                context = {"refusal": trouble, "typed": typed, "told": _told(request), "back": _back(request)}
                return page(request, "failing/stale.html", context, status=409)
            case Refused():
                reading = request.method in {"GET", "HEAD"}
                context = {"refusal": trouble, "typed": written(request), "back": _back(request), "reading": reading}
                return plain(request, "failing/refused.html", context, status=422)
        return None


def _too_large(request: HttpRequest, most: int) -> HttpResponse:
    """Say what may be sent instead of what was too large to be read."""
    context = {
        "most": megabytes(most),
        "imports": request.path == url("imports"),
        "of_one": megabytes(settings.ATTACHMENTS.of_one) if request.content_type == "multipart/form-data" else "",
    }
    return plain(request, "failing/too_large.html", context, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _page_above(path: str) -> str:
    """Give the nearest address above one that there is: /topics/23/ for /topics/23/comments/."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            resolve(f"{path}/")
        except Resolver404:
            continue
        return f"{path}/"
    return "/"


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    """Give all that was sent, under the names it was sent by."""
    sent = {name: ", ".join(filter(None, texts)) for name, texts in request.POST.lists()}
    return [
        (name.replace("_", " ").replace("-", " ").strip().capitalize(), text)
        for name, text in sent.items()
        if text and name != "csrfmiddlewaretoken" and not name.endswith("version") and not _KEYS.fullmatch(text)
    ]


def _back(request: Asked) -> tuple[str, str] | None:
    """Give the address and the words of a link to the thing that the address names, when it is below that thing's."""
    match = request.resolver_match
    place, key = request.path.split("/")[1], match.kwargs.get("key") if match else None
    here = f"/{place}/{key}/"
    return (here, str(BACK[place])) if place in BACK and isinstance(key, int) and request.path != here else None


def written(request: HttpRequest) -> list[tuple[str, str]]:
    """Give what somebody wrote of what was sent: texts of more than one word, as they are too dear to be lost."""
    return [(name, text) for name, text in _posted(request) if len(text) < LONGEST and len(text.split()) > 1]


def _told(request: Asked) -> list[Line]:
    """Tell what happened last to the thing the address names: who changed it, when and why."""
    match = request.resolver_match
    kind = KINDS.get(request.path.split("/")[1])
    key = match.kwargs.get("key") if match else None
    return told_in_sight(request, Ref(kind, key), limit=LATEST) if kind and isinstance(key, int) else []
