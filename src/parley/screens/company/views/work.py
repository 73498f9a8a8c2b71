"""How what Parley owes goes out: what waits and since when, what failed and why, and trying it again by hand."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from parley.ledger.outbox import last_trouble, parked, parked_count, said_of, standing
from parley.notifications.actions import retry_all_work, retry_work
from parley.notifications.actions.channels import WORK
from parley.notifications.queries.channels import Owed, channels_in_trouble, owed
from parley.notifications.queries.hooks import deliveries_waiting, hooks_in_trouble, oldest_waiting
from parley.notifications.queries.slack import is_set_up
from parley.screens.asking import Asked
from parley.screens.company.changing import settings_page
from parley.screens.company.hook_words import standing_of
from parley.screens.frame import say

if TYPE_CHECKING:
    from datetime import datetime


@require_GET
def page(request: Asked) -> HttpResponse:
    """Say how old the oldest waiting work is, how much waits of each kind, and what failed."""
    waiting = standing(at=request.now)
    to_channels = owed() if is_set_up() else Owed(0, None)
    mails = [each for each in waiting if each.task.startswith("mail_")]
    since = [each.since for each in waiting] + [each for each in (oldest_waiting(), to_channels.since) if each]
    context = {
        "waiting": waiting,
        "oldest": _long(min(since), request) if since else "",
        "late": {each.task: _long(each.since, request) for each in waiting},
        "parked": parked(),
        "parked_count": parked_count(),
        "mails": sum(each.count for each in mails),
        "mail_trouble": last_trouble([each.task for each in mails]),
        "of_hooks": deliveries_waiting(),
        "of_channels": to_channels.count,
        "chat_trouble": said_of(WORK) if to_channels.count else "",
        "channels": list(channels_in_trouble()) if is_set_up() else [],
        "hooks": [(each, standing_of(each, request.now)) for each in hooks_in_trouble()],
    }
    return settings_page(request, "company/work.html", context, tab="company_work")


def _long(since: "datetime", request: Asked) -> str:
    """Say how long something waits, in the largest unit of which there are two or more."""
    seconds = max(int((request.now - since).total_seconds()), 0)
    for size, words in (
        (86_400, ngettext("%(num)d day", "%(num)d days", seconds // 86_400)),
        (3_600, ngettext("%(num)d hour", "%(num)d hours", seconds // 3_600)),
        (60, ngettext("%(num)d minute", "%(num)d minutes", seconds // 60)),
    ):
        if seconds >= 2 * size:
            return words % {"num": seconds // size}
    return ngettext("%(num)d second", "%(num)d seconds", seconds) % {"num": seconds}


@require_POST
def again(request: Asked, key: int) -> HttpResponse:
    """Let parked work be tried again."""
    retry_work(work=key, actor=request.user, at=request.now)
    say(request, _("It is tried again now."))
    return redirect("company_work")


@require_POST
def all_again(request: Asked) -> HttpResponse:
    """Let all parked work be tried again."""
    pieces = retry_all_work(actor=request.user, at=request.now)
    text = ngettext("%(num)d piece of work is tried again now.", "%(num)d pieces of work are tried again now.", pieces)
    say(request, text % {"num": pieces})
    return redirect("company_work")
