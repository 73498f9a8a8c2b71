"""The one form of a survey with something to type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.surveys.terms.waves import LONGEST_WORDS


class OwnWordsField(forms.CharField):
    """Words in which a new line counts as one character, as it does for the counter beside the field."""

    def to_python(self, value: Any) -> str:
        """Give the words with plain ends of lines."""
        return str(super().to_python(str(value or "").replace("\r\n", "\n")) or "")


class OwnWordsForm(forms.Form):
    """An answer in one’s own words; it may stay empty."""

    words = OwnWordsField(
        label=_("Your answer"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"autocomplete": "off"}),
        help_text=_("At most 800 characters. Leave out names: others will read it as you wrote it."),
    )
