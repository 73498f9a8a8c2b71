"""Background work that kept failing, and giving it another round of tries."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.ledger.outbox import parked
from parley.notifications.actions import retry_work
from parley.screens.asking import Asked
from parley.screens.company.changing import settings_page
from parley.screens.frame import say


@require_GET
def page(request: Asked) -> HttpResponse:
    """List work that was tried several times and is parked, with its trouble."""
    return settings_page(request, "company/work.html", {"parked": parked()}, tab="company_work")


@require_POST
def again(request: Asked, key: int) -> HttpResponse:
    """Let parked work be tried again."""
    retry_work(work=key, actor=request.user, at=request.now)
    say(request, _("It is tried again now."))
    return redirect("company_work")
