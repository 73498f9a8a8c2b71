"""Screenshots of clients: those that stand; who sees the place of one sees it."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from parley.prepared import padded, prepared
from parley.trials.models import TrialScreenshot

if TYPE_CHECKING:
    from parley.trials.models import TrialAnswer

STANDING = TrialScreenshot.objects.filter(attachment__removed_at=None)


def is_pictured() -> Q:
    """Say as a condition on answers that a screenshot of that client to that question stands."""
    return Q(Exists(STANDING.filter(question=OuterRef("question"), place=OuterRef("place"))))


def newest_picture() -> Subquery:
    """Give, of an answer, the key of the newest attachment that came from that client to that question."""
    rows = STANDING.filter(question=OuterRef("question"), place=OuterRef("place")).order_by("-said_on", "-pk")
    return Subquery(rows.values("attachment")[:1])


def screenshots_held(place: int) -> frozenset[tuple[int, str]]:
    """Which screenshots of one client stand: the key of the question, and the hash of the file."""
    return frozenset(STANDING.filter(place=place).values_list("question", "attachment__sha256"))


def screenshots_of(place: int) -> dict[int, list[TrialScreenshot]]:
    """Give the screenshots of one client by the keys of the questions, the oldest first. One query."""
    return {question: rows for (question, _place), rows in _by_both(_standing((place,), ())).items()}


def screenshots_with(answers: "Iterable[TrialAnswer]") -> dict[tuple[int, int], list[TrialScreenshot]]:
    """Give the screenshots that clients sent to the questions of some answers, by question and place. One query."""
    asked = {(each.question_id, each.place_id) for each in answers}
    if not asked:
        return {}
    rows = _standing(padded({place for _, place in asked}), padded({question for question, _ in asked}))
    return {both: some for both, some in _by_both(rows).items() if both in asked}


@prepared
def _standing(places: tuple[int, ...], questions: tuple[int, ...]) -> QuerySet[TrialScreenshot]:
    rows = STANDING.filter(place__in=places)
    rows = rows.filter(question__in=questions) if questions else rows
    return rows.select_related("attachment__added_by").order_by("said_on", "pk")


def _by_both(rows: Collection[TrialScreenshot]) -> dict[tuple[int, int], list[TrialScreenshot]]:
    found: dict[tuple[int, int], list[TrialScreenshot]] = {}
    for each in rows:
        found.setdefault((each.question_id, each.place_id), []).append(each)
    return found
