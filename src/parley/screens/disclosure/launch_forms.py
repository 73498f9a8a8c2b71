"""Forms of a launch: its plan, one region of it, whether that is ready, the look back, and telling that it is there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.disclosure.actions import ThereFrom
from parley.disclosure.rules.launching import LONGEST_FIGURE
from parley.disclosure.terms.launching import Came, LaunchTexts
from parley.screens.disclosure.forms import OccasionForm
from parley.screens.fields import DayField
from parley.screens.roadmap.forms.whys import Versioned, long

PARTS = ("for_whom", "enablement", "support_notes", "measure", "expected")
CAME = (
    (Came.MET, _("It did what it was for")),
    (Came.PARTLY, _("It did so in part")),
    (Came.NOT_MET, _("It did not")),
    (Came.CANNOT_SAY, _("Nobody can say yet")),
)


class LaunchForm(Versioned):
    """The plan of a launch, and the day on which it is looked back."""

    for_whom = long(
        _("For whom"),
        required=True,
        help_text=_("Which clients, and whom there: media buyers of retailers."),
    )
    enablement = long(
        _("What colleagues need"), help_text=_("What those who talk to clients have to know or try before."),
    )  # fmt: skip
    support_notes = long(
        _("Notes for support"), help_text=_("What clients will ask, what goes wrong first, and whom to call.")
    )
    measure = long(_("By what one will see it"), help_text=_("The figure or the sign, and where it is read."))
    expected = long(
        _("What is expected of it"), help_text=_("By the day of the look back. It stands once it is there.")
    )
    back_on = DayField(
        label=_("On which day it is looked back"), required=False,
        help_text=_("Then its owner writes what happened, beside what was expected."),
    )  # fmt: skip
    reason = long(_("Why that day moves"), help_text=_("Only where the day of the look back was set before."))

    @property
    def texts(self) -> LaunchTexts:
        """What the plan says, once the form is valid."""
        return LaunchTexts(**{name: self.cleaned_data[name] for name in PARTS})

    @staticmethod
    def of(texts: LaunchTexts) -> dict[str, Any]:
        """What the fields hold before anything is typed."""
        return {name: getattr(texts, name) for name in PARTS}


class LaunchRegionForm(Versioned):
    """The day in one region, and what colleagues there have."""

    day = DayField(
        label=_("From which day it is there"), required=False,
        help_text=_("For colleagues. Clients read only what the words in force say."),
    )  # fmt: skip
    enabled = forms.BooleanField(label=_("Those who talk to clients there have what they need"), required=False)
    supported = forms.BooleanField(label=_("Support there has its notes"), required=False)
    reason = long(_("Why the day moves"), help_text=_("Only where a day was set before."))

    @property
    def there(self) -> ThereFrom:
        """What is planned there, once the form is valid."""
        given = self.cleaned_data
        return ThereFrom(day=given["day"], enabled=given["enabled"], supported=given["supported"])


class NotReadyForm(Versioned):
    """Why a region is not ready."""

    because = long(_("What is missing there, and who sees to it"), required=True, most=1000)


class LookBackForm(forms.Form):
    """What happened, against what it was for."""

    came = forms.ChoiceField(label=_("Did it do what it was for?"), choices=CAME, widget=forms.RadioSelect)
    text = long(_("What happened"), required=True, help_text=_("So that somebody who was not there understands it."))
    figure = forms.CharField(
        label=_("The figure, if there is one"), max_length=LONGEST_FIGURE, required=False,
        help_text=_("With its unit: €7.1m a year."),
    )  # fmt: skip
    again_on = DayField(label=_("When it is looked at again"), required=False, help_text=_("Where nobody can say yet."))


class AnnouncedForm(OccasionForm):
    """Clients were told that it is there."""

    field_order = ("told_on", "to_whom")
