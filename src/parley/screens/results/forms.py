"""Forms about what a wave found: doing something about a result, and reading what was written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.screens.fields import DayField, PersonField, set_choices
from parley.screens.posting import checked
from parley.surveys.terms.waves import LONGEST_WORDS
from parley.topics.rules import why_of

if TYPE_CHECKING:
    from parley.groups.models import Area


class FollowForm(forms.Form):
    """Open a topic because of a result."""

    group = forms.ChoiceField(label=_("Which group should answer it?"))
    title = forms.CharField(label=_("What is it about?"), max_length=200, help_text=_("As you would ask it aloud."))
    why = forms.CharField(
        label=_("Why does it matter?"),
        max_length=10_000,
        widget=forms.Textarea,
        help_text=_("What lies behind this result, as far as you know, and what it costs."),
    )
    owner = PersonField(label=_("Who sees to it?"), help_text=_("A name or an e-mail. It may be you."))
    answer_by = DayField(
        label=_("Answer needed by"), required=False, help_text=_("Else by when the group answers its topics.")
    )

    def __init__(self, *args: Any, areas: "Sequence[Area]", **options: Any) -> None:
        super().__init__(*args, **options)
        set_choices(self, "group", [("", _("Choose a group")), *((each.key, each.name) for each in areas)])

    def clean(self) -> dict[str, Any]:
        """Ask the rule of the why already, so that everything that is wrong is said at once."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("why"):
            checked(self, lambda: why_of(given["why"], given.get("title") or ""))
        return given


class ReadForm(forms.Form):
    """Say what is shown of somebody’s words."""

    answer = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"invalid": _("This answer is not there. Open the page once more.")}
    )
    shown = forms.CharField(
        label=_("What others will read"), required=False, max_length=LONGEST_WORDS * 2, widget=forms.Textarea
    )
