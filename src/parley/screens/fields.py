"""Form fields that several screens share: somebody in the company, one of the regions, a window of time."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from parley.kernel.refusals import Refused
from parley.kernel.spans import FIRST_YEAR, LAST_YEAR, Window, window_of
from parley.people.queries import called_exactly, named_like, people_in_the_company

if TYPE_CHECKING:
    from parley.people.models import Person

T = TypeVar("T")


def ruled(ask: Callable[[], T]) -> T:
    """Give what a rule gives. Raises ValidationError with its sentence when it refuses."""
    try:
        return ask()
    except Refused as refusal:
        raise ValidationError(refusal.sentence) from None


def set_choices(form: forms.Form, field: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field of a form its choices."""
    form.fields[field].choices = list(choices)  # type: ignore[attr-defined]  # a choice field


class PersonField(forms.CharField):
    """Somebody by name or e-mail, typed with suggestions; understood without JavaScript too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)
        self.widget.attrs |= {
            "list": "people-names",
            "autocomplete": "off",
            "hx-get": reverse_lazy("people_names"),
            "hx-trigger": "input changed delay:150ms",
            "hx-target": "#people-names",
        }

    def clean(self, value: Any) -> "Person | None":
        """Find the person. Raises ValidationError naming the near matches when it is not one."""
        text = super().clean(value)
        if not text:
            return None
        here = people_in_the_company()
        if len(found := called_exactly(here, text)) == 1:
            return found[0]
        # A part of a name is never enough: it may give somebody a role that was meant for another.
        if near := found or list(named_like(here, text)[:6]):
            names = ", ".join(f"{person.name} ({person.email or person.key})" for person in near)
            if len(near) == 1:
                raise ValidationError(_("Do you mean %s? Write the whole name, or the e-mail.") % names)
            raise ValidationError(_("Several people could be meant: %s. Write the e-mail of one of them.") % names)
        raise ValidationError(_("Nobody here is called “%s”. Write a name or an e-mail as in People.") % text)


class DayField(forms.DateField):
    """A day of the calendar people live in, from the first day of FIRST_YEAR to the last of LAST_YEAR.

    The days at the ends of Python's calendar have no neighbours and no name in other time zones.
    """

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> date | None:
        """Read the day. Raises ValidationError when it is none, or lies outside those years."""
        day: date | None = super().clean(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(_("Choose a day between the years %(first)d and %(last)d.") % years)
        return day


class WindowField(forms.CharField):
    """A window of time as people write it: Q2 2027, Mar 2027, 2027-03-15."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, **options)

    def clean(self, value: Any) -> Window | None:
        """Read the window. Raises ValidationError with what can be written instead."""
        text = super().clean(value)
        try:
            return window_of(text) if text else None
        except Refused as refusal:
            raise ValidationError(refusal.sentence) from None
