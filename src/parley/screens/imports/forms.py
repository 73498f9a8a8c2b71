"""Forms of an import: the file, what each of its columns holds, and who is meant by names that look like a client's."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parley.exchange.rules.filemapping import SOURCE
from parley.exchange.terms.intake import ABOUT_CLIENTS, DayOrder, Decimals, Fact, FileMapping, Near
from parley.kernel.words import shortened

FACTS = {
    Fact.CLIENT: gettext_lazy("Client: name"),
    Fact.CLIENT_KEY: gettext_lazy("Client: key in its system"),
    Fact.TEXT: gettext_lazy("What they said"),
    Fact.SAID_ON: gettext_lazy("Day they said it"),
    Fact.KEY: gettext_lazy("Number of the row in its system"),
    Fact.AUTHOR: gettext_lazy("Who noted it"),
    Fact.ON_BEHALF_OF: gettext_lazy("For which colleague"),
    Fact.INITIATIVE: gettext_lazy("Initiative it speaks for"),
    Fact.PARENT: gettext_lazy("Client: company it belongs to"),
    Fact.REGION: gettext_lazy("Client: region"),
    Fact.SEGMENT: gettext_lazy("Client: segment"),
    Fact.REVENUE: gettext_lazy("Client: yearly revenue"),
    Fact.CURRENCY: gettext_lazy("Client: currency of it"),
}
ORDERS = [
    ("", gettext_lazy("as the file shows")),
    (DayOrder.DAY_FIRST.value, gettext_lazy("day first: 31/12/2026")),
    (DayOrder.MONTH_FIRST.value, gettext_lazy("month first: 12/31/2026")),
]
DECIMALS = [
    ("", gettext_lazy("as the file shows")),
    (Decimals.COMMA.value, gettext_lazy("a comma: 1.200,50")),
    (Decimals.POINT.value, gettext_lazy("a point: 1,200.50")),
]
NEAR = [
    (Near.ASK.value, gettext_lazy("ask me about each")),
    (Near.APART.value, gettext_lazy("take each for another client")),
]


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("A CSV or XLSX file"),
        max_length=200,
        help_text=gettext_lazy("At most 20 MB and 200,000 rows; the first line names the columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.tsv,.txt"}),
    )


class ColumnField(forms.ChoiceField):
    """What one column holds. Nothing is an answer too."""

    def validate(self, value: Any) -> None:
        """Check what was chosen, if anything was."""
        if value:
            super().validate(value)


class ColumnsForm(forms.Form):
    """What each column holds, and what holds for the whole file."""

    use_required_attribute = False

    def __init__(self, headers: Sequence[str], *args: Any, operations: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.headers = headers
        facts = [fact for fact in Fact if operations or fact not in ABOUT_CLIENTS]
        choices = [("", _("nothing: leave it out")), *((fact.value, FACTS[fact]) for fact in facts)]
        for place, header in enumerate(headers):
            self.fields[f"column_{place}"] = ColumnField(
                label=header or _("column %d, without a name") % (place + 1), choices=choices
            )
        self.fields["source"] = forms.RegexField(
            SOURCE, label=_("System the file comes from"), max_length=40,
            help_text=_("One word. Under it the rows are known again next time."),
        )  # fmt: skip
        self.fields["day_order"] = forms.ChoiceField(label=_("Days are written"), choices=ORDERS, required=False)
        if operations:
            self.fields["decimals"] = forms.ChoiceField(label=_("Decimals follow"), choices=DECIMALS, required=False)
            self.fields["currency"] = forms.CharField(
                label=_("Currency of all sums, when no column has it"), max_length=3, required=False
            )
        self.fields["near"] = forms.ChoiceField(label=_("Names that look like a client’s"), choices=NEAR)

    def mapping(self, before: FileMapping) -> FileMapping:
        """Give the mapping that was chosen; what the page does not ask about stays as it was."""
        given = self.cleaned_data
        places: dict[Fact, list[int]] = defaultdict(list)
        for place in range(len(self.headers)):
            if fact := given[f"column_{place}"]:
                places[Fact(fact)].append(place)
        columns = {fact: _in_order(fact, chosen, before) for fact, chosen in places.items()}
        currency = given.get("currency", "").strip().upper()
        return replace(
            before,
            source=given["source"],
            columns=columns,
            constants={Fact.CURRENCY: currency} if currency else {},
            day_order=DayOrder(given["day_order"]) if given["day_order"] else None,
            decimals=Decimals(given["decimals"]) if given.get("decimals") else None,
            near=Near(given["near"]),
        )


def _in_order(fact: Fact, chosen: list[int], before: FileMapping) -> tuple[int, ...]:
    """Keep the order of a preset, in which the first that is filled counts; what was added comes last."""
    kept = [place for place in before.columns.get(fact, ()) if place in chosen]
    return (*kept, *(place for place in chosen if place not in kept))


def beginning(mapping: FileMapping) -> dict[str, str]:
    """Give what the form of the columns shows of a mapping."""
    begun = {f"column_{place}": fact.value for fact, places in mapping.columns.items() for place in places}
    return begun | {
        "source": mapping.source,
        "day_order": mapping.day_order.value if mapping.day_order else "",
        "decimals": mapping.decimals.value if mapping.decimals else "",
        "currency": mapping.constants.get(Fact.CURRENCY, ""),
        "near": mapping.near.value,
    }


class NamesForm(forms.Form):
    """Who is meant by each name that looks like a client's."""

    def __init__(self, near: Sequence[Sequence[Any]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.near = near
        for n, (name, like, line) in enumerate(near):
            self.fields[f"name_{n}"] = forms.ChoiceField(
                label=_("“%(name)s” on line %(line)d") % {"name": name, "line": line},
                choices=[
                    ("same", _("is %s") % like),
                    ("other", _("is another client")),
                    ("out", _("leave its rows out")),
                ],
                widget=forms.RadioSelect,
            )

    def meant(self) -> Mapping[str, str]:
        """Give for each name the client it means, itself for another client, nothing for rows that are left out."""
        found = {}
        for n, (name, like, _line) in enumerate(self.near):
            found[name] = {"same": like, "other": name, "out": ""}[self.cleaned_data[f"name_{n}"]]
        return found


class StartForm(forms.Form):
    """Whether wrong rows are left out, and which guessed initiatives are meant."""

    skip_bad_rows = forms.BooleanField(label=gettext_lazy("Leave the rows out that are wrong"), required=False)

    def __init__(self, guesses: Sequence[Sequence[Any]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.guesses = guesses
        for n, (text, identity, title, rows) in enumerate(guesses):
            self.fields[f"guess_{n}"] = forms.BooleanField(
                label=_("“%(text)s” means “%(title)s”") % {"text": shortened(text), "title": title},
                help_text=_("Rows that say so: %(rows)d. Guessed by its key in another system, %(key)s.")
                % {"rows": rows, "key": identity},
                required=False,
            )

    def confirmed(self) -> Mapping[str, str]:
        """Give for each cell that was confirmed the initiative it means, by its source and key."""
        return {text: identity for n, (text, identity, _title, _rows) in enumerate(self.guesses)
                if self.cleaned_data[f"guess_{n}"]}  # fmt: skip
