"""Saying whether one comes: on a meeting's page, and by the links of an invitation."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.kernel.refusals import Refused
from parley.meetings.actions import reply_to_meeting
from parley.meetings.queries import invitation_by_link, is_invited, meeting_facts, reply_of
from parley.meetings.rules import moment_words, why_not_reply
from parley.meetings.terms.invitations import Coming, Seat
from parley.screens.addresses import key_of
from parley.screens.alone import KEPT_TO_ITSELF
from parley.screens.asking import Asked
from parley.screens.frame import say
from parley.screens.meetings.replies import answers
from parley.screens.meetings.views.meeting import find
from parley.screens.rendering import plain

NOTHING = 404


@require_POST
def reply(request: Asked, key: int) -> HttpResponse:
    """Say whether one comes to a meeting, or to the item one is called in for."""
    meeting = find(request, key)
    coming = _coming(request.POST.get("coming", ""))
    item = key_of(request.POST.get("item", "")) or 0
    reply_to_meeting(meeting=meeting, person=request.user, coming=coming, item=item, actor=request.user, at=request.now)
    say(request, said(coming))
    return redirect("meeting", key)


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: Asked, token: str) -> HttpResponse:
    """Show what one is asked to, and note the reply when it is confirmed. Opening changes nothing: scanners do too."""
    found = invitation_by_link(token)
    if found is None:
        return _alone(plain(request, "meetings/no_invitation.html", status=NOTHING))
    seat, meeting = Seat(found.person_id, found.item), found.meeting
    refusal = why_not_reply(meeting_facts(meeting), invited=is_invited(meeting, seat), at=request.now)
    noted = ""
    if request.method == "POST" and not refusal:
        coming = _coming(request.POST.get("coming", ""))
        reply_to_meeting(
            meeting=meeting, person=found.person, item=found.item, coming=coming, actor=found.person, at=request.now
        )
        noted = said(coming)
    chosen = request.GET.get("coming", "")
    zone = found.person.time_zone
    context = {
        "person": found.person,
        "meeting": meeting,
        "slot": bool(found.item),
        "when": moment_words(found.starts_at, meeting.time_zone, reader_zone=zone, at=request.now),
        "minutes": found.minutes,
        "refusal": refusal,
        "noted": noted,
        "chosen": chosen if chosen in set(Coming) else "",
        "reply": reply_of(found),
        "answers": answers(),
    }
    status = 422 if request.method == "POST" and refusal else 200
    return _alone(plain(request, "meetings/invitation.html", context, status=status))


def said(coming: Coming) -> str:
    """Say what was noted."""
    return {
        Coming.YES: _("Noted: you come."),
        Coming.MAYBE: _("Noted: perhaps you come."),
        Coming.NO: _("Your apologies are noted. You will find the minutes here."),
    }[coming]


def _coming(text: str) -> Coming:
    if text not in set(Coming):
        raise Refused(_("Choose whether you come: yes, perhaps or no."))
    return Coming(text)


def _alone(response: HttpResponse) -> HttpResponse:
    """Keep the link to itself; its origin alone is told, without which browsers send a form as from nowhere."""
    for name, value in KEPT_TO_ITSELF.items():
        response[name] = value
    response["Referrer-Policy"] = "strict-origin"
    return response
