"""Seeing the roadmap: which initiatives somebody may see, and who may see an initiative."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from parley.groups.queries import insiders_of, keepers_of
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one
from parley.roadmap.models import Initiative, Override
from parley.roadmap.terms import Audience, Stage
from parley.voices.queries import guests_of, heard_at, threads_followed_by, threads_open_to_guest
from parley.voices.queries.beside import bookmarked

MOST_CHOICES = 200  # of a list to choose from


def initiatives_visible_to(viewer: Viewer) -> QuerySet[Initiative]:
    """Initiatives the viewer may see: their own areas' all, their groups' from *group*, everybody's at *company*."""
    seen = Initiative.objects.select_related("area", "why")
    if viewer.operations:
        return seen
    return seen.filter(
        Q(shown_to=Audience.COMPANY)
        | Q(shown_to=Audience.GROUP, area__in=viewer.inside)
        | Q(area__in=viewer.product_of | viewer.decides)
        | Q(thread__in=threads_open_to_guest(viewer))
    )


def viewers_of_initiative(initiative: Initiative) -> QuerySet[Person]:
    """Everybody in the company who may see an initiative: the inverse of `initiatives_visible_to`."""
    everybody = people_in_the_company()
    if initiative.shown_to is Audience.COMPANY:
        return everybody
    inner = insiders_of(initiative.area_id) if initiative.shown_to is Audience.GROUP else keepers_of(initiative.area_id)
    return everybody.filter(Q(operations=True) | inner | guests_of(initiative.thread_id))


def initiatives_in_full(viewer: Viewer) -> QuerySet[Initiative]:
    """Initiatives the viewer may see, each with what its own page says of it.

    `following`: whether the viewer follows it; `hears`: how much they said they want to hear of it;
    `overridden`: whether a rule is set aside for it.
    """
    overrides = Override.objects.filter(initiative=OuterRef("pk"), ended_at=None)
    return (
        initiatives_visible_to(viewer)
        .select_related("area__decider__function", "owner__function", "why__written_by__function", "thread")
        .annotate(
            following=Q(thread__in=threads_followed_by(viewer)), overridden=Exists(overrides), hears=heard_at(viewer)
        )
    )


@prepared_one
def initiative_seen(viewer: Viewer, key: int) -> QuerySet[Initiative]:
    """One of them, with the viewer's bookmark in its conversation."""
    return initiatives_in_full(viewer).filter(pk=key).annotate(**bookmarked(viewer))


@prepared
def titles_to_choose(viewer: Viewer, area: int) -> QuerySet[Initiative, tuple[int, str]]:
    """Key and title of what an area works on or may work on, as far as the viewer may see it, by title."""
    open_ones = initiatives_visible_to(viewer).filter(area=area).exclude(stage__in=(Stage.LIVE, Stage.STOPPED))
    return open_ones.order_by("title").values_list("pk", "title")[:MOST_CHOICES]


def titles_elsewhere(viewer: Viewer, but: int) -> QuerySet[Initiative, tuple[str, int, str]]:
    """Area, key and title of what other areas work on or may work on, as far as the viewer may see it, by area."""
    rows = initiatives_visible_to(viewer).exclude(area=but).filter(area__dissolved_on=None)
    open_ones = rows.exclude(stage__in=(Stage.LIVE, Stage.STOPPED)).order_by("area__name", "title")
    return open_ones.values_list("area__name", "pk", "title")[: 5 * MOST_CHOICES]


@prepared
def competing_in(viewer: Viewer, area: int) -> QuerySet[Initiative, tuple[int, str, str, int]]:
    """Key, title, area’s name and key of what can compete in a group: to come, and seen by everybody in it.

    Its own first, then what other areas show to the company, by title.
    """
    for_all = Q(shown_to=Audience.COMPANY) | Q(shown_to=Audience.GROUP, area=area)
    rows = initiatives_visible_to(viewer).filter(for_all).exclude(stage__in=(Stage.LIVE, Stage.STOPPED))
    elsewhere = Case(When(area=area, then=Value(0)), default=Value(1))
    return rows.order_by(elsewhere, "title").values_list("pk", "title", "area__name", "area")[:MOST_CHOICES]
