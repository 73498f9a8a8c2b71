"""Handing over the clients somebody looks after."""

from datetime import datetime

from parley.clients.actions.keeping import name_account_manager
from parley.clients.models import Client
from parley.groups.queries import acting
from parley.ledger.door import action
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.people.rules import must_administer


@action
def hand_over_clients(*, person: Person, heir: Person | None, actor: Actor, at: datetime) -> int:
    """Let an heir, or nobody, look after every client somebody looks after; how many those were."""
    must_administer(acting(actor))
    clients = list(Client.objects.filter(managers__person=person).order_by("pk"))
    for client in clients:
        if heir:
            name_account_manager(client=client, person=heir, named=True, actor=actor, at=at)
        name_account_manager(client=client, person=person, named=False, actor=actor, at=at)
    return len(clients)
