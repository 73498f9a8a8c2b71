"""Forms of the company's list of duties: what a stage asks for, of which function, and within how many days."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.groups.queries import areas_by_name
from parley.people.queries import functions
from parley.people.terms import Viewer
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import STAGES_WITH_DUTIES, DutyKind
from parley.screens.duties import duty_heading
from parley.screens.fields import set_choices

if TYPE_CHECKING:
    from parley.people.models import Function

WHERE = (("everywhere", _("In every area")), ("areas", _("Only in the areas chosen below")))


class DutyForm(forms.Form):
    """Who owes a line of the list, by when, and where."""

    label = forms.CharField(
        label=_("What you call it"), max_length=120, required=False,
        help_text=_("Empty: as Parley calls it. It stands in sentences, as “a price that finance has agreed to”."),
    )  # fmt: skip
    function: "forms.ModelChoiceField[Function]" = forms.ModelChoiceField(
        queryset=None, label=_("Who owes it"), required=False, empty_label=_("the area’s product people")
    )
    days = forms.IntegerField(
        label=_("Due after so many days"), min_value=1, max_value=365, initial=28,
        help_text=_("Counted from the day on which an initiative reaches the stage."),
    )  # fmt: skip
    number = forms.IntegerField(
        label=_("From how many regions"), min_value=1, max_value=20, required=False,
        help_text=_("For insights. Where there are fewer regions, from all of them."),
    )  # fmt: skip
    where = forms.ChoiceField(label=_("Where"), choices=WHERE, widget=forms.RadioSelect, initial="everywhere")
    areas = forms.MultipleChoiceField(label=_("Areas"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {str(each.pk): each for each in areas_by_name(viewer)}
        set_choices(self, "areas", [(key, each.name) for key, each in self.known.items()])
        choice: Any = self.fields["function"]
        choice.queryset = functions()

    def facts(self) -> dict[str, Any]:
        """Give what was typed as the actions take it."""
        typed = self.cleaned_data
        chosen = [self.known[key] for key in typed["areas"]] if typed["where"] == "areas" else None
        return {each: typed[each] for each in ("label", "function", "days", "number")} | {"areas": chosen}


class NewDutyForm(DutyForm):
    """A new line of the list."""

    field_order = ("stage", "kind", "label", "function", "days", "number", "where", "areas")
    stage = forms.ChoiceField(label=_("Owed at"))
    kind = forms.ChoiceField(label=_("What is owed"))

    def __init__(self, *args: Any, labels: dict[Stage, str], **options: Any) -> None:
        super().__init__(*args, **options)
        set_choices(self, "stage", [(each.value, labels[each]) for each in STAGES_WITH_DUTIES])
        set_choices(self, "kind", [(each.value, duty_heading(each)) for each in DutyKind])

    def facts(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        typed = self.cleaned_data
        return super().facts() | {"stage": Stage(typed["stage"]), "kind": DutyKind(typed["kind"])}
