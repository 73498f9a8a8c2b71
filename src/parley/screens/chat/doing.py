"""What people do in Slack with a message: its form is opened, what can be chosen is offered, what was sent is made."""

import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from parley.clients.queries import clients_like, clients_visible_to
from parley.groups.queries import areas_visible_to, viewer_of
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.languages.reading import read_by
from parley.ledger.terms import MACHINE, Ref
from parley.notifications.actions.chat import bring_from_chat, note_from_chat, whisper
from parley.notifications.queries.channels import area_of_channel, person_in_chat
from parley.notifications.queries.slack import slack
from parley.notifications.rules.chat import as_text, plain_of
from parley.screens.asking import Asked
from parley.screens.chat.modals import NOTE, RAISE, filled_in, kind_of, note_form, offered, raise_form, told
from parley.screens.clients.forms import label_of

if TYPE_CHECKING:
    from parley.people.models import Person

log = logging.getLogger(__name__)

OPENS_WITHIN = 2  # seconds: Slack waits three for us
OFFERED = 20
Payload = Mapping[str, Any]


def did(request: Asked, payload: Payload) -> HttpResponse:
    """Answer what somebody did."""
    person = person_in_chat(str(payload.get("user", {}).get("id", "")))
    zone, language = (person.time_zone, person.language) if person else ("UTC", settings.LANGUAGE_CODE)
    with read_by(zone, language):
        match payload.get("type"):
            case "message_action":
                return _open(request, payload, person)
            case "block_suggestion":
                return JsonResponse(_offer(payload, person))
            case "view_submission":
                return JsonResponse(_sent(request, payload, person))
        return HttpResponse()


def not_linked() -> str:
    """Say how somebody links their account."""
    address = settings.PUBLIC_URL.rstrip("/") + reverse("my_slack")
    return _("Parley does not know yet who you are here. Open %(address)s to link your account.") % {"address": address}


def _open(request: Asked, payload: Payload, person: "Person | None") -> HttpResponse:
    """Open the form while the moment lasts in which Slack lets us: three seconds. What fails is said afterwards."""
    view = _form(request, payload, person) if person else told("Parley", not_linked())
    try:
        slack(waits=OPENS_WITHIN).views_open(trigger_id=str(payload.get("trigger_id", "")), view=view.to_dict())
    except (SlackApiError, OSError, HTTPException) as trouble:
        log.warning("A form could not be opened in Slack: %s", trouble)
        sentence = _("Slack was too slow to open the form. Choose it again from the message’s menu.")
        whisper(address=str(payload.get("response_url", "")), text=sentence, actor=MACHINE, at=request.now)
    return HttpResponse()


def _form(request: Asked, payload: Payload, person: "Person") -> View:
    message = payload.get("message", {})
    text = plain_of(str(message.get("text", "")))
    if payload.get("callback_id") == NOTE:
        return note_form(text, _day_of(message, person, request.now))
    area = area_of_channel(str(payload.get("channel", {}).get("id", "")))
    found = areas_visible_to(viewer_of(person)).filter(pk=area).first() if area else None
    return raise_form(text, (found.key, found.name) if found else None)


def _day_of(message: Payload, person: "Person", now: datetime) -> date:
    """Give the day on which a message was written, on the clock of whoever notes it; today where it does not say."""
    today = today_of(person, now)
    try:
        written = datetime.fromtimestamp(float(message.get("ts", "")), UTC)
        return min(written.astimezone(ZoneInfo(person.time_zone)).date(), today)
    except (ArithmeticError, OSError, ValueError):
        return today


def _offer(payload: Payload, person: "Person | None") -> dict[str, Any]:
    """Offer what can be chosen: only what whoever types may see."""
    if person is None:
        return offered(())
    viewer, typed = viewer_of(person), str(payload.get("value", "")).replace("\x00", " ")[:200]
    if payload.get("block_id") == "client":
        found = clients_like(viewer, typed, limit=OFFERED)
        return offered((str(each.pk), label_of(each, found)) for each in found)
    areas = areas_visible_to(viewer).filter(name__icontains=typed.strip(), dissolved_on=None).order_by("name")
    return offered((each.key, each.name) for each in areas[:OFFERED])


def _sent(request: Asked, payload: Payload, person: "Person | None") -> dict[str, Any]:
    """Make what was filled in, once however often it is sent; what a rule refuses is said beside its field."""
    view = payload.get("view", {})
    if person is None:
        return _instead(told("Parley", not_linked()))
    given, what = filled_in(view), view.get("callback_id")
    if what not in {NOTE, RAISE}:
        return {"response_action": "clear"}
    try:
        made = (_note if what == NOTE else _raise)(request, f"{view.get('id', '')}", given, person)
    except Refused as refusal:
        first = "client" if what == NOTE else "area"
        field = refusal.field if refusal.field in given else first
        return {"response_action": "errors", "errors": {field: refusal.sentence}}
    words = _("Noted. <%(link)s|See it in Parley>") if what == NOTE else _("Raised. <%(link)s|See it in Parley>")
    link = settings.PUBLIC_URL.rstrip("/") + reverse(made.kind, args=[made.key])
    return _instead(told(_("Done"), words % {"link": as_text(link)}))


def _instead(view: View) -> dict[str, Any]:
    return {"response_action": "update", "view": view.to_dict()}


def _note(request: Asked, form: str, given: Mapping[str, str], person: "Person") -> Ref:
    key = given.get("client", "")
    client = clients_visible_to(viewer_of(person)).filter(pk=key if key.isdecimal() and len(key) < 19 else 0).first()
    if client is None:
        raise Refused(_("Choose the client who said it."), field="client")
    try:
        day = date.fromisoformat(given.get("said_on", ""))
    except ValueError:
        raise Refused(_("Choose the day on which they said it."), field="said_on") from None
    return note_from_chat(
        form=form, client=client, text=given.get("text", ""), said_on=day, actor=person, at=request.now
    )


def _raise(request: Asked, form: str, given: Mapping[str, str], person: "Person") -> Ref:
    area = areas_visible_to(viewer_of(person)).filter(key=given.get("area", "")).first()
    if area is None:
        raise Refused(_("Choose the group that is to answer."), field="area")
    kind, title, why = kind_of(given.get("kind", "")), given.get("title", ""), given.get("why", "")
    return bring_from_chat(form=form, area=area, kind=kind, title=title, why=why, actor=person, at=request.now)
