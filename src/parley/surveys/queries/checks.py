"""Questions to contributors: which credits may be drawn, what waits for whom, and the shares of what was answered."""

from datetime import date
from typing import Any

from django.db.models import Count, DateField, OuterRef, Q, QuerySet, Subquery

from parley.decisions.queries import decisions_visible_to
from parley.kernel.spans import Window
from parley.people.terms import Viewer
from parley.prepared import prepared_one
from parley.surveys.models.checks import CreditCheck
from parley.surveys.queries.contributions import DECISION
from parley.surveys.queries.influence_counts import PLACE, moments_of, placed
from parley.surveys.terms.influence import Changed, Place, Said
from parley.voices.queries import credits_in


def is_drawn(quarter: Window) -> bool:
    """Whether credits of a quarter were drawn already."""
    return CreditCheck.objects.filter(quarter=quarter.first).exists()


def credits_to_draw_from(quarter: Window) -> list[tuple[int, int]]:
    """Give the keys of a quarter's credits with those of their people who are still here. One query, by their time."""
    since, before = moments_of(quarter)
    rows = credits_in(DECISION, since=since, before=before).filter(person__left_on=None)
    return list(rows.order_by("pk").values_list("pk", "person"))


def checks_waiting_for(viewer: Viewer, *, on: date) -> QuerySet[Any]:
    """Decisions that credit the viewer and of which they are asked what changed: each with `credit_check`, `closes_on`.

    Only decisions they may read; of two questions about one, the first.
    """
    mine = CreditCheck.objects.filter(contribution__person=viewer.person, answer=None, closes_on__gte=on)
    of_it = mine.filter(contribution__credited_by=OuterRef("pk")).order_by("pk")
    asked = decisions_visible_to(viewer).filter(pk__in=mine.values("contribution__credited_by"))
    found: QuerySet[Any] = asked.annotate(
        credit_check=Subquery(of_it.values("pk")[:1]), closes_on=Subquery(of_it.values("closes_on")[:1], DateField())
    )
    return found


def checks_drawn(quarter: Window) -> QuerySet[CreditCheck]:
    """The questions about a quarter's credits, with whoever is asked."""
    rows = CreditCheck.objects.filter(quarter=quarter.first).select_related("contribution__person")
    return rows.order_by("pk")


@prepared_one
def check_of(viewer: Viewer, key: int) -> QuerySet[CreditCheck]:
    """A question to the viewer, answered or not."""
    return CreditCheck.objects.filter(contribution__person=viewer.person, pk=key).select_related("contribution")


def answers_by_place(quarter: Window, *, on: date) -> dict[Place, Said]:
    """Count what contributors said of a quarter's credits, by where they are, once all questions of it are closed.

    While they are open nothing is told, so that nobody sees what the newest answer was. One query, by its quarter.
    """
    checks = CreditCheck.objects.filter(quarter=quarter.first)
    over = checks.exclude(quarter__in=checks.filter(closes_on__gte=on).values("quarter"))
    said = {each.value: Count("pk", filter=Q(answer=each)) for each in (Changed.YES, Changed.PARTLY)}
    answered = Q(answer__isnull=False)
    counts: dict[str, Any] = {
        "asked": Count("pk"),
        "answers": Count("pk", filter=answered),
        "people": Count("contribution__person", filter=answered, distinct=True),
        **said,
    }
    rows = placed(over, "contribution__person").order_by().values(*PLACE).annotate(**counts)
    return {
        Place(str(side), *rest[:3]): Said(**dict(zip(counts, rest[3:], strict=True)))
        for side, *rest in rows.values_list(*PLACE, *counts)
    }
