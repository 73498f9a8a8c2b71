"""A client and trials: what it is in, what it could be nominated for, and whether it is spared for a while."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.clients.actions import end_sensitive_time, set_sensitive_time
from parley.clients.queries import clients_visible_to, sensitive_time_of
from parley.clients.terms import Sensitive
from parley.disclosure.queries import cares_for
from parley.kernel.spans import today_of
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt, status_of
from parley.screens.trials.page import KINDS, PLACES
from parley.screens.trials.page_forms import SpareForm
from parley.trials.queries.choosing import trials_to_nominate_for
from parley.trials.queries.seeing import places_of_client
from parley.trials.rules.places import may_speak_for

if TYPE_CHECKING:
    from parley.clients.models import Client


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """The trials of a client, as far as the viewer may see them."""
    return _page(request, _client(request, key), SpareForm())


@require_POST
def sparing(request: Asked, key: int) -> HttpResponse:
    """Say that the client is asked for nothing extra until a day."""
    client, form = _client(request, key), SpareForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        made = attempt(
            form,
            lambda: set_sensitive_time(
                client=client, what=Sensitive(given["what"]), until=given["until"], because=given["because"],
                actor=request.user, at=request.now,
            ),
        )  # fmt: skip
        if made:
            say(request, _("Noted. No trial asks them until then; nobody is told why."))
            return redirect("client_trials", key)
    return _page(request, client, form)


@require_POST
def sparing_end(request: Asked, key: int) -> HttpResponse:
    """Say that the client may be asked again."""
    end_sensitive_time(client=_client(request, key), actor=request.user, at=request.now)
    say(request, _("They may be asked again."))
    return redirect("client_trials", key)


def _client(request: Asked, key: int) -> "Client":
    return found(clients_visible_to(request.viewer).filter(pk=key).first())


def _page(request: Asked, client: "Client", form: SpareForm) -> HttpResponse:
    today = today_of(request.user, request.now)
    speaks = may_speak_for(request.viewer, cares=cares_for(request.viewer, client.pk, on=today))
    context = {
        "client": client,
        "kinds": KINDS,
        "standings": PLACES,
        "there": places_of_client(request.viewer, client.pk, today),
        "open": trials_to_nominate_for(request.viewer, client.pk, on=today) if speaks and not client.left_on else [],
        "may_spare": speaks,
        "spared": sensitive_time_of(client.pk, today),
        "form": form,
    }
    return framed(request, "trials/of_client.html", context, place="clients", status=status_of(form))
