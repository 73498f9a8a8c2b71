"""What the sample's clients said in 18 months, and the one client that says most about clean rooms."""

from datetime import UTC, datetime, time, timedelta

from parley.seeds.files import take_in
from parley.seeds.population import Buyer, Saying, sayings
from parley.seeds.stage import STORY, Telling

LOUD = "Halden Retail"
AFTERNOON = time(15, tzinfo=UTC)
AIKOS = (
    "Golden Week shoppers look for gifts in April, not in December: the Christmas segment buys us the wrong people. "
    "Three of my clients would move their spring budget to a segment of their own."
)


def tell_sayings(telling: Telling, clients: list[Buyer]) -> None:
    """Take in what clients said, linked to the initiatives it speaks for."""
    items = [item for area in STORY["area"] for item in area["initiatives"]]
    voices = [(voice, item["title"]) for item in items for voice in item.get("voices", ())]
    today = telling.at.date()
    said = list(sayings(telling.random, clients, voices, today))
    said += _one_client(telling, clients)
    aiko = next(each for each in clients if each.manager == "aiko")
    said.append(Saying("aiko", aiko.key, AIKOS, today - timedelta(days=200), "aiko", "Seasonal audiences for APAC"))
    keys = {title: initiative.key for title, initiative in telling.initiatives.items()}
    rows = [
        {
            "key": each.key,
            "client": each.client,
            "said_on": each.said_on,
            "text": each.text,
            "author": each.author,
            "noted_at": min(datetime.combine(each.said_on, AFTERNOON), telling.at).isoformat(),
            "supports": keys.get(each.initiative, ""),
        }
        for each in said
    ]
    take_in({"insights": rows}, at=telling.at)


def _one_client(telling: Telling, clients: list[Buyer]) -> list[Saying]:
    halden = next(each for each in clients if each.name == LOUD)
    other = next(each for each in clients if each.segment == "Retail" and each.key != halden.key)
    told = []
    for number in range(7):
        client = halden if number != 3 else other
        told.append(
            Saying(
                f"rooms{number}",
                client.key,
                f"Asked again about matching customers without handing over the list (call {number + 1}).",
                telling.at.date() - timedelta(days=20 * number + 4),
                "jonas",
                "Private clean rooms",
            )
        )
    return told
