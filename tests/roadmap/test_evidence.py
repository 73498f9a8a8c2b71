"""Who asks, as it is kept: the figures shown are at every moment those of a full count made another way."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import median_low
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from parley.clients.actions import add_client, change_client, note_insight
from parley.clients.models import Client, Insight, Rate
from parley.ledger.events import KINDS
from parley.ledger.queries import history_of
from parley.ledger.terms import MACHINE, Ref
from parley.roadmap.actions import count_everybody, count_evidence, link_insight
from parley.roadmap.models import Initiative, InsightLink, NotPlanned
from parley.roadmap.queries import ABOUT_ALL, asked_of, everybody, evidence_of, initiatives_to_count, standing_of
from parley.roadmap.queries.counting import ABOUT_ASKERS
from parley.roadmap.rules import verdict_of
from parley.roadmap.terms import Asking, Rank, Stage, Stance
from tests.cast import Cast
from tests.roadmap.made import initiative, insight
from tests.roadmap.steps import CLIENTS, INITIATIVES, NOW, TODAY, Company, do, steps

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def head(row: Client) -> Client:
    while row.parent:
        row = row.parent
    return row


@dataclass(frozen=True)
class Heard:
    """A voice that speaks for or against an initiative."""

    pk: int
    insight: Insight
    stance: Stance


def kept(row: Insight) -> Insight:
    while row.merged_into:
        row = row.merged_into
    return row


def heard(key: int) -> list[Heard]:
    """Who speaks for or against an initiative, from what each was linked to itself and what says the same as what."""
    voices = list(Insight.objects.order_by("pk"))
    own = {each.insight_id: each for each in InsightLink.objects.order_by("-pk")
           if each.own and each.initiative_id == key}  # fmt: skip
    found = []
    for voice in voices:
        same = [each.pk for each in voices if kept(each) == kept(voice)]
        linked = sorted(
            (own[pk] for pk in same if pk in own), key=lambda each: (each.insight_id != kept(voice).pk, each.pk)
        )
        if linked:
            found.append(Heard(voice.pk, voice, own.get(voice.pk, linked[0]).stance))
    return found


def waiting_by_hand() -> set[int]:
    own = {each.insight_id for each in InsightLink.objects.all() if each.own}
    answered = {each.insight_id for each in NotPlanned.objects.all() if not each.ended_at}
    rows = list(Insight.objects.all())
    dealt_with = {kept(each).pk for each in rows if each.pk in own} | answered
    return {each.pk for each in rows if not each.merged_into and each.pk not in dealt_with}


def by_hand(key: int) -> dict[str, Any]:
    """Count one initiative from all rows, in plain Python; what has to agree, by name."""
    links = heard(key)
    rows = {each.pk: each for each in Client.objects.select_related("region")}
    owners = {each.pk: rows[each.insight.client_id] for each in links}
    fors = [each for each in links if each.stance is Stance.SUPPORTS]
    against = [each for each in links if each.stance is Stance.CONTRADICTS]
    said = Counter(head(owners[each.pk]).pk for each in fors)
    asking = {owners[each.pk].pk: owners[each.pk] for each in fors}
    regions, segments = defaultdict(set), defaultdict(set)
    brings: dict[Any, Decimal] = defaultdict(Decimal)
    for each in asking.values():
        regions[each.region.name if each.region else ""].add(head(each).pk)
        segments[each.segment].add(head(each).pk)
    here = [each for each in asking.values() if each.left_on is None]
    worth = worth_by_hand()
    one_currency = len({each.currency for each in here}) == 1
    known = all(each.revenue is not None and (one_currency or each.currency in worth) for each in here) and bool(here)
    for each in here:
        brings[head(each).pk] += (each.revenue or 0) * (1 if one_currency else worth.get(each.currency, 0))
    money = known and sum(brings.values())
    days = sorted(each.insight.said_on for each in fors)
    total = sum(said.values())
    return {
        "clients": len(said),
        "insights": total,
        "left": len(said) - len({head(each).pk for each in here}),
        "against": len(against),
        "clients_against": len({head(owners[each.pk]).pk for each in against}),
        "effective": round(total**2 / sum(v * v for v in said.values()), 6) if total else 0,
        "most": max(said.values()) / total if total else None,
        "amount": sum(brings.values(), Decimal(0)).quantize(Decimal("0.01")) if money else None,
        "regions": {name: len(those) for name, those in regions.items() if name},
        "segments": {name: len(those) for name, those in segments.items() if name},
        "newest": days[-1] if days else None,
        "middle": median_low(days) if days else None,
    }


def worth_by_hand() -> dict[str, Decimal]:
    """What each currency is worth in the company's own, the newest of each; nothing while no rate is kept."""
    rows = sorted(Rate.objects.all(), key=lambda each: (each.since, each.pk))
    return {row.base: Decimal(1) for row in rows} | {row.currency: row.worth for row in rows}


