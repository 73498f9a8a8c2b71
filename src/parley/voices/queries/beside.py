"""What stands beside comments: who says what to them in a word, whom they name, what came of them, how far one read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, CharField, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from parley.ledger.terms import Ref
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.voices.models import Bookmark, Comment, EarlierWords, Mention, Reaction, TakenFurther
from parley.voices.terms import ReactionKind


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody said something to a comment in a word."""

    kind: ReactionKind
    person: int
    name: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Whom a comment names: how it is written after the @, what they are called now, and who they are."""

    written: str
    name: str
    person: int = 0
    area: str = ""  # its key


@dataclass(slots=True)
class BesideComment:
    """All that stands beside one comment."""

    reactions: list[Reacted] = field(default_factory=list)
    mentions: list[Mentioned] = field(default_factory=list)
    became: list[Ref] = field(default_factory=list)


def beside_comments(comments: Iterable[Comment]) -> dict[int, BesideComment]:
    """Give what stands beside comments, by their keys. One query; none where nothing does."""
    keys = {each.pk for each in comments if each.beside}  # type: ignore[attr-defined]  # an annotation
    found: dict[int, BesideComment] = {key: BesideComment() for key in keys}
    for what, comment, word, key, name in _beside(padded(keys)) if keys else ():
        there = found[comment]
        if what == "reaction":
            there.reactions.append(Reacted(ReactionKind(word), key, name))
        elif what == "person":
            there.mentions.append(Mentioned(word, name, person=key))
        elif what == "area":
            area, _, called = name.partition(" ")
            there.mentions.append(Mentioned(word, called, area=area))
        else:
            there.became.append(Ref(word, key))
    return found


@prepared
def _beside(comments: tuple[int, ...]) -> QuerySet[Any, tuple[str, int, str, int, str]]:
    first, *rest = (
        _told(Reaction.objects.all(), comments, "reaction", "kind", "person", name=F("person__name")),
        _told(Mention.objects.filter(area=None), comments, "person", "written", "person", name=F("person__name")),
        _told(Mention.objects.filter(person=None), comments, "area", "written", "area", name=_area_called()),
        _told(TakenFurther.objects.all(), comments, "became", "into_kind", "into", name=Value("")),
    )
    found: QuerySet[Any, tuple[str, int, str, int, str]] = first.union(*rest, all=True)
    return found


def _area_called() -> Any:
    return Concat("area__key", Value(" "), "area__name")


def _told(rows: QuerySet[Any], comments: tuple[int, ...], what: str, word: str, key: str, *, name: Any) -> Any:
    return (
        rows.filter(comment__in=comments)
        .order_by()
        .values_list(
            Value(what, CharField()),
            Cast("comment", BigIntegerField()),
            Cast(word, TextField()),
            Cast(key, BigIntegerField()),
            Cast(name, TextField()),
        )
    )


def bookmarked(viewer: Viewer) -> dict[str, Any]:
    """Give, as parts of a query on things that have a thread, the viewer’s bookmark there: `read_to` and `draft`."""
    mine = Bookmark.objects.filter(person=viewer.person, thread=OuterRef("thread"))
    return {"read_to": Subquery(mine.values("read_to")[:1]), "draft": Subquery(mine.values("draft")[:1])}


def earlier_words(comment: int) -> list[EarlierWords]:
    """What a comment said before, the last first; who sees it is for whoever sees the comment."""
    return list(EarlierWords.objects.filter(comment=comment).order_by("-pk"))


def came_from(kind: str, key: int) -> int:
    """Give the key of the comment that a topic or an insight came of; 0 for one that came of none. One query."""
    rows = TakenFurther.objects.filter(into_kind=kind, into=key).order_by("pk")
    return rows.values_list("comment", flat=True).first() or 0
