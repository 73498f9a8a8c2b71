"""Seeing solutions: whoever sees an initiative sees the ways of doing it, and which was chosen and why."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one
from parley.roadmap.models.solutions import Solution, SolutionChoice
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms.solutions import Explored
from parley.voices.queries.beside import bookmarked

MOST_CHOICES = 20  # of one initiative, newest first


def solutions_visible_to(viewer: Viewer) -> QuerySet[Solution]:
    """Solutions of the initiatives the viewer may see, withdrawn ones among them."""
    seen = initiatives_visible_to(viewer).order_by().select_related(None).values("pk")
    return Solution.objects.filter(initiative__in=seen)


@prepared_one
def solution_seen(viewer: Viewer, initiative: int, key: int) -> QuerySet[Solution]:
    """One solution of an initiative that the viewer may see, unless it was withdrawn; `chosen` says whether it is."""
    rows = solutions_visible_to(viewer).filter(initiative=initiative, pk=key, withdrawn_at=None)
    return rows.select_related("initiative", "thread").annotate(chosen=Exists(_choices_now()))


@prepared
def solutions_of(initiative: int, reader: Viewer | None = None) -> QuerySet[Solution]:
    """The solutions of an initiative whose reader sees it, first come first: `chosen` says which is chosen.

    Withdrawn ones are given too, since a comment or a choice may speak of them. For a reader who is named, each has
    `read_to` and `draft`: their bookmark in what is said of it.
    """
    rows: QuerySet[Solution] = Solution.objects.filter(initiative=initiative).annotate(chosen=Exists(_choices_now()))
    rows = rows.annotate(**bookmarked(reader)) if reader else rows
    return rows.select_related("written_by__function", "written_by__region").order_by("pk")


@prepared
def choices_of(initiative: int) -> QuerySet[SolutionChoice]:
    """What was chosen and why, the newest first; of an initiative whose reader sees it."""
    rows = SolutionChoice.objects.filter(initiative=initiative).select_related("solution", "chosen_by__function")
    return rows.order_by("-pk")[:MOST_CHOICES]


def choice_of(initiative: int) -> SolutionChoice | None:
    """The choice that holds now."""
    return SolutionChoice.objects.filter(initiative=initiative, ended_at=None).select_related("solution").first()


def standing_solutions(initiative: int) -> QuerySet[Solution]:
    """The solutions of an initiative that were not withdrawn, with the choice that holds, if it is of them: `now`."""
    now = FilteredRelation("choices", condition=Q(choices__ended_at=None))
    rows: QuerySet[Solution] = Solution.objects.filter(initiative=initiative, withdrawn_at=None).annotate(now=now)
    return rows


def explored_in(rows: Sequence[tuple[str, str | None, str | None, datetime | None]]) -> Explored:
    """Say how far exploring is, from the title of each solution that stands and, of the chosen, why, by whom, when."""
    chosen = next((each for each in rows if each[1]), None)
    if chosen is None:
        return Explored(solutions=len(rows))
    title, reason, by, at = chosen
    others = tuple(each[0] for each in rows if each is not chosen)
    return Explored(solutions=len(rows), chosen=title, against=others, reason=reason or "", by=by or "", at=at)


def titles_standing(initiative: int, but: int = 0) -> list[str]:
    """Titles of the solutions of an initiative that were not withdrawn, perhaps without one."""
    rows = Solution.objects.filter(initiative=initiative, withdrawn_at=None).exclude(pk=but)
    return list(rows.order_by("pk").values_list("title", flat=True))


def _choices_now() -> QuerySet[SolutionChoice]:
    return SolutionChoice.objects.filter(solution=OuterRef("pk"), ended_at=None)
