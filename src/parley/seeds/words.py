"""What the sample's clients may be told, what they were told, and the promise that slipped."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from parley.clients.queries import clients_visible_to
from parley.disclosure.actions import Occasion, approve_words, draft_words, replan, tell_client, tell_freely
from parley.disclosure.terms import Told, Words
from parley.groups.queries import viewer_of
from parley.roadmap.queries import initiative_to_change, plan_of
from parley.roadmap.terms import Confidence, Horizon, Plan
from parley.seeds.population import Buyer
from parley.seeds.roadmaps import window_in
from parley.seeds.stage import STORY, Telling

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.roadmap.models import Initiative

TELLERS = ("jonas", "aiko")  # account managers of the cast
EACH = 5  # clients that each of them has told something
FREELY = "You will hardly see the same household twice by the summer."


def tell_words(telling: Telling, buyers: list[Buyer]) -> None:
    """Draft and approve the words, tell some clients, and let one promise slip."""
    clients = clients_of(telling, buyers)
    for told in STORY["words"]:
        initiative = telling.initiatives[told["about"]]
        _words(telling, initiative, told, told["text"], told.get("window", ""), ago=30)
        if told.get("draft"):
            continue
        for teller in TELLERS:
            for number, client in enumerate(clients[teller]):
                if hears(initiative, client, number):
                    _tell(telling, initiative, client, teller, ago=20 - 2 * number)
        if "slips" in told:
            _slip(telling, initiative, told)
    _freely(telling, clients["jonas"][0])


def clients_of(telling: Telling, buyers: list[Buyer]) -> "dict[str, list[Client]]":
    """Give some clients of each account manager of the cast."""
    keys = {teller: [each.key for each in buyers if each.manager == teller][:EACH] for teller in TELLERS}
    seen = clients_visible_to(viewer_of(telling.people["elena"]))
    rows = {each.key: each for each in seen.filter(key__in=[key for some in keys.values() for key in some])}
    return {teller: [rows[key] for key in some] for teller, some in keys.items()}


def hears(initiative: "Initiative", client: "Client", number: int) -> bool:
    """Whether a client, the so many-th of its account manager, is told about an initiative."""
    there = initiative.all_regions or bool(client.region and client.region.name == "APAC")
    return there and bool((number + len(initiative.title)) % 3)


def _words(
    telling: Telling, initiative: "Initiative", told: dict[str, Any], text: str, quarters: str, *, ago: int
) -> None:
    area = next(each for each in STORY["area"] if any(item["title"] == told["about"] for item in each["initiatives"]))
    window = window_in(telling, quarters)
    draft_words(
        initiative=initiative,
        name=told["name"],
        whom=Told.ANY_CLIENT,
        words=[Words(None, text, window, Confidence.HIGH if window else None)],
        clients=[],
        expires_on=telling.at.date() + timedelta(days=told["days"]),
        actor=telling.people[area["product"][0]],
        at=telling.ago(ago),
    )
    if not told.get("draft"):
        approve_words(initiative=initiative, actor=telling.people["hana"], at=telling.ago(ago - 1))


def _tell(telling: Telling, initiative: "Initiative", client: "Client", teller: str, *, ago: int) -> None:
    at = telling.ago(ago, 13)
    tell_client(initiative=initiative, client=client, how=Occasion(on=at.date()), actor=telling.people[teller], at=at)


def _slip(telling: Telling, initiative: "Initiative", told: dict[str, Any]) -> None:
    """Move it a quarter later; the words follow a day after, and whoever was told has to hear a correction."""
    owner = initiative.owner
    assert owner  # noqa: S101 - each initiative of the story has one
    plan = plan_of(initiative_to_change(initiative.pk))
    later = Plan(horizon=Horizon.NOW, window=window_in(telling, told["slips"]), confidence=plan.confidence)
    replan(initiative=initiative, plan=later, reason=told["because"], actor=owner, at=telling.ago(3))
    _words(telling, initiative, told, told["again"], told["slips"], ago=2)


def _freely(telling: Telling, client: "Client") -> None:
    at = telling.ago(40, 13)
    tell_freely(
        initiative=telling.initiatives["Household graph v2"],
        client=client,
        name="The household graph",
        words=Words(None, FREELY),
        how=Occasion(on=at.date()),
        actor=telling.people["jonas"],
        at=at,
    )
