"""A mail server posts a mail that came in: whoever knows the secret may, and for anybody else nothing is here."""

import logging
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt

from parley.kernel.refusals import Refused
from parley.notifications.actions.letters import take_letter
from parley.notifications.queries.letters import arriving, became_said, opened
from parley.notifications.terms.letters import MOST_READ, LeftAlone
from parley.screens.asking import Asked

log = logging.getLogger(__name__)
TOO_LARGE = f"A mail has at most {MOST_READ // 1_000_000} MB here. It is not kept."


@csrf_exempt  # a mail server has no cookies: the secret is in a header of its own, which no page can send
@login_not_required
def letters(request: Asked) -> HttpResponse:
    """Take one mail, as it is on the wire. 200 once it needs no other try, whatever became of it; 503 for another."""
    _must_know_the_secret(request)
    if request.method != "POST":
        return _said("Post a mail here, as it came in.", HTTPStatus.METHOD_NOT_ALLOWED)
    mail = request.read(MOST_READ + 1)
    if len(mail) > MOST_READ:
        return _said(TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        letter = opened(mail, arriving(), recipient=request.headers.get("X-Recipient", ""), at=request.now)
        became = became_said(letter, take_letter(opened=letter, actor=letter.person, at=request.now))
    except LeftAlone as alone:
        log.info("A posted mail is left alone: %s", alone.sentence)
        return _said(alone.sentence, HTTPStatus.OK)
    except Refused as refusal:
        log.warning("A posted mail is to come again later: %s", refusal.sentence)
        return _said(refusal.sentence, HTTPStatus.SERVICE_UNAVAILABLE)
    log.info("A posted mail: %s", became)
    return _said(became, HTTPStatus.OK)


def _must_know_the_secret(request: Asked) -> None:
    """Raise Http404 for whoever does not know it, and where none is set."""
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    secret = settings.MAIL_IN_SECRET
    if not secret or scheme.lower() != "bearer" or not constant_time_compare(given.strip(), secret):
        raise Http404


def _said(sentence: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
