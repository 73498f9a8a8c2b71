"""Choosing one's mails, and turning mails off by the link of one: without signing in, and never by opening it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from parley.languages.reading import spoken
from parley.ledger.terms import MACHINE
from parley.notifications.actions.digests import choose_mails, stop_mails
from parley.notifications.queries.digests import choice_of, stop_link_of
from parley.notifications.terms.digests import Rhythm, Stops, Times
from parley.people.terms import LANGUAGES
from parley.screens.alone import NOTHING, alone
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.mails.forms import MailsForm, chosen
from parley.screens.posting import managed, status_of


@require_http_methods(["GET", "POST"])
def page(request: Asked) -> HttpResponse:
    """See and choose when one's digest comes, and which news are mailed at once."""
    me, row = request.user, choice_of(request.user.pk)
    times = row.times if row else Times(Rhythm.NEVER)
    start = chosen(times, me.time_zone, news=row.news if row else True, minutes=row.minutes if row else True)
    form = MailsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if managed(
            form,
            lambda: choose_mails(
                person=me, times=form.times, news=given["news"], minutes=given["minutes"], actor=me, at=request.now
            ),
        ):
            say(request, _("Kept. Your mails come as you chose."))
            return redirect("my_mails")
    context = {
        "form": form,
        "next_at": row.next_at if row else None,
        "has_email": bool(me.email),
        "person": me,
        "language": LANGUAGES[spoken(me.language)],
    }
    return framed(request, "mails/choosing.html", context, place="settings", status=status_of(form))


@csrf_exempt  # RFC 8058: a mail program sends it without cookies; whoever knows the link may do what it does
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])  # what looks at links before their reader often asks with HEAD
def stop(request: Asked, token: str) -> HttpResponse:
    """Say what a link turns off, and turn it off when that is sent. Opening it changes nothing: scanners open links."""
    link = stop_link_of(token, at=request.now)
    if link is None:
        return alone(request, "mails/stop_passed.html", {}, status=NOTHING)
    if request.method == "POST":
        stop_mails(token=token, actor=MACHINE, at=request.now)
    row = choice_of(link.person_id)
    context = {
        "what": _words()[link.stops],
        "stays": _stays()[link.stops],
        "off": row is not None and row.is_off(link.stops),
        "used": link.used_at is not None,
        "email": link.person.email,
    }
    return alone(request, "mails/stop.html", context)


def _words() -> dict[Stops, str]:
    return {
        Stops.DIGEST: _("The digest of what is new"),
        Stops.NEWS: _("Mails about single news, as soon as they happen"),
        Stops.MINUTES: _("The minutes of your meetings"),
    }


def _stays() -> dict[Stops, str]:
    """Say what still comes: everything but exactly that."""
    return {
        Stops.DIGEST: _("News that concern you at once, invitations and what waits for you are mailed as before."),
        Stops.NEWS: _("What is new then waits on Today and in your digest. Invitations are mailed as before."),
        Stops.MINUTES: _("You find the minutes with their meetings. Everything else is mailed as before."),
    }