def shown(found: Asking) -> dict[str, Any]:
    return {
        **{name: getattr(found, name) for name in ("clients", "insights", "left", "against", "clients_against")},
        "effective": round(found.effective, 6),
        "most": found.most_insights.share if found.most_insights else None,
        "amount": found.bringing.amount if found.bringing else None,
        "regions": {each.name: each.clients for each in found.regions},
        "segments": {each.name: each.clients for each in found.segments},
        "newest": found.newest,
        "middle": found.middle,
    }


def everybody_by_hand() -> dict[str, Any]:
    rows = list(Client.objects.select_related("region"))
    regions, segments = defaultdict(set), defaultdict(set)
    brings: dict[Any, Decimal] = defaultdict(Decimal)
    for each in rows:
        regions[each.region.name if each.region else ""].add(head(each).pk)
        segments[each.segment].add(head(each).pk)
        if each.left_on is None and each.revenue is not None:
            brings[each.currency] += each.revenue
    year = TODAY - timedelta(days=365)
    lately = [each for each in Insight.objects.select_related("client") if each.said_on >= year]
    return {
        "clients": len({head(each).pk for each in rows}),
        "heard": len({head(each.client).pk for each in lately}),
        "regions": {name: len(those) for name, those in regions.items() if name},
        "segments": {name: len(those) for name, those in segments.items() if name},
        "revenue": dict(brings),
        "without_revenue": sum(each.left_on is None and each.revenue is None for each in rows),
    }


def must_agree(company: Company, viewer: Any) -> None:
    keys = [each.pk for each in company.initiatives]
    by_key = {key: by_hand(key) for key in keys}
    stored, short, all_of_them = evidence_of(keys), asked_of(keys), everybody(TODAY)
    for row in company.initiatives:
        standing = standing_of(viewer, row.pk, row.area_id, on=TODAY)
        assert standing
        assert shown(stored[row.pk]) == by_key[row.pk]
        assert (standing.asking, standing.everybody) == (stored[row.pk], all_of_them)
        assert (short[row.pk].clients, short[row.pk].verdict) == (stored[row.pk].clients, verdict_of(stored[row.pk]))
        assert standing.rank == place_by_hand(row.pk, stored)
        most = standing.asking.most_insights
        assert not most or most.client == Client.objects.get(pk=most.key).name
    found = {name: getattr(all_of_them, name) for name in ("clients", "heard", "without_revenue")}
    for name in ("regions", "segments"):
        found[name] = {each.name: each.clients for each in getattr(all_of_them, name)}
    assert found | {"revenue": dict(all_of_them.revenue)} == everybody_by_hand()
    rows = list(Insight.objects.all())
    assert {each.pk for each in rows if each.waits} == waiting_by_hand()
    assert {each.pk: each.kept_id for each in rows if each.kept_id} == {
        each.pk: kept(each).pk for each in rows if each.merged_into
    }


