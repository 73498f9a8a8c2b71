"""When a group meets: keeping its series, saying in which week one starts, and planning a meeting of its own."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.kernel.refusals import Refused
from parley.meetings.actions import end_series, keep_series, name_first_week, plan_meeting
from parley.meetings.queries import second_regions_of, series_facts, series_visible_to
from parley.meetings.rules import begins_at, choice_of, make_rule, next_occurrence, rhythm_of, rhythm_words
from parley.meetings.rules.proposed import as_taken
from parley.meetings.terms import Frequency
from parley.people.rules import must_name_a_zone
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.groups.heading import heading
from parley.screens.meetings.forms import AS_IS, FirstWeekForm, OneMeetingForm, SeriesForm
from parley.screens.meetings.hours_forms import SittingsForm, filled_in
from parley.screens.meetings.proposed import proposals
from parley.screens.posting import attempt, status_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.groups.models import Area
    from parley.meetings.models import Meeting, Series
    from parley.meetings.terms.hours import SeriesHour


@require_http_methods(["GET", "POST"])
def new(request: Asked, key: str) -> HttpResponse:
    """Set when a group meets."""
    context = heading(request, key, "meetings")
    start = {"title": _("Strategy group"), "frequency": Frequency.FORTNIGHTLY, "weekday": 1, "local_time": "14:00",
             "time_zone": request.viewer.time_zone, "minutes": 60}  # fmt: skip
    form = SeriesForm(request.POST or None, initial=start)
    return _series(request, context, form, SittingsForm(request.POST or None), None)


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: int) -> HttpResponse:
    """Change when a group meets."""
    series = get_object_or_404(series_visible_to(request.viewer), pk=key)
    context = heading(request, series.area.key, "meetings")
    choice = choice_of(series.rule)
    frequency, weekday = choice or (AS_IS, rhythm_of(series.rule).weekdays[0])
    start = {"title": series.title, "frequency": frequency, "weekday": weekday, "local_time": series.local_time,
             "time_zone": series.time_zone, "minutes": series.minutes, "starts_on": series.starts_on}  # fmt: skip
    form = SeriesForm(request.POST or None, initial=start)
    if choice is None:
        form.keep_as_is(_("as it is: %s") % rhythm_words(rhythm_of(series.rule)))
    start_hours = filled_in(series_facts(series).hours, second_regions_of(series))
    return _series(request, context, form, SittingsForm(request.POST or None, initial=start_hours), series)


def _series(
    request: Asked, context: dict[str, Any], form: SeriesForm, sittings: SittingsForm, series: "Series | None"
) -> HttpResponse:
    """Keep what was typed, or show the hours proposed for it: `propose` asks for them, `take` takes one."""
    area: Area = context["area"]
    proposed = None
    right = [form.is_valid(), sittings.is_valid()]  # both: all that is wrong is said at once
    if request.method == "POST" and all(right):
        given = dict(form.cleaned_data)
        frequency, weekday = given.pop("frequency"), given.pop("weekday")
        given["rule"] = series.rule if series and frequency == AS_IS else make_rule(Frequency(frequency), weekday)
        if "propose" in request.POST:
            asked = {name: given[name] for name in ("rule", "starts_on", "local_time", "time_zone", "minutes")}
            proposed = attempt(form, lambda: proposals(request, area.pk, **asked))
        elif attempt(form, lambda: _kept(request, area, series, sittings, given)):
            say(request, _("The group meets as you said. Meetings that were published stay where they are."))
            return redirect("group_meetings", area.key)
    context |= {"form": form, "sittings": sittings, "series": series, "proposed": proposed}
    place = f"group:{area.key}"
    return framed(
        request, "meetings/series_form.html", context, place=place, status=max(status_of(form), status_of(sittings))
    )


def _kept(
    request: Asked, area: "Area", series: "Series | None", sittings: SittingsForm, given: dict[str, Any]
) -> "Series | None":
    """Keep what was typed; what is refused of hours beside the series' own is said beside their boxes."""
    try:
        return _keep(request, area, series, sittings, given)
    except Refused as refused:
        if refused.field not in sittings.fields:
            raise
        sittings.add_error(refused.field, refused.sentence)
        return None


def _keep(
    request: Asked, area: "Area", series: "Series | None", sittings: SittingsForm, given: dict[str, Any]
) -> "Series":
    hours: Sequence[SeriesHour] = sittings.hours(given["time_zone"])
    seated: Sequence[int] = sittings.regions()
    if "take" in request.POST:
        given["local_time"], hours, seated = as_taken(request.POST["take"])
    return keep_series(
        area=area, series=series, hours=hours, second_regions=seated, **given, actor=request.user, at=request.now
    )


@require_POST
def first_week(request: Asked, key: int) -> HttpResponse:
    """Say in which week a series starts."""
    series = get_object_or_404(series_visible_to(request.viewer), pk=key)
    form = FirstWeekForm(request.POST)

    def name() -> bool:
        name_first_week(series=series, day=form.cleaned_data["day"], actor=request.user, at=request.now)
        return True

    if form.is_valid() and attempt(form, name):
        say(request, _("Thank you. Its next meetings are planned."))
        return redirect("group_meetings", series.area.key)
    context = heading(request, series.area.key, "meetings") | {"form": form, "series": series}
    place = f"group:{series.area.key}"
    return framed(request, "meetings/first_week.html", context, place=place, status=status_of(form))


@require_POST
def end(request: Asked, key: int) -> HttpResponse:
    """End a series: after today's meeting when there is one still to come, else at once."""
    series = get_object_or_404(series_visible_to(request.viewer), pk=key)
    today = request.now.date()
    coming = next_occurrence(series_facts(series), request.now)
    last = today if coming and coming.day == today else today - timedelta(days=1)
    end_series(series=series, on=last, actor=request.user, at=request.now)
    say(request, _("This meeting is no longer planned. What is published stays until somebody cancels it."))
    return redirect("group_meetings", series.area.key)


@require_http_methods(["GET", "POST"])
def one(request: Asked, key: str) -> HttpResponse:
    """Plan a meeting of its own."""
    context = heading(request, key, "meetings")
    form = OneMeetingForm(request.POST or None, initial={"time_zone": request.viewer.time_zone, "minutes": 60})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def plan() -> "Meeting":
            zone = must_name_a_zone(given["time_zone"])
            return plan_meeting(
                area=context["area"],
                title=given["title"],
                starts_at=begins_at(given["day"], given["hour"], zone),
                time_zone=zone,
                minutes=given["minutes"],
                actor=request.user,
                at=request.now,
            )

        if meeting := attempt(form, plan):
            say(
                request, _("The meeting is planned. Put something on its agenda; nobody is told before you publish it.")
            )
            return redirect("meeting", meeting.pk)
    context |= {"form": form}
    return framed(request, "meetings/one_form.html", context, place=f"group:{key}", status=status_of(form))
