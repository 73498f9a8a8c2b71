"""What Slack writes to us: proved by its signature, or nothing is here. Every answer is given within three seconds."""

import json
import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from slack_sdk.signature import Clock, SignatureVerifier

from parley.kernel.refusals import Refused
from parley.languages.reading import read_by
from parley.ledger.terms import MACHINE
from parley.notifications.actions.channels import look_again_in
from parley.notifications.actions.chat import link_account
from parley.notifications.queries.channels import person_in_chat
from parley.screens.asking import Asked
from parley.screens.chat.doing import did, not_linked
from parley.screens.chat.mine import must_be_set_up

log = logging.getLogger(__name__)


class _Now(Clock):
    """The moment of a request, for the library that compares it with the one in the signature: five minutes at most."""

    def __init__(self, request: Asked) -> None:
        self.moment = request.now.timestamp()

    def now(self) -> float:
        return self.moment


@csrf_exempt  # Slack has no cookies: it signs what it sends
@login_not_required
def incoming(request: Asked) -> HttpResponse:
    """Take what Slack sends: an event, a command, or what somebody did in a form or a menu of ours."""
    must_be_set_up()
    _must_be_signed(request)
    if request.content_type == "application/json":
        return _event(request, json.loads(request.body))
    if "payload" in request.POST:
        return did(request, json.loads(request.POST["payload"]))
    return _command(request)


def _must_be_signed(request: Asked) -> None:
    """Raise Http404 for what Slack did not sign, or signed more than five minutes ago."""
    verifier = SignatureVerifier(settings.SLACK_SIGNING_SECRET, _Now(request))
    try:
        signed = verifier.is_valid_request(request.body, dict(request.headers))
    except (ArithmeticError, TypeError, ValueError):  # a moment that is none, letters that no signature has
        signed = False
    if not signed:
        log.warning("Something came to /slack/ that Slack did not sign just now. Is the signing secret right?")
        raise Http404


def _event(request: Asked, said: dict[str, Any]) -> HttpResponse:
    """Take an event: whoever reads a channel may have changed, so what was posted there is looked at again."""
    if said.get("type") == "url_verification":
        return JsonResponse({"challenge": said.get("challenge", "")})
    channel = said.get("event", {}).get("channel")
    slack_id = channel.get("id") if isinstance(channel, dict) else channel
    if slack_id:
        look_again_in(slack_id=str(slack_id), actor=MACHINE, at=request.now)
    return HttpResponse()


def _command(request: Asked) -> HttpResponse:
    """Answer /parley, to whoever wrote it alone."""
    account = request.POST.get("user_id", "")
    word, _space, code = request.POST.get("text", "").strip().partition(" ")
    if word == "link" and code.strip():
        try:
            person = link_account(code=code.strip(), slack_id=account, actor=MACHINE, at=request.now)
        except Refused as refusal:
            return _said(refusal.sentence)
        with read_by(person.time_zone, person.language):
            return _said(_("You are %(name)s here now. A message’s menu lets you note an insight or raise a topic.")
                         % {"name": person.name})  # fmt: skip
    known = person_in_chat(account)
    if known is None:
        return _said(not_linked())
    with read_by(known.time_zone, known.language):
        return _said(_("You are %(name)s here. A message’s menu lets you note an insight or raise a topic.")
                     % {"name": known.name})  # fmt: skip


def _said(sentence: str) -> HttpResponse:
    return JsonResponse({"response_type": "ephemeral", "text": sentence})
