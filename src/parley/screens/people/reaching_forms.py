"""Forms of what reaches one: how much of each group, and when it is quiet."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from parley.notifications.queries.levels import usual_for
from parley.notifications.terms import Level
from parley.people.rules import must_be_quiet_hours
from parley.screens.hearing import USUAL, level_words
from parley.screens.meetings.hours_forms import clock_field
from parley.screens.posting import checked

if TYPE_CHECKING:
    from parley.groups.models import Area
    from parley.people.terms import Viewer


class LevelsForm(forms.Form):
    """How much one hears of each group."""

    def __init__(self, *args: Any, areas: "Iterable[Area]", viewer: "Viewer", **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas, words = list(areas), level_words()
        for area in self.areas:
            usual = words[usual_for(viewer, area.pk) or Level.CONCERNS]
            choices = [(USUAL, now_("Usual: %(level)s") % {"level": usual}), *words.items()]
            self.fields[f"group_{area.pk}"] = forms.ChoiceField(label=area.name, choices=choices)

    def levels(self) -> dict[int, Level | None]:
        """Give what was chosen, by the key of the area; none for what is usual."""
        said = {area.pk: self.cleaned_data[f"group_{area.pk}"] for area in self.areas}
        return {area: None if word == USUAL else Level(word) for area, word in said.items()}


class QuietForm(forms.Form):
    """From when until when no news is mailed to one."""

    quiet_from = clock_field(_("Quiet from"))
    quiet_until = clock_field(_("Quiet until"), _("Leave both empty to be mailed at any hour."))

    def clean(self) -> dict[str, Any]:
        """Say which hour is missing."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors:
            checked(self, lambda: must_be_quiet_hours(given["quiet_from"], given["quiet_until"]))
        return given
