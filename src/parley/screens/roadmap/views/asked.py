"""Asking with one form: doing what it says, or showing it again with the rule's sentence."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from parley.disclosure.queries import Now
from parley.screens.asking import Asked
from parley.screens.disclosure.breaking import warning_of
from parley.screens.frame import page, say
from parley.screens.posting import attempt, status_of

if TYPE_CHECKING:
    from django.forms import Form

    from parley.roadmap.models import Initiative
    from parley.screens.roadmap.forms.plans import Reasoned


def foreseen(request: Asked, form: "Reasoned", change: Callable[[Now], Now]) -> bool:
    """Whether a change may be made: it breaks nothing that clients were told, or that was confirmed.

    Otherwise the form says what it would break. `change` says what the initiative would be like.
    """
    form.warning = warning_of(request, form.of, change)
    return form.warning is None


def done(request: Asked, form: "Form", do: Callable[[], None], sentence: str) -> bool:
    """Do it; whether no rule refused."""

    def did() -> bool:
        do()
        return True

    if not attempt(form, did):
        return False
    say(request, sentence)
    return True


def asked(
    request: Asked,
    row: "Initiative",
    form: "Form",
    *,
    heading: str,
    button: str,
    note: str = "",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Ask with one form."""
    context = {"initiative": row, "form": form, "heading": heading, "button": button, "note": note, "by_region": []}
    context["duties"] = None
    context["warning"] = getattr(form, "warning", None)
    return page(request, "roadmap/change.html", context | (more or {}), place="roadmap", status=status_of(form))
