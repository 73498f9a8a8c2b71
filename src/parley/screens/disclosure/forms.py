"""Forms of words for clients, of telling a client, and of corrections."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parley.disclosure.rules import expiry_of, must_name_clients, name_of, text_of
from parley.disclosure.rules.wording import LONGEST_NAME, LONGEST_WORDS
from parley.disclosure.terms import Bound, Told, Words
from parley.kernel.spans import Grain
from parley.roadmap.terms import Confidence
from parley.screens.clients.forms import ClientField
from parley.screens.fields import DayField, WindowField, ruled
from parley.screens.posting import checked
from parley.screens.roadmap.forms.plans import SURE
from parley.screens.roadmap.forms.whys import Versioned, long

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.people.models import Region
    from parley.people.terms import Viewer

WHOM = (
    (Told.NAMED_CLIENTS, _("Named clients only")),
    (Told.ANY_CLIENT, _("Any client")),
)
FINEST = (
    ("", _("No time at all")),
    (Grain.YEAR, _("A year")),
    (Grain.HALF, _("A half-year")),
    (Grain.QUARTER, _("A quarter")),
    (Grain.MONTH, _("A month")),
    (Grain.DAY, _("A day")),
)
MOST_NAMED = 500


class ClientsField(forms.CharField):
    """Several clients by name, one on a line."""

    def __init__(self, viewer: "Viewer", **options: Any) -> None:
        super().__init__(widget=forms.Textarea, required=False, **options)
        self.one = ClientField(viewer)

    def clean(self, value: Any) -> "list[Client]":
        """Find the clients. Raises ValidationError for each line that names none, with the near matches."""
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        if len(lines) > MOST_NAMED:
            raise ValidationError(_("Name at most 500 clients here. For more, say it to any client."))
        found, wrong = [], []
        for line in lines:
            try:
                found.append(self.one.clean(line))
            except ValidationError as error:
                wrong += error.messages
        if wrong:
            raise ValidationError(wrong[:8])
        return list(dict.fromkeys(client for client in found if client))


class DraftForm(Versioned):
    """Words for clients: what they know it as, the words with their promise, to whom, and until when."""

    def __init__(self, viewer: "Viewer", *given: Any, places: "Sequence[Region]", today: date, **options: Any) -> None:
        super().__init__(*given, **options)
        self.places, self.today = places, today
        self.fields["text"] = long(
            _("The exact words"), most=LONGEST_WORDS, required=False,
            help_text=_("Say them aloud once: somebody will, to a client."),
        )  # fmt: skip
        self.fields["window"] = WindowField(
            label=_("Window they promise"), required=False,
            help_text=_("As it may be said, for example H1 2027. What is told later is held against it."),
        )  # fmt: skip
        self.fields["confidence"] = forms.ChoiceField(label=_("How sure that is"), choices=SURE, required=False)
        for place in places:
            self.fields[f"text_{place.pk}"] = long(_("The exact words there"), most=LONGEST_WORDS)
            self.fields[f"window_{place.pk}"] = WindowField(label=_("Window they promise"), required=False)
            self.fields[f"confidence_{place.pk}"] = forms.ChoiceField(
                label=_("How sure that is"), choices=SURE, required=False
            )
        self.fields["name"] = forms.CharField(
            label=_("What clients know it as"), max_length=LONGEST_NAME,
            help_text=_("Clients read this name, never the title on the roadmap."),
        )  # fmt: skip
        self.fields["whom"] = forms.ChoiceField(label=_("To whom"), choices=WHOM, widget=forms.RadioSelect)
        self.fields["clients"] = ClientsField(
            viewer, label=_("The clients it may be said to"), help_text=_("One name on a line.")
        )
        self.fields["expires_on"] = DayField(
            label=_("Last day on which they may be said"), help_text=_("Within a year. They end by themselves.")
        )

    def clean(self) -> dict[str, Any]:
        """Ask the rules of the words already, so that everything that is wrong is said at once."""
        given: dict[str, Any] = super().clean() or {}
        if "name" in given:
            given["name"] = ruled(lambda: name_of(given["name"]))
        if day := given.get("expires_on"):
            checked(self, lambda: expiry_of(day, today=self.today))
        if given.get("whom") and "clients" in given:
            checked(self, lambda: must_name_clients(Told(given["whom"]), len(given["clients"])))
        if not any(self._text(given, key) for key in ("", *(f"_{place.pk}" for place in self.places))):
            self.add_error("text", _("Write the words, exactly as they may be said to a client."))
        return given

    @staticmethod
    def _text(given: dict[str, Any], key: str) -> str:
        return str(given.get(f"text{key}") or "").strip()

    @property
    def by_region(self) -> list[tuple["Region", list[Any]]]:
        """Each region with its three fields."""
        return [(place, [self[f"{name}_{place.pk}"] for name in ("text", "window", "confidence")])
                for place in self.places]  # fmt: skip

    @property
    def words(self) -> list[Words]:
        """The words that were written, once the form is valid."""
        return [self._words(None, ""), *(self._words(place.pk, f"_{place.pk}") for place in self.places)]

    def _words(self, region: int | None, key: str) -> Words:
        given = self.cleaned_data
        sure = given.get(f"confidence{key}")
        return Words(region, self._text(given, key), given.get(f"window{key}"), Confidence(sure) if sure else None)

    @staticmethod
    def start(words: Sequence[Words]) -> dict[str, Any]:
        """What the fields of some words hold before anything is typed."""
        found: dict[str, Any] = {}
        for each in words:
            key = f"_{each.region}" if each.region else ""
            found |= {f"text{key}": each.text, f"window{key}": str(each.window or ""),
                      f"confidence{key}": each.confidence or ""}  # fmt: skip
        return found


class WithdrawForm(forms.Form):
    """Why words are withdrawn."""

    reason = long(_("Why they may not be said any more"), required=True)


class FurtherForm(forms.Form):
    """Letting words go further than the stage allows."""

    whom = forms.ChoiceField(label=_("Who may hear of it"), choices=WHOM, widget=forms.RadioSelect)
    finest = forms.ChoiceField(label=_("The finest time that may be said"), choices=FINEST, required=False)
    until = DayField(label=_("Until which day"), required=False)
    reason = long(
        _("Why it cannot wait"), required=True, help_text=_("It stands on the page with your name until it ends.")
    )

    @property
    def bound(self) -> Bound:
        """How far words may go, once the form is valid."""
        given = self.cleaned_data
        return Bound(Told(given["whom"]), Grain(given["finest"]) if given["finest"] else None)


class OccasionForm(forms.Form):
    """On which day, and whom at the client."""

    told_on = DayField(label=_("On which day"))
    to_whom = forms.CharField(label=_("Whom at the client"), max_length=200, required=False)


class FreeForm(OccasionForm):
    """What was really said, in whatever words."""

    field_order = ("initiative", "text", "name", "window", "confidence", "told_on", "to_whom")
    name = forms.CharField(label=_("What they heard it called"), max_length=LONGEST_NAME)
    text = long(_("The words that were used"), required=True, most=LONGEST_WORDS)
    window = WindowField(
        label=_("When they were told to expect it"), required=False,
        help_text=_("Like Q2 2027. Leave it empty when no time was given."),
    )  # fmt: skip
    confidence = forms.ChoiceField(label=_("How sure it sounded"), choices=SURE, required=False)

    def clean_text(self) -> str:
        """Give the words. Raises ValidationError for words that cannot be kept."""
        return ruled(lambda: text_of(self.cleaned_data["text"]))

    @property
    def words(self) -> Words:
        """What was said, once the form is valid."""
        given = self.cleaned_data
        sure = Confidence(given["confidence"]) if given["confidence"] else None
        return Words(None, given["text"], given["window"], sure)


class CorrectedForm(OccasionForm):
    """The client was told what holds now."""

    field_order = ("text", "told_on", "to_whom")
    text = long(_("What you told them"), required=True, most=LONGEST_WORDS)


class NotNeededForm(forms.Form):
    """Why a client need not be told."""

    because = long(_("Not needed, because"), required=True, most=1000)


class HandOverForm(forms.Form):
    """Handing a card over: who there is told, on which day, and what was read. Both may be left as they are."""

    to_whom = forms.CharField(
        label=_("To whom there"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    told_on = DayField(label=_("Day"), required=False)
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
