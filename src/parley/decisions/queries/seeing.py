"""Seeing decisions: a group's own, and once published, whoever may see every initiative it is about."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from parley.clients.models import Insight
from parley.clients.queries import insights_visible_to
from parley.decisions.models import Decision, DecisionInitiative, DecisionTopic, Effect, Option
from parley.decisions.queries.deputies import (
    are_deputies_in,
    checked_by_others,
    deputies_of,
    deputy_now,
    is_checked,
    stands_in_for,
)
from parley.decisions.terms import TOLD, UNPUBLISHED, UNSETTLED, DecisionFacts, DecisionState, EffectField, Gift, Sight
from parley.groups.queries import acting, insiders_of
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer
from parley.prepared import padded, prepared, prepared_one, prepared_pages
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to, viewers_of_initiative, window_of_row
from parley.topics.models import Topic
from parley.topics.queries import topics_visible_to
from parley.voices.models import Comment, Thread
from parley.voices.queries import comments_in_any, guests_of, threads_open_to_guest
from parley.voices.terms import Given


def decisions_visible_to(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions the viewer may see. A reason names all it weighed, so all of its initiatives must be in sight."""
    seen = Decision.objects.select_related("area", "decider__function", "chosen")
    if viewer.operations:
        return seen
    about = DecisionInitiative.objects.filter(decision=OuterRef("pk"))
    hidden = about.exclude(initiative__in=initiatives_visible_to(viewer).values("pk"))
    return seen.filter(
        Q(area__in=viewer.inside)
        | Q(decider=viewer.person)
        | stands_in_for(viewer)
        | Q(thread__in=threads_open_to_guest(viewer))
        | Q(Exists(about), ~Exists(hidden), state__in=TOLD)
    )


def options_visible_to(viewer: Viewer) -> QuerySet[Option]:
    """Options of the decisions the viewer may see."""
    return Option.objects.filter(decision__in=decisions_visible_to(viewer).order_by().select_related(None).values("pk"))


def viewers_of_decision(decision: Decision) -> QuerySet[Person]:
    """Everybody in the company who may see a decision: the inverse of `decisions_visible_to`."""
    inner = (
        Q(operations=True) | insiders_of(decision.area_id) | Q(pk=decision.decider_id) | guests_of(decision.thread_id)
    )
    inner |= are_deputies_in(decision)
    if decision.state in TOLD:
        links = decision.initiative_links.select_related("initiative")
        sees_all = Q()
        for link in links:
            sees_all &= Q(pk__in=viewers_of_initiative(link.initiative).values("pk"))
        if links:
            inner |= sees_all
    return people_in_the_company().filter(inner)


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
        checked=is_checked(decision),
    )


def facts_at(decision: Decision, at: datetime) -> DecisionFacts:
    """Give the same as of a moment, for whoever would do something: the worker may be late to end a deputy's time."""
    return facts_of(decision, today_of(decision.decider, at))


@prepared_one
def decision_seen(viewer: Viewer, key: int) -> QuerySet[Decision]:
    """One decision the viewer may see, with `following`: 1 when they follow its conversation, else 0."""
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
    seen = seen.filter(pk=key).annotate(checked=checked_by_others())
    return seen.annotate(following=Count("thread__followers", filter=mine), deputy=deputy_now())


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
    """Open decisions that wait for somebody, whoever may see them; for handing them over."""
    return Decision.objects.filter(decider=person, state__in=UNSETTLED).order_by("pk")


def are_asked_to_decide() -> Q:
    """Say as a condition on people for whom an open decision waits."""
    return Q(pk__in=Decision.objects.filter(state__in=UNSETTLED).values("decider"))


@prepared_pages
def decisions_in(viewer: Viewer, area: int) -> QuerySet[Decision]:
    """A group's decisions the viewer may see, as a group lists them."""
    return open_first(decisions_visible_to(viewer).filter(area=area))


@prepared
def decisions_about(viewer: Viewer, initiative: int) -> QuerySet[Decision]:
    """Decisions about an initiative that the viewer may see."""
    return open_first(decisions_visible_to(viewer).filter(initiative_links__initiative=initiative))


