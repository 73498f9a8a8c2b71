"""The form that hands a card over: to whom there, on which day, and what was read."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from parley.screens.fields import DayField


class HandOverForm(forms.Form):
    """Who is told, and when; both may be left as they are."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to_whom"] = forms.CharField(
            label=_("To whom there"), max_length=200, required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )  # fmt: skip
        self.fields["told_on"] = DayField(label=_("Day"), required=False)
        self.fields["seen"] = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
