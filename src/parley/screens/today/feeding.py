"""What waits as other programs read it: entries of a feed, and of a calendar, in the language of whom it waits for."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parley.languages.joining import headed
from parley.languages.moments import moment_words
from parley.meetings.terms.invitations import CalendarEntry
from parley.notifications.rules import SOON
from parley.notifications.terms import SORTS, WaitingThing, Waits
from parley.people.terms import Viewer
from parley.screens.rendering import absolute, day
from parley.screens.today.reasons import reason_of, sort_words
from parley.screens.today.waiting import href_of, title_of, verb_of

BEFORE = timedelta(minutes=30)  # a calendar shows what is due at a moment as the time before it
ON_ITS_DAY = frozenset({Waits.REVIEW, Waits.LOOK_BACK})  # and not some days ahead of it
STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")  # no text of a feed holds these (XML 1.0, 2.2)


@dataclass(frozen=True, slots=True)
class News:
    """One thing that waits, as an entry of a feed."""

    name: UUID
    title: str
    link: str
    text: str
    sort: str
    since: datetime


def news_of(thing: WaitingThing, viewer: Viewer, *, known_since: datetime, at: datetime) -> News:
    """Write one thing; `known_since` is said of what nobody knows how long it has waited, and has no day either."""
    lines = [reason_of(thing), _due(thing, viewer, at), thing.area]
    return News(
        name=_name(thing, viewer), title=_words(thing), link=_link(thing), text=_clean(" ".join(filter(None, lines))),
        sort=sort_words()[SORTS[thing.waits]], since=thing.since or _listed(thing) or known_since,
    )  # fmt: skip


def entry_of(thing: WaitingThing, viewer: Viewer) -> CalendarEntry | None:
    """Write one thing for a calendar: on its day, or in the time before its moment. None for what has neither."""
    if thing.starts_at:
        begins = thing.starts_at - BEFORE
    elif thing.by:
        begins = datetime.combine(thing.by, time(12), UTC)
    else:
        return None
    return CalendarEntry(
        uid=f"{_name(thing, viewer).hex}@parley", sequence=0, starts_at=begins, minutes=BEFORE // timedelta(minutes=1),
        time_zone=viewer.time_zone, title=_words(thing), about=f"{reason_of(thing)}\n{_link(thing)}",
        link=_link(thing), day=None if thing.starts_at else thing.by, blocks=False,
    )  # fmt: skip


def feed_name() -> str:
    """Say what a program calls what it reads there."""
    return headed("Parley", _("Waiting for you"))


def atom_text(news: list[News], *, name: str, address: str) -> str:
    """Write a feed in Atom (RFC 4287)."""
    feed = Atom1Feed(title=name, link=absolute("waiting"), description="", language=get_language(), feed_url=address,
                    author_name="Parley")  # fmt: skip
    for each in news:
        feed.add_item(
            title=each.title, link=each.link, description=each.text, unique_id=each.name.urn, updateddate=each.since,
            categories=[each.sort],
        )  # fmt: skip
    return feed.writeString("utf-8")


def _name(thing: WaitingThing, viewer: Viewer) -> UUID:
    """Give the name under which programs know one thing that waits for one person, for as long as it does."""
    made = salted_hmac("parley.waiting.uid", f"{viewer.person}:{thing.waits}:{thing.key}", algorithm="sha256")
    return UUID(hex=made.hexdigest()[:32])


def _words(thing: WaitingThing) -> str:
    said = {"verb": verb_of(thing).rstrip(":："), "title": title_of(thing)}  # noqa: RUF001 - as Japanese ends it
    return _clean(_("%(verb)s “%(title)s”") % said)


def _link(thing: WaitingThing) -> str:
    return settings.PUBLIC_URL.rstrip("/") + href_of(thing)


def _due(thing: WaitingThing, viewer: Viewer, at: datetime) -> str:
    """Say when it is due in words that are the same tomorrow."""
    if thing.starts_at:
        zone = viewer.time_zone
        return _("Due %(when)s.") % {"when": moment_words(thing.starts_at, zone, reader_zone=zone, at=at)}
    return _("Due %(when)s.") % {"when": day(thing.by)} if thing.by else ""


def _listed(thing: WaitingThing) -> datetime | None:
    """Say from when on what has a day or a moment stands in the list."""
    ahead = timedelta(days=0 if thing.waits in ON_ITS_DAY else SOON)
    if thing.starts_at:
        return thing.starts_at - ahead
    return datetime.combine(thing.by, time(0), UTC) - ahead if thing.by else None


def _clean(text: str) -> str:
    return STEERING.sub(" ", text)
