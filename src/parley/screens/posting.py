"""How a form meets an action: a refusal becomes the form's error, beside the field it concerns."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import BaseForm

from parley.kernel.refusals import Refusals, Refused, Stale

T = TypeVar("T")


def attempt(form: BaseForm, do: Callable[[], T]) -> T | None:
    """Call the action; None when a rule refused, with the sentence put on the form. A stale edit is raised on."""
    try:
        return do()
    except Stale:
        raise
    except Refusals as many:
        for each in many.each:
            _put(form, each)
    except Refused as refusal:
        _put(form, refusal)
    return None


def checked(form: BaseForm, ask: Callable[[], object]) -> None:
    """Ask a rule while a form is cleaned: its refusal is put on the form, unless its field is refused already."""
    try:
        ask()
    except Refused as refusal:
        for each in refusal.each if isinstance(refusal, Refusals) else [refusal]:
            if each.field not in form.errors:
                _put(form, each)


def managed(form: BaseForm, do: Callable[[], object]) -> bool:
    """Call an action that gives nothing back; whether it was done, or refused with the sentence put on the form."""
    attempt(form, do)
    return not form.errors


def _put(form: BaseForm, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def status_of(form: BaseForm) -> int:
    """Give the status of a page with this form: 422 when something typed was refused."""
    return 422 if form.is_bound and form.errors else 200
