"""Mail that calendars write back: whose reply it is, and whether it counts."""

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

from django.conf import settings

from parley.kernel.refusals import Refused
from parley.meetings.actions import reply_to_meeting
from parley.meetings.queries import invitation_by_address, uid_of
from parley.meetings.rules import replies_in, why_not_counted

TO = ("delivered-to", "x-original-to", "to", "cc")
MOST_RECIPIENTS = 20


def take_reply(mail: bytes, *, at: datetime, recipient: str = "") -> str:
    """Take in a reply to an invitation, and say what became of it; `recipient` as the mail server knows it.

    Raises Refused, with why, for one that does not count.
    """
    message = message_from_bytes(mail, policy=policy.default)
    tokens = _tokens(message, recipient)
    invitation = next(filter(None, map(invitation_by_address, tokens)), None)
    if invitation is None:
        raise Refused("This mail is sent to no address from which anybody was invited. Reply to the invitation itself.")
    sender = next((address for _name, address in getaddresses([str(message.get("from", ""))])), "")
    (reply, *_rest) = replies_in(_calendar_in(message))
    uid, person = uid_of(invitation.meeting_id, invitation.item), invitation.person
    why = why_not_counted(reply, uid=uid, sequence=invitation.sequence, address=person.email or "", sender=sender)
    if why:
        raise Refused(f"This reply is not counted: {why}. Use the links in the last invitation.")
    if reply.coming is None:
        raise Refused("This reply says neither yes, maybe nor no. Use the links in the last invitation.")
    reply_to_meeting(
        meeting=invitation.meeting, person=person, item=invitation.item, coming=reply.coming, actor=person, at=at
    )
    return f"Noted: {reply.coming} of person {person.pk} to meeting {invitation.meeting_id}."


def _tokens(message: EmailMessage, recipient: str) -> list[str]:
    """Give what may be tokens in the addresses the mail was sent to."""
    name, _at, domain = settings.EMAIL_REPLIES.lower().rpartition("@")
    headers = [recipient, *(str(value) for header in TO for value in message.get_all(header, []))]
    own = re.compile(rf"{re.escape(name)}\+([a-z2-7]{{32}})@{re.escape(domain)}")
    addresses = [address.lower() for _name, address in getaddresses(headers)][:MOST_RECIPIENTS]
    return [found[1] for address in addresses if (found := own.fullmatch(address))]


def _calendar_in(message: EmailMessage) -> str:
    for part in message.walk():
        if part.get_content_type() in {"text/calendar", "application/ics"} and isinstance(part, EmailMessage):
            content = part.get_content()
            return content.decode(errors="replace") if isinstance(content, bytes) else str(content)
    raise Refused("This mail holds no reply of a calendar. Use the links in the invitation.")
