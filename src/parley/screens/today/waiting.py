"""What waits, as Today says it: what to do, with what, and by when in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.languages.saying import said
from parley.notifications.terms import WaitingThing, Waits
from parley.notifications.terms.places import place_of
from parley.notifications.terms.verbs import VERBS
from parley.screens.duties import duty_words
from parley.screens.rendering import day, moment
from parley.screens.returning import from_list
from parley.screens.today.reasons import reason_of
from parley.screens.today.tapping import Taps, taps_of
from parley.surveys.rules.drafting import minutes_for

LEADS_BACK = {Waits.CORRECT, Waits.ANNOUNCE}  # whoever has told one client goes on with what is next


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `tone` colours the `when`, which says it in words too."""

    verb: str
    title: str
    href: str
    when: str
    tone: str
    area: str
    reason: str  # why it waits for them
    taps: Taps | None = None
    help: tuple[str, str] | None = None  # words and address of what helps with it
    because: str = ""  # why it came to them, as somebody wrote


def rows_of(waiting: Iterable[WaitingThing], today: date, list_: str) -> list[Row]:
    """Say each thing that waits, in the list that has this address."""
    return [_row(each, today, list_) for each in waiting]


def summary_of(waiting: list[WaitingThing], today: date) -> str:
    """Say in a sentence how much waits, and how much of it is late."""
    if not waiting:
        return _("Nothing waits for you.")
    count, late = len(waiting), sum((each.days_left(today) or 0) < 0 for each in waiting)
    sentence = ngettext("One thing waits for you", "%(count)d things wait for you", count) % {"count": count}
    if not late:
        return _("%(sentence)s, and none is late.") % {"sentence": sentence}
    if count == 1:
        return _("%(sentence)s, and it is late.") % {"sentence": sentence}
    return ngettext("%(sentence)s; %(late)d is late.", "%(sentence)s; %(late)d are late.", late) % {
        "sentence": sentence,
        "late": late,
    }


def verb_of(thing: WaitingThing) -> str:
    """Say what there is to do, so that the title can follow."""
    return said("waits", VERBS, thing.waits) % {"whom": duty_words(thing.whom)}


def _row(thing: WaitingThing, today: date, list_: str) -> Row:
    when, tone = _when(thing, today)
    return Row(
        verb=verb_of(thing),
        title=title_of(thing),
        href=from_list(href_of(thing), list_ if thing.waits in LEADS_BACK else ""),
        when=when,
        tone=tone,
        area=thing.area,
        reason=reason_of(thing),
        taps=taps_of(thing, today),
        because=thing.because,
        help=(_("How to present"), reverse("presenting")) if thing.waits is Waits.LEADING else None,
    )


def href_of(thing: WaitingThing) -> str:
    """Give where it is done: the page, and the place on it."""
    place = place_of(thing)
    return reverse(place.page, args=place.takes) + place.within


def title_of(thing: WaitingThing) -> str:
    """Name a thing; a meeting, whose group gives all of its meetings one title, with its date."""
    if thing.waits is Waits.SURVEY:
        return f"{thing.title}: {asked_words(int(thing.whom))}"
    return f"{thing.title}, {day(thing.starts_at)}" if thing.starts_at else thing.title


def asked_words(questions: int) -> str:
    """Say how much a survey asks: “5 questions, 2 minutes”."""
    minutes = minutes_for(questions)
    return _("%(questions)s, %(minutes)s") % {
        "questions": ngettext("%d question", "%d questions", questions) % questions,
        "minutes": ngettext("%d minute", "%d minutes", minutes) % minutes,
    }


def _when(thing: WaitingThing, today: date) -> tuple[str, str]:
    if thing.waits is Waits.SURVEY and thing.starts_at:
        last = timezone.localtime(thing.starts_at).date()
        soon = (last - today).days <= 1
        return (
            moment(thing.starts_at) if soon else _("until %(day)s") % {"day": day(last)}
        ), "warn" if soon else "plain"
    if thing.starts_at:
        return moment(thing.starts_at), "plain"
    left = thing.days_left(today)
    if left is None or thing.by is None:
        return _("since %(day)s") % {"day": day(thing.since)} if thing.since else "", "plain"
    if left < 0:
        return ngettext("%d day late", "%d days late", -left) % -left, "bad"
    if left == 0:
        return _("today"), "warn"
    if left == 1:
        return _("tomorrow"), "warn"
    return _("by %(day)s") % {"day": day(thing.by)}, "plain"
