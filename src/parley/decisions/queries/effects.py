"""What options change on the roadmap, as the search index finds it: each asked through its initiative too."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from parley.decisions.models import Effect
from parley.decisions.queries.seeing import decisions_visible_to
from parley.decisions.rules.shifts import lending_of
from parley.decisions.terms import EffectField
from parley.groups.queries.shifts import teams_named
from parley.people.queries import names_of
from parley.people.terms import Viewer
from parley.roadmap.queries import initiatives_visible_to, stage_labels

AT_ONCE = 500
WORDS = {
    EffectField.HORIZON: "horizon",
    EffectField.WINDOW: "window",
    EffectField.CONFIDENCE: "confidence",
    EffectField.STAGE: "stage",
    EffectField.AUDIENCE: "seen by",
    EffectField.ASSIGNMENT: "owner",
    EffectField.SHIFT: "lent",
}


def effects_visible_to(viewer: Viewer) -> QuerySet[Effect]:
    """What options change, where the viewer may see both the decision and the initiative."""
    return Effect.objects.filter(
        option__decision__in=decisions_visible_to(viewer).order_by().values("pk"),
        initiative__in=initiatives_visible_to(viewer).order_by().values("pk"),
    )


def effect_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, int, str]]:
    """Key, decision and words of what the options of some decisions, or of all, change; for the search index."""
    rows = Effect.objects.filter(option__decision__in=keys) if keys is not None else Effect.objects.all()
    labels = {stage.value: label for stage, label in stage_labels().items()}
    bunch: list[Effect] = []
    for each in rows.select_related("option", "initiative").order_by("pk").iterator(chunk_size=AT_ONCE):
        bunch.append(each)
        if len(bunch) == AT_ONCE:
            yield from _texts(bunch, labels)
            bunch = []
    yield from _texts(bunch, labels)


def _texts(effects: list[Effect], labels: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    owned = [each for each in effects if each.field is EffectField.ASSIGNMENT]
    names = names_of(int(value) for each in owned for value in (each.expected, each.new) if value)
    lent = {each.pk: lending_of(each.new).team for each in effects if each.field is EffectField.SHIFT}
    teams = teams_named(set(lent.values())) if lent else {}
    for each in effects:
        values = [each.expected, each.new]
        if each.field is EffectField.ASSIGNMENT:
            values = [names[int(value)].name for value in values if value and int(value) in names]
        elif each.field is EffectField.SHIFT:
            values = [teams.get(lent[each.pk], "")]
        elif each.field is EffectField.STAGE:
            values = [labels.get(value, value) for value in values]
        words = " ".join(value.replace("_", " ") for value in values if value)
        yield each.pk, each.option.decision_id, f"{each.initiative.title}\n{WORDS[each.field]} {words}"
