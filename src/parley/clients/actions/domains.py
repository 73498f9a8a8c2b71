"""Saying from which domains a client’s mail comes, so that what is sent on is noted as theirs."""

from datetime import datetime

from parley.clients import rules
from parley.clients.events import ClientDomainKept
from parley.clients.models import Client, ClientDomain
from parley.clients.queries import managers_of
from parley.clients.rules.domains import domain_of, must_be_few, must_not_be_ours
from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import people_in_the_company


@action
def keep_domain(*, client: Client, domain: str, actor: Actor, at: datetime) -> ClientDomain:
    """Say that mail from a domain is a client’s; saying it twice changes nothing. Several clients may have one.

    Raises Refused for whoever does not keep the client, and for a domain at which others have addresses too.
    """
    rules.must_keep_client(acting(actor), managers_of(client))
    clean = domain_of(domain)
    must_not_be_ours(clean, ours=people_in_the_company().filter(email__iendswith=f"@{clean}").exists())
    Client.objects.select_for_update().get(pk=client.pk)
    there: dict[str, ClientDomain] = {each.domain: each for each in ClientDomain.objects.filter(client=client)}
    if row := there.get(clean):
        return row
    must_be_few({*there, clean})
    kept: ClientDomain = ClientDomain.objects.create(client=client, domain=clean, kept_by_id=actor.pk, kept_at=at)
    record(ClientDomainKept(client=client.pk, kept=True))
    return kept


@action
def drop_domain(*, client: Client, key: int, actor: Actor, at: datetime) -> None:
    """Say that mail from a domain is no more a client’s. Raises Refused as `keep_domain`."""
    rules.must_keep_client(acting(actor), managers_of(client))
    if ClientDomain.objects.filter(client=client, pk=key).delete()[0]:
        record(ClientDomainKept(client=client.pk, kept=False))
