"""The sample's many: people, clients and what clients said, made by a seeded choice so that each load is the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

FIRST = [
    "Ada", "Ahmed", "Akira", "Alina", "Amara", "Anders", "Andrea", "Anika", "Antoine", "Ayumi", "Beatriz", "Ben",
    "Carla", "Chen", "Chloe", "Daniel", "Diego", "Ebba", "Emre", "Esra", "Fatima", "Felix", "Freya", "Gabriel",
    "Giulia", "Hannah", "Haruto", "Henrik", "Hugo", "Ikram", "Ingrid", "Isabel", "Ivan", "Jamal", "Jana", "Jin",
    "Joao", "Julia", "Kai", "Karin", "Keiko", "Kofi", "Lars", "Laura", "Lea", "Liam", "Lin", "Luca", "Maja",
    "Marco", "Maria", "Mateo", "Maya", "Mina", "Nadia", "Naoki", "Nina", "Noah", "Olga", "Oscar", "Paula", "Pedro",
    "Priya", "Rahul", "Rosa", "Sakura", "Sara", "Sofia", "Stefan", "Suki", "Tariq", "Thea", "Tim", "Uma", "Vera",
    "Wei", "Yuki", "Zainab", "Zoe",
]  # fmt: skip
LAST = [
    "Abe", "Adler", "Almeida", "Andersson", "Aydin", "Bauer", "Becker", "Bianchi", "Brown", "Carvalho", "Castro",
    "Chan", "Choi", "Clark", "Costa", "Davies", "Diaz", "Dubois", "Endo", "Evans", "Farah", "Ferrari", "Fontaine",
    "Fuchs", "Garcia", "Gomez", "Green", "Gupta", "Haas", "Hansen", "Hayashi", "Hoffmann", "Ito", "Ivanova",
    "Jensen", "Kaya", "Keller", "Khan", "Kim", "Koch", "Kowalski", "Kumar", "Laine", "Larsen", "Lee", "Lehmann",
    "Lopez", "Mensah", "Meyer", "Moreau", "Mori", "Nakamura", "Nielsen", "Novak", "Okoye", "Oliveira", "Owusu",
    "Park", "Patel", "Perez", "Peters", "Popov", "Rao", "Richter", "Rossi", "Sato", "Schmidt", "Silva", "Singh",
    "Smith", "Suzuki", "Svensson", "Takahashi", "Tan", "Torres", "Vogel", "Wagner", "Wang", "Watanabe", "Weber",
    "Wong", "Yamada", "Yilmaz", "Zhang",
]  # fmt: skip
TRADES = (
    ("Retail", ("Stores", "Fashion", "Foods", "Home", "Outlet")),
    ("Automotive", ("Motors", "Mobility", "Cars")),
    ("Travel", ("Airways", "Hotels", "Rail", "Travel")),
    ("Finance", ("Bank", "Insurance", "Pay")),
    ("Consumer goods", ("Drinks", "Care", "Dairy", "Sweets")),
    ("Public sector", ("Transport", "Health", "Tourism Board")),
    ("Media", ("Games", "Books", "Music", "Pictures")),
)
PLACES = [
    "Alder", "Amber", "Aster", "Birch", "Bramble", "Cedar", "Cliff", "Clover", "Coral", "Crane", "Dune", "Elm",
    "Ember", "Falcon", "Fern", "Finch", "Fjord", "Garnet", "Glen", "Halden", "Harbor", "Hazel", "Heron", "Holm",
    "Iris", "Ivory", "Jade", "Juniper", "Kestrel", "Kite", "Lark", "Laurel", "Linden", "Lotus", "Lumen", "Maple",
    "Marble", "Mistral", "Moss", "Nova", "Oak", "Onyx", "Opal", "Orchid", "Osprey", "Palm", "Pebble", "Pine",
    "Poppy", "Quartz", "Quill", "Raven", "Reed", "River", "Rowan", "Sable", "Saffron", "Sage", "Slate", "Sorrel",
    "Spruce", "Stone", "Swift", "Terra", "Thistle", "Tide", "Topaz", "Tulip", "Vale", "Vesper", "Violet", "Willow",
    "Wren", "Yarrow", "Zephyr",
]  # fmt: skip
BRANCHES = ("Nord", "Iberia", "Japan", "Americas", "Pacific", "UK")
ZONES = {
    "EMEA": ("Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Warsaw"),
    "AMER": ("America/New_York", "America/Chicago", "America/Los_Angeles", "America/Sao_Paulo"),
    "APAC": ("Asia/Tokyo", "Asia/Singapore", "Australia/Sydney", "Asia/Kolkata"),
}
CURRENCIES = {"EMEA": "EUR", "AMER": "USD", "APAC": "JPY"}
PER_EURO: dict[str, Decimal] = {"EUR": Decimal(1), "USD": Decimal("1.1"), "JPY": Decimal(160)}
REGIONS = ("EMEA", "EMEA", "EMEA", "AMER", "AMER", "APAC", "APAC")
FUNCTIONS = (
    ("engineering", 34), ("client-services", 14), ("account-management", 9), ("sales", 14), ("support", 9),
    ("product-marketing", 4), ("product-management", 4), ("design", 4), ("legal", 2), ("executive", 1),
)  # fmt: skip
PEOPLE, CLIENTS, INSIGHTS = 4_000, 800, 2_400


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of the many in the company."""

    key: str
    name: str
    function: str
    region: str
    zone: str


