"""The links to share cards that a client was given: how often they were looked at, and how they end."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.clients.queries import client_with_people
from parley.disclosure.actions import end_link
from parley.disclosure.queries import cares_for, link_seen, links_of, shared_seen_by
from parley.screens.asking import Asked, found
from parley.screens.disclosure.cards import give
from parley.screens.frame import page as framed
from parley.screens.frame import say

MOST = 200  # of the newest links; nobody gives a client more in years


@require_http_methods(["GET", "POST"])
def page(request: Asked, key: int) -> HttpResponse:
    """The links a client was given, newest first; what is sent here makes another."""
    if request.method == "POST":
        return give(request, key)
    client = found(client_with_people(request.viewer, key)).client
    on = request.now.date()
    cares = cares_for(request.viewer, key, on=on)
    given = [(each, *shared_seen_by(request.viewer, each, cares=cares))
             for each in links_of(request.viewer, key, on=on)[:MOST]]  # fmt: skip
    return framed(
        request,
        "disclosure/links.html",
        {
            "client": client,
            "open": [each for each in given if not each[0].ended_at and each[0].expires_on >= on],
            "over": [each for each in given if each[0].ended_at or each[0].expires_on < on],
        },
        place="clients",
    )


@require_POST
def end(request: Asked, key: int, link: int) -> HttpResponse:
    """End a link."""
    row = found(link_seen(request.viewer, key, link, on=request.now.date()))
    end_link(link=row, actor=request.user, at=request.now)
    say(request, _("The link is ended. Whoever opens it from now on learns nothing."))
    return redirect("client_links", key)
