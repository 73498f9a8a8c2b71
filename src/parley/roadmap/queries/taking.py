"""What initiatives take: team-weeks still to be spent, what they need first, and what excludes them."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from parley.prepared import padded, prepared
from parley.roadmap.models import Estimate, Tie
from parley.roadmap.terms import Stage
from parley.roadmap.terms.portfolio import Takes, TieKind


def estimate_of(initiative: int) -> Estimate | None:
    """What an initiative takes, as it was estimated last."""
    return Estimate.objects.filter(initiative=initiative).first()


def ties_of(initiative: int) -> QuerySet[Tie]:
    """Every tie of an initiative, either way; for changing them."""
    return Tie.objects.filter(Q(first=initiative) | Q(second=initiative))


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
