"""How a form meets an action: a refusal becomes the form's error, beside the field it concerns."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.forms import BaseForm
from django.utils.functional import SimpleLazyObject

from parley.kernel.refusals import Refusals, Refused, Stale

T = TypeVar("T")


def attempt(form: BaseForm, do: Callable[[], T]) -> T | None:
    """Call the action; None when a rule refused, with the sentence put on the form. A stale edit is raised on."""
    try:
        return kept(form, do)
    except Stale:
        raise
    except Refusals as many:
        for each in many.each:
            _put(form, each)
    except Refused as refusal:
        _put(form, refusal)
    return None


def kept(form: BaseForm, do: Callable[[], T]) -> T:
    """Call what may find that a page was overtaken: then all that was typed into its form is shown with what is."""
    try:
        return do()
    except Stale as stale:
        stale.typed = typed_in(form)
        raise


def checked(form: BaseForm, ask: Callable[[], object]) -> None:
    """Ask a rule while a form is cleaned: its refusal is put on the form, unless its field is refused already."""
    try:
        ask()
    except Refused as refusal:
        for each in refusal.each if isinstance(refusal, Refusals) else [refusal]:
            if each.field not in form.errors:
                _put(form, each)


def when_shown(**forms: Callable[[], BaseForm]) -> dict[str, Any]:
    """Give forms by name, each of them made only if the page shows it."""
    return {name: SimpleLazyObject(partial(_made, make)) for name, make in forms.items()}


def _made(make: Callable[[], BaseForm]) -> BaseForm:
    try:
        return make()
    except AttributeError as mistake:  # which a template would take for a form that is not there
        raise RuntimeError("A form could not be made.") from mistake


def managed(form: BaseForm, do: Callable[[], object]) -> bool:
    """Call an action that gives nothing back; whether it was done, or refused with the sentence put on the form."""
    attempt(form, do)
    return not form.errors


def must_be_shown(form: BaseForm, *, shown: bool) -> None:
    """Raise Refused with what is wrong with a form that has no place any more on the page it was sent from.

    Somebody was quicker: the page that says so keeps what was typed.
    """
    if form.errors and not shown:
        raise Refused(" ".join(str(each) for errors in form.errors.values() for each in errors))


def _put(form: BaseForm, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def typed_in(form: BaseForm) -> list[tuple[str, str]]:
    """Give all that was typed into a form, under the labels it was typed under; what was chosen, in its words."""
    found = []
    for bound in form.visible_fields():
        given = bound.data if isinstance(bound.data, list) else [bound.data]
        words = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
        text = ", ".join(words.get(str(each), str(each)) for each in given if each not in {None, "", False})
        if text:
            found.append((str(bound.label), text))
    return found


def status_of(form: BaseForm) -> int:
    """Give the status of a page with this form: 422 when something typed was refused."""
    return 422 if form.is_bound and form.errors else 200