@prepared
def decisions_settling(viewer: Viewer, topic: int) -> QuerySet[Decision]:
    """Decisions that settle, or are to settle, a topic, as far as the viewer may see them; withdrawn ones left out."""
    rows = decisions_visible_to(viewer).filter(topic_links__topic=topic)
    return rows.exclude(state=DecisionState.WITHDRAWN).order_by("-pk")


def options_in(decision: int) -> list[tuple[Option, list[Effect]]]:
    """The options of a decision in their order, each with whoever put it, and with what it would change. One query."""
    options: dict[int, tuple[Option, list[Effect]]] = {}
    for row in _options_with_effects(decision):
        option, effects = options.setdefault(row.pk, (row, []))
        if row.effect is not None:
            what = {name: getattr(row, f"effect_{name}") for name in ("initiative_id", "field", "expected", "new")}
            effects.append(Effect(pk=row.effect, option=option, **what))
    return list(options.values())


@prepared
def _options_with_effects(decision: int) -> QuerySet[Any]:  # Any: the plugin loses track of annotations
    rows: QuerySet[Any] = Option.objects.filter(decision=decision).select_related("put_by__function")
    rows = rows.annotate(
        effect=F("effects__pk"),
        effect_initiative_id=F("effects__initiative"),
        effect_field=F("effects__field"),
        effect_expected=F("effects__expected"),
        effect_new=F("effects__new"),
    )
    return rows.order_by("position", "pk", "effect")


def options_of(decision: Decision) -> list[Option]:
    """The options in their order, with their effects; two queries."""
    effects = Prefetch("effects", Effect.objects.order_by("pk"))
    return list(Option.objects.filter(decision=decision).prefetch_related(effects))


def initiative_keys_of(decision: Decision) -> tuple[int, ...]:
    """Keys of the initiatives a decision is about."""
    rows = DecisionInitiative.objects.filter(decision=decision).order_by("pk")
    return tuple(rows.values_list("initiative", flat=True))


def topic_keys_of(decision: Decision) -> tuple[int, ...]:
    """Keys of the topics a decision settles."""
    return tuple(DecisionTopic.objects.filter(decision=decision).order_by("pk").values_list("topic", flat=True))


@prepared
def initiatives_of(viewer: Viewer, decision: int) -> QuerySet[Initiative]:
    """The initiatives a decision is about, as far as the viewer may see them."""
    about = DecisionInitiative.objects.filter(decision=decision).values("initiative")
    return initiatives_visible_to(viewer).filter(pk__in=about).order_by("title")


@prepared
def initiatives_weighed(viewer: Viewer, decision: int) -> QuerySet[Any]:  # Any: Initiative with the annotation
    """All initiatives a decision is about, by title, each with `in_sight`: whether the viewer may see it."""
    about = DecisionInitiative.objects.filter(decision=decision).values("initiative")
    seen = Exists(initiatives_visible_to(viewer).filter(pk=OuterRef("pk")))
    rows: QuerySet[Any] = initiatives_visible_to(acting(MACHINE)).filter(pk__in=about).annotate(in_sight=seen)
    return rows.order_by("title")


def weighed_by(viewer: Viewer, decision: Decision) -> tuple[tuple[int, ...], int]:
    """Keys of the initiatives a decision is about, and how many of them the viewer may not see; one query."""
    seen = Exists(initiatives_visible_to(viewer).filter(pk=OuterRef("initiative")))
    rows = DecisionInitiative.objects.filter(decision=decision).annotate(seen=seen).order_by("pk")
    about = list(rows.values_list("initiative", "seen"))
    return tuple(key for key, _ in about), sum(not visible for _, visible in about)


@prepared
def topics_of(viewer: Viewer, decision: int) -> QuerySet[Topic]:
    """The topics a decision settles, as far as the viewer may see them."""
    settled = DecisionTopic.objects.filter(decision=decision).values("topic")
    return topics_visible_to(viewer).filter(pk__in=settled).order_by("pk")


def said_about(decision: Decision, topics: Iterable[Topic], options: Iterable[Option]) -> list[Comment]:
    """What was said about a decision, its options and the topics it settles, oldest first; one query."""
    of_options = (each.thread_id for each in options if each.thread_id)
    return comments_in_any(padded({decision.thread_id, *(each.thread_id for each in topics), *of_options}))


