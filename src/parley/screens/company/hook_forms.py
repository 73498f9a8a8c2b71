"""Forms of web hooks: where to and what, and what is sent again."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parley.notifications.rules.hooks import must_be_an_address
from parley.notifications.terms.hooks import KEPT_DAYS, Sent
from parley.screens.fields import DayField, PersonField
from parley.screens.posting import checked

KINDS = (
    (Sent.DECIDED, _("a decision is published")),
    (Sent.SHOWN, _("an initiative is shown to the whole company")),
    (Sent.MOVED, _("an initiative moves to another stage")),
    (Sent.REPLANNED, _("an initiative is planned anew")),
    (Sent.REPLANNED_THERE, _("an initiative is planned anew for a region")),
    (Sent.CORRECTED, _("a client has to hear a correction about an initiative")),
)


class HookForm(forms.Form):
    """Where a web hook sends, what, and who looks after it."""

    address = forms.CharField(
        label=_("Address of the receiver"),
        max_length=500,
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("As https://hooks.example.com/parley. It has to be on the public internet."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Write when"), choices=KINDS, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only of what everybody in the company may see at that moment: title, link and one sentence."),
    )  # fmt: skip
    owner = PersonField(
        label=_("Who looks after it"),
        help_text=_("They get a mail when it fails for days and is turned off. A name or an e-mail."),
    )

    def clean_address(self) -> str:
        """Give the address as it is kept; what is wrong with it is said beside what is wrong elsewhere."""
        typed: str = self.cleaned_data["address"]
        checked(self, lambda: must_be_an_address(typed, inside=settings.HOOK_HOSTS))
        return typed

    def clean_kinds(self) -> list[Sent]:
        """Give the words as the kinds they mean."""
        return [Sent(each) for each in self.cleaned_data["kinds"]]


class ReplayForm(forms.Form):
    """Since when what failed is sent again."""

    since = DayField(
        label=_("Everything that failed since"),
        help_text=_("Messages are kept for %(days)d days.") % {"days": KEPT_DAYS},
    )
    hour = forms.TimeField(
        label=_("and this hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def moment(self, zone: str) -> datetime:
        """Give the moment on the clock of whoever asks."""
        typed: dict[str, Any] = self.cleaned_data
        begun = typed["hour"] or datetime.min.time()
        return datetime.combine(typed["since"], begun, tzinfo=ZoneInfo(zone))
