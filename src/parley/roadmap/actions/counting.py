"""Keeping what was counted of who asks. It is derived from links and clients, so no event is recorded."""

from collections.abc import Collection
from datetime import datetime

from parley.kernel.bunches import bunches
from parley.ledger.door import action
from parley.ledger.terms import Actor
from parley.roadmap import rules
from parley.roadmap.models import ClientCount, Evidence, Initiative
from parley.roadmap.queries.counting import ABOUT_ALL, counted_at, counted_now, everybody_now, figures_of
from parley.roadmap.terms import Asking

KEPT = ("counted_at", "clients", "verdict", "largest", "figures")


@action
def count_evidence(*, initiatives: Collection[int], actor: Actor, at: datetime) -> None:
    """Count who asks for some initiatives anew; for the worker, after clients changed."""
    _count(initiatives)


@action
def count_everybody(*, actor: Actor, at: datetime) -> None:
    """Count all clients anew, as of the day that it is in UTC; for the worker."""
    ClientCount.objects.select_for_update().first()
    newest = counted_at(ABOUT_ALL)
    found = everybody_now(at.date())
    facts = {"counted_at": newest, "day": found.on, "figures": figures_of(found)}
    ClientCount.objects.update_or_create(pk=1, defaults=facts)


def _count(initiatives: Collection[int]) -> None:
    """Count who asks for some initiatives and keep it: the last that an action does who changed links of theirs.

    Two who change links of one initiative at once count it one after the other, by its lock: the second sees both.
    """
    for bunch in bunches(sorted(initiatives), 200):
        list(Initiative.objects.select_for_update().filter(pk__in=bunch).order_by("pk").values_list("pk"))
        newest = counted_at()
        rows = [_row(key, newest, asking) for key, asking in counted_now(bunch).items()]
        Evidence.objects.bulk_create(rows, update_conflicts=True, unique_fields=["initiative"], update_fields=KEPT)


def _row(initiative: int, newest: int, asking: Asking) -> Evidence:
    most = asking.most_insights
    return Evidence(
        initiative_id=initiative,
        counted_at=newest,
        clients=asking.clients,
        verdict=rules.verdict_of(asking),
        largest=most.key if most else None,
        figures=figures_of(asking),
    )
