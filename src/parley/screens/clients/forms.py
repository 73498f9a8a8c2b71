"""Forms of clients and insights: everything is typed by name, with suggestions, and understood without JavaScript."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parley.clients.queries import client_meant, clients_spelled_like
from parley.clients.rules import LONGEST_INSIGHT, LONGEST_NAME, LONGEST_SEGMENT, said_on_of
from parley.kernel.money import Money, money_of
from parley.people.queries import regions
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import Stance
from parley.screens.fields import DayField, PersonField
from parley.screens.posting import checked

if TYPE_CHECKING:
    from datetime import date

    from parley.clients.models import Client
    from parley.groups.models import Area
    from parley.people.terms import Viewer
    from parley.roadmap.models import Initiative

STANCES = [
    (Stance.SUPPORTS.value, gettext_lazy("It speaks for it")),
    (Stance.CONTRADICTS.value, gettext_lazy("It speaks against it")),
]


def suggested(list_id: str, page: str) -> dict[str, Any]:
    """Give the attributes of a field that offers names from `page` while one types."""
    return {
        "list": list_id,
        "autocomplete": "off",
        "hx-get": reverse_lazy(page),
        "hx-trigger": "input changed delay:150ms",
        "hx-target": f"#{list_id}",
    }


def label_of(client: "Client", among: Iterable["Client"] = ()) -> str:
    """Name a client so that it can be told from others of its name."""
    namesakes = [each for each in among if each.folded == client.folded and each.pk != client.pk]
    if not namesakes:
        return client.name
    regional = client.region and all(each.region_id != client.region_id for each in namesakes)
    return f"{client.name} ({client.region})" if regional else f"{client.name} ({client.key})"


class ClientField(forms.CharField):
    """A client by name."""

    def __init__(self, viewer: "Viewer", **options: Any) -> None:
        super().__init__(max_length=400, **options)
        self.viewer = viewer
        self.widget.attrs |= suggested("client-names", "client_names")
        self.widget.attrs["hx-trigger"] += ", focus once"  # one's own are offered before anything is typed

    def clean(self, value: Any) -> "Client | None":
        """Find the client. Raises ValidationError naming the near matches when none or several could be meant."""
        text = super().clean(value)
        if not text:
            return None
        found = client_meant(self.viewer, text)
        if len(found) == 1:
            return found[0]
        names = ", ".join(f"“{label_of(each, found)}”" for each in found)
        if found:
            said = {"names": names, "meant": [(label_of(each, found),) * 2 for each in found]}
            raise ValidationError(_("Several clients could be meant: %(names)s. Write one of these."), params=said)
        near = [each.name for each in clients_spelled_like(self.viewer, text)]
        if near:
            said = {
                "text": text,
                "near": ", ".join(f"“{each}”" for each in near),
                "meant": [(each, each) for each in near],
            }
            raise ValidationError(_("No client is called “%(text)s”. Did you mean %(near)s?"), params=said)
        raise ValidationError(_("No client is called “%s”. Write a name as it stands in Clients.") % text)


class InitiativeField(forms.CharField):
    """An initiative the viewer may see, by title."""

    def __init__(self, viewer: "Viewer", **options: Any) -> None:
        super().__init__(max_length=200, **options)
        self.viewer = viewer
        self.widget.attrs |= suggested("initiative-names", "initiative_names")

    def clean(self, value: Any) -> "Initiative | None":
        """Find the initiative. Raises ValidationError naming the near matches when none or several could be meant."""
        text = super().clean(value)
        if not text:
            return None
        seen = initiatives_visible_to(self.viewer)
        found = list(seen.filter(title__iexact=text)[:6]) or list(
            seen.filter(title__icontains=text).order_by("title")[:6]
        )
        if len(found) == 1:
            return found[0]
        names = ", ".join(f"“{each.title}”" for each in found)
        if found:
            raise ValidationError(_("Several initiatives could be meant: %s. Write the whole title of one.") % names)
        if self.required:
            raise ValidationError(_("You see no initiative called “%s”. Write a part of its title.") % text)
        raise ValidationError(_("You see no initiative called “%s”. Leave this empty: it can be linked later.") % text)


class NoteForm(forms.Form):
    """What a client said: two fields, and three more for whoever needs them."""

    def __init__(self, viewer: "Viewer", *args: Any, today: "date", **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["client"] = ClientField(viewer, label=_("Client"))
        self.fields["text"] = forms.CharField(
            label=_("What they said"), max_length=LONGEST_INSIGHT, widget=forms.Textarea,
            help_text=_("In their words if you have them. It cannot be changed afterwards."),
        )  # fmt: skip
        self.fields["text"].widget.attrs |= {
            "hx-post": reverse_lazy("said_before"), "hx-trigger": "input changed delay:500ms", "hx-target": "#before",
            "hx-swap": "innerHTML",
        }  # fmt: skip
        self.fields["initiative"] = InitiativeField(viewer, label=_("Initiative it speaks for"), required=False)
        self.fields["said_on"] = DayField(label=_("When they said it"))
        self.fields["on_behalf_of"] = PersonField(label=_("Who heard it, if it was not you"), required=False)
        self.fields["back"] = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask the rule of the day already, so that everything that is wrong is said at once."""
        given: dict[str, Any] = super().clean() or {}
        if day := given.get("said_on"):
            checked(self, lambda: said_on_of(day, self.today))
        return given


