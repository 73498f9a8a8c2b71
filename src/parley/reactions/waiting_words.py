"""What waits for somebody, as a mail says it: what to do, with what, and by when; in the language of its reader."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.languages.moments import city_words, day_at
from parley.notifications.terms import WaitingThing, Waits


def waiting_said(thing: WaitingThing, zone: str, at: datetime) -> dict[str, Any]:
    """Say one thing that waits: the verb, its title, when it is due, and whether that has passed."""
    today = at.astimezone(ZoneInfo(zone)).date()
    return {
        "verb": verbs(thing)[thing.waits],
        "title": thing.title,
        "area": thing.area,
        "when": _when(thing, zone, today, at),
        "late": (thing.days_left(today) or 0) < 0,
        "because": thing.because,
    }


def verbs(thing: WaitingThing) -> Mapping[Waits, str]:
    """Say of each kind what it asks for."""
    number = int(thing.whom) if thing.waits is Waits.ANNOUNCE else 0
    return {
        Waits.CORRECT: _("Correct what you told"),
        Waits.ANNOUNCE: ngettext("%d client to tell that it is there:", "%d clients to tell that it is there:", number)
        % number,
        Waits.CONSENT: _("May they be asked to try it?"),
        Waits.INVITE: _("Invite them to try it"),
        Waits.BEGIN: _("Tell them how it begins, and give them the questions"),
        Waits.APPROVE: _("Approve the words for clients about"),
        Waits.SILENT: _("Ask what they found"),
        Waits.THANK: _("Thank, and tell what came of it:"),
        Waits.DECISION: _("Decide"),
        Waits.DEPUTY: _("Decide for %(name)s") % {"name": thing.whom},
        Waits.CHANGE: _("It was sent back: look at its options"),
        Waits.WHY: _("Complete your why in"),
        Waits.ROUND: _("Say whether few notes are shown:"),
        Waits.PUBLISH: _("Check and publish what was decided:"),
        Waits.TOPIC: _("Answer"),
        Waits.PROMISE: _("You promised"),
        Waits.OWED: _("You owe something before it can go on:"),
        Waits.ASKED: _("Can you run it?"),
        Waits.RUNNING: _("You run"),
        Waits.LEADING: _("You lead a part of"),
        Waits.CLOSING: _("Say what you think, before it is decided"),
        Waits.REVIEW: _("Look again at what was decided"),
        Waits.LOOK_BACK: _("It was launched. Write what came of it:"),
        Waits.SHIFT: _("Is it back, or does it stay longer?"),
        Waits.REPLAN: _("It waited for a team that is not lent after all. Plan it again:"),
        Waits.SURVEY: _("Answer the survey"),
        Waits.HEARD: _("You are credited here. Did it change what you asked for?"),
        Waits.START: _("Say in which week it starts"),
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
