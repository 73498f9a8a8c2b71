"""What the sample's clients said in 18 months, and the one client that says most about clean rooms."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from parley.seeds.files import take_in
from parley.seeds.population import Buyer, Saying, sayings
from parley.seeds.stage import STORY, Telling

LOUD = "Halden Retail"
AFTERNOON = time(15, tzinfo=UTC)
EVERY = 20  # days, product managers read what was noted and link it to what it speaks for
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
    heard: dict[date, list[dict[str, Any]]] = defaultdict(list)
    for each in said:
        ago = (today - each.said_on).days
        heard[today - timedelta(days=ago - ago % EVERY)].append(
            {
                "key": each.key,
                "client": each.client,
                "said_on": each.said_on,
                "text": each.text,
                "author": each.author,
                "noted_at": min(datetime.combine(each.said_on, AFTERNOON), telling.at).isoformat(),
                "supports": keys.get(each.initiative, ""),
            }
        )
    for day, rows in sorted(heard.items()):
        take_in({"insights": rows}, at=min(datetime.combine(day, AFTERNOON), telling.at))


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
