"""Days and hours in the language of whoever reads them. In English as `meetings.rules.words` says them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parley.languages.names import CITIES, MONTHS, WEEKDAYS


def day_words(day: date, *, with_year: bool) -> str:
    """Say a day: “Tue 24 Nov”."""
    words = {
        "weekday": pgettext("weekday", WEEKDAYS[day.weekday()]),
        "day": day.day,
        "month": pgettext("month", MONTHS[day.month - 1]),
    }
    if with_year:
        return _("%(weekday)s %(day)d %(month)s %(year)d") % (words | {"year": day.year})
    return _("%(weekday)s %(day)d %(month)s") % words


def day_at(day: date, at: datetime) -> str:
    """Say a day, with its year when that is not this one on the reader's clock."""
    return day_words(day, with_year=day.year != timezone.localtime(at).year)


def city_words(zone: str) -> str:
    """Say a time zone by its city, as its reader calls that: Asia/Tokyo is Tokyo, Tokio or 東京."""
    name = zone.rpartition("/")[2].replace("_", " ")
    return pgettext("city", name) if name in CITIES else name


def moment_words(starts_at: datetime, time_zone: str, *, reader_zone: str, at: datetime) -> str:
    """Say a moment where it is held, and for the reader: “Tue 24 Nov, 14:00 London (09:00 for New York)”."""
    here, theirs = starts_at.astimezone(ZoneInfo(time_zone)), starts_at.astimezone(ZoneInfo(reader_zone))
    said = {
        "day": day_at(here.date(), at),
        "hour": f"{here:%H:%M}",
        "city": city_words(time_zone),
        "theirs": f"{theirs:%H:%M}",
        "reader": city_words(reader_zone),
    }
    if here.utcoffset() == theirs.utcoffset():
        return _("%(day)s, %(hour)s %(city)s") % said
    return _sentence((theirs.date() - here.date()).days, in_utc=reader_zone == "UTC") % said


def _sentence(days_apart: int, *, in_utc: bool) -> str:
    """Give the sentence for a reader whose clock shows another hour, perhaps of another day."""
    match days_apart, in_utc:
        case 0, False:
            return _("%(day)s, %(hour)s %(city)s (%(theirs)s for %(reader)s)")
        case 1, False:
            return _("%(day)s, %(hour)s %(city)s (%(theirs)s the next day for %(reader)s)")
        case _, False:
            return _("%(day)s, %(hour)s %(city)s (%(theirs)s the day before for %(reader)s)")
        case 0, _:
            return _("%(day)s, %(hour)s %(city)s (%(theirs)s UTC)")
        case 1, _:
            return _("%(day)s, %(hour)s %(city)s (%(theirs)s UTC the next day)")
    return _("%(day)s, %(hour)s %(city)s (%(theirs)s UTC the day before)")
