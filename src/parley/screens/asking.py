"""What every request brings along: who asks, what they may see, and what time it is. No clock is read below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from parley.groups.queries import viewer_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponseRedirect

    from parley.people.models import Person
    from parley.people.terms import Viewer


T = TypeVar("T")


def found(thing: T | None) -> T:
    """Give the one thing a page is about. Raises Http404: what a viewer may not see is not there for them."""
    if thing is None:
        raise Http404
    return thing


class Asked(HttpRequest):
    """A request of somebody who is signed in. `AskingMiddleware` gives every request these."""

    user: Person  # a view without @login_not_required is never asked by a stranger
    now: datetime

    @cached_property
    def viewer(self) -> Viewer:
        """What says what they may see; one query, made when first asked for."""
        return viewer_of(self.user)


class AskingMiddleware(LoginRequiredMiddleware):
    """Gives a request its moment and its viewer, and asks a stranger to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        request.now = timezone.now()  # type: ignore[attr-defined]  # see Asked
        # The class is changed so that `viewer` is made on first use and views may say what they rely on.
        request.__class__ = _asked(type(request))
        try:
            response = self.answer(request)
        finally:
            timezone.deactivate()
            translation.deactivate()
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> Any:
        """Say dates in the reader's zone; ask a stranger to sign in first."""
        if request.user.is_authenticated:
            timezone.activate(ZoneInfo(request.user.time_zone))
            translation.activate(settings.LANGUAGE_CODE)  # pages are not translated yet: not half of each
        return super().process_view(request, view, args, kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """Ask a stranger to sign in, and lead them back: of what a form sent, to the page on which it stands."""
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        text = _("You were signed out meanwhile, so what you sent was not kept. Please send it once more.")
        messages.add_message(request, messages.INFO, text, extra_tags="warn")
        page = urlsplit(request.headers.get("Referer", ""))
        here = page.path if page.netloc == request.get_host() else ""
        return redirect_to_login(here or "/", self.get_login_url(view_func), self.get_redirect_field_name(view_func))


_kinds: dict[type, type] = {}


def _asked(kind: type) -> type:
    if kind not in _kinds:
        _kinds[kind] = type("AskedRequest", (kind,), {"viewer": Asked.__dict__["viewer"]})
    return _kinds[kind]
