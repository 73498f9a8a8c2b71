"""Seeing written rounds on a decision: their notes once they are closed; of an open one only a browser's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from parley.decisions.models import Decision, DecisionNote, DecisionRound
from parley.decisions.queries.seeing import viewers_of_decision
from parley.groups.queries import insiders_of
from parley.prepared import prepared
from parley.voices.queries import hashes_of_notes


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRound:
    """A round as whoever sees its decision sees it. `writes`: its hour has not come."""

    key: int
    option: int | None
    question: str
    writers: int
    closes_at: datetime
    closed: bool
    writes: bool
    count: int
    notes: tuple[str, ...]
    mine: tuple[tuple[int, str], ...]  # number and words


def rounds_on(decision: int, at: datetime, secret: str = "") -> list[WrittenRound]:
    """The rounds on a decision in order; `secret` is what a browser holds that wrote notes. One query or two."""
    rows = list(_rounds(decision))
    hashes = hashes_of_notes(secret_on(decision, secret))
    shown: dict[int, list[str]] = {}
    mine: dict[int, list[tuple[int, str]]] = {}
    for round_, browser, words in _notes(decision, tuple(hashes)) if rows else ():
        if browser is None:
            shown.setdefault(round_, []).append(words)
        else:
            mine.setdefault(round_, []).append((hashes[browser], words))
    return [
        WrittenRound(
            key=row.pk, option=row.option_id, question=row.question, writers=row.writers, closes_at=row.closes_at,
            closed=row.closed_at is not None, writes=row.closed_at is None and at < row.closes_at, count=row.count,
            notes=tuple(shown.get(row.pk, ())), mine=tuple(sorted(mine.get(row.pk, ()))),
        )
        for row in rows
    ]  # fmt: skip


def secret_on(decision: int, secret: str) -> str:
    """Give what a browser's secret is on one decision, so that one secret on two makes no two notes alike."""
    return f"{decision}:{secret}" if secret else ""


@prepared
def _rounds(decision: int) -> QuerySet[Any]:  # Any: the plugin loses track of annotations
    rows: QuerySet[Any] = DecisionRound.objects.filter(decision=decision).annotate(count=Count("notes"))
    return rows.order_by("pk")


@prepared
def _notes(decision: int, hashes: tuple[str, ...]) -> QuerySet[DecisionNote, tuple[int, str | None, str]]:
    """Notes of closed rounds, and those of open ones that one browser wrote."""
    seen = Q(round__closed_at__isnull=False) | Q(browser__in=hashes)
    rows = DecisionNote.objects.filter(seen, round__decision=decision)
    return rows.order_by("round", "key").values_list("round", "browser", "words")


def written_without_names(decision: int) -> list[tuple[int | None, str, tuple[str, ...]]]:
    """Option, question and notes of the closed rounds on a decision, as a brief says them; two queries at most."""
    found: dict[int, tuple[int | None, str, list[str]]] = {}
    for key, option, question, words in _written(decision):
        found.setdefault(key, (option, question, []))[2].append(words)
    return [(option, question, tuple(notes)) for option, question, notes in found.values()]


@prepared
def _written(decision: int) -> QuerySet[DecisionNote, tuple[int, int | None, str, str]]:
    rows = DecisionNote.objects.filter(round__decision=decision, round__closed_at__isnull=False)
    return rows.order_by("round", "key").values_list("round", "round__option", "round__question", "words")


@prepared
def open_rounds_on(decision: int) -> QuerySet[DecisionRound]:
    """The round on a decision that is open, if any."""
    return DecisionRound.objects.filter(decision=decision, closed_at=None)


def rounds_due(at: datetime) -> QuerySet[DecisionRound]:
    """Open rounds whose hour has come."""
    return DecisionRound.objects.filter(closed_at=None, closes_at__lte=at).select_related("decision").order_by("pk")


def writers_about(decision: Decision) -> int:
    """How many could write about a decision: whoever belongs to its group, sees it and is in the company."""
    return viewers_of_decision(decision).filter(insiders_of(decision.area_id)).count()
