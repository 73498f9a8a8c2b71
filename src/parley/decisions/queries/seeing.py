"""Seeing decisions: a group's own, and once published, whoever may see every initiative it is about."""

from datetime import date, datetime

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from parley.decisions.models import Decision, DecisionInitiative, DecisionTopic, Option, Settlement
from parley.decisions.queries.deputies import (
    are_deputies_in,
    checked_by_others,
    deputies_of,
    deputy_now,
    is_checked,
    settler_now,
    settler_of,
    stands_in_for,
)
from parley.decisions.terms import TOLD, UNPUBLISHED, UNSETTLED, DecisionFacts, DecisionState
from parley.groups.queries import insiders_of
from parley.kernel.spans import today_of
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one, prepared_pages
from parley.roadmap.queries import initiatives_visible_to, viewers_of_initiative
from parley.voices.queries import guests_of, heard_at, threads_open_to_guest
from parley.voices.queries.beside import bookmarked


def decisions_visible_to(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions the viewer may see. A reason names all it weighed, so all of its initiatives must be in sight."""
    seen = Decision.objects.select_related("area", "decider__function", "chosen")
    if viewer.operations:
        return seen
    about = DecisionInitiative.objects.filter(decision=OuterRef("pk"))
    hidden = about.exclude(initiative__in=initiatives_visible_to(viewer).values("pk"))
    return seen.filter(hears(viewer) | Q(Exists(about), ~Exists(hidden), state__in=TOLD))


def hears(viewer: Viewer) -> Q:
    """Say as a condition on decisions that the viewer sees them before they are published, whatever they weigh."""
    return (
        Q(area__in=viewer.inside)
        | Q(decider=viewer.person)
        | stands_in_for(viewer)
        | Q(thread__in=threads_open_to_guest(viewer))
    )


def decisions_heard_by(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions of which the viewer hears what is said before they are published: as its group, decider or guest.

    So does whoever settled one in its decider's place. All of these see it; others see it once it is published.
    """
    rows = Decision.objects.all()
    if viewer.operations:
        return rows
    settled = Settlement.objects.filter(settled_by=viewer.person).values("decision")
    return rows.filter(hears(viewer) | Q(pk__in=settled))


def options_visible_to(viewer: Viewer) -> QuerySet[Option]:
    """Options of the decisions the viewer may see."""
    return Option.objects.filter(decision__in=decisions_visible_to(viewer).order_by().select_related(None).values("pk"))


def hearers_of_decision(decision: Decision) -> QuerySet[Person]:
    """Everybody in the company who hears what is said before it is published: the inverse of `decisions_heard_by`."""
    settled = Settlement.objects.filter(decision=decision).values("settled_by")
    return people_in_the_company().filter(_hear(decision) | Q(pk__in=settled))


def viewers_of_decision(decision: Decision) -> QuerySet[Person]:
    """Everybody in the company who may see a decision: the inverse of `decisions_visible_to`."""
    inner = _hear(decision)
    if decision.state in TOLD:
        links = decision.initiative_links.select_related("initiative")
        sees_all = Q()
        for link in links:
            sees_all &= Q(pk__in=viewers_of_initiative(link.initiative).values("pk"))
        if links:
            inner |= sees_all
    return people_in_the_company().filter(inner)


def _hear(decision: Decision) -> Q:
    inner = (
        Q(operations=True) | insiders_of(decision.area_id) | Q(pk=decision.decider_id) | guests_of(decision.thread_id)
    )
    return inner | are_deputies_in(decision)


def facts_of(decision: Decision, on: date | None = None) -> DecisionFacts:
    """Give what the rules need to know of a decision; with a day, a deputy counts on their days alone."""
    return DecisionFacts(
        area=decision.area_id,
        question=decision.question,
        state=decision.state,
        decider=decision.decider_id,
        opened_by=decision.opened_by_id,
        decide_by=decision.decide_by,
        review_on=decision.review_on,
        deputies=deputies_of(decision, on),
        settled_by=settler_of(decision),
        checked=is_checked(decision),
    )


def facts_at(decision: Decision, at: datetime) -> DecisionFacts:
    """Give the same as of a moment, for whoever would do something: the worker may be late to end a deputy's time."""
    return facts_of(decision, today_of(decision.decider, at))


@prepared_one
def decision_seen(viewer: Viewer, key: int) -> QuerySet[Decision]:
    """One decision the viewer may see. `following`: 1 when they follow its conversation, else 0; `heard`: its talk.

    `settles`: whether it settles any topic; `read_to` and `draft`: the viewer's bookmark in its conversation.
    """
    mine = Q(thread__followers__person=viewer.person)
    seen = decisions_visible_to(viewer).select_related(
        "area",
        "decider__function",
        "chosen",
        "opened_by__function",
        "thread",
        "agreement__option",
        "agreement__recorded_by__function",
        "dissent_opening",
    )
    heard = Exists(decisions_heard_by(viewer).filter(pk=OuterRef("pk")))
    settles = Exists(DecisionTopic.objects.filter(decision=OuterRef("pk")))
    seen = seen.filter(pk=key).annotate(checked=checked_by_others(), heard=heard, settles=settles)
    seen = seen.annotate(hears=heard_at(viewer), **bookmarked(viewer))
    return seen.annotate(following=Count("thread__followers", filter=mine), deputy=deputy_now(), settler=settler_now())


@prepared_pages
def to_decide(viewer: Viewer) -> QuerySet[Decision]:
    """Open decisions that wait for the viewer to settle them, the most urgent first."""
    mine = Q(decider=viewer.person) | stands_in_for(viewer)
    return decisions_visible_to(viewer).filter(mine, state__in=UNSETTLED).order_by("decide_by", "pk")


@prepared_pages
def open_in_my_groups(viewer: Viewer) -> QuerySet[Decision]:
    """Open decisions of the viewer's groups that wait for somebody else, the most urgent first."""
    rows = decisions_visible_to(viewer).filter(area__in=viewer.inside, state__in=UNPUBLISHED)
    return rows.exclude(decider=viewer.person, state__in=UNSETTLED).order_by("decide_by", "pk")


@prepared_pages
def published_to(viewer: Viewer) -> QuerySet[Decision]:
    """Published decisions the viewer may see, newest first, superseded ones among them."""
    return decisions_visible_to(viewer).filter(state__in=TOLD).order_by("-published_at", "-pk")


def open_first(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Order decisions as a group lists them: open ones by their day, then what was settled last."""
    rank = Case(When(state__in=UNPUBLISHED, then=Value(0)), default=Value(1), output_field=IntegerField())
    due = Case(When(state__in=UNPUBLISHED, then=F("decide_by")))
    return decisions.annotate(rank=rank, due=due).order_by("rank", "due", "-published_at", "-pk")


@prepared_pages
def due_for_review(viewer: Viewer, *, on: date) -> QuerySet[Decision]:
    """Published decisions the viewer took, or of their groups, whose day to be looked at again has come."""
    theirs = Q(area__in=viewer.inside) | Q(decider=viewer.person)
    rows = decisions_visible_to(viewer).filter(theirs, state=DecisionState.PUBLISHED, review_on__lte=on)
    return rows.order_by("review_on", "pk")


def decided_by(person: Person) -> QuerySet[Decision]:
    """Decisions of somebody that are not published, whoever may see them, for handing them over: one may come back."""
    return Decision.objects.filter(decider=person, state__in=UNPUBLISHED).order_by("pk")


def are_asked_to_decide() -> Q:
    """Say as a condition on people for whom a decision waits, or may come back to."""
    return Q(pk__in=Decision.objects.filter(state__in=UNPUBLISHED).values("decider"))


@prepared
def decisions_settling(viewer: Viewer, topic: int) -> QuerySet[Decision]:
    """Decisions that settle, or are to settle, a topic, as far as the viewer may see them; withdrawn ones left out."""
    rows = decisions_visible_to(viewer).filter(topic_links__topic=topic)
    return rows.exclude(state=DecisionState.WITHDRAWN).order_by("-pk")


@prepared
def kept_waiting(viewer: Viewer, area: int, on: date) -> QuerySet[DecisionInitiative, int]:
    """The initiatives of an area about which a decision is late on that day, as far as the viewer sees."""
    late = decisions_visible_to(viewer).filter(state__in=UNSETTLED, decide_by__lt=on)
    rows = DecisionInitiative.objects.filter(decision__in=late.values("pk"), initiative__area=area)
    return rows.values_list("initiative", flat=True).distinct()
