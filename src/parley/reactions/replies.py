"""Mail that comes in, from a mailbox or handed over by a mail server: opened outside any transaction, then placed."""

from datetime import datetime

from parley.notifications.actions.letters import take_letter
from parley.notifications.queries.letters import arriving, became_said, opened


def take_mail(mail: bytes, *, at: datetime, recipient: str = "") -> str:
    """Take a mail in, and say what became of it; `recipient` as the mail server knows it.

    Raises LeftAlone for one that is left alone; any other Refused says why it cannot be kept, and is to be taken later.
    """
    letter = opened(mail, arriving(), recipient=recipient, at=at)
    return became_said(letter, take_letter(opened=letter, actor=letter.person, at=at))
