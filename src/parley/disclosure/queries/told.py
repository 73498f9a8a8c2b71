"""Everything that clients were told about one initiative, and which of it no longer holds."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from parley.disclosure.models import Correction, ShareLink, Statement, TrackClient
from parley.disclosure.models.launching import Announcement
from parley.disclosure.queries.promises import Now, statements_visible_to
from parley.disclosure.rules.correcting import SURE, as_said
from parley.disclosure.terms import Holding, Told
from parley.kernel.spans import Window
from parley.people.terms import Viewer
from parley.prepared import Pages, padded, prepared, prepared_pages

# What holds now, by the client's region (None for one without); where words say less, so for whom these are too:
# by the key of their talk track, 0 when that is any client.
Holdings = tuple[tuple[int | None, Holding, int | None], ...]


def statements_about(viewer: Viewer, initiative: int, *, on: date) -> Pages[Statement]:
    """What clients were told about an initiative, as far as the viewer may see it, latest first."""
    return _about(viewer, initiative, on)


def statements_broken(viewer: Viewer, now: Now, regions: Iterable[int], *, on: date) -> Pages[Statement]:
    """Those of them that no longer hold: what `faults_of` finds, asked of the database.

    Of what a client was told last, unless it has left. `regions`: all there are.
    """
    return _broken(viewer, now.row.pk, on, tuple(_holdings(now, regions)))


def _holdings(now: Now, regions: Iterable[int]) -> Iterator[tuple[int | None, Holding, int | None]]:
    track = now.disclosed.track
    for region in (None, *regions):
        holding = now.holding_in(region)
        yield region, holding, None
        said = as_said(holding, track.words_in(region)) if track else holding
        if track and said != holding:
            yield region, said, track.key if track.whom is Told.NAMED_CLIENTS else 0


@prepared_pages
def _about(viewer: Viewer, initiative: int, on: date) -> QuerySet[Statement]:
    return _listed(viewer, initiative, on)


@prepared_pages
def _broken(viewer: Viewer, initiative: int, on: date, holdings: Holdings) -> QuerySet[Statement]:
    somewhere = Q()
    for region, holding, track in holdings:
        theirs = Q(client__in=TrackClient.objects.filter(track=track).values("client")) if track else Q()
        somewhere |= Q(client__region=region) & theirs & _broken_by(holding)
    return _listed(viewer, initiative, on).filter(somewhere, latest=True, client__left_on=None)


def _listed(viewer: Viewer, initiative: int, on: date) -> QuerySet[Statement]:
    rows = statements_visible_to(viewer, on=on).filter(initiative=initiative).select_related(None)
    rows = rows.select_related("client__region", "by").order_by("-told_on", "-pk")
    return rows.defer("client__revenue", "client__currency")


def _broken_by(holding: Holding) -> Q:
    if holding.stopped or not holding.applies:
        return Q()
    if holding.live:
        return Q(lost=True)
    too_early = Q(window_last__lt=holding.window.last) if holding.window else Q(window_last__isnull=False)
    surer = [each for each in SURE if each and SURE[each] > SURE[holding.confidence]]
    return too_early | Q(confidence__in=surer) | Q(lost=True)


def corrections_by_statement(statements: Collection[int]) -> dict[int, Correction]:
    """The newest correction of each of some statements that has one."""
    return {each.statement_id: each for each in _corrections(padded(statements))} if statements else {}


@prepared
def _corrections(statements: tuple[int, ...]) -> QuerySet[Correction]:
    return Correction.objects.filter(statement__in=statements).order_by("pk")


def clients_told_or_named(keys: Collection[int]) -> set[int]:
    """Give which of some clients were told something, are to be, or are named in words, whether these hold or not."""
    tables = (Statement, TrackClient, Correction, ShareLink, Announcement)
    return {key for table in tables for key in table.objects.filter(client__in=keys).values_list("client", flat=True)}


def promises_standing(initiatives: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    """Say which windows clients were told of some initiatives last, and how many clients each; one query."""
    found: dict[int, list[tuple[str, int]]] = {}
    for key, first, last, clients in _standing(padded(initiatives)) if initiatives else ():
        found.setdefault(key, []).append((str(Window(first, last)) if first and last else "", clients))
    return found


@prepared
def _standing(initiatives: tuple[int, ...]) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Statement.objects.filter(initiative__in=initiatives, latest=True, lost=False)
    rows = rows.values_list("initiative", "window_first", "window_last").annotate(clients=Count("client"))
    counted: QuerySet[Any, Any] = rows.order_by("initiative", "window_last", "window_first")
    return counted
