"""Random changes of links and clients, one step after another, for whoever asks what is counted after each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import strategies as st

from parley.clients.actions import add_client, change_client
from parley.clients.actions.taking_in import ClientRow, InsightRow, take_in_clients, take_in_insights
from parley.clients.models import Client, Insight
from parley.kernel.money import Money
from parley.ledger.door import action
from parley.ledger.terms import MACHINE
from parley.people.actions import keep_region
from parley.people.models import Region
from parley.roadmap.actions import (
    count_everybody,
    count_evidence,
    link_insight,
    merge_insights,
    note_for,
    take_apart,
    unlink_insight,
)
from parley.roadmap.actions.taking_in import take_in_links
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_to_count
from parley.roadmap.terms import Stance

NOW: dict[str, Any] = {"actor": MACHINE, "at": datetime(2026, 11, 2, 9, tzinfo=UTC)}
TODAY = date(2026, 11, 2)
CLIENTS, INITIATIVES = 5, 3

client, item, n = st.integers(0, CLIENTS - 1), st.integers(0, INITIATIVES - 1), st.integers(0, 7)
stance, days = st.sampled_from(list(Stance)), st.sampled_from([0, 3, 364, 365, 366, 800])
revenue = st.sampled_from([None, ("100", "EUR"), ("100", "EUR"), ("250.5", "EUR"), ("7", "USD")])
facts = st.tuples(st.none() | client, st.integers(0, 2), revenue, st.booleans())  # parent, region, revenue, and a truth
steps = st.lists(
    st.one_of(
        st.tuples(st.just("note"), client, days, st.none() | item, stance),
        st.tuples(st.just("link"), item, n, stance),
        st.tuples(st.just("unlink"), item, n),
        st.tuples(st.just("merge"), n, n),
        st.tuples(st.just("merge"), n, n),
        st.tuples(st.just("take_apart"), n),
        st.tuples(st.just("take_in_merged"), client, n, item, stance),
        st.tuples(st.just("change"), client, facts),
        st.tuples(st.just("take_in"), client, facts),
        st.tuples(st.just("take_in_insights"), client, n, item, st.tuples(days, stance)),
        st.tuples(st.just("rename_region"), st.integers(0, 1)),
        st.tuples(st.just("add")),
        st.tuples(st.just("count")),
        st.tuples(st.just("undone"), client, item),
    ),
    max_size=18,
)


Facts = tuple[int | None, int, tuple[str, str] | None, bool]


@dataclass
class Company:
    """What steps are done to, by place."""

    regions: list[Region | None]
    clients: list[Client]
    initiatives: list[Initiative]
    count: int = 0

    def insight(self, place: int) -> Insight | None:
        rows = list(Insight.objects.order_by("pk"))
        return rows[place % len(rows)] if rows else None

    def fresh(self, place: int) -> Client:
        return Client.objects.get(pk=self.clients[place].pk)

    def named(self) -> str:
        self.count += 1
        return f"Name {self.count}"


def do(company: Company, step: tuple[Any, ...]) -> None:
    what, *given_ = step
    STEPS[what](company, *given_)


def note(company: Company, who: int, ago: int, about: int | None, says: Stance) -> None:
    row = company.initiatives[about] if about is not None else None
    day = TODAY - timedelta(days=ago)
    note_for(client=company.clients[who], text=company.named(), said_on=day, initiative=row, stance=says, **NOW)


def link(company: Company, about: int, place: int, says: Stance) -> None:
    if said := company.insight(place):
        link_insight(initiative=company.initiatives[about], insight=said, stance=says, **NOW)


def unlink(company: Company, about: int, place: int) -> None:
    if said := company.insight(place):
        unlink_insight(initiative=company.initiatives[about], insight=said, **NOW)


def above(company: Company, who: int, parent: int | None) -> Client | None:
    """The parent, unless that would close a ring."""
    if parent is None or parent == who:
        return None
    at: Client | None = company.fresh(parent)
    while at:
        if at.pk == company.clients[who].pk:
            return None
        at = at.parent
    return company.fresh(parent)


def change(company: Company, who: int, drawn: Facts) -> None:
    parent, region, brings, rename = drawn
    row = company.fresh(who)
    change_client(
        client=row, name=company.named() if rename else row.name, region=company.regions[region],
        segment=["", "Retail", "Banks"][region], revenue=Money(Decimal(brings[0]), brings[1]) if brings else None,
        parent=above(company, who, parent), **NOW,
    )  # fmt: skip


def take_in(company: Company, who: int, drawn: Facts) -> None:
    parent, region, brings, leaves = drawn
    row, over = company.fresh(who), above(company, who, parent)
    place = company.regions[region]
    name = Region.objects.get(pk=place.pk).name if place else None
    taken = ClientRow(
        source=row.source, key=row.key, name=row.name, parent=(over.source, over.key) if over else None, region=name,
        segment=["Banks", "", "Retail"][region], revenue=Decimal(brings[0]) if brings else None,
        currency=brings[1] if brings else "", left_on=TODAY if leaves else None,
        stated=frozenset({"parent", "region", "segment", "revenue", "currency", "left_on"}),
    )  # fmt: skip
    take_in_clients(rows=[taken], batch=1, **NOW)


def take_in_said(company: Company, who: int, place: int, about: int, drawn: tuple[int, Stance]) -> None:
    """Take in an insight that is there as another client's and of another day, or a new one, and link it."""
    ago, says = drawn
    said, owner, row = company.insight(place), company.fresh(who), company.initiatives[about]
    key = (said.source, said.key) if said else ("file", company.named())
    taken = InsightRow(
        source=key[0], key=key[1], client=(owner.source, owner.key), said_on=TODAY - timedelta(days=ago), text="Said.",
        stated=frozenset(),
    )  # fmt: skip
    take_in_insights(rows=[taken], batch=1, **NOW)
    take_in_links(links=[(key, (row.source, row.key), says)], batch=1, **NOW)


