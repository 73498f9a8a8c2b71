"""One series: its hours, its next meetings, who pays for them, and those that fall on holidays."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.kernel.refusals import Refused, Stale
from parley.meetings.actions import cancel_meeting, hold_on_holiday, move_meeting
from parley.meetings.queries import (
    coming_moments,
    meetings_on_holidays,
    places_of,
    rows_ahead,
    runners_of,
    series_facts,
    series_visible_to,
)
from parley.meetings.queries.fairness import SERIES, last_met, met_ahead, seats_of
from parley.meetings.queries.seats import second_regions_on
from parley.meetings.rules import moment_words, rhythm_of, rhythm_words
from parley.meetings.rules.fairness import (
    MEETINGS,
    met_by,
    unsocial_hours,
    unsocial_rows,
)
from parley.meetings.terms.hours import OnHoliday, SeriesHour
from parley.people.queries import every_region
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.groups.heading import heading
from parley.screens.meetings.hosting_words import unhosted_series
from parley.screens.meetings.hours_words import (
    fairness_sentence,
    holiday_words,
    hours_in_words,
    hours_words,
    off_words,
    region_names,
)
from parley.screens.meetings.shown import when_words
from parley.screens.meetings.views.meeting import find

if TYPE_CHECKING:
    from parley.meetings.models import Series
    from parley.meetings.queries.hours import OnAHoliday

SHOWN = 5


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """Show a series to the people of its group."""
    series = get_object_or_404(series_visible_to(request.viewer), pk=key)
    context = heading(request, series.area.key, "meetings")
    if not (context["inside"] or request.viewer.operations):
        raise Http404
    places = places_of(series.area_id)
    known = every_region()
    names = {each.pk: each.name for each in known}
    named: dict[int | None, str] = {None: _("no region named")} | {each.pk: each.name for each in known}
    ahead = rows_ahead(series, request.now)
    gone, moments = last_met(series, request.now, MEETINGS), coming_moments(series, ahead, request.now, MEETINGS)
    seats = seats_of(series, [*(each.meeting for each in gone), *(each.pk for each in ahead)])
    second = sorted(seats.get(SERIES, ()))
    coming_met = met_ahead(series, ahead, moments, seats)
    before, after = unsocial_hours(places, met_by(gone, seats)), unsocial_hours(places, coming_met)
    rows = unsocial_rows(places, named, before, after)
    held, coming = len({each.occurrence for each in gone}), len({each.day for each in moments})
    facts = series_facts(series)
    own = SeriesHour(1, 0, facts.local_time, facts.time_zone)
    zone = request.viewer.time_zone
    context |= {
        "row": series,
        "often": rhythm_words(rhythm_of(series.rule)),
        "hours": hours_in_words((own, *facts.hours), region_names(tuple(second), names)),
        "next": [
            moment_words(each.starts_at, each.time_zone or series.time_zone, reader_zone=zone, at=request.now)
            for each in moments[:SHOWN]
        ],
        "unhosted": unhosted_series(runners_of(series.area_id), names, places, coming_met),
        "sentence": fairness_sentence(rows, coming=coming),
        "held": held,
        "coming": coming,
        "fairness": [
            [each.region, str(each.people), hours_words(each.before), hours_words(each.after)] for each in rows
        ],
        "bars": [(each.region, hours_words(each.after), each.after / most) for each in rows]
        if (most := max((each.after for each in rows), default=0))
        else [],
        "on_holidays": [_clash(request, each) for each in meetings_on_holidays(ahead, places, seats, request.now)],
    }
    return framed(request, "meetings/series.html", context, place=f"group:{series.area.key}")


def _clash(request: Asked, on: "OnAHoliday") -> dict[str, object]:
    """Put a meeting on a holiday into words, with what may be done about it."""
    clash = on.clash
    return {
        "meeting": on.meeting,
        "when": when_words(request, on.meeting),
        "why": off_words(clash),
        "proposed": clash.proposed.value,
        "better": _moment(request, on, clash.better),
        "to": clash.better.isoformat() if clash.better else "",
    }


def _moment(request: Asked, on: "OnAHoliday", moment: datetime | None) -> str:
    """Say a moment at which a meeting on a holiday could be instead; nothing for none."""
    if moment is None:
        return ""
    return moment_words(moment, on.meeting.time_zone, reader_zone=request.viewer.time_zone, at=request.now)


@require_POST
def on_holiday(request: Asked, key: int) -> HttpResponse:
    """Skip a meeting that falls on a holiday, move it to the day proposed, or hold it all the same."""
    meeting = find(request, key)
    series: Series | None = meeting.series
    ahead = rows_ahead(series, request.now) if series else []
    clashes = meetings_on_holidays(
        ahead, places_of(meeting.area_id), second_regions_on([each.pk for each in ahead]), request.now
    )
    on = next((each for each in clashes if each.meeting.pk == meeting.pk), None)
    if series is None or on is None:
        raise Refused(_("This meeting is on nobody’s holiday any more. Look at the series again."))
    because = _("It would be on a holiday: %s.") % holiday_words(on.clash.holidays)
    what = request.POST.get("what")
    if what == OnHoliday.SKIP:
        cancel_meeting(meeting=meeting, reason=because, actor=request.user, at=request.now)
        say(request, _("The meeting is skipped. What was on its agenda goes to the next one."))
    elif what == OnHoliday.MOVE:
        to = _as_read(request, on)
        move_meeting(meeting=meeting, starts_at=to, reason=because, actor=request.user, at=request.now)
        say(request, _("The meeting is moved."))
    elif what == OnHoliday.HOLD:
        hold_on_holiday(meeting=meeting, actor=request.user, at=request.now)
        say(request, _("The meeting is held. Nobody is asked about it again."))
    else:
        raise Refused(_("Choose to skip it, to move it or to hold it."))
    return redirect("series", series.pk)


def _as_read(request: Asked, on: "OnAHoliday") -> datetime:
    """Give the moment to move a meeting to. Raises Stale when the page that was read named another one."""
    try:
        read = datetime.fromisoformat(request.POST.get("to", ""))
    except ValueError:
        raise Refused(_("Choose to skip it, to move it or to hold it.")) from None
    if on.clash.better and read == on.clash.better:
        return on.clash.better
    stale = Stale(
        _("Holidays or meetings changed, so another day suits by now. Look at the series again, then choose."),
        theirs=_moment(request, on, on.clash.better) or _("No day near it suits everybody."),
        yours=_moment(request, on, read),
    )
    stale.typed = [(_("Move it to"), stale.yours)]
    raise stale
