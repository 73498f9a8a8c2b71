"""What the mails of a wave say, in the words and the zone of their reader."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from parley.languages.moments import city_words, day_at
from parley.reactions.mail import absolute, as_read_by, company_named, written
from parley.surveys.queries.waves import questions_of
from parley.surveys.rules.drafting import minutes_for
from parley.surveys.rules.reminding import WaveMail, reminding

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives

    from parley.people.models import Person
    from parley.surveys.models import Wave
    from parley.surveys.queries.mailing import ToMail


class WaveMails:
    """The mails of a wave of one kind: what they all say is asked once. Two queries."""

    def __init__(self, wave: "Wave", mail: WaveMail, at: datetime) -> None:
        """Take the wave, which of its mails, and the moment they go out."""
        self.wave, self.mail, self.at = wave, mail, at
        self.minutes = minutes_for(len(questions_of(wave.pk)))
        self.company = company_named()
        self.link = absolute(reverse("survey", args=[wave.pk]))

    def to(self, each: "ToMail") -> "EmailMultiAlternatives":
        """Write the mail to one person; always under the same Message-ID."""
        person = each.person
        with as_read_by(person):
            context = self._said(person)
            template = "wave" if self.mail is WaveMail.INVITATION else "wave_reminder"
            about = f"wave-{self.wave.pk}-{self.mail:d}-{person.pk}"
            return written(person, self._subject(), template, context, about=about)

    def _subject(self) -> str:
        return {
            WaveMail.INVITATION: _("What do you think? %(name)s"),
            WaveMail.REMINDER: _("Still open: %(name)s"),
            WaveMail.LAST_REMINDER: _("Closes soon: %(name)s"),
        }[self.mail] % {"name": self.wave.name}

    def _said(self, person: "Person") -> dict[str, Any]:
        wave = self.wave
        due = reminding(wave.opened_at, wave.closes_at, person.time_zone) if wave.opened_at else None
        here = self.at.astimezone(ZoneInfo(person.time_zone)).date()
        until = wave.closes_at.astimezone(ZoneInfo(person.time_zone))
        return {
            "company": self.company,
            "name": person.name,
            "wave": wave.name,
            "until": _("%(day)s, %(hour)s %(city)s")
            % {"day": day_at(until.date(), self.at), "hour": f"{until:%H:%M}", "city": city_words(person.time_zone)},
            "minutes": self.minutes,
            "floor": wave.floor,
            "link": self.link,
            "more": self.mail is WaveMail.REMINDER,
            "reminders": sum(1 for each in (due.first, due.last) if each and each > here) if due else 0,
        }
