"""Who answers, what somebody wants to hear, what of it is mailed at once and when, and until when news are news."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parley.kernel.clocks import first_shown
from parley.notifications.terms import STRENGTH, Because, Level, ToTell, Wish
from parley.people.terms import Quiet, Viewer

SOON = 7  # days before something is due in which it waits for somebody
NEWS = timedelta(days=14)  # how far back "what changed" goes for somebody who has never caught up
COMPANY_NEWS = timedelta(days=90)  # the same for somebody in no group, who is told of less
FRESH = timedelta(days=2)  # after an outage or an import, mail of older news would only confuse: Today has them
TOGETHER = timedelta(minutes=5)  # what comes for somebody within that time is one mail

USUAL = {  # how much somebody hears of a group who said nothing else, by how they belong to it
    "facilitates": Level.EVERYTHING,
    "keeps": Level.EVERYTHING,
    "core": Level.CONCERNS,
    "decides": Level.DECISIONS,
    "on_call": Level.NOTHING,  # legal and support: only what needs them
}
AMPLE = {level: place for place, level in enumerate(Level)}  # from the level that lets everything through
DECIDED = frozenset({"decision.published", "decision.kept", "topic.decided"})
OUTCOMES = DECIDED | {"topic.answered", "topic.parked", "topic.merged", "insight.answered"}
GAVE = frozenset({Because.CREDITED, Because.BROUGHT, Because.DISSENTED})
ASKED_OF_ONE = frozenset({Because.CALLED, Because.MENTIONED})
OWNS, MEMBER = frozenset({Because.OWNS}), frozenset({Because.MEMBER})
NEEDS: dict[str, frozenset[Because]] = {  # what is asked of somebody, or takes their time, by why they are told
    "decision.stands_against": OWNS,
    "action_point.promised": OWNS,
    "meeting.run_proposed": OWNS,
    "meeting.run_asked": OWNS,
    "meeting.run_taken": OWNS,
    "meeting.run_declined": OWNS,
    "shift.begun": OWNS,
    "shift.extended": OWNS,
    "shift.ended": OWNS,
    "meeting.published": MEMBER,
    "meeting.moved": MEMBER,
    "meeting.cancelled": MEMBER,
    "group.member_added": MEMBER,
    "group.facilitator": MEMBER,
    "area.product_person": MEMBER,
    "area.decider_named": MEMBER,
}
CONCERNS_ALL = frozenset(  # everybody in a group: what happens to its meetings and teams
    {"meeting.minutes_published", "meeting.run_proposed", "shift.begun", "shift.extended", "shift.ended"}
)

NO_WISH = Wish()
MAILED: dict[str, frozenset[Because]] = {
    "decision.published": frozenset(Because) - MEMBER,  # it is told once, and closes the loop
    "decision.asked_to_speak": frozenset({Because.CALLED}),
    "decision.kept": frozenset({Because.DISSENTED}),
    "topic.answered": frozenset({Because.BROUGHT}),
    "topic.decided": frozenset({Because.BROUGHT, Because.SUPPORTS}),  # as many would hear of the decision by mail
    "insight.answered": frozenset({Because.BROUGHT}),
    "meeting.run_proposed": OWNS,
    "meeting.run_asked": OWNS,
    "meeting.run_taken": OWNS,
    "meeting.run_declined": OWNS,
    "shift.begun": OWNS,
    "shift.extended": OWNS,
    "shift.ended": OWNS,
    "comment.said": frozenset({Because.OWNS, Because.BROUGHT, Because.MENTIONED}),  # somebody may wait for a word
    "comment.named": frozenset({Because.MENTIONED}),
}
IF_CHOSEN = {"comment.said": frozenset({Because.FOLLOWS})}  # mailed to whoever said themselves: everything
MINUTES_MAILED = "meeting.minutes_published"
# A mail of its own tells of these: the invitation with its calendar entry, the minutes. No other mail says it again.
MAILED_ELSEWHERE = frozenset(
    {"meeting.published", "meeting.moved", "meeting.cancelled", MINUTES_MAILED, "agenda.called_in"}
)


def answers_for(viewer: Viewer) -> frozenset[int]:
    """Give the areas whose topics wait for the viewer: as `topics.rules.may_answer`, without all of operations’."""
    return viewer.facilitates | viewer.product_of | viewer.decides


def most_of(levels: Collection[Level]) -> Level | None:
    """Give the level among some that lets most through; none of none."""
    return min(levels, key=AMPLE.__getitem__, default=None)


def usual_level(places: Collection[str]) -> Level | None:
    """Give how much somebody hears of a group by how they belong to it, the most if they do in several ways.

    None for somebody who does not: what they hear then depends on why they are told.
    """
    return most_of([USUAL[each] for each in places])


def wish_for(
    because: Because, *, thing: Level | None, besides: Sequence[Level], groups: Sequence[Level], usual: Level | None
) -> Wish:
    """Say how much somebody hears of a thing: what they said of it, else of what it is about, else of its groups.

    Whoever said nothing hears what is usual for their place in the group; outside it, all of what they follow, and
    of everything else what concerns them.
    """
    chosen = thing or most_of(besides) or most_of(groups)
    if chosen:
        return Wish(chosen, chosen=True)
    return Wish(usual or (Level.EVERYTHING if because is Because.FOLLOWS else Level.CONCERNS))


def must_hear(because: Because, kind: str) -> bool:
    """Say whether news reaches somebody whatever they chose: it needs them, or is what became of what they gave."""
    needs = because in ASKED_OF_ONE or because in NEEDS.get(kind, ())
    return needs or (because in GAVE and kind in OUTCOMES)


def wants(level: Level, because: Because, kind: str) -> bool:
    """Say whether somebody who hears so much of a thing is told of what happened, on Today and in the digest."""
    if must_hear(because, kind):
        return True
    match level:
        case Level.EVERYTHING:
            return True
        case Level.CONCERNS:
            return because is not Because.MEMBER or kind in DECIDED or kind in CONCERNS_ALL
        case Level.DECISIONS:
            return kind in DECIDED
        case Level.NOTHING:
            return False


def is_worth_a_mail(kind: str, because: Because, *, happened_at: datetime, at: datetime, wish: Wish = NO_WISH) -> bool:
    """Say whether somebody gets a mail at once, or finds it on Today and in the digest: only what cannot wait."""
    if not wants(wish.level, because, kind) or at - happened_at > FRESH:
        return False
    everything = wish.chosen and wish.level is Level.EVERYTHING
    return because in MAILED.get(kind, ()) or (everything and because in IF_CHOSEN.get(kind, ()))


def when_to_send(at: datetime, quiet: Quiet) -> datetime:
    """Give that moment, or the first one after it at which somebody is neither away nor has quiet hours."""
    place = ZoneInfo(quiet.zone)
    while True:
        there = at.astimezone(place)
        today, hour = there.date(), there.time()
        if quiet.away_from and quiet.away_until and quiet.away_from <= today <= quiet.away_until:
            at = first_shown(quiet.away_until + timedelta(days=1), time(0), quiet.zone)
        elif _is_quiet(quiet, there):
            day = today if hour < quiet.until else today + timedelta(days=1)
            at = _next(day, quiet, after=at)
        else:
            return at


def when_to_ask(at: datetime, quiet: Quiet, by: datetime) -> datetime:
    """Give when somebody may be mailed what they have to do by a moment, if that comes first: else at once.

    Days away give way before quiet hours do. What is late already waits for the end of the night, and for no more.
    """
    when = when_to_send(at, quiet)
    if when < by:
        return when
    night = when_to_send(at, replace(quiet, away_from=None, away_until=None))
    return night if night < by or by <= at else at


def day_ends(day: date, zone: str) -> datetime:
    """Give when a day is over in a zone."""
    return first_shown(day + timedelta(days=1), time(0), zone)


def _is_quiet(quiet: Quiet, there: datetime) -> bool:
    hour = there.time()
    if quiet.first <= quiet.until:
        return quiet.first <= hour < quiet.until
    return hour >= quiet.first or hour < quiet.until


def _next(day: date, quiet: Quiet, *, after: datetime) -> datetime:
    """Give when quiet hours end on a day; where the clocks were put back over that hour, the second time if need be."""
    end = first_shown(day, quiet.until, quiet.zone)
    if end > after:
        return end
    again = datetime.combine(day, quiet.until, ZoneInfo(quiet.zone)).replace(fold=1)
    return again.astimezone(after.tzinfo)


def each_once(people: list[ToTell], *, but: int | None) -> list[ToTell]:
    """Keep the strongest reason for everybody, and nobody's own doing."""
    strongest: dict[int, ToTell] = {}
    for each in sorted(people, key=lambda each: STRENGTH[each.because]):
        if each.person != but:
            strongest.setdefault(each.person, each)
    return list(strongest.values())


def news_since(seen_until: datetime | None, viewer: Viewer, *, at: datetime) -> datetime:
    """Give the moment from which on things are news to somebody."""
    return seen_until or at - (NEWS if viewer.inside else COMPANY_NEWS)
