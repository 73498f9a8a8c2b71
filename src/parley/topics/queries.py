"""Seeing topics: a group's topics are for its people, whoever brought or supports them, and guests."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, Prefetch, Q, QuerySet, Value, When

from parley.groups.queries import insiders_of
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Side, Viewer
from parley.prepared import padded, prepared, prepared_one, prepared_pages
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.models import Supporter, Topic, TopicFunction, TopicInitiative, TopicRegion
from parley.topics.rules import alike
from parley.topics.terms import WAITING, TopicFacts, TopicState
from parley.voices.queries import guests_of, heard_at, threads_open_to_guest
from parley.voices.queries.beside import bookmarked

MOST_CHOICES = 50  # of a list to choose from
LOOKED_BACK = 500  # titles that a new topic is compared with, newest first


def topics_visible_to(viewer: Viewer) -> QuerySet[Topic]:
    """Topics the viewer may see."""
    seen = Topic.objects.select_related("area", "brought_by__function")
    if viewer.operations:
        return seen
    return seen.filter(
        Q(area__in=viewer.inside)
        | Q(brought_by=viewer.person)
        | Q(pk__in=Supporter.objects.filter(person=viewer.person).values("topic"))
        | Q(thread__in=threads_open_to_guest(viewer))
    )


def viewers_of_topic(topic: Topic) -> QuerySet[Person]:
    """Everybody in the company who may see a topic: the inverse of `topics_visible_to`."""
    return people_in_the_company().filter(
        Q(operations=True)
        | insiders_of(topic.area_id)
        | Q(pk=topic.brought_by_id)
        | Q(pk__in=Supporter.objects.filter(topic=topic).values("person"))
        | guests_of(topic.thread_id)
    )


def facts_of(topic: Topic) -> TopicFacts:
    """Give what the rules need to know of a topic."""
    return TopicFacts(
        key=topic.pk,
        area=topic.area_id,
        title=topic.title,
        state=topic.state,
        brought_by=topic.brought_by_id,
        answer_by=topic.answer_by,
    )


def waiting_first(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """Order topics as a list shows them: open ones by their day, then parked ones, then what was settled last."""
    rank = Case(
        When(state=TopicState.OPEN, then=Value(0)),
        When(state=TopicState.PARKED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    due = Case(When(state__in=WAITING, then=F("answer_by")))
    return topics.annotate(rank=rank, due=due).order_by("rank", "due", "-settled_at", "-pk")


@prepared_pages
def my_topics(viewer: Viewer) -> QuerySet[Topic]:
    """Topics the viewer brought or supports, what waits first."""
    mine = Supporter.objects.filter(person=viewer.person).values("topic")
    return waiting_first(topics_visible_to(viewer).filter(Q(brought_by=viewer.person) | Q(pk__in=mine)))


@prepared_one
def topic_seen(viewer: Viewer, key: int) -> QuerySet[Topic]:
    """One topic the viewer may see: `following` it, 1 or 0; how much they said they want to hear; their bookmark."""
    seen = topics_visible_to(viewer).select_related("area", "brought_by__function", "settled_by", "thread")
    return seen.filter(pk=key).annotate(
        following=Count("thread__followers", filter=Q(thread__followers__person=viewer.person)),
        hears=heard_at(viewer),
        **bookmarked(viewer),
    )


@prepared_pages
def topics_brought_by(viewer: Viewer, person: int) -> QuerySet[Topic]:
    """Topics somebody brought, as far as the viewer may see them, newest first."""
    return topics_visible_to(viewer).filter(brought_by=person).order_by("-brought_at", "-pk")


@prepared_pages
def topics_near(viewer: Viewer) -> QuerySet[Topic]:
    """Topics of the viewer's groups, and those they brought or support elsewhere, what waits first."""
    mine = Supporter.objects.filter(person=viewer.person).values("topic")
    near = Q(area__in=viewer.inside) | Q(brought_by=viewer.person) | Q(pk__in=mine)
    return waiting_first(topics_visible_to(viewer).filter(near))


@prepared_pages
def topics_of_my_groups(viewer: Viewer) -> QuerySet[Topic]:
    """Topics of the groups the viewer belongs to, what waits first."""
    return waiting_first(topics_visible_to(viewer).filter(area__in=viewer.inside))


@prepared_pages
def topics_of_group(viewer: Viewer, area: int) -> QuerySet[Topic]:
    """Topics of one group, what waits first."""
    return waiting_first(topics_visible_to(viewer).filter(area=area))


