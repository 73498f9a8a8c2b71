"""Forms of a transcript: the file or its text, and who each speaker is."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from parley.meetings.rules.talk import MOST_UPLOADED

if TYPE_CHECKING:
    from parley.people.models import Person


MOST_SEALED = 2_200_000  # characters: a form may have a little more, and a file of MOST_UPLOADED comes to less


class AsWritten:
    """JSON with the words as they are written: escaped, Japanese would be twice as long."""

    def dumps(self, given: Any) -> bytes:
        """Write it."""
        return json.dumps(given, separators=(",", ":"), ensure_ascii=False).encode()

    def loads(self, data: bytes) -> Any:
        """Read it."""
        return json.loads(data)


class TranscriptForm(forms.Form):
    """A transcript as a file, or pasted, and perhaps the chat."""

    file = forms.FileField(label=_("The transcript"), required=False,
                           help_text=_(".vtt, .txt or .json, with the names of who speaks."))  # fmt: skip
    text = forms.CharField(label=_("Or paste it here"), required=False, max_length=2_000_000, widget=forms.Textarea)
    chat = forms.FileField(label=_("The chat of the call"), required=False,
                           help_text=_("Only how many wrote there and did not speak is kept."))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for one of both, of a size that can be."""
        given = self.cleaned_data
        if not given.get("file") and not given.get("text") and not self.errors:
            self.add_error("file", now_("Choose the file of the transcript, or paste it below."))
        for name in ("file", "chat"):
            if given.get(name) and given[name].size > MOST_UPLOADED:
                self.add_error(
                    name, now_("This file has more than 2.9 MB. Give the transcript alone, without the video.")
                )
        return given


class SpeakersForm(forms.Form):
    """Who each speaker is."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=MOST_SEALED)

    def __init__(self, *args: Any, speakers: Sequence[str], people: "Iterable[Person]", **options: Any) -> None:
        """Ask one question for each speaker."""
        super().__init__(*args, **options)
        choices = [("", _("not one of us"))] + [(each.pk, each.name) for each in people]
        for place, label in enumerate(speakers):
            self.fields[f"who-{place}"] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=int, empty_value=None, required=False
            )

    def people(self) -> dict[int, int]:
        """Give the keys of persons by the places of speakers."""
        return {int(name.removeprefix("who-")): key for name, key in self.cleaned_data.items()
                if name.startswith("who-") and key}  # fmt: skip