def thread_of_decision(decision: Decision, comment: int) -> int:
    """The conversation of a decision, or of one of its options, in which something was said; 0 for another’s."""
    own = Q(pk=decision.thread_id) | Q(pk__in=Option.objects.filter(decision=decision).values("thread"))
    return Thread.objects.filter(own, comments=comment).values_list("pk", flat=True).first() or 0


def insights_behind(viewer: Viewer, initiatives: Collection[int]) -> list[Insight]:
    """What clients said about some initiatives, what was said last first; no query when there is none."""
    return _insights_behind(viewer, padded(initiatives)) if initiatives else []


@prepared
def _insights_behind(viewer: Viewer, initiatives: tuple[int, ...]) -> QuerySet[Insight]:
    rows = insights_visible_to(viewer).filter(initiative_links__initiative__in=initiatives)
    return rows.distinct().order_by("-said_on", "-pk")


def value_now(initiative: Initiative, field: EffectField) -> str:
    """The value an initiative has now, in the words effects are written in."""
    match field:
        case EffectField.HORIZON:
            return initiative.horizon.value
        case EffectField.WINDOW:
            return str(window_of_row(initiative) or "")
        case EffectField.CONFIDENCE:
            return initiative.confidence.value if initiative.confidence else ""
        case EffectField.STAGE:
            return initiative.stage.value
        case EffectField.AUDIENCE:
            return initiative.audience.value
        case EffectField.ASSIGNMENT:
            return str(initiative.owner_id or "")
        case EffectField.SHIFT:
            return ""  # what is lent comes on top of what is there: whether it can be is asked of its team


def sights_of(decision: int) -> list[Sight]:
    """Say how far each initiative of a decision is seen, whoever asks; one query."""
    rows = DecisionInitiative.objects.filter(decision=decision).select_related("initiative").order_by("pk")
    return [sight_of(each.initiative) for each in rows]


def sight_of(initiative: Initiative) -> Sight:
    """Say how far an initiative is seen."""
    return Sight(initiative=initiative.pk, area=initiative.area_id, shown_to=initiative.shown_to)


@dataclass(frozen=True, slots=True)
class Giver:
    """Somebody whose contributions a decision may credit, with all they gave."""

    person: Person
    gifts: tuple[Gift, ...]


def givers_to(insights: Iterable[Insight], topics: Iterable[Topic], comments: Iterable[Comment]) -> list[Giver]:
    """Gather who gave what, by name; no query. An insight counts for whoever heard it, not for whoever typed it."""
    gifts: dict[Person, list[Gift]] = {}
    for insight in insights:
        if heard_by := insight.on_behalf_of or insight.author:
            gifts.setdefault(heard_by, []).append(Gift(heard_by.pk, Given.INSIGHT, insight.pk))
    for topic in topics:
        gifts.setdefault(topic.brought_by, []).append(Gift(topic.brought_by_id, Given.TOPIC, topic.pk))
    for comment in comments:
        gifts.setdefault(comment.author, []).append(Gift(comment.author_id, Given.COMMENT, comment.pk))
    return [Giver(person, tuple(each)) for person, each in sorted(gifts.items(), key=lambda pair: pair[0].name)]


def contributions_to(viewer: Viewer, decision: Decision) -> list[Giver]:
    """Who gave what to a decision, besides its decider: what its page proposes to credit. Five queries."""
    topics, options = topics_of(viewer, decision.pk), Option.objects.filter(decision=decision)
    insights = insights_behind(viewer, initiative_keys_of(decision))
    givers = givers_to(insights, topics, said_about(decision, topics, options))
    return [each for each in givers if each.person.pk != decision.decider_id]


def decision_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, question, and context, reason, options and dissents of some decisions, or of all, for the search index."""
    rows = Decision.objects.filter(pk__in=keys) if keys is not None else Decision.objects.all()
    related = "options", "dissents", "unsigned_dissents"
    for decision in rows.prefetch_related(*related).order_by("pk").iterator(chunk_size=500):
        parts = [decision.context, decision.what_changed, decision.reason]
        for option in decision.options.all():
            parts += [option.title, option.why]
        said = [each.text for each in decision.dissents.all()]
        parts += sorted(said + [each.words for each in decision.unsigned_dissents.all() if each.browser is None])
        yield decision.pk, decision.question, "\n".join(part for part in parts if part)
