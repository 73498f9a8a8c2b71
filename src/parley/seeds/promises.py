"""What the sample's clients were promised in the past year: some of it was kept, some was late, some is still open."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from parley.kernel.spans import Window, quarter_of, spoken
from parley.seeds.files import take_in
from parley.seeds.roadmaps import window_in
from parley.seeds.stage import Telling
from parley.seeds.words import TELLERS, clients_of, hears

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.roadmap.models import Initiative
    from parley.seeds.population import Buyer

# What was told how many days ago, for which quarter from now, how sure. What is not live by now has moved since, and
# these clients were told newer words. Nobody promised the quarter in which a thing came live: that is added.
MADE = (
    ("Budgets that last the day", 330, "-3", "medium"),
    ("Block made-for-advertising sites", 400, "-3", "low"),
    ("Right to be forgotten in one day", 240, "-1", "medium"),
    ("Numbers that agree", 300, "-2", "high"),
    ("Numbers that agree", 150, "-1", "high"),
    ("Say why a bid was lost", 200, "-1", "medium"),
    ("Frequency caps across broadcasters", 40, "1", "medium"),  # which the decision that waits may break
)
KEPT = (("Budgets that last the day", 200, "high"), ("Block made-for-advertising sites", 230, "high"))
SAID = "We expect {name} in the {when}."


class Made(NamedTuple):
    """One promise: of what, for when, how many days ago it was made, how sure."""

    initiative: "Initiative"
    window: Window
    days: int
    sure: str


def tell_promises(telling: Telling, buyers: "list[Buyer]") -> None:
    """Take in what the account managers of the cast wrote down themselves."""
    clients = clients_of(telling, buyers)
    rows = [
        _row(telling, teller, client, made)
        for teller in TELLERS
        for number, client in enumerate(clients[teller])
        for made in _made_to(telling, client, number)
    ]
    take_in({"statements": rows}, at=telling.at)


def _made_to(telling: Telling, client: "Client", number: int) -> Iterator[Made]:
    for title, days, quarters, sure in MADE:
        initiative, window = telling.initiatives[title], window_in(telling, quarters)
        if window and (initiative.live_at or hears(initiative, client, number)):
            yield Made(initiative, window, days, sure)
    for title, days, sure in KEPT:
        initiative = telling.initiatives[title]
        if initiative.live_at:
            yield Made(initiative, quarter_of(initiative.live_at.date()), days, sure)


def _row(telling: Telling, teller: str, client: "Client", made: Made) -> dict[str, Any]:
    return {
        "client": client.key,
        "initiative": made.initiative.key,
        "told_on": telling.at.date() - timedelta(days=made.days),
        "words": SAID.format(name=made.initiative.title, when=spoken(made.window)),
        "window": str(made.window),
        "confidence": made.sure,
        "told_by": teller,
        "means": "call",
        "logged_at": telling.ago(made.days, 13).isoformat(),
    }
