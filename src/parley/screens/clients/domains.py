"""From which domains a client's mail comes: kept by who keeps the client."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parley.clients.actions import drop_domain, keep_domain
from parley.clients.rules import must_keep_client
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.clients.forms import DomainForm
from parley.screens.clients.keeping import facts_page, keepers, known_to
from parley.screens.frame import say
from parley.screens.posting import attempt


@require_POST
def domains(request: Asked, key: int) -> HttpResponse:
    """Say that mail from a domain is theirs, or no more."""
    known = known_to(request, key)
    client = known.client
    must_keep_client(request.viewer, keepers(known))
    if domain := request.POST.get("domain_key", ""):
        drop_domain(client=client, key=key_of(domain) or 0, actor=request.user, at=request.now)
        say(request, _("Mail from there is not noted for %s any more.") % client.name)
        return redirect("client_facts", key)
    form = DomainForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data["domain"]
        kept = attempt(form, lambda: keep_domain(client=client, domain=given, actor=request.user, at=request.now))
        if kept:
            say(request, _("Mail from %(domain)s is noted for %(client)s, once somebody sends it on.")
                % {"domain": kept.domain, "client": client.name})  # fmt: skip
            return redirect("client_facts", key)
    return facts_page(request, known, domain_form=form)
