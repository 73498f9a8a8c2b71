"""Everything that clients were told about one initiative, and which of it no longer holds."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from parley.disclosure.models import Correction, Statement
from parley.disclosure.queries.promises import Now, statements_visible_to
from parley.disclosure.rules.correcting import SURE
from parley.people.terms import Viewer


def statements_about(viewer: Viewer, initiative: int, *, on: date) -> QuerySet[Statement]:
    """What clients were told about an initiative, as far as the viewer may see it, latest first."""
    rows = statements_visible_to(viewer, on=on).filter(initiative=initiative)
    return rows.defer("client__revenue", "client__currency").order_by("-told_on", "-pk")


def no_longer_holding(now: Now, regions: Iterable[int]) -> Q:
    """Say, as a condition on statements, which no longer hold: what `faults_of` finds, asked of the database.

    Of what a client was told last, unless it has left. `regions`: all there are.
    """
    somewhere = Q(client__region=None) & _broken_in(now, None)
    for region in regions:
        somewhere |= Q(client__region=region) & _broken_in(now, region)
    return Q(latest=True, client__left_on=None) & somewhere


def _broken_in(now: Now, region: int | None) -> Q:
    holding = now.holding_in(region)
    if holding.stopped or not holding.applies:
        return Q()
    too_early = Q(window_last__lt=holding.window.last) if holding.window else Q(window_last__isnull=False)
    surer = [each for each in SURE if each and SURE[each] > SURE[holding.confidence]]
    return too_early | Q(confidence__in=surer) | Q(lost=True)


def corrections_by_statement(statements: Collection[int]) -> dict[int, Correction]:
    """The newest correction of each of some statements that has one."""
    rows = Correction.objects.filter(statement__in=statements).order_by("pk")
    return {each.statement_id: each for each in rows}
