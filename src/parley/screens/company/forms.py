"""Forms of the company's settings."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.groups.queries import areas_visible_to
from parley.people.queries import functions, regions
from parley.people.terms import Duty, Side, Viewer
from parley.screens.fields import DayField, PersonField
from parley.screens.people.forms import LanguageField, ZoneField, keep_language

if TYPE_CHECKING:
    from parley.groups.models import Area
    from parley.people.models import Function, Region

SIDES = (
    (Side.PRODUCT, _("product: builds it")),
    (Side.BUSINESS, _("business: talks to clients")),
    (Side.NEITHER, _("neither: decides, or stands beside")),
)

DUTIES = (
    (Duty.NONE, _("nothing to do with them")),
    (Duty.APPROVES_WORDS, _("approves them, as product marketing does")),
    (Duty.CHECKS_LAW, _("checks them for the law, where an area says so")),
)


class FunctionForm(forms.Form):
    """A function and its side."""

    name = forms.CharField(label=_("Name of the function"), max_length=80)
    side = forms.ChoiceField(label=_("It speaks for"), choices=SIDES, widget=forms.RadioSelect)
    duty = forms.ChoiceField(label=_("Words for clients"), choices=DUTIES, widget=forms.RadioSelect, required=False)

    def clean_duty(self) -> Duty | None:
        """Give the word as the duty it means; none when nothing was said."""
        return Duty(self.cleaned_data["duty"]) if self.cleaned_data["duty"] else None

    def clean_side(self) -> Side:
        """Give the word as the side it means."""
        return Side(self.cleaned_data["side"])


class RegionForm(forms.Form):
    """A region."""

    name = forms.CharField(label=_("Name of the region"), max_length=80)


class AreaForm(forms.Form):
    """A new area with its group."""

    name = forms.CharField(label=_("Name of the area"), max_length=120)
    charter = forms.CharField(
        label=_("What its group is for"), max_length=20_000, required=False, widget=forms.Textarea
    )
    decider = PersonField(
        label=_("Who decides"),
        required=False,
        help_text=_("The one executive who settles what competes. A name or an e-mail."),
    )


class DeciderForm(forms.Form):
    """Who decides for an area."""

    decider = PersonField(label=_("Who decides"), help_text=_("A name or an e-mail."))


class DissolvingForm(forms.Form):
    """Where the things of an area go, and why it ends."""

    heir: "forms.ModelChoiceField[Area]" = forms.ModelChoiceField(
        queryset=None, label=_("Which area takes everything over"), to_field_name="key", empty_label=_("choose an area")
    )
    reason = forms.CharField(
        label=_("Why the area ends"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("Everybody who was to come to its meetings reads this."),
    )
    members_too = forms.BooleanField(label=_("Its members join the other group"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, area: "Area", **options: Any) -> None:
        super().__init__(*args, **options)
        heir: Any = self.fields["heir"]
        heir.queryset = areas_visible_to(viewer).exclude(pk=area.pk)


class LabelForm(forms.Form):
    """What the company calls a stage."""

    label = forms.CharField(label=_("What you call it"), max_length=60)


class RateForm(forms.Form):
    """What one unit of a currency is worth."""

    currency = forms.CharField(label=_("One"), max_length=3, help_text=_("Three letters, as USD."))
    worth = forms.DecimalField(label=_("is worth"), max_digits=18, decimal_places=8, help_text=_("As 0.92."))
    base = forms.CharField(label=_("in your own currency"), max_length=3, help_text=_("Three letters, as EUR."))
    since = DayField(label=_("From which day on"))


class NewPersonForm(forms.Form):
    """Somebody new."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail at work"), max_length=254, help_text=_("They sign in by a link sent there.")
    )
    function: "forms.ModelChoiceField[Function]" = forms.ModelChoiceField(
        queryset=None, label=_("Function"), required=False, empty_label=_("not known yet")
    )
    region: "forms.ModelChoiceField[Region]" = forms.ModelChoiceField(
        queryset=None, label=_("Region"), required=False, empty_label=_("not known yet")
    )
    time_zone = ZoneField(initial="UTC")
    language = LanguageField(initial="en")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field, rows in (("function", functions()), ("region", regions())):
            choice: Any = self.fields[field]
            choice.queryset = rows
        keep_language(self)


class PersonForm(NewPersonForm):
    """Facts about somebody."""

    email = forms.EmailField(label=_("E-mail at work"), max_length=254, required=False)


class AdministratorForm(forms.Form):
    """Who administers Parley too."""

    person = PersonField(label=_("Who"), help_text=_("A name or an e-mail."))
