"""Forms of hours: turns and a second sitting, what each hour costs, holidays and their files."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from parley.meetings.terms.hours import MOST_INCONVENIENT, Inconvenience, SeriesHour
from parley.people.queries import regions
from parley.screens.fields import DayField, set_choices
from parley.screens.meetings.forms import TypedZoneField

if TYPE_CHECKING:
    from parley.people.models import Region

LATER = ((0, _("on the same day")), (1, _("the day after")), (-1, _("the day before")))
CLOCK = {"type": "time"}


def clock_field(label: Any, help_text: Any = "") -> forms.TimeField:
    """Make a field for an hour that may stay empty."""
    widget = forms.TimeInput(attrs=CLOCK, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget, help_text=help_text)


class SittingsForm(forms.Form):
    """Hours beside a series' own: those that take turns with it, and a second sitting."""

    turn_1 = clock_field(_("In turn with"), _("Each hour has its turn, in the same time zone."))
    turn_2 = clock_field(_("and with"))
    second_time = clock_field(_("A second sitting at"), _("The same meeting again, for regions far away."))
    second_zone = TypedZoneField(required=False)
    second_day = forms.TypedChoiceField(label=_("It is there"), choices=LATER, coerce=int, required=False)
    second_regions = forms.MultipleChoiceField(
        label=_("Who comes to it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        set_choices(self, "second_regions", [(each.pk, each.name) for each in regions()])

    def hours(self, zone: str) -> list[SeriesHour]:
        """Give what was chosen; turns are in the zone of the series."""
        given = self.cleaned_data
        turns: Iterable[time | None] = (given["turn_1"], given["turn_2"])
        found = [SeriesHour(1, n, each, zone) for n, each in enumerate(filter(None, turns), 1)]
        if given["second_time"]:
            found.append(SeriesHour(2, 0, given["second_time"], given["second_zone"] or zone, given["second_day"] or 0))
        return found

    def regions(self) -> list[int]:
        """Give whose people come to the second sitting."""
        return [int(each) for each in self.cleaned_data["second_regions"]]


def filled_in(hours: Iterable[SeriesHour], second_regions: Iterable[int]) -> Mapping[str, Any]:
    """Give what the form of sittings starts with."""
    start: dict[str, Any] = {"second_regions": list(second_regions)}
    for each in hours:
        if each.sitting == 1 and each.turn in {1, 2}:
            start[f"turn_{each.turn}"] = each.local_time
        elif each.sitting == 2 and not each.turn:
            start |= {"second_time": each.local_time, "second_zone": each.time_zone, "second_day": each.days_later}
    return start


class HourCostsForm(forms.Form):
    """What each half hour of the day costs."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, table: Inconvenience, **options: Any) -> None:
        super().__init__(*args, **options)
        for n, points in enumerate(table.halves):
            self.fields[f"half_{n}"] = _points(f"{n // 2:02}:{n % 2 * 30:02}", points)
        self.fields["weekend"] = _points(_("On a Saturday or Sunday at least"), table.weekend)

    def halves(self) -> list[int]:
        """Give the points from midnight on."""
        return [self.cleaned_data[f"half_{n}"] for n in range(48)]


def _points(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_INCONVENIENT, initial=initial)


class InRegionForm(forms.Form):
    """Something of a region, or of the whole company."""

    region = forms.TypedChoiceField(label=_("Who does not work then"), required=False, coerce=int)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {each.pk: each for each in regions()}
        whole = ("", now_("the whole company"))
        set_choices(self, "region", [whole, *((key, each.name) for key, each in self.known.items())])

    def clean_region(self) -> "Region | None":
        """Give the region itself."""
        return self.known.get(self.cleaned_data["region"])


class HolidayForm(InRegionForm):
    """A holiday."""

    day = DayField(label=_("Day"))
    name = forms.CharField(label=_("What it is called"), max_length=120)
    field_order = ("day", "name", "region")


class HolidayFileForm(InRegionForm):
    """A file with holidays."""

    file = forms.FileField(
        label=_("An iCalendar or CSV file"), max_length=200,
        help_text=_("An .ics file, or a table with the columns date and name, and perhaps region."),
        widget=forms.FileInput(attrs={"accept": ".ics,.csv,.txt"}),
    )  # fmt: skip
    field_order = ("file", "region")