@prepared_pages
def topics_to_answer(viewer: Viewer) -> QuerySet[Topic]:
    """Open topics that wait for the viewer's answer, the most urgent first."""
    areas = viewer.facilitates | viewer.product_of | viewer.decides
    return topics_visible_to(viewer).filter(area__in=areas, state=TopicState.OPEN).order_by("answer_by", "pk")


@prepared_pages
def late_topics(viewer: Viewer, *, area: int, on: date) -> QuerySet[Topic]:
    """Open topics of a group whose answer is late on that day, the latest first."""
    return topics_visible_to(viewer).filter(area=area, state=TopicState.OPEN, answer_by__lt=on).order_by("answer_by")


@dataclass(frozen=True, slots=True)
class Balance:
    """How many topics each side brought to a group."""

    product: int
    business: int


def balance_of(area: int) -> Balance:
    """Count the topics each side brought to a group; withdrawn ones and those of neither side are left out."""
    by_side = dict(_brought_by_side(area))
    return Balance(by_side.get(Side.PRODUCT, 0), by_side.get(Side.BUSINESS, 0))


@prepared
def _brought_by_side(area: int) -> QuerySet[Topic, tuple[Side, int]]:
    counted = Topic.objects.filter(area=area).exclude(state=TopicState.WITHDRAWN).values("side").annotate(n=Count("pk"))
    rows: QuerySet[Topic, tuple[Side, int]] = counted.order_by("side").values_list("side", "n")
    return rows


def supporters_of(topic: Topic) -> list[Supporter]:
    """Who wants the answer too and why, first come first."""
    return _supporters(topic.pk)


@prepared
def _supporters(topic: int) -> QuerySet[Supporter]:
    rows = Supporter.objects.filter(topic=topic).select_related("person__function", "came_from")
    return rows.order_by("since", "pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands behind a topic, what they say, and the title of the topic they came from, if the reader sees it."""

    supporter: Supporter
    why: str
    came_from: str


def standing_behind(viewer: Viewer, supporters: Collection[Supporter]) -> list[Standing]:
    """Tell what supporters say. The why of a topic that became part of this one is read by whoever may see that one."""
    merged = {each.came_from_id for each in supporters if each.came_from_id}
    seen = set(_in_sight(viewer, padded(merged))) if merged else set()
    found = []
    for each in supporters:
        origin = each.came_from
        in_sight = origin is not None and origin.pk in seen
        brought = origin is not None and origin.brought_by_id == each.person_id and origin.why == each.why
        found.append(
            Standing(each, "" if brought and not in_sight else each.why, origin.title if origin and in_sight else "")
        )
    return found


@prepared
def _in_sight(viewer: Viewer, keys: tuple[int, ...]) -> QuerySet[Topic, int]:
    return topics_visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True)


def behind(topic: Topic) -> tuple[int, ...]:
    """Keys of the people who brought or support a topic: those who are told what became of it."""
    return tuple(
        dict.fromkeys(chain([topic.brought_by_id], topic.supporters.order_by("pk").values_list("person", flat=True)))
    )


@prepared
def initiatives_of(viewer: Viewer, topic: int) -> QuerySet[Initiative]:
    """The initiatives a topic is about, as far as the viewer may see them."""
    about = TopicInitiative.objects.filter(topic=topic).values("initiative")
    return initiatives_visible_to(viewer).filter(pk__in=about).order_by("title")


def initiatives_behind(topic: int) -> QuerySet[TopicInitiative, int]:
    """Keys of the initiatives a topic is about, as a part of a query."""
    return TopicInitiative.objects.filter(topic=topic).values_list("initiative", flat=True)


@prepared
def asked_about(viewer: Viewer, area: int) -> QuerySet[Any, tuple[int, Side]]:
    """The initiatives of an area that open topics are about, each with the side that asks; as the viewer sees."""
    seen = topics_visible_to(viewer).filter(state=TopicState.OPEN)
    rows = TopicInitiative.objects.filter(topic__in=seen.values("pk"), initiative__area=area)
    return rows.values_list("initiative", "topic__side").distinct()


def brought_among(topics: QuerySet[Any, Any]) -> QuerySet[Topic, int]:
    """Keys of the people who brought some topics, as a part of a query."""
    return Topic.objects.filter(pk__in=topics).values_list("brought_by", flat=True)


