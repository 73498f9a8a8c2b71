"""Forms of people: how one is named and addressed, a password, and who takes over when somebody leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parley.languages.reading import spoken
from parley.meetings.terms import NEVER_EMPTY, Held, Holding
from parley.people.rules import known_zones, places_of_zones
from parley.people.terms import LANGUAGES
from parley.screens.fields import DayField, PersonField


def zones() -> list[tuple[str, Any]]:
    """Give the time zones people live in, by continent, each under one spelling."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for zone in places_of_zones():
        continent, _slash, place = zone.partition("/")
        grouped.setdefault(continent, []).append((zone, place.replace("_", " ")))
    return [("UTC", "UTC"), *grouped.items()]


class ZoneSelect(forms.Select):
    """A list of zones in which somebody's own stands, also when it is spelt in an older way."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        """Give the list by continent, and first what was chosen before and is not in it."""
        groups: list[Any] = super().optgroups(name, value, attrs)
        known = {option["value"] for _name, options, _index in groups for option in options}
        own = [each for each in value if each and each not in known]
        return [(None, [self.create_option(name, each, each, selected=True, index=0)], 0) for each in own] + groups


class ZoneField(forms.ChoiceField):
    """A time zone, chosen by its city; any of the IANA list is taken."""

    widget = ZoneSelect

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Time zone"))
        super().__init__(choices=zones, **options)

    def valid_value(self, value: str) -> bool:
        """Whether it is a time zone."""
        return value in known_zones()


class LanguageField(forms.ChoiceField):
    """A language Parley speaks."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Language"))
        options.setdefault("help_text", gettext_lazy("Mails come in this language; pages are in English for now."))
        super().__init__(choices=list(LANGUAGES.items()), **options)


def keep_language(form: forms.Form) -> None:
    """Offer somebody the language they have, also one that Parley does not speak, with the one they are written in."""
    own, field = form.initial.get("language"), form.fields["language"]
    if own and own not in LANGUAGES and isinstance(field, LanguageField):
        field.choices = [(own, f"{own} ({LANGUAGES[spoken(own)]})"), *LANGUAGES.items()]


class MineForm(forms.Form):
    """What one may say about oneself."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    time_zone = ZoneField()
    language = LanguageField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        keep_language(self)


class AwayForm(forms.Form):
    """From when to when one is away, and who stands in."""

    away_from = DayField(label=gettext_lazy("First day away"), required=False)
    away_until = DayField(label=gettext_lazy("Last day away"), required=False)
    deputy = PersonField(
        label=gettext_lazy("Who stands in for you"), required=False,
        help_text=gettext_lazy("They see to what your clients have to hear. A name or an e-mail."),
    )  # fmt: skip


class RemindForm(forms.Form):
    """How often one is reminded of what waits."""

    remind_every = forms.IntegerField(
        label=gettext_lazy("Days between reminders"), min_value=0, max_value=30,
        help_text=gettext_lazy("Of clients who have to hear a correction. 0 is for none."),
    )  # fmt: skip


class PasswordForm(forms.Form):
    """A new password, with the one there was."""

    before = forms.CharField(
        label=gettext_lazy("Your password until now"),
        max_length=500,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters. A few words that nobody would put together are good."),
    )


def held_words() -> dict[Held, str]:
    """Say each kind of thing somebody may hold."""
    return {
        Held.DECIDES: _("Decides for"),
        Held.FACILITATES: _("Runs the meetings of"),
        Held.ROADMAPS: _("Keeps the roadmap of"),
        Held.INITIATIVES: _("Owns"),
        Held.CLIENTS: _("Looks after"),
        Held.DECISIONS: _("Is asked to decide"),
        Held.POINTS: _("Promised"),
        Held.NOTES: _("Takes the notes of"),
        Held.LEADS: _("Leads an item of"),
    }


class LeavingForm(forms.Form):
    """Who takes over what somebody holds: one for all, or one for each kind."""

    on = DayField(label=gettext_lazy("Last day"))
    heir = PersonField(
        label=gettext_lazy("Who takes over everything"),
        required=False,
        help_text=gettext_lazy("A name or an e-mail. Leave it empty to choose somebody else for each kind below."),
    )

    def __init__(self, *args: Any, holdings: list[Holding], **options: Any) -> None:
        super().__init__(*args, **options)
        self.kinds = [each.held for each in holdings if each.things]
        for kind in self.kinds:
            self.fields[f"heir_{kind}"] = PersonField(label=_("Who takes this over"), required=False)
            if kind not in NEVER_EMPTY:
                self.fields[f"empty_{kind}"] = forms.BooleanField(label=_("Nobody takes this over"), required=False)

    def heirs(self) -> dict[Held, Any]:
        """Give the heir of each kind, where one was chosen; “nobody” wins over the one who takes everything."""
        chosen = {kind: self.cleaned_data[f"heir_{kind}"] or self._of_all(kind) for kind in self.kinds}
        return {kind: heir for kind, heir in chosen.items() if heir}

    def emptied(self) -> list[Held]:
        """Give the kinds that are to stay without anybody."""
        return [kind for kind in self.kinds if self.cleaned_data.get(f"empty_{kind}")]

    def _of_all(self, kind: Held) -> Any:
        return None if self.cleaned_data.get(f"empty_{kind}") else self.cleaned_data["heir"]
