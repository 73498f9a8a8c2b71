"""The mail to whoever decides: which links are out, sending it once more, and taking them back."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from parley.decisions import actions
from parley.decisions.queries import facts_of, is_kept_waiting, links_out
from parley.decisions.rules import may_settle, must_see_to_links
from parley.screens.asking import Asked
from parley.screens.decisions.views.one import found
from parley.screens.frame import page, say


@require_http_methods(["GET", "POST"])
def mail(request: Asked, key: int) -> HttpResponse:
    """Which links are out to decide it, and sending the mail once more."""
    row = found(request, key)
    must_see_to_links(request.viewer, facts_of(row))
    if request.method == "POST":
        count = actions.mail_to_decide(decision=row, actor=request.user, at=request.now)
        say(request, _on_its_way(count, to_me=may_settle(request.viewer, facts_of(row))))
        return redirect("deciding_mail", key)
    context = {
        "decision": row,
        "links": links_out(row, request.now),
        "waits": is_kept_waiting(row.pk, request.user.pk),
    }
    return page(request, "decisions/decide_mail.html", context, place="decisions")


def _on_its_way(count: int, *, to_me: bool) -> str:
    """Say when so many mails come; to nobody whether anybody else has quiet hours now."""
    if to_me and count == 1:
        return _("The mail is on its way to you.")
    if to_me:
        return _("Yours is on its way. In quiet hours any other comes when these end, unless that would be too late.")
    words = ngettext(
        "The mail is on its way. In quiet hours it comes when these end, unless that would be too late.",
        "%(num)d mails are on their way. In quiet hours they come when these end, unless that would be too late.",
        count,
    )
    return words % {"num": count}


@require_POST
def links_end(request: Asked, key: int) -> HttpResponse:
    """Take back all links that are out, and what is still to be mailed."""
    count = actions.revoke_links(decision=found(request, key), actor=request.user, at=request.now)
    say(
        request,
        _("Taken back. They settle nothing any more.") if count else _("No link was out, and none is mailed any more."),
    )
    return redirect("deciding_mail", key)
