"""Clients and insights for tests, made through actions."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from parley.clients.actions import add_client, keep_domain, name_account_manager, note_insight
from parley.kernel.money import Money
from parley.ledger.terms import MACHINE

if TYPE_CHECKING:
    from parley.clients.models import Client, Insight
    from parley.people.models import Person
    from tests.cast import Cast


def hartmann(cast: "Cast", *, manager: "Person | None" = None, name: str = "Hartmann & Söhne") -> "Client":
    """A client in EMEA with a revenue, looked after by Aiko unless somebody else is named."""
    client = add_client(name=name, region=cast.emea, segment="Retail", revenue=Money(Decimal(1_900_000), "EUR"),
                        actor=MACHINE, at=cast.at)  # fmt: skip
    name_account_manager(client=client, person=manager or cast.aiko, named=True, actor=MACHINE, at=cast.at)
    return client


def recognised(cast: "Cast") -> "Client":
    """The same, whose mails are known by their domain."""
    client = hartmann(cast)
    keep_domain(client=client, domain="hartmann.example", actor=cast.aiko, at=cast.at)
    return client


def said(cast: "Cast", client: "Client", text: str, *, by: "Person | None" = None, days_ago: int = 1) -> "Insight":
    """What a client said some days ago, noted by Aiko unless somebody else is named."""
    day = (cast.at - timedelta(days=days_ago)).date()
    return note_insight(client=client, text=text, said_on=day, actor=by or cast.aiko, at=cast.at)
