"""Keeping clients: adding one, changing what is known of it, and naming who looks after it."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.clients.actions import add_client, change_client, name_account_manager
from parley.clients.queries import Known, accounts_of, client_with_people
from parley.clients.queries.domains import domains_of
from parley.clients.rules import may_keep_client, must_add_client, must_keep_client
from parley.clients.terms import client_ref
from parley.ledger.queries import history_of
from parley.people.queries import person_seen
from parley.screens.addresses import key_of
from parley.screens.asking import Asked, found
from parley.screens.clients.forms import ClientForm, DomainForm, ManagerForm, money_in_words
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt, status_of
from parley.screens.telling import lines

if TYPE_CHECKING:
    from parley.clients.models import Client

KEPT = (
    "client.added",
    "client.changed",
    "client.account_manager",
    "client.domain",
)  # what they said stands on their page


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Add a client."""
    must_add_client(request.viewer, accounts_of(request.viewer))
    form = ClientForm(request.viewer, request.POST or None)
    if form.is_valid():
        client = attempt(form, lambda: add_client(**form.facts(), actor=request.user, at=request.now))
        if client:
            say(request, _("%s is added. Name who else looks after them below.") % client.name)
            return redirect("client_facts", client.pk)
    return framed(request, "clients/new.html", {"form": form}, place="clients", status=status_of(form))


@require_http_methods(["GET", "POST"])
def facts(request: Asked, key: int) -> HttpResponse:
    """What is known of a client, and who looks after it."""
    known = known_to(request, key)
    client = known.client
    if request.method == "POST":
        must_keep_client(request.viewer, keepers(known))
        form = ClientForm(request.viewer, request.POST)
        if form.is_valid():
            seen = form.cleaned_data["seen_version"]
            changed = attempt(
                form,
                lambda: change_client(
                    client=client, **form.facts(), seen_version=seen, actor=request.user, at=request.now
                ),
            )
            if changed:
                say(request, _("What is known of %s is up to date.") % changed.name)
                return redirect("client", key)
        return facts_page(request, known, form)
    return facts_page(request, known)


@require_POST
def managers(request: Asked, key: int) -> HttpResponse:
    """Name somebody who looks after a client, or end it."""
    known = known_to(request, key)
    client = known.client
    must_keep_client(request.viewer, keepers(known))
    if person := request.POST.get("person_key", ""):
        who = found(person_seen(request.viewer, key_of(person) or 0))
        name_account_manager(client=client, person=who, named=False, actor=request.user, at=request.now)
        say(request, _("%(person)s no longer looks after %(client)s.") % {"person": who.name, "client": client.name})
        return redirect(_after(request, client, who.pk), key)
    form = ManagerForm(request.POST)
    if form.is_valid():
        who = form.cleaned_data["person"]
        attempt(
            form,
            lambda: name_account_manager(client=client, person=who, named=True, actor=request.user, at=request.now),
        )
        if not form.errors:
            say(request, _("%(person)s looks after %(client)s now.") % {"person": who.name, "client": client.name})
            return redirect("client_facts", key)
    return facts_page(request, known, manager_form=form)


def known_to(request: Asked, key: int) -> Known:
    """Give a client with its people. Raises Http404 for none."""
    return found(client_with_people(request.viewer, key))


def keepers(known: Known) -> list[int]:
    """Give the keys of who looks after a client."""
    return [each.pk for each in known.managers]


def _after(request: Asked, client: "Client", ended: int) -> str:
    """Where to go after somebody was ended: whoever ended their own place keeps the client no longer."""
    return "client" if ended == request.viewer.person and not request.viewer.operations else "client_facts"


def _filled(request: Asked, known: Known) -> ClientForm:
    client = known.client
    start = {
        "name": client.name,
        "region": client.region_id,
        "segment": client.segment,
        "parent": client.parent.name if client.parent else "",
        "seen_version": client.version,
    }
    return ClientForm(request.viewer, initial=start | money_in_words(known.revenue))


def facts_page(
    request: Asked,
    known: Known,
    form: ClientForm | None = None,
    manager_form: ManagerForm | None = None,
    domain_form: DomainForm | None = None,
) -> HttpResponse:
    """Show what is known of a client, with what was typed into one of its forms."""
    forms = [form or _filled(request, known), manager_form or ManagerForm(), domain_form or DomainForm()]
    shown = {
        "client": known.client,
        "form": forms[0],
        "manager_form": forms[1],
        "domain_form": forms[2],
        "domains": domains_of(known.client.pk),
        "managers": known.managers,
        "may_keep": may_keep_client(request.viewer, keepers(known)),
        "told": lines(request, history_of(client_ref(known.client.pk), kinds=KEPT)),
    }
    return framed(request, "clients/facts.html", shown, place="clients", status=max(map(status_of, forms)))
