"""One's own account in Slack: linked by a code that is made here and written there, and unlinked."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.notifications.actions.chat import ask_for_code, unlink_account
from parley.notifications.queries.channels import account_of
from parley.notifications.queries.slack import is_set_up
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say


def must_be_set_up() -> None:
    """Raise Http404 where this installation has no app in Slack."""
    if not is_set_up():
        raise Http404


@require_GET
def page(request: Asked) -> HttpResponse:
    """See whether one's account is linked."""
    must_be_set_up()
    return _page(request)


@require_POST
def code(request: Asked) -> HttpResponse:
    """Make a code; it is on the page that answers, and nowhere else."""
    must_be_set_up()
    return _page(request, ask_for_code(person=request.user, actor=request.user, at=request.now))


@require_POST
def end(request: Asked) -> HttpResponse:
    """End the link."""
    must_be_set_up()
    unlink_account(person=request.user, actor=request.user, at=request.now)
    say(request, _("Your account in Slack is not linked any more."))
    return redirect("my_slack")


def _page(request: Asked, code: str = "") -> HttpResponse:
    row = account_of(request.user.pk)
    context = {"linked_at": row.linked_at if row else None, "code": code}
    return framed(request, "chat/mine.html", context, place="settings")