@dataclass(frozen=True, slots=True)
class Buyer:
    """One client; `manager` is the key of its account manager, `parent` the key of its parent, if any."""

    key: str
    name: str
    region: str
    segment: str
    revenue: Decimal
    currency: str
    parent: str
    manager: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What a client said on a day, who noted it, and the initiative it speaks for, by title ("" for none yet)."""

    key: str
    client: str
    text: str
    said_on: date
    author: str
    initiative: str


def everybody(random: Random, count: int = PEOPLE) -> Iterator[Somebody]:
    """Yield so many people beside the named ones."""
    names = [name for name, share in FUNCTIONS for _ in range(share)]
    for number in range(count):
        region = random.choice(REGIONS)
        name = f"{random.choice(FIRST)} {random.choice(LAST)}"
        yield Somebody(f"n{number:04}", name, random.choice(names), region, random.choice(ZONES[region]))


def buyers(random: Random, managers: dict[str, list[str]], count: int = CLIENTS) -> Iterator[Buyer]:
    """Yield so many clients: a few large, many small, some with a parent. `managers` are keys by region."""
    seen: dict[str, str] = {}
    while len(seen) < count:
        segment, words = random.choice(TRADES)
        name = f"{random.choice(PLACES)} {random.choice(words)}"
        region = random.choice(REGIONS)
        parent = ""
        if name in seen:
            parent, name = seen[name], f"{name} {random.choice(BRANCHES)}"
        if name in seen:
            continue
        key = f"c{len(seen):04}"
        seen[name] = key
        euros = Decimal(round(random.lognormvariate(11.3, 1.1), -3))
        currency = CURRENCIES[region]
        yield Buyer(key, name, region, segment, (euros * PER_EURO[currency]).quantize(Decimal(1)), currency, parent,
                    random.choice(managers[region]))  # fmt: skip


def sayings(
    random: Random, clients: list[Buyer], voices: list[tuple[str, str]], today: date, count: int = INSIGHTS
) -> Iterator[Saying]:
    """Yield what clients said over 18 months; `voices` are pairs of a sentence and the initiative it speaks for."""
    # Loud and quiet: a tenth of the clients say half of everything, as a tenth of the people write half of it.
    loud = clients[: max(1, len(clients) // 10)]
    for number in range(count):
        client = random.choice(loud) if random.random() < 0.5 else random.choice(clients)
        sentence, initiative = random.choice(voices)
        said_on = today - timedelta(days=int(547 * random.random() ** 1.3))
        text = f"{random.choice(OPENINGS)} {sentence[0].lower()}{sentence[1:]}" if random.random() < 0.5 else sentence
        linked = initiative if random.random() < 0.8 else ""
        words = f"{text} {random.choice(CLOSINGS)}".strip()
        yield Saying(f"s{number:05}", client.key, words, said_on, client.manager, linked)


OPENINGS = (
    "In the quarterly review:", "On the phone today:", "By mail, rather annoyed:", "At the end of the meeting:",
    "Their new head of media:", "Asked twice this month:",
)  # fmt: skip
CLOSINGS = (
    "", "", "", "Would like an answer before the quarter ends.", "Mentioned a competitor.", "Not urgent, they say.",
    "Would talk to product about it.", "It came up in the renewal.",
)  # fmt: skip
