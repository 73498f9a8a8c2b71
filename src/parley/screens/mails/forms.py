"""The form with which somebody chooses their mails."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.notifications.rules.digests import first_working_day, times_of
from parley.notifications.terms.digests import Rhythm, Times
from parley.screens.posting import checked

RHYTHMS = (
    (Rhythm.WORKING_DAYS.value, _("Each working day")),
    (Rhythm.DAYS.value, _("On days I choose")),
    (Rhythm.WEEKLY.value, _("Once a week")),
    (Rhythm.NEVER.value, _("Never")),
)
DAYS = (
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")),
    ("5", _("Saturday")), ("6", _("Sunday")),
)  # fmt: skip
HOURS = tuple((str(hour), f"{hour:02}:00") for hour in range(24))


class MailsForm(forms.Form):
    """When one's digest comes, and what is mailed at once."""

    rhythm = forms.ChoiceField(
        label=_("My digest"), choices=RHYTHMS, widget=forms.RadioSelect,
        help_text=_("It comes only when something is new to you since the last one."),
    )  # fmt: skip
    weekdays = forms.MultipleChoiceField(
        label=_("On which days"), choices=DAYS, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("They count for “on days I choose”, and for “once a week”, which takes one."),
    )  # fmt: skip
    hour = forms.ChoiceField(label=_("At which hour, on my clock"), choices=HOURS)
    news = forms.BooleanField(
        label=_("Mail me single news at once"), required=False,
        help_text=_(
            "Decisions that concern you, answers to what you brought, comments on what is yours or that name you, "
            "and questions to you. Otherwise they wait on Today and in your digest."
        ),
    )  # fmt: skip
    minutes = forms.BooleanField(label=_("Mail me the minutes of my meetings"), required=False)

    def clean(self) -> dict[str, Any]:
        """Say beside a field what does not go together."""
        given: dict[str, Any] = super().clean() or {}
        if not {"rhythm", "weekdays", "hour"} & set(self.errors):
            asked = Rhythm(given["rhythm"]), tuple(int(each) for each in given["weekdays"]), int(given["hour"])
            checked(self, lambda: times_of(*asked))
        return given

    @property
    def times(self) -> Times:
        """The times that were chosen."""
        given = self.cleaned_data
        return Times(Rhythm(given["rhythm"]), tuple(int(each) for each in given["weekdays"]), int(given["hour"]))


def chosen(times: Times, zone: str, *, news: bool, minutes: bool) -> dict[str, Any]:
    """Give a form what somebody has now; for once a week, which they have not chosen yet, its usual day is ticked."""
    days = times.weekdays or (first_working_day(zone),)
    return {
        "rhythm": times.rhythm.value,
        "weekdays": [str(each) for each in days],
        "hour": str(times.hour),
        "news": news,
        "minutes": minutes,
    }
