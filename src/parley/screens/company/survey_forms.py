"""Forms of planning a wave: whom it asks, when, and what besides the questions that every wave asks."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.groups.queries import areas_by_name
from parley.people.queries import regions
from parley.people.terms import Side, Viewer
from parley.screens.fields import DayField, set_choices
from parley.surveys.terms.waves import FLOORS, Kind

OPENS, CLOSES = time(9), time(18)  # in the zone of whoever plans it
SIDES = ((Side.BUSINESS, _("the business side")), (Side.PRODUCT, _("the product side")),
         (Side.NEITHER, _("executives and others")))  # fmt: skip
WHOM = (("groups", _("Who belongs to a group")), ("everybody", _("Everybody in the company")))


class WaveForm(forms.Form):
    """The plan of a wave."""

    name = forms.CharField(label=_("What it is called"), max_length=120, help_text=_("For instance “Autumn 2026”."))
    opens_on = DayField(label=_("Opens on"), help_text=_("At 9 in the morning where you are; people get a mail."))
    closes_on = DayField(
        label=_("Closes on"), help_text=_("At 6 in the evening. It closes by itself, and never earlier.")
    )
    whom = forms.ChoiceField(label=_("Whom it asks"), choices=WHOM, widget=forms.RadioSelect)
    areas = forms.MultipleChoiceField(label=_("Only of these groups"), required=False,
                                      widget=forms.CheckboxSelectMultiple)  # fmt: skip
    sides = forms.MultipleChoiceField(
        label=_("Only of these sides"), choices=SIDES, required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(label=_("Only of these regions"), required=False,
                                        widget=forms.CheckboxSelectMultiple)  # fmt: skip
    floor = forms.TypedChoiceField(
        label=_("Nothing is shown of fewer than"), coerce=int, choices=[(each, str(each)) for each in FLOORS],
        widget=forms.RadioSelect, help_text=_("A part is shown only when twice as many are asked in it."),
    )  # fmt: skip
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = ZoneInfo(viewer.time_zone)
        self.known = {str(each.pk): each for each in areas_by_name(viewer)}
        self.places = {str(each.pk): each for each in regions()}
        set_choices(self, "areas", [(key, each.name) for key, each in self.known.items()])
        set_choices(self, "regions", [(key, each.name) for key, each in self.places.items()])

    def facts(self, planned: tuple[datetime, datetime] | None = None) -> dict[str, Any]:
        """Give what was typed as the actions take it. A day that stays keeps its moment, whoever’s zone it was in."""
        typed = self.cleaned_data
        before = dict(zip(("opens_on", "closes_on"), planned or (), strict=False))
        return {
            "name": typed["name"],
            "opens_at": self._moment(typed["opens_on"], OPENS, before.get("opens_on")),
            "closes_at": self._moment(typed["closes_on"], CLOSES, before.get("closes_on")),
            "everybody": typed["whom"] == "everybody",
            "areas": [self.known[key] for key in typed["areas"]],
            "sides": [Side(word) for word in typed["sides"]],
            "regions": [self.places[key] for key in typed["regions"]],
            "floor": typed["floor"],
        }

    def _moment(self, day: date, hour: time, planned: datetime | None) -> datetime:
        if planned and planned.astimezone(self.zone).date() == day:
            return planned
        return datetime.combine(day, hour, self.zone)


class QuestionForm(forms.Form):
    """A question that one wave asks besides."""

    kind = forms.ChoiceField(
        label=_("How it is answered"), widget=forms.RadioSelect,
        choices=[(Kind.AGREE, _("I agree, in five steps")), (Kind.RANK, _("Tap your top three"))],
    )  # fmt: skip
    text = forms.CharField(
        label=_("The question"), max_length=300,
        help_text=_("As one plain statement or question: not two in one, and not one that suggests its answer."),
    )  # fmt: skip
    items = forms.CharField(
        label=_("What is ranked"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For a ranking: 5 to 9 things, one on each line."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a wave is given up, or taken out again."""

    reason = forms.CharField(label=_("Why?"), max_length=500)
