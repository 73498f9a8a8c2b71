"""Mail that comes in, from a mailbox or handed over by a mail server: opened outside any transaction, then placed."""

from datetime import datetime

from django.conf import settings

from parley.kernel.refusals import Refused
from parley.notifications.actions.letters import take_letter
from parley.notifications.queries.letters import Arriving, opened


class NoRoom(OSError):
    """A mail could not be kept, as the disk is full: it is to be taken later."""


def here() -> Arriving:
    """Say what letters meet on this installation."""
    return Arriving(settings.EMAIL_REPLIES, settings.PUBLIC_URL, settings.ATTACHMENTS)


def take_mail(mail: bytes, *, at: datetime, recipient: str = "") -> str:
    """Take a mail in, and say what became of it; `recipient` as the mail server knows it.

    Raises Refused, with why, for one that is left alone, and NoRoom for one that is to be taken later.
    """
    letter = opened(mail, here(), recipient=recipient, at=at)
    try:
        became = take_letter(opened=letter, actor=letter.person, at=at)
    except Refused as refusal:
        raise NoRoom(refusal.sentence) from refusal
    if became is None:
        return f"Left alone: person {letter.person.pk} sent this before, too late, or too many within an hour."
    return f"Taken from person {letter.person.pk}: {became}."
