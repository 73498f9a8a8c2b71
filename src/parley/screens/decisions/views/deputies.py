"""Naming who decides for one, for a time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.decisions import actions
from parley.decisions.queries import deputy_named_by, to_decide
from parley.decisions.rules import may_name_deputy
from parley.screens.asking import Asked
from parley.screens.decisions.forms import DeputyForm
from parley.screens.frame import page, say
from parley.screens.posting import status_of
from parley.screens.topics.views.one import carried_out


@require_http_methods(["GET", "POST"])
def deputy(request: Asked) -> HttpResponse:
    """Read whom one has named, and name somebody."""
    form = DeputyForm(request.POST or None, auto_id="deputy_%s")

    def do(given: dict[str, Any]) -> None:
        actions.name_deputy(**given, actor=request.user, at=request.now)

    sentence = _("Named. They decide in their own name, for you.")
    if request.method == "POST" and carried_out(request, form, do, sentence):
        return redirect("deciding_deputy")
    may_name = may_name_deputy(request.viewer, waits=bool(to_decide(request.viewer)))
    context = {"form": form, "named": deputy_named_by(request.user), "may_name": may_name}
    return page(request, "decisions/deputy.html", context, place="decisions", status=status_of(form))


@require_POST
def deputy_end(request: Asked) -> HttpResponse:
    """Let nobody decide for one any more."""
    actions.end_deputy(actor=request.user, at=request.now)
    say(request, _("You decide yourself again."))
    return redirect("deciding_deputy")
