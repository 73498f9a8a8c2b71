"""From where mail of some of the sample's clients comes: those that Aiko looks after, and a few more."""

from parley.clients.actions import keep_domain
from parley.clients.queries import clients_visible_to
from parley.groups.queries import acting
from parley.kernel.words import bare, folded
from parley.ledger.terms import MACHINE
from parley.seeds.population import Buyer
from parley.seeds.stage import Telling

MORE = 20


def tell_domains(telling: Telling, clients: list[Buyer]) -> None:
    """Say which domains are theirs."""
    known = [each for each in clients if each.manager == "aiko"] + clients[:MORE]
    rows = clients_visible_to(acting(MACHINE)).filter(key__in={each.key for each in known}).order_by("pk")
    for row in rows:
        name = "-".join(
            "".join(each if each.isascii() and each.isalnum() else " " for each in bare(folded(row.name))).split()
        )
        if name:
            keep_domain(client=row, domain=f"{name}.example", actor=MACHINE, at=telling.ago(90))
