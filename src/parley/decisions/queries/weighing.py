"""Seeing what is said about the options of a decision, who is affected, and who of them was not heard."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateTimeField,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from parley.decisions.models import DecisionInitiative, Dissent, Leaning, PrivateNote, Review, UnsignedDissent
from parley.decisions.queries.seeing import decisions_heard_by
from parley.decisions.terms import Outcome, decision_ref
from parley.ledger.queries import happened_between
from parley.people.queries import people_in_the_company
from parley.people.terms import Side, Viewer
from parley.prepared import padded, prepared
from parley.prepared.columns import NO_MOMENT
from parley.roadmap.terms import Stance

NONE = Value(0)  # which no option is
NOBODY = Value("")


class Way(StrEnum):
    """In which way somebody said something of a decision, beside its conversation."""

    LEANS = "leans"
    DISSENTS = "dissents"
    UNSIGNED = "unsigned"  # disagrees without a name, once that was opened
    IN_PRIVATE = "in private"
    CAME_TRUE = Outcome.CAME_TRUE.value  # what became of it, once it was looked at again
    PARTLY = Outcome.PARTLY.value
    NOT = Outcome.NOT.value


OUTCOMES = (Way.CAME_TRUE, Way.PARTLY, Way.NOT)


@dataclass(frozen=True, slots=True)
class Position:
    """What somebody said of a decision. `option` is the one they lean to, else None.

    Dissent without a name has no person (0), name, side or moment. A private note has the name of whom it was for, once
    somebody else decides.
    """

    way: Way
    option: int | None
    person: int
    name: str
    side: Side
    at: datetime | None
    text: str
    was_for: str = ""


def positions_on(viewer: Viewer, decision: int) -> list[Position]:
    """Who leans where and why, who disagrees, what was said in private, and what became of it; one query.

    A private note is read by its author and by whom it was written to while they decide, alone; leanings by those who
    saw it before it was published. Nothing of it is ever added up. What has no name comes last, by its words.
    """
    rows = sorted(_positions(viewer, decision), key=lambda row: (not row[2], row[5] or 0, row[0], row[2], row[6]))
    return [Position(Way(way), option or None, person, name, Side(side or Side.NEITHER), at, text, was_for)
            for way, option, person, name, side, at, text, was_for in rows]  # fmt: skip


@prepared
def _positions(viewer: Viewer, decision: int) -> QuerySet[Any, Any]:
    mine = Q(author=viewer.person) | Q(told=viewer.person, decision__decider=viewer.person)
    was_for = Case(When(~Q(told=F("decision__decider")), then="told__name"), default=NOBODY)
    heard = decisions_heard_by(viewer).filter(pk=decision).order_by().values("pk")
    leaning = Leaning.objects.filter(decision=decision, decision__in=heard)
    parts = [
        _as(Way.LEANS, leaning, at="said_at", text="would_change", option=F("option")),
        _as(Way.DISSENTS, Dissent.objects.filter(decision=decision), at="said_at"),
        _without_names(UnsignedDissent.objects.filter(decision=decision, browser=None)),
        _as(F("outcome"), Review.objects.filter(decision=decision), who="reviewed_by", at="reviewed_at", text="words"),
        _as(
            Way.IN_PRIVATE,
            PrivateNote.objects.filter(mine, decision=decision),
            who="author",
            at="written_at",
            was_for=was_for,
        ),
    ]
    found: QuerySet[Any, Any] = parts[0].union(*parts[1:], all=True)
    return found


def _as(
    way: Any,
    rows: QuerySet[Any],
    *,
    who: str = "person",
    at: str,
    text: str = "text",
    option: Any = NONE,
    was_for: Any = NOBODY,
) -> QuerySet[Any, Any]:
    told: QuerySet[Any, Any] = rows.order_by()
    return told.values_list(
        Cast(Value(way.value) if isinstance(way, Way) else way, CharField(max_length=30)),
        Cast(option, BigIntegerField()),
        who,
        Cast(f"{who}__name", TextField()),
        Cast(f"{who}__function__side", TextField()),
        Cast(at, DateTimeField()),
        Cast(text, TextField()),
        Cast(was_for, TextField()),
    )


def _without_names(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    told: QuerySet[Any, Any] = rows.order_by()
    return told.values_list(
        Cast(Value(Way.UNSIGNED.value), CharField(max_length=30)),
        Cast(NONE, BigIntegerField()),
        Cast(NONE, BigIntegerField()),
        Cast(Value(""), TextField()),
        Cast(Value(""), TextField()),
        NO_MOMENT,
        Cast("words", TextField()),
        Cast(NOBODY, TextField()),
    )


def affected_by(decision: int, initiatives: Collection[int], owners: Collection[int]) -> list[Any]:
    """Whom it affects what is decided about initiatives: who owns them, and who looks after clients that ask.

    Each with `asked`: whether somebody asked them what they know. One query.
    """
    return list(_affected_by(decision, padded(initiatives), padded(owners))) if initiatives else []


@prepared
def _affected_by(decision: int, initiatives: tuple[int, ...], owners: tuple[int, ...]) -> QuerySet[Any]:
    before = happened_between("person", OuterRef("pk"), decision_ref(decision), kinds=("decision.asked_to_speak",))
    link = "accounts__client__insights__initiative_links"
    asked = Q(**{f"{link}__initiative__in": initiatives, f"{link}__stance": Stance.SUPPORTS})
    here = people_in_the_company()
    people = here.filter(Q(pk__in=here.filter(asked).order_by().values("pk")) | Q(pk__in=owners))
    return people.annotate(asked=before).select_related("function", "region").order_by("name", "pk")


def affected_and_asked(decision: int) -> tuple[set[int], set[int]]:
    """Keys of everybody a decision affects, whoever may see that, and of those who were asked what they know."""
    about = list(DecisionInitiative.objects.filter(decision=decision).values_list("initiative", "initiative__owner"))
    people = affected_by(decision, [key for key, _owner in about], [owner for _key, owner in about if owner])
    return {each.pk for each in people}, {each.pk for each in people if each.asked}
