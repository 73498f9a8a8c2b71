"""What initiatives take: team-weeks still to be spent, what they need first, and what excludes them."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Q, QuerySet

from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.models import Estimate, Initiative, Tie
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Stage
from parley.roadmap.terms.portfolio import Takes, TieKind


def estimate_of(initiative: int) -> Estimate | None:
    """What an initiative takes, as it was estimated last."""
    return Estimate.objects.filter(initiative=initiative).first()


def ties_of(initiative: int) -> QuerySet[Tie]:
    """Every tie of an initiative, either way; for changing them."""
    return Tie.objects.filter(Q(first=initiative) | Q(second=initiative))


def estimates_there(initiatives: Collection[int]) -> dict[int, Decimal]:
    """Team-weeks of those of some initiatives that have an estimate; for an import, whoever may see them."""
    sought = set(initiatives)
    return {pk: weeks for pk, weeks in Estimate.objects.values_list("initiative", "team_weeks") if pk in sought}


def ties_there() -> frozenset[tuple[TieKind, int, int]]:
    """Every tie; for an import."""
    return frozenset(Tie.objects.values_list("kind", "first", "second"))


def ties_written_out() -> dict[int, tuple[list[str], list[str]]]:
    """What each initiative needs first and what excludes it, as “source:key”, by the key of its row; for an export."""
    found: dict[int, tuple[list[str], list[str]]] = {}
    ends = ("first", "first__source", "first__key", "second", "second__source", "second__key")
    for kind, first, *one, second, source, key in Tie.objects.order_by("first", "second").values_list("kind", *ends):
        found.setdefault(second, ([], []))[0 if kind is TieKind.BEFORE else 1].append(":".join(one))
        if kind is TieKind.APART:
            found.setdefault(first, ([], []))[1].append(f"{source}:{key}")
    return found


def ties_before() -> QuerySet[Tie, tuple[int, int]]:
    """Every pair of which the first comes before the second; for a rule."""
    return Tie.objects.filter(kind=TieKind.BEFORE).values_list("first", "second")


def ties_touching(initiatives: Collection[int]) -> list[tuple[TieKind, int, int, Stage]]:
    """Every tie of some initiatives, either way: its kind, the two, the stage of the first; for a rule. One query."""
    return _ties(padded(set(initiatives)))


@prepared
def _ties(initiatives: tuple[int, ...]) -> QuerySet[Tie, tuple[TieKind, int, int, Stage]]:
    rows = Tie.objects.filter(Q(first__in=initiatives) | Q(second__in=initiatives)).order_by("pk")
    return rows.values_list("kind", "first", "second", "first__stage")


def tied_to(viewer: Viewer, initiative: int) -> QuerySet[Initiative, tuple[int, str, int]]:
    """Key, title and area of what an initiative is tied to either way and the viewer may see, by title."""
    ties = ties_of(initiative)
    either = Q(pk__in=ties.values("first")) | Q(pk__in=ties.values("second"))
    rows = initiatives_visible_to(viewer).filter(either).exclude(pk=initiative)
    return rows.order_by("title").values_list("pk", "title", "area")


def takes_of(initiative: int, among: Collection[int]) -> Takes:
    """What one initiative takes, of its ties those to some others. Two queries."""
    known, estimated = set(among), estimate_of(initiative)
    needs, excludes = [], []
    for tie in ties_of(initiative).order_by("pk"):
        if tie.kind is TieKind.APART:
            excludes.append(tie.first_id if tie.second_id == initiative else tie.second_id)
        elif tie.second_id == initiative:
            needs.append(tie.first_id)
    return Takes(
        estimated.team_weeks if estimated else None,
        tuple(sorted(set(needs) & known)),
        tuple(sorted(set(excludes) & known)),
    )