def merge(company: Company, place: int, other: int) -> None:
    one, into = company.insight(place), company.insight(other)
    if one and into and one.pk != into.pk and not one.kept_id and not into.kept_id:
        merge_insights(insights=[one], into=into, **NOW)


def apart(company: Company, place: int) -> None:
    if said := company.insight(place):
        take_apart(insight=said, **NOW)


def take_in_merged(company: Company, who: int, place: int, about: int, says: Stance) -> None:
    """Take in an insight that the file says was merged into one that is there, and link it."""
    into, owner, row = company.insight(place), company.fresh(who), company.initiatives[about]
    if into is None:
        return
    key = ("file", company.named())
    taken = InsightRow(source=key[0], key=key[1], client=(owner.source, owner.key), said_on=TODAY, text="Again.",
                       merged_into=(into.source, into.key), stated=frozenset({"merged_into"}))  # fmt: skip
    take_in_insights(rows=[taken], batch=1, **NOW)
    take_in_links(links=[(key, (row.source, row.key), says)], batch=1, **NOW)


def rename_region(company: Company, place: int) -> None:
    row = company.regions[place + 1]
    assert row
    keep_region(name=company.named(), region=row, **NOW)


def add(company: Company) -> None:
    add_client(name=company.named(), region=company.regions[1], **NOW)


def count(_company: Company) -> None:
    count_evidence(initiatives=initiatives_to_count(), **NOW)
    count_everybody(**NOW)


@action
def fail(*, company: Company, who: int, about: int, actor: Any, at: datetime) -> None:
    """Change a client and link what it says, then fail, so that all of it is undone."""
    change(company, who, (None, 1, ("1", "USD"), True))
    note(company, who, 0, about, Stance.SUPPORTS)
    raise ZeroDivisionError


def undone(company: Company, who: int, about: int) -> None:
    with pytest.raises(ZeroDivisionError):
        fail(company=company, who=who, about=about, **NOW)


STEPS: dict[str, Callable[..., None]] = {
    "note": note, "link": link, "unlink": unlink, "change": change, "take_in": take_in,
    "take_in_insights": take_in_said, "merge": merge, "take_apart": apart, "take_in_merged": take_in_merged,
    "rename_region": rename_region, "add": add, "count": count, "undone": undone,
}  # fmt: skip
