"""What a decision is made of: its options with their effects, the initiatives it weighs, the topics it settles."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery

from parley.decisions.models import Decision, DecisionInitiative, DecisionTopic, Effect, Option
from parley.decisions.terms import EffectField, Sight
from parley.groups.queries import acting
from parley.ledger.terms import MACHINE
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.roadmap.models import Initiative, Override
from parley.roadmap.queries import initiatives_visible_to, overrides_of_each, showing_of, window_of_row
from parley.roadmap.rules import shown_to
from parley.roadmap.terms import STAGE_LABELS, Audience, Stage
from parley.topics.models import Topic
from parley.topics.queries import topics_visible_to
from parley.voices.queries.beside import bookmarked


def options_in(decision: int, reader: Viewer | None = None) -> list[tuple[Option, list[Effect]]]:
    """The options of a decision in their order, each with whoever put it, and with what it would change. One query.

    For a reader each has `read_to` and `draft`: their bookmark in what is said of it.
    """
    options: dict[int, tuple[Option, list[Effect]]] = {}
    for row in _options_with_effects(decision, reader):
        option, effects = options.setdefault(row.pk, (row, []))
        if row.effect is not None:
            what = {name: getattr(row, f"effect_{name}") for name in ("initiative_id", "field", "expected", "new")}
            effects.append(Effect(pk=row.effect, option=option, **what))
    return list(options.values())


@prepared
def _options_with_effects(
    decision: int, reader: Viewer | None
) -> QuerySet[Any]:  # Any: the plugin loses track of annotations
    rows: QuerySet[Any] = Option.objects.filter(decision=decision).select_related("put_by__function", "asks")
    rows = rows.annotate(
        effect=F("effects__pk"),
        effect_initiative_id=F("effects__initiative"),
        effect_field=F("effects__field"),
        effect_expected=F("effects__expected"),
        effect_new=F("effects__new"),
        **(bookmarked(reader) if reader else {}),
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
    """The initiatives a decision is about, as far as the viewer may see them, each with `heard`, as below."""
    about = DecisionInitiative.objects.filter(decision=decision).values("initiative")
    return initiatives_visible_to(viewer).filter(pk__in=about).annotate(heard=_heard(decision)).order_by("title")


@prepared
def initiatives_weighed(viewer: Viewer, decision: int) -> QuerySet[Any]:  # Any: Initiative with the annotation
    """All initiatives a decision is about, by title, each with `in_sight`: whether the viewer may see it.

    `heard` is the thread of what else is said of it and asked for the decision, if there is one.
    """
    about = DecisionInitiative.objects.filter(decision=decision).values("initiative")
    seen = Exists(initiatives_visible_to(viewer).filter(pk=OuterRef("pk")))
    rows: QuerySet[Any] = initiatives_visible_to(acting(MACHINE)).filter(pk__in=about)
    weighed: QuerySet[Any] = rows.annotate(in_sight=seen, heard=_heard(decision)).order_by("title")
    return weighed


def _heard(decision: int) -> Subquery:
    return Subquery(DecisionInitiative.objects.filter(decision=decision, initiative=OuterRef("pk")).values("heard"))


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


def sights_after(weighed: Iterable[Initiative], effects: Iterable[Effect]) -> list[Sight]:
    """Say how far each of some initiatives is seen once effects came into force; a query at most.

    A stage bounds who sees an initiative, so that one alone may show it to more people, or to fewer.
    """
    new: dict[int, dict[EffectField, str]] = {}
    for each in effects:
        if each.field in (EffectField.STAGE, EffectField.AUDIENCE):
            new.setdefault(each.initiative_id, {})[each.field] = each.new
    given = overrides_of_each(new)
    return [
        replace(sight_of(row), shown_to=_shown_then(row, new[row.pk], given.get(row.pk, ())))
        if row.pk in new
        else sight_of(row)
        for row in weighed
    ]


def _shown_then(row: Initiative, new: Mapping[EffectField, str], overrides: Iterable[Override]) -> Audience:
    wanted = showing_of(row, overrides, STAGE_LABELS)
    audience = Audience(new.get(EffectField.AUDIENCE, wanted.audience))
    return shown_to(replace(wanted, stage=Stage(new.get(EffectField.STAGE, wanted.stage)), audience=audience))


def sights_once_published(decision: int, effects: Iterable[Effect]) -> list[Sight]:
    """Say how far each initiative of a decision is seen once effects came into force, whoever asks; two queries."""
    links = DecisionInitiative.objects.filter(decision=decision).select_related("initiative__why").order_by("pk")
    return sights_after([each.initiative for each in links], effects)


def sight_of(initiative: Initiative) -> Sight:
    """Say how far an initiative is seen."""
    return Sight(initiative=initiative.pk, area=initiative.area_id, shown_to=initiative.shown_to)
