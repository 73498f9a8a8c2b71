"""What happened, as a digest says it below the thing it happened to; in the language of its reader."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.kernel.words import shortened, unmarked
from parley.languages.joining import listed
from parley.languages.moments import day_at
from parley.notifications.queries.digesting import News
from parley.notifications.queries.said import Heard
from parley.roadmap.terms import Stage

LINE = 140  # characters of what was said
MOST_SAID = 3  # names: of as many the first is said, and how many others there are
Words = Callable[[], str]
SENTENCES: Mapping[str, Words] = {
    "decision.stands_against": lambda: _("It weighs an initiative of yours against another."),
    "decision.kept": lambda: _("It was looked at again; what happened stands beside what was said."),
    "decision.asked_to_speak": lambda: _("You are asked what you know about it."),
    "decision.opened": lambda: _("It is to be decided."),
    "topic.brought": lambda: _("It was brought to the group."),
    "topic.answered": lambda: _("It was answered."),
    "topic.decided": lambda: _("A decision settled it."),
    "topic.parked": lambda: _("It is parked, and comes back by itself."),
    "topic.merged": lambda: _("It became part of another topic."),
    "topic.withdrawn": lambda: _("It was withdrawn."),
    "insight.answered": lambda: _("It has its answer: it is not planned."),
    "initiative.replanned": lambda: _("It was planned anew."),
    "initiative.region_replanned": lambda: _("It was planned anew for your region."),
    "initiative.regions_changed": lambda: _("It is for other regions now."),
    "meeting.published": lambda: _("Its agenda is there."),
    "meeting.cancelled": lambda: _("It was cancelled."),
    "meeting.moved": lambda: _("It was moved to another hour."),
    "meeting.minutes_published": lambda: _("Its minutes are there."),
    "meeting.run_proposed": lambda: _("It was looked at whose turn it is to run it."),
    "meeting.run_asked": lambda: _("Somebody was asked to run it."),
    "meeting.run_taken": lambda: _("Somebody else runs it now."),
    "meeting.run_declined": lambda: _("Whoever was asked to run it cannot."),
    "agenda.called_in": lambda: _("You are called in for an item of it."),
    "action_point.promised": lambda: _("This was written down as your promise."),
    "shift.begun": lambda: _("This team is lent."),
    "shift.extended": lambda: _("It stays for longer than was said."),
    "shift.ended": lambda: _("It is not lent any more."),
    "group.member_added": lambda: _("You have a place in this group."),
    "group.facilitator": lambda: _("You run the meetings of this group."),
    "area.product_person": lambda: _("You keep the roadmap of this area."),
    "area.decider_named": lambda: _("You decide for this area."),
}


def news_said(news: News, stages: Mapping[Stage, str]) -> str:
    """Say what happened; of what has no sentence of its own yet, that something did."""
    told = news.told
    if told.event.kind == "initiative.stage_moved":
        after: Stage = told.event.after  # type: ignore[attr-defined]  # that kind of event has it
        if after is Stage.STOPPED:
            return _("It was stopped.")
        return _("It is at “%(stage)s” now.") % {"stage": stages[after]}
    words = SENTENCES.get(told.event.kind)
    return words() if words else _("Something changed about it.")


def comments_said(who: Sequence[str], heard: Sequence[Heard]) -> str:
    """Say in a line who wrote some comments, the first of them first, and how that begins.

    All of them name their reader in one way, or none does.
    """
    first, count = heard[0], len(heard)
    words = {"who": _people(who), "words": shortened(unmarked(first.words), LINE), "count": count, "group": first.named}
    if first.named is None:
        said = ngettext("%(who)s said: “%(words)s”", "%(who)s wrote %(count)d comments. The first: “%(words)s”", count)
    elif first.named:
        said = ngettext("%(who)s named %(group)s: “%(words)s”",
                        "%(who)s named %(group)s in %(count)d comments. The first: “%(words)s”", count)  # fmt: skip
    else:
        said = ngettext("%(who)s named you: “%(words)s”",
                        "%(who)s named you in %(count)d comments. The first: “%(words)s”", count)  # fmt: skip
    return said % words


def _people(names: Sequence[str]) -> str:
    if len(names) < MOST_SAID:
        return listed(names)
    others = len(names) - 1
    said = ngettext("%(name)s and %(count)d other", "%(name)s and %(count)d others", others)
    return said % {"name": names[0], "count": others}


def by_whom(who: str, told_at: datetime, at: datetime) -> str:
    """Say who did something and on which day: “Noor Haddad, Tue 24 Nov”."""
    day = day_at(timezone.localtime(told_at).date(), at)
    return _("%(name)s, %(day)s") % {"name": who, "day": day} if who else day
