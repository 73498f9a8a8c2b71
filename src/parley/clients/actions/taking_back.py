"""Taking back what an import brought: rows nobody relies on are deleted, as if the import had never been."""

from collections.abc import Collection
from datetime import datetime

from parley.clients.actions.heads import _keep_tops
from parley.clients.events import ClientsTakenBack
from parley.clients.models import AccountManager, Alias, Client, Insight
from parley.kernel.bunches import bunches
from parley.ledger.door import action, record
from parley.ledger.terms import Actor


@action
def take_back(
    *, insights: Collection[int], clients: Collection[int], batch: int, actor: Actor, at: datetime
) -> tuple[int, list[int]]:
    """Delete insights, and clients that nothing hangs on; gives how many insights and which clients went."""
    gone = 0
    for some in bunches(insights, 1000):
        went_with = Insight.objects.filter(pk__in=some, merged_into=None).delete()[1]
        gone += went_with.get("parley.Insight", 0)  # their links went too
    went: list[int] = []
    for some in bunches(clients, 500):
        rows = Client.objects.filter(pk__in=some)
        busy = {*Insight.objects.filter(client__in=some).values_list("client", flat=True),
                *AccountManager.objects.filter(client__in=some).values_list("client", flat=True),
                *Alias.objects.filter(client__in=some).values_list("client", flat=True)}  # fmt: skip
        went += rows.exclude(pk__in=busy).values_list("pk", flat=True)
    went = _without_parents(went)
    for some in bunches(went, 500):
        Client.objects.filter(pk__in=some).update(parent=None, top=None)
    for some in bunches(went, 500):
        Client.objects.filter(pk__in=some).delete()
    if gone or went:
        if went:
            _keep_tops()
        record(ClientsTakenBack(batch=batch, clients=len(went), insights=gone))
    return gone, went


def _without_parents(clients: Collection[int]) -> list[int]:
    """Leave out who is above a client that stays, and whoever is above them."""
    going = set(clients)
    while True:
        rows = Client.objects.exclude(parent=None).values_list("pk", "parent", "top")
        needed = {key for pk, parent, top in rows if pk not in going for key in (parent, top)} & going
        if not needed:
            return sorted(going)
        going -= needed
