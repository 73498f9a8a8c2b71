"""How pages are made: the Jinja environment, its filters, and the two ways to answer with a page."""

from datetime import UTC, date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from jinja2 import FileSystemLoader, StrictUndefined

from parley.kernel.money import Money
from parley.kernel.words import opening
from parley.languages.moments import day_words
from parley.people.terms import Side
from parley.screens.returning import from_list
from parley.screens.speaking import Speaking, said, said_of

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


@lru_cache(maxsize=4096)
def url(name: str, *args: int | str, **named: int | str) -> str:
    """Give the address of a page by its name."""
    return reverse(name, args=args or None, kwargs=named or None)


def absolute(name: str, *args: int | str) -> str:
    """Give the address of a page as it is known outside: for a calendar, or a link to be sent."""
    return settings.PUBLIC_URL.rstrip("/") + url(name, *args)


def day(value: date | datetime | None) -> str:
    """Say a date as people do: Tue 24 Nov, with the year when it is not this one."""
    if value is None:
        return ""
    here = timezone.get_current_timezone()
    when = timezone.localtime(value, here).date() if isinstance(value, datetime) else value
    return _day(when, translation.get_language(), with_year=when.year != datetime.now(here).year)


@lru_cache(maxsize=4096)
def _day(when: date, language: str | None, *, with_year: bool) -> str:
    del language  # what `day_words` says depends on it
    return day_words(when, with_year=with_year)


def city(zone: str) -> str:
    """Say a time zone by its city: Europe/London is London."""
    return zone.rpartition("/")[2].replace("_", " ")


def city_here(_value: datetime) -> str:
    """Say the city of the reader's own clock."""
    return city(str(timezone.get_current_timezone()))


def moment(value: datetime, zone: str = "") -> str:
    """Say a moment with its zone: Tue 24 Nov, 14:00 London. Without a zone, in the reader's own."""
    tz = ZoneInfo(zone) if zone else timezone.get_current_timezone()
    local = value.astimezone(tz)
    return f"{day(local.date())}, {local:%H:%M} {city(str(tz))}"


def clock(value: datetime, zone: str = "") -> str:
    """Say the hour: 14:00."""
    return f"{value.astimezone(ZoneInfo(zone) if zone else timezone.get_current_timezone()):%H:%M}"


def ago(value: datetime | date | None) -> str:
    """Say how long ago something was, in the coarsest word that still says it; a future day is said as a date."""
    if value is None:
        return ""
    then = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day, 12, tzinfo=UTC)
    days = (timezone.localdate() - timezone.localtime(then).date()).days
    if days < 0:
        return day(value)
    if days == 0:
        return translation.gettext("today")
    if days == 1:
        return translation.gettext("yesterday")
    for length, one, many in ((365, "a year ago", "%d years ago"), (30, "a month ago", "%d months ago")):
        if days >= 2 * length:
            return translation.gettext(many) % (days // length)
        if days >= length:
            return translation.gettext(one)
    return translation.gettext("%d days ago") % days


def money(amount: Any, currency: str = "") -> str:
    """Say a sum with its currency: €1.2m. Nothing when there is none."""
    if isinstance(amount, Money):
        return str(amount)
    return str(Money(amount, currency)) if amount is not None else ""


def initials(name: str) -> str:
    """Give the first letters of the first and the last name."""
    words = [word for word in name.split() if word[:1].isalpha()] or [name or "?"]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


SIDE_WORDS = {Side.PRODUCT: "product", Side.BUSINESS: "business", Side.NEITHER: "neither side"}


def environment(**options: Any) -> Speaking:
    """Make the one environment of all pages and mails: unknown names fail, text is escaped."""
    options.pop("loader", None)
    made = Speaking(
        **(options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True}),
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translation.gettext, translation.ngettext, newstyle=True
    )
    # As the extension does it, without asking it three times: a page says a hundred sentences.
    made.globals |= {"_": said, "gettext": said, "ngettext": said_of}
    made.globals |= {"url": url, "static": static, "side_words": SIDE_WORDS}
    made.filters |= {
        "day": day,
        "moment": moment,
        "clock": clock,
        "ago": ago,
        "money": money,
        "initials": initials,
        "city": city,
        "city_here": city_here,
        "opening": opening,
        "from_list": from_list,
    }
    return made


def form_token(request: HttpRequest) -> dict[str, Any]:
    """Give every page what its forms send back, made once for all of them: `csrf_input`."""
    return {"csrf_input": SimpleLazyObject(partial(csrf_input, request))}


def plain(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with a page that needs nobody to be signed in."""
    return render(request, template, context or {}, status=status)
