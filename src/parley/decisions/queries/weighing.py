"""Seeing what is said about the options of a decision, who is affected, and who of them was not heard."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from parley.decisions.models import Leaning, Option, PrivateNote
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.terms import Stance
from parley.voices.models import Comment
from parley.voices.queries import comments_in_any


@prepared
def leanings_of(decision: int) -> QuerySet[Leaning]:
    """Who leans to which option and what would change their mind, by name; never how many."""
    return Leaning.objects.filter(decision=decision).select_related("person__function").order_by("person__name", "pk")


@prepared
def private_notes_for(viewer: Viewer, decision: int) -> QuerySet[PrivateNote]:
    """The private notes of a decision that the viewer may read: their own, and all for whoever decides it alone."""
    rows = PrivateNote.objects.filter(decision=decision)
    mine = Q(author=viewer.person) | Q(decision__decider=viewer.person)
    return rows.filter(mine).select_related("author__function").order_by("written_at", "pk")


def said_of_options(options: Iterable[Option]) -> list[Comment]:
    """What was said about some options, oldest first; no query when nothing was."""
    threads = {each.thread_id for each in options if each.thread_id}
    return comments_in_any(padded(threads)) if threads else []


def affected_by(initiatives: Collection[int], owners: Collection[int]) -> list[Person]:
    """Whom it affects what is decided about initiatives: who owns them, and who looks after clients that ask."""
    return list(_affected_by(padded(initiatives), padded(owners))) if initiatives else []


@prepared
def _affected_by(initiatives: tuple[int, ...], owners: tuple[int, ...]) -> QuerySet[Person]:
    link = "accounts__client__insights__initiative_links"
    asked = Q(**{f"{link}__initiative__in": initiatives, f"{link}__stance": Stance.SUPPORTS})
    here = people_in_the_company()
    people = here.filter(Q(pk__in=here.filter(asked).order_by().values("pk")) | Q(pk__in=owners))
    return people.select_related("function", "region").order_by("name", "pk")
