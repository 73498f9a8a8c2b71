"""The form in which something is said, wherever it is said, and the one that changes it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.screens.attaching import Attaching

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class CommentForm(Attaching):
    """What somebody says, perhaps with a file; `label` asks for it in the words of the page."""

    text = forms.CharField(label=_("Say what you see, ask or know"), max_length=10_000, widget=forms.Textarea)

    def __init__(self, *args: Any, label: "StrOrPromise" = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if label:
            self.fields["text"].label = label


class ChangeForm(forms.Form):
    """What a comment says from now on."""

    text = forms.CharField(label=_("What it says from now on"), max_length=10_000, widget=forms.Textarea)
    edits = forms.IntegerField(widget=forms.HiddenInput)