def regions_concerned(topic: int) -> QuerySet[TopicRegion, int]:
    """Keys of the regions a topic names, as a part of a query; none when it concerns all alike."""
    return TopicRegion.objects.filter(topic=topic).values_list("region", flat=True)


@dataclass(frozen=True, slots=True)
class Needs:
    """Names of the regions a topic concerns and of the functions it needs in the room."""

    regions: tuple[str, ...]
    functions: tuple[str, ...]


def needs_of(topic: Topic) -> Needs:
    """Say whom a topic concerns; one query."""
    rows = sorted(_needs(topic.pk))
    return Needs(
        tuple(name for kind, name in rows if kind == "region"), tuple(name for kind, name in rows if kind == "function")
    )


@prepared
def _needs(topic: int) -> QuerySet[Any, tuple[str, str]]:
    regions = TopicRegion.objects.filter(topic=topic).values_list(Value("region", CharField()), "region__name")
    functions = TopicFunction.objects.filter(topic=topic).values_list(Value("function", CharField()), "function__name")
    rows: QuerySet[Any, tuple[str, str]] = regions.union(functions)
    return rows


@dataclass(frozen=True, slots=True)
class Concerned:
    """Keys of the regions topics concern, the functions they need, and the people who want their answers."""

    regions: frozenset[int]
    functions: frozenset[int]
    people: frozenset[int]


def concerned_by(topics: Collection[int]) -> Concerned:
    """Say whom some topics concern, for a count; one query."""
    regions = TopicRegion.objects.filter(topic__in=topics).values_list(Value("region", CharField()), "region")
    functions = TopicFunction.objects.filter(topic__in=topics).values_list(Value("function", CharField()), "function")
    wanting = Supporter.objects.filter(topic__in=topics).values_list(Value("person", CharField()), "person")
    bringing = Topic.objects.filter(pk__in=topics).values_list(Value("person", CharField()), "brought_by")
    found: dict[str, set[int]] = {"region": set(), "function": set(), "person": set()}
    for kind, key in regions.union(functions, wanting, bringing):
        found[kind].add(key)
    return Concerned(*map(frozenset, found.values()))


def discussed_before(viewer: Viewer, *, area: int, title: str, besides: int = 0, limit: int = 5) -> list[Topic]:
    """Topics of the same group with a similar title that the viewer may see, most alike first; one query."""
    if not title.strip():
        return []
    found = {row.pk: row for row in _recent(viewer, area, besides)}
    return [found[key] for key in alike(title, ((row.pk, row.title) for row in found.values()), limit=limit)]


@prepared
def _recent(viewer: Viewer, area: int, besides: int) -> QuerySet[Topic]:
    rows = topics_visible_to(viewer).filter(area=area).exclude(pk=besides).exclude(state=TopicState.WITHDRAWN)
    listed = rows.select_related(None).only(
        "title", "kind", "state", "answer_by", "parked_until", "settled_at", "answer"
    )
    return listed.order_by("-pk")[:LOOKED_BACK]


@prepared
def titles_waiting(viewer: Viewer, area: int) -> QuerySet[Topic, tuple[int, str]]:
    """Key and title of a group's topics that wait, as far as the viewer may see them, the most urgent first."""
    waiting = topics_visible_to(viewer).filter(area=area, state__in=WAITING)
    return waiting.order_by("answer_by", "pk").values_list("pk", "title")[:MOST_CHOICES]


def may_be_merged_into(viewer: Viewer, topic: Topic) -> QuerySet[Topic]:
    """Waiting topics of the same group, into which a topic may be merged."""
    return topics_visible_to(viewer).filter(area=topic.area_id, state__in=WAITING).exclude(pk=topic.pk).order_by("-pk")


def topic_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, title, and why, answer and supporters' whys of some topics, or of all, for the search index.

    What was the why of a topic that became part of this one is found there, by whoever may see it: `standing_behind`.
    """
    rows = Topic.objects.filter(pk__in=keys) if keys is not None else Topic.objects.all()
    elsewhere = Q(came_from__brought_by=F("person"), came_from__why=F("why"))
    whys = Prefetch("supporters", Supporter.objects.exclude(why="").exclude(elsewhere).order_by("pk"))
    for topic in rows.prefetch_related(whys).order_by("pk").iterator(chunk_size=500):
        parts = [topic.why, topic.answer, *(each.why for each in topic.supporters.all())]
        yield topic.pk, topic.title, "\n".join(part for part in parts if part)
