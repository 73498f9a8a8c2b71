"""How mail that is news is turned off: a link in its foot, and the headers by which programs offer it (RFC 8058)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from parley.ledger.terms import MACHINE
from parley.notifications.actions.digests import make_stop_link
from parley.notifications.terms.digests import Stops

if TYPE_CHECKING:
    from parley.people.models import Person


@dataclass(frozen=True, slots=True)
class WayOut:
    """The address that turns mails like one off, and the words that say which."""

    address: str
    words: str

    @property
    def headers(self) -> dict[str, str]:
        """Let mail programs turn it off with one tap, by a POST without cookies to an address that says nothing."""
        return {"List-Unsubscribe": f"<{self.address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def way_out(person: "Person", stops: Stops, at: datetime, *, about: str) -> WayOut:
    """Make the way out for one mail, by its name, as it is written: it stands nowhere else."""
    token = make_stop_link(person=person, stops=stops, mail=about, actor=MACHINE, at=at)
    words = {
        Stops.DIGEST: _("No digest any more"),
        Stops.NEWS: _("No such news by mail any more: it then waits on Today, and for your digest"),
        Stops.MINUTES: _("No minutes by mail any more"),
    }
    return WayOut(settings.PUBLIC_URL.rstrip("/") + reverse("stop_mails", args=[token]), words[stops])
