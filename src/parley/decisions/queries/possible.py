"""Whether what an option changes is still possible: asked when it is written, chosen, shown and published."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from parley.decisions import rules
from parley.decisions.models import Effect, Option
from parley.decisions.queries.parts import value_now
from parley.decisions.queries.shifts import must_be_lendable
from parley.decisions.terms import EffectDraft, EffectField
from parley.kernel.refusals import Refused
from parley.people.queries import names_of
from parley.roadmap.models import Initiative
from parley.roadmap.queries import showing_of, stage_labels
from parley.roadmap.rules.showing import must_be_showable
from parley.roadmap.terms import Audience, Stage


def effects_of(option: int) -> list[Effect]:
    """What choosing an option changes, with its initiatives, in the order in which they are locked."""
    return list(
        Effect.objects.filter(option=option).select_related("initiative", "option").order_by("initiative", "pk")
    )


def owner_named(value: str) -> str:
    """Give the name of whoever the value of an assignment stands for; empty for nobody."""
    return names_of([int(value)])[int(value)].name if value else ""


def must_be_allowed(effect: Effect | EffectDraft, initiative: Initiative, beside: "Iterable[Effect | EffectDraft]", *,
                    field: str = "") -> None:  # fmt: skip
    """Raise Refused for an audience its stage and why do not allow, and for an owner who has left.

    `beside` are all effects of the option: a stage among them, on the same initiative, comes first.
    """
    try:
        if effect.field is EffectField.AUDIENCE:
            moved = (each.new for each in beside if _about(each) == initiative.pk and each.field is EffectField.STAGE)
            stage, labels = Stage(next(moved, initiative.stage)), stage_labels()
            wanted = replace(showing_of(initiative, labels=labels), audience=Audience(effect.new))
            must_be_showable(replace(wanted, stage=stage, label=labels[stage]))
        if effect.field is EffectField.ASSIGNMENT:
            person = names_of([int(effect.new)])[int(effect.new)]
            rules.must_be_here(person.name, left=not person.is_active)
    except Refused as refusal:
        raise Refused(refusal.sentence, field=field) from None


def _about(effect: Effect | EffectDraft) -> int:
    return effect.initiative if isinstance(effect, EffectDraft) else effect.initiative_id


def why_impossible(effect: Effect, initiative: Initiative, title: str, on: date, beside: Sequence[Effect] = ()) -> str:
    """Say why an effect is not possible any more on a day; empty when it is. `title` is what its reader may read."""
    expected, now = effect.expected, value_now(initiative, effect.field)
    if effect.field is EffectField.ASSIGNMENT and expected != now:
        expected, now = owner_named(expected), owner_named(now)
    try:
        rules.must_be_as_expected(title=title, field=effect.field, expected=expected, now=now)
        if effect.field is EffectField.WINDOW:
            rules.must_still_be_ahead(
                effect.new, option=effect.option.title, title=title, stage=initiative.stage, on=on
            )
        if effect.field is EffectField.SHIFT:
            before = takewhile(lambda each: each != effect, beside)
            lent = [each.new for each in before if each.field is EffectField.SHIFT]
            must_be_lendable(effect.new, to=initiative.area_id, on=on, besides=lent)
    except Refused as refusal:
        return refusal.sentence
    try:
        must_be_allowed(effect, initiative, beside)
    except Refused as refusal:
        return f"{title}: {refusal.sentence}"
    return ""


def whys_impossible(option: Option, seen: Collection[int], on: date) -> list[str]:
    """Say of each effect of an option why it is not possible now; nothing when all are. Only `seen` is named."""
    effects = effects_of(option.pk)
    said = [
        (each.initiative_id, why_impossible(each, each.initiative, each.initiative.title, on, effects))
        for each in effects
    ]
    return list(dict.fromkeys(why if key in seen else rules.UNSEEN for key, why in said if why))