def place_by_hand(key: int, found: dict[int, Asking]) -> Rank | None:
    """Rank by the clients who ask, each set of them counted with and without the largest of one."""
    most = found[key].most_insights
    if not most:
        return None
    who: dict[int, set[int]] = {each: set() for each in found}
    for row in found:
        who[row] |= {head(each.insight.client).pk for each in heard(row) if each.stance is Stance.SUPPORTS}
    with_it, rest = len(who[key]), len(who[key] - {most.key})
    return Rank(
        1 + sum(len(those) > with_it for those in who.values()),
        1 + sum(len(those - {most.key}) > rest for those in who.values()),
        len(who),
    )


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(plan=steps)
def test_what_is_shown_is_a_full_count_at_every_moment(cast: Cast, plan: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        regions = [None, cast.emea, cast.apac]
        clients = [add_client(name=f"Client {k}", region=regions[k % 3], **NOW) for k in range(CLIENTS)]
        company = Company(regions, clients, [initiative(cast, f"Number {k}") for k in range(INITIATIVES)])
        viewer = cast.viewer(cast.noor)
        for step in plan:
            do(company, step)
            must_agree(company, viewer)
        transaction.set_rollback(True)


def test_every_event_about_clients_is_known_to_change_what_is_counted_or_not():
    changes_nothing = {"client.account_manager", "client.sensitive_time", "client.sensitive_time_ended"}
    changes_nothing |= {"insight.merged", "insight.unmerged", "client.domain"}
    about_clients = {kind for kind, event in KINDS.items() if event.__module__.startswith("parley.clients")}
    assert about_clients == {kind for kind in ABOUT_ALL if kind != "region.kept"} | changes_nothing
    assert set(ABOUT_ASKERS) < set(ABOUT_ALL)


def linked(cast: Cast, row: Initiative, name: str, times: int = 1, **given_: Any) -> Client:
    said = insight(cast, name, **given_)
    for k in range(times):
        more = said if k == 0 else note_insight(
            client=said.client, text=f"Again {k}.", said_on=said.said_on, actor=cast.aiko, at=cast.at
        )  # fmt: skip
        link_insight(initiative=row, insight=more, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    return said.client


def called(row: Initiative) -> str:
    most = evidence_of([row.pk])[row.pk].most_insights
    return most.client if most else ""


def test_counted_once_it_is_read_in_one_query_each(cast, django_assert_num_queries):
    row = initiative(cast)
    one = linked(cast, row, "Nordbank", times=3)
    viewer, today = cast.viewer(cast.noor), cast.at.date()
    change_client(client=one, name="Nordbank AG", region=one.region, actor=MACHINE, at=cast.at)
    assert initiatives_to_count() == [row.pk]
    assert called(row) == "Nordbank AG"
    count_evidence(initiatives=initiatives_to_count(), actor=MACHINE, at=cast.at)
    count_everybody(actor=MACHINE, at=cast.at)
    assert initiatives_to_count() == []
    for ask in (lambda: evidence_of([row.pk]), lambda: asked_of([row.pk]), lambda: everybody(today),
                lambda: standing_of(viewer, row.pk, row.area_id, on=today)):  # fmt: skip
        ask()
        with django_assert_num_queries(1):
            ask()
    assert evidence_of([]) == {}
    assert called(row) == "Nordbank AG"


def test_a_place_is_among_what_its_reader_may_see(cast):
    row, other = initiative(cast), initiative(cast, "Hidden", audience="product_team")
    done = initiative(cast, "Live", stage=Stage.LIVE)
    linked(cast, row, "Nordbank")
    for name in ("Aldermay", "Corvid"):
        linked(cast, other, name)
        linked(cast, done, f"{name} too")
    third = initiative(cast, "Third")
    for person, rank in ((cast.noor, Rank(2, 2, 3)), (cast.aiko, Rank(1, 1, 2))):
        standing = standing_of(cast.viewer(person), row.pk, row.area_id, on=TODAY)
        assert standing
        assert standing.rank == rank
    for each in (third, done):
        standing = standing_of(cast.viewer(cast.noor), each.pk, row.area_id, on=TODAY)
        assert standing
        assert standing.rank is None
    assert standing_of(cast.viewer(cast.omar), row.pk, row.area_id, on=TODAY) is None


def test_a_chain_of_parents_counts_under_the_first(cast):
    row = initiative(cast)
    top = add_client(name="Nordbank", region=cast.emea, actor=MACHINE, at=cast.at)
    middle = add_client(name="Nordbank Asia", region=cast.apac, parent=top, actor=MACHINE, at=cast.at)
    linked(cast, row, "Nordbank Tokyo", parent=middle, region=cast.apac)
    linked(cast, row, "Nordbank Oslo", parent=top)
    found = evidence_of([row.pk])[row.pk]
    assert (found.clients, called(row)) == (1, "Nordbank")
    change_client(client=middle, name=middle.name, region=middle.region, actor=MACHINE, at=cast.at)
    assert evidence_of([row.pk])[row.pk].clients == 2
    assert history_of(Ref("client", middle.pk))[0].sentence == f"changed parent of [client:{middle.pk}]"
