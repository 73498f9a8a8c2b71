"""Hours said to people: which a series has, who pays for them and how much, and holidays."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.meetings.rules import city
from parley.meetings.rules.fairness import Fairness, fairness_of
from parley.meetings.terms.hours import HolidayClash, HolidayFacts, Proposal, SeriesHour, UnsocialRow, Way


def hours_words(hours: float) -> str:
    """Say hours: 1.5 hours, 1 hour, none."""
    if hours < 0.05:
        return _("none")
    said = f"{hours:.1f}".removesuffix(".0")
    return _("1 hour") if said == "1" else _("%s hours") % said


def fairness_sentence(rows: Sequence[UnsocialRow], *, coming: int) -> str:
    """Say in one sentence who pays over the coming meetings."""
    meetings = ngettext("In the next meeting", "In the next %d meetings", coming)
    meetings = meetings % coming if "%d" in meetings else meetings
    said = {"when": meetings}
    if rows:
        said |= {"region": rows[0].region, "hours": hours_words(rows[0].after)}
    match fairness_of(rows, coming=coming):
        case Fairness.NO_ONE_COMES:
            return _("Nobody comes yet, or no meeting is to come, so nobody pays.")
        case Fairness.NO_ONE_PAYS:
            return _("%(when)s nobody meets outside 08:00 to 18:00.") % said
        case Fairness.ONE_REGION:
            return _("%(when)s each person in %(region)s meets %(hours)s outside 08:00 to 18:00.") % said
        case Fairness.ALIKE:
            return _("%(when)s every region pays the same: %(hours)s outside 08:00 to 18:00 a person.") % said
        case Fairness.UNLIKE:
            said["rest"] = ", ".join(f"{each.region} {hours_words(each.after)}" for each in rows[1:])
            words = _("%(when)s %(region)s pays most, %(hours)s outside 08:00 to 18:00 a person; %(rest)s.")
            return words % said


def hours_in_words(hours: Sequence[SeriesHour], regions: str = "") -> str:
    """Say a choice of hours: “09:00 and 20:00 London in turn”; `regions` names those of a second sitting."""
    first = _turns([each for each in hours if each.sitting == 1])
    seconds = [each for each in hours if each.sitting == 2]
    if not seconds:
        return first
    given = {"first": first, "second": _turns(seconds), "regions": regions}
    words = {
        -1: _("%(first)s, and a second sitting at %(second)s the day before"),
        0: _("%(first)s, and a second sitting at %(second)s"),
        1: _("%(first)s, and a second sitting at %(second)s the next day"),
    }[seconds[0].days_later] % given
    return _("%(hours)s for %(regions)s") % {"hours": words, "regions": regions} if regions else words


def _turns(hours: Sequence[SeriesHour]) -> str:
    said = {"clock": listed([f"{each.local_time:%H:%M}" for each in hours]), "city": city(hours[0].time_zone)}
    return (_("%(clock)s %(city)s in turn") if len(hours) > 1 else _("%(clock)s %(city)s")) % said


def payers_in_words(proposal: Proposal) -> str:
    """Say who pays, most first: “Over 6 meetings each person in Sydney pays 24 points, New York 12”."""
    paying = sorted((each for each in proposal.payers if each.points), key=lambda each: -each.points)
    if not paying:
        return _("Nobody pays: it is within working hours for everybody.")
    most, *others = paying
    count = proposal.meetings
    words = ngettext("Over one meeting each person in %(who)s.", "Over %(n)d meetings each person in %(who)s.", count)
    said = ngettext("%(city)s pays %(points)d point", "%(city)s pays %(points)d points", most.points)
    first = said % {"city": city(most.place.zone), "points": most.points}
    rest = [f"{city(each.place.zone)} {each.points}" for each in others]
    whole = words % {"n": count, "who": ", ".join([first, *rest])}
    return whole if len(paying) == len(proposal.payers) else _("%s Everybody else pays nothing.") % whole


def reason_of_way(way: Way) -> str:
    """Say why hours of this kind are proposed."""
    return {
        Way.ONE_HOUR: _("One hour for everybody."),
        Way.TURNS: _("In turn, so that nobody pays every time."),
        Way.TWO_SITTINGS: _("Two sittings: turns would only share out the bad hours."),
    }[way]


def holiday_words(holidays: Iterable[HolidayFacts]) -> str:
    """Name holidays: “Thanksgiving in AMER and Labour Day”."""
    names = (
        _("%(holiday)s in %(region)s") % {"holiday": each.name, "region": each.region_name}
        if each.region_name
        else each.name
        for each in holidays
    )
    return listed(list(dict.fromkeys(names)))


def off_words(clash: HolidayClash) -> str:
    """Say who is off on a holiday: “Thanksgiving in AMER: 2 of the 5 people who come do not work”."""
    said = {"holiday": holiday_words(clash.holidays), "off": clash.off, "people": clash.people}
    if clash.off == clash.people:
        return _("%(holiday)s: none of those who come works that day.") % said
    words = ngettext("%(holiday)s: %(off)s of the %(people)s people who come does not work that day.",
                     "%(holiday)s: %(off)s of the %(people)s people who come do not work that day.",
                     clash.off)  # fmt: skip
    return words % said


def region_names(keys: Iterable[int], names: Mapping[int, str]) -> str:
    """Name regions in a sentence."""
    return listed([names[each] for each in keys if each in names])


def listed(words: Sequence[str]) -> str:
    """Say several things: “EMEA, APAC and AMER”."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
