"""Seeing topics: a group's topics are for its people, whoever brought or supports them, and guests."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When

from parley.groups.queries import insiders_of
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Side, Viewer
from parley.prepared import prepared_pages
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.models import Supporter, Topic, TopicFunction, TopicInitiative, TopicRegion
from parley.topics.rules import alike
from parley.topics.terms import WAITING, TopicFacts, TopicState
from parley.voices.queries import guests_of, threads_open_to_guest

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


def my_topics(viewer: Viewer) -> QuerySet[Topic]:
    """Topics the viewer brought or supports."""
    mine = Supporter.objects.filter(person=viewer.person).values("topic")
    return topics_visible_to(viewer).filter(Q(brought_by=viewer.person) | Q(pk__in=mine))


def topic_followed_by(viewer: Viewer, key: int) -> QuerySet[Topic]:
    """One topic the viewer may see, with `following`: 1 when they follow its conversation, else 0."""
    seen = topics_visible_to(viewer).select_related("area", "brought_by__function", "settled_by", "thread")
    return seen.filter(pk=key).annotate(
        following=Count("thread__followers", filter=Q(thread__followers__person=viewer.person))
    )


@prepared_pages
def topics_brought_by(viewer: Viewer, person: int) -> QuerySet[Topic]:
    """Topics somebody brought, as far as the viewer may see them, newest first."""
    return topics_visible_to(viewer).filter(brought_by=person).order_by("-brought_at", "-pk")


def topics_near(viewer: Viewer) -> QuerySet[Topic]:
    """Topics of the viewer's groups, and those they brought or support elsewhere."""
    mine = Supporter.objects.filter(person=viewer.person).values("topic")
    near = Q(area__in=viewer.inside) | Q(brought_by=viewer.person) | Q(pk__in=mine)
    return topics_visible_to(viewer).filter(near)


def topics_of_my_groups(viewer: Viewer) -> QuerySet[Topic]:
    """Topics of the groups the viewer belongs to."""
    return topics_visible_to(viewer).filter(area__in=viewer.inside)


def topics_to_answer(viewer: Viewer) -> QuerySet[Topic]:
    """Open topics that wait for the viewer's answer, the most urgent first."""
    areas = viewer.facilitates | viewer.product_of | viewer.decides
    return topics_visible_to(viewer).filter(area__in=areas, state=TopicState.OPEN).order_by("answer_by", "pk")


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
    counted = Topic.objects.filter(area=area).exclude(state=TopicState.WITHDRAWN).values("side").annotate(n=Count("pk"))
    by_side = {row["side"]: row["n"] for row in counted.order_by("side")}
    return Balance(by_side.get(Side.PRODUCT, 0), by_side.get(Side.BUSINESS, 0))


def supporters_of(topic: Topic) -> QuerySet[Supporter]:
    """Who wants the answer too and why, first come first."""
    return topic.supporters.select_related("person__function", "came_from").order_by("since", "pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands behind a topic, what they say, and the title of the topic they came from, if the reader sees it."""

    supporter: Supporter
    why: str
    came_from: str


def standing_behind(viewer: Viewer, supporters: Collection[Supporter]) -> list[Standing]:
    """Tell what supporters say. The why of a topic that became part of this one is read by whoever may see that one."""
    merged = {each.came_from_id for each in supporters if each.came_from_id}
    seen = set(topics_visible_to(viewer).filter(pk__in=merged).values_list("pk", flat=True)) if merged else set()
    found = []
    for each in supporters:
        origin = each.came_from
        in_sight = origin is not None and origin.pk in seen
        brought = origin is not None and origin.brought_by_id == each.person_id and origin.why == each.why
        found.append(
            Standing(each, "" if brought and not in_sight else each.why, origin.title if origin and in_sight else "")
        )
    return found


def behind(topic: Topic) -> tuple[int, ...]:
    """Keys of the people who brought or support a topic: those who are told what became of it."""
    return tuple(
        dict.fromkeys(chain([topic.brought_by_id], topic.supporters.order_by("pk").values_list("person", flat=True)))
    )


def initiatives_of(viewer: Viewer, topic: Topic) -> QuerySet[Initiative]:
    """The initiatives a topic is about, as far as the viewer may see them."""
    about = TopicInitiative.objects.filter(topic=topic).values("initiative")
    return initiatives_visible_to(viewer).filter(pk__in=about).order_by("title")


@dataclass(frozen=True, slots=True)
class Needs:
    """Names of the regions a topic concerns and of the functions it needs in the room."""

    regions: tuple[str, ...]
    functions: tuple[str, ...]


def needs_of(topic: Topic) -> Needs:
    """Say whom a topic concerns; one query."""
    regions = TopicRegion.objects.filter(topic=topic).values_list(Value("region", CharField()), "region__name")
    functions = TopicFunction.objects.filter(topic=topic).values_list(Value("function", CharField()), "function__name")
    rows = sorted(regions.union(functions))
    return Needs(
        tuple(name for kind, name in rows if kind == "region"), tuple(name for kind, name in rows if kind == "function")
    )


def discussed_before(viewer: Viewer, *, area: int, title: str, besides: int = 0, limit: int = 5) -> list[Topic]:
    """Topics of the same group with a similar title that the viewer may see, most alike first; one query."""
    if not title.strip():
        return []
    rows = list(
        topics_visible_to(viewer).filter(area=area).exclude(pk=besides).exclude(state=TopicState.WITHDRAWN)
        .select_related(None).order_by("-pk")[:LOOKED_BACK]
    )  # fmt: skip
    found = {row.pk: row for row in rows}
    return [found[key] for key in alike(title, ((row.pk, row.title) for row in rows), limit=limit)]


def may_be_merged_into(viewer: Viewer, topic: Topic) -> QuerySet[Topic]:
    """Waiting topics of the same group, into which a topic may be merged."""
    return topics_visible_to(viewer).filter(area=topic.area_id, state__in=WAITING).exclude(pk=topic.pk).order_by("-pk")


def topic_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, title, and why and answer of some topics, or of all, for the search index."""
    rows = Topic.objects.filter(pk__in=keys) if keys is not None else Topic.objects.all()
    wanted = rows.values_list("pk", "title", "why", "answer").order_by("pk")
    for key, title, *parts in wanted.iterator(chunk_size=1000):
        yield key, title, "\n".join(part for part in parts if part)