class LinkForm(forms.Form):
    """Say which initiative an insight speaks for or against."""

    def __init__(self, viewer: "Viewer", *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["initiative"] = InitiativeField(viewer, label=_("Initiative"))
        self.fields["stance"] = forms.ChoiceField(
            label=_("How"), choices=STANCES, initial=Stance.SUPPORTS.value, widget=forms.RadioSelect
        )


class BeginForm(forms.Form):
    """Begin an initiative for what a client said."""

    def __init__(self, areas: "Iterable[Area]", *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = {each.key: each for each in areas}
        self.fields["title"] = forms.CharField(label=_("Title: what changes for whom"), max_length=200)
        self.fields["area"] = forms.ChoiceField(
            label=_("On the roadmap of"), choices=[(each.key, each.name) for each in self.areas.values()]
        )


class AnswerForm(forms.Form):
    """Answer that something is not planned."""

    reason = forms.CharField(
        label=gettext_lazy("Not planned, because"), widget=forms.Textarea,
        help_text=gettext_lazy("Whoever noted it and looks after the client reads this, and tells them."),
    )  # fmt: skip


class ClientForm(forms.Form):
    """Facts about a client."""

    def __init__(self, viewer: "Viewer", *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
        self.fields["region"] = forms.ModelChoiceField(
            regions(), label=_("Region"), required=False, empty_label=_("not known")
        )
        self.fields["segment"] = forms.CharField(
            label=_("Segment, as Retail"), max_length=LONGEST_SEGMENT, required=False
        )
        self.fields["amount"] = forms.CharField(
            label=_("Yearly revenue"), max_length=30, required=False,
            help_text=_("For example 1.2m. Seen by its account managers, product people, deciders and operations."),
        )  # fmt: skip
        self.fields["currency"] = forms.CharField(label=_("Currency, as EUR"), max_length=3, required=False)
        self.fields["parent"] = ClientField(viewer, label=_("Belongs to"), required=False)
        self.fields["seen_version"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Read the revenue. A sum needs its currency, a currency alone is nothing."""
        given = super().clean() or {}
        given["revenue"] = None
        if amount := given.get("amount"):
            checked(self, lambda: given.update(revenue=money_of(amount, given.get("currency") or "")))
        return given

    def facts(self) -> dict[str, Any]:
        """What the action is given."""
        return {name: self.cleaned_data[name] for name in ("name", "region", "segment", "revenue", "parent")}


class ManagerForm(forms.Form):
    """Somebody looks after a client, or no longer."""

    person = PersonField(label=gettext_lazy("Who else looks after them"))


class DomainForm(forms.Form):
    """Mail from a domain is a client's."""

    domain = forms.CharField(label=gettext_lazy("What follows the @ in their addresses"), max_length=300)


def money_in_words(revenue: Money | None) -> dict[str, str]:
    """What a form shows of a revenue."""
    return {"amount": f"{revenue.amount:f}".removesuffix(".00"), "currency": revenue.currency} if revenue else {}
