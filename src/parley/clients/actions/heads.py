"""Which company each client belongs to in the end: kept with it, so that a group of companies is counted once."""

from parley.clients.models import Client
from parley.clients.rules import heads_of
from parley.kernel.bunches import bunches


def _keep_tops() -> None:
    """Write down who is at the top of each client that belongs to another. Two queries, and one for those that moved.

    Of all of them: whoever is above one may have moved in the same import. Two who move clients at once do it one after
    the other, by the lock of the first client there is: else neither would see that the other's company has a parent.
    """
    Client.objects.select_for_update().order_by("pk").first()
    rows = Client.objects.exclude(parent=None, top=None).values_list("pk", "parent", "top")
    now = {pk: (parent, top) for pk, parent, top in rows}
    heads = heads_of({pk: parent for pk, (parent, _top) in now.items() if parent is not None})
    moved = {pk: heads.get(pk) for pk, (_parent, top) in now.items() if heads.get(pk) != top}
    for bunch in bunches(moved.items()):
        Client.objects.bulk_update([Client(pk=pk, top_id=top) for pk, top in bunch], ["top"], 100)
