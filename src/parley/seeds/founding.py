"""The sample's beginning: people, groups and clients, taken in as files, as a real company would take them in."""

from dataclasses import replace
from itertools import islice
from typing import Any

from parley.groups.queries import areas_by_key
from parley.people.queries import people_by_key
from parley.people.terms import Side
from parley.seeds.cast import OTHERS, PARTS, Part
from parley.seeds.files import take_in
from parley.seeds.population import Buyer, Somebody, buyers, everybody
from parley.seeds.stage import BEGINNING, STORY, Telling

SIDES = {
    "product-management": Side.PRODUCT,
    "design": Side.PRODUCT,
    "engineering": Side.PRODUCT,
    "product-operations": Side.PRODUCT,
    "client-services": Side.BUSINESS,
    "account-management": Side.BUSINESS,
    "product-marketing": Side.BUSINESS,
    "sales": Side.BUSINESS,
    "legal": Side.BUSINESS,
    "support": Side.BUSINESS,
    "executive": Side.NEITHER,
}
OPERATIONS = {"sample-administrator", "tomas", "mei"}
TALKERS = ("client-services", "account-management", "product-marketing", "sales")
BUILDERS = {"product-management", "design", "engineering"}
ON_CALL = ("legal", "support")
Row = dict[str, Any]


def found(telling: Telling) -> list[Buyer]:
    """Open the company as it was at the beginning of the story; gives its clients."""
    many = list(everybody(telling.random))
    parts = [*PARTS, *OTHERS]
    members = _members(telling, many)
    clients = list(buyers(telling.random, _managers(many)))
    _give_to_the_cast(clients)
    take_in(
        {
            "people": [*map(_part, parts), *map(_somebody, many)],
            "groups": [_group(area) for area in STORY["area"]],
            "members": members,
            "clients": [_client(each) for each in clients],
        },
        at=telling.at - BEGINNING,
    )
    named = {row["person"] for row in members} | {part.key for part in parts}
    telling.people = people_by_key(named)
    telling.areas = areas_by_key(area["key"] for area in STORY["area"])
    for row in members:
        if "core" in row["role"]:
            telling.members.setdefault(row["group"], []).append(telling.people[row["person"]])
    return clients


def _part(part: Part) -> Row:
    return {
        "key": part.key,
        "name": part.name,
        "email": f"{part.key}@northlight.example",
        "function": part.function.replace("-", " ").capitalize(),
        "side": SIDES[part.function],
        "region": part.region,
        "time_zone": part.zone,
        "language": part.language,
        "operations": "yes" if part.key in OPERATIONS else "",
    }


def _somebody(each: Somebody) -> Row:
    return {
        "key": each.key,
        "name": each.name,
        "email": f"{each.key}@northlight.example",
        "function": each.function.replace("-", " ").capitalize(),
        "side": SIDES[each.function],
        "region": each.region,
        "time_zone": each.zone,
    }


def _group(area: dict[str, Any]) -> Row:
    teams = "; ".join(f"{name}: {weeks}" for name, weeks in area["teams"])
    return {"key": area["key"], "name": area["name"], "charter": area["charter"], "teams": teams}


def _members(telling: Telling, many: list[Somebody]) -> list[Row]:
    """Draw each group's members: the story's own, two dozen who talk to clients, from every region, a few who build."""
    talkers = [each.key for each in many if each.function in TALKERS]
    on_call = [each.key for each in many if each.function in ON_CALL]
    builders = iter([each.key for each in many if each.function in BUILDERS])
    rows = []
    for area in STORY["area"]:
        roles: dict[str, str] = {area["decider"]: "decider"}
        for key in area["product"]:
            roles[key] = "product_person; core"
        for key in area["facilitators"]:
            roles[key] = "facilitator; core"
        roles |= dict.fromkeys(telling.random.sample(talkers, 20), "core")
        roles |= dict.fromkeys(telling.random.sample(on_call, 3), "on_call")
        roles |= dict.fromkeys(islice(builders, 5), "core")
        roles |= OWN.get(area["key"], {})
        rows += [{"group": area["key"], "person": key, "role": role} for key, role in roles.items()]
    return rows


OWN = {
    "identity": {"aiko": "core", "sam": "core", "jonas": "core", "lena": "on_call"},
    "audiences": {"aiko": "core", "hana": "core"},
    "measurement": {"sam": "core"},
    "connected-tv": {"jonas": "core", "lena": "on_call"},
}


def _managers(many: list[Somebody]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in many:
        if each.function == "account-management":
            found.setdefault(each.region, []).append(each.key)
    return found


def _give_to_the_cast(clients: list[Buyer]) -> None:
    """Let Aiko look after 24 clients in APAC and Jonas after twelve in EMEA, the large retailer among them."""
    for key, region, count in (("aiko", "APAC", 24), ("jonas", "EMEA", 12)):
        theirs = [place for place, each in enumerate(clients) if each.region == region][:count]
        for place in theirs:
            clients[place] = replace(clients[place], manager=key)
    place = next(place for place, each in enumerate(clients) if each.manager == "jonas")
    clients[place] = replace(clients[place], name="Halden Retail", segment="Retail", revenue=clients[place].revenue * 9)


def _client(each: Buyer) -> Row:
    return {
        "key": each.key,
        "name": each.name,
        "parent": each.parent,
        "region": each.region,
        "segment": each.segment,
        "revenue": each.revenue,
        "currency": each.currency,
        "account_managers": each.manager,
    }
