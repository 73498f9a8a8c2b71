"""Forms of exploring: writing down a way of doing an initiative, withdrawing it, and choosing one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.roadmap.rules.solutions import LONGEST, solution_of
from parley.roadmap.terms.solutions import SolutionWords
from parley.screens.attaching import Attaching
from parley.screens.posting import checked
from parley.screens.roadmap.forms.whys import long


class SolutionForm(forms.Form):
    """One way of doing it: what it is, what speaks for it and against it, whom it helps."""

    use_required_attribute = False

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("What is done, in a few words"), max_length=200, required=False,
        help_text=_("Leaving things as they are is a solution too."),
    )  # fmt: skip
    text = long(_("How it works"), most=LONGEST, help_text=_("So that somebody who was not there can picture it."))
    speaks_for = long(_("What speaks for it"), most=LONGEST)
    speaks_against = long(_("What speaks against it"), most=LONGEST, help_text=_("What it costs, risks, leaves open."))
    helps = long(_("Whom it helps"), most=LONGEST, help_text=_("Which clients or colleagues, where."))

    @property
    def words(self) -> SolutionWords:
        """What was written, as far as it could be read."""
        given = self.cleaned_data
        names = ("title", "text", "speaks_for", "speaks_against", "helps")
        return SolutionWords(**{name: given.get(name) or "" for name in names})

    def clean(self) -> dict[str, Any]:
        """Ask the rule already, so that everything that is missing is said at once."""
        given: dict[str, Any] = super().clean() or {}
        checked(self, lambda: solution_of(self.words))
        return given


class ProposalForm(SolutionForm, Attaching):
    """A new one, perhaps with a sketch."""

    field_order = ("title", "text", "speaks_for", "speaks_against", "helps")


class ChoiceForm(forms.Form):
    """Which of them, and why."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    solution = forms.TypedChoiceField(label=_("Which one?"), coerce=int, widget=forms.RadioSelect)
    reason = long(
        _("Why this one, and not the others?"), required=True, most=20_000,
        help_text=_("What it does better, and what you give up with it. Whoever sees the initiative reads this."),
    )  # fmt: skip

    def __init__(self, *given: Any, options: list[tuple[int, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["solution"].choices = options  # type: ignore[attr-defined]  # a choice field


class LeavingForm(forms.Form):
    """Why it is not compared any more."""

    reason = long(_("Why is it not worth comparing any more?"), required=True)
