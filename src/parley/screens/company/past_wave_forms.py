"""Forms of taking in waves that were asked elsewhere: a file of totals, and that it is meant."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TotalsFileForm(forms.Form):
    """A file with totals of past waves."""

    file = forms.FileField(
        label=_("A CSV or XLSX file"), max_length=200,
        help_text=_(
            "One line for each wave, question and part, with the columns wave, closed, question, cut, value, agree, "
            "answered and invited. Answers of single people come in on the command line: see docs/import.md."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )  # fmt: skip


class TotalsMeantForm(forms.Form):
    """The same file once more, after what will become of it was shown: as letters, and its name."""

    name = forms.CharField(max_length=200, widget=forms.HiddenInput)
    content = forms.CharField(max_length=1_500_000, widget=forms.HiddenInput)
