"""The mail with which product operations try whether mail goes out: as any other, in the language of its reader."""

from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from parley.languages.reading import read_by

if TYPE_CHECKING:
    from parley.people.models import Person


def message_to_try(person: "Person") -> EmailMessage:
    """Write it to somebody who has an e-mail."""
    with read_by(person.time_zone, person.language):
        return EmailMessage(
            subject=_("Parley can send mail"),
            body=_("This is the message you asked for under Settings. Parley sends as you wanted it to."),
            to=[str(person.email)],
        )
