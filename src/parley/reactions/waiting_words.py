"""What waits for somebody, as a mail says it: what to do, with what, and by when; in the language of its reader."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.languages.moments import city_words, day_at
from parley.languages.saying import said
from parley.notifications.terms import WaitingThing
from parley.notifications.terms.places import place_of
from parley.notifications.terms.verbs import VERBS
from parley.reactions.mail import absolute
from parley.roadmap.terms.duties import DUTY_WORDS


def waiting_said(thing: WaitingThing, zone: str, at: datetime) -> dict[str, Any]:
    """Say one thing that waits: the verb, its title, where it is done, when it is due, and whether that has passed."""
    today, place = at.astimezone(ZoneInfo(zone)).date(), place_of(thing)
    return {
        "verb": said("waits", VERBS, thing.waits) % {"whom": said("duty", DUTY_WORDS, thing.whom)},
        "title": thing.title,
        "link": absolute(reverse(place.page, args=place.takes) + place.within),
        "area": thing.area,
        "when": _when(thing, zone, today, at),
        "late": (thing.days_left(today) or 0) < 0,
        "because": thing.because,
    }


def _when(thing: WaitingThing, zone: str, today: date, at: datetime) -> str:
    if thing.starts_at:
        here = thing.starts_at.astimezone(ZoneInfo(zone))
        words = {"day": day_at(here.date(), at), "hour": f"{here:%H:%M}", "city": city_words(zone)}
        return _("%(day)s, %(hour)s %(city)s") % words
    left = thing.days_left(today)
    if left is None or thing.by is None:
        return ""
    if left < 0:
        return ngettext("%d day late", "%d days late", -left) % -left
    if left < 2:
        return _("tomorrow") if left else _("today")
    return _("by %(day)s") % {"day": day_at(thing.by, at)}
