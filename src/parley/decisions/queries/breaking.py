"""What choosing an option of a decision would break of what clients were told, before it is chosen."""

from collections.abc import Mapping, Sequence
from datetime import date

from parley.decisions.models import Effect
from parley.decisions.rules.effects import plan_after
from parley.decisions.terms import EffectField
from parley.disclosure.queries import (
    Breaking,
    Now,
    breaks_among,
    now_of_each,
    told_latest_of,
    with_plan,
    with_stage,
)
from parley.languages import prices as words
from parley.people.terms import Viewer
from parley.roadmap.models import Initiative
from parley.roadmap.queries import plan_of
from parley.roadmap.terms import Stage

PROMISED = {EffectField.HORIZON, EffectField.WINDOW, EffectField.CONFIDENCE, EffectField.STAGE}  # clients are told


def broken_by(
    viewer: Viewer, effects: Mapping[int, Sequence[Effect]], seen: Mapping[int, Initiative], *, on: date
) -> dict[int, list[str]]:
    """Say by option which promises its effects break, a sentence for each initiative the viewer may see.

    Whoever keeps the roadmap, runs the group or decides reads the clients' names, the largest first; others how many
    there are. Four queries however many options there are, none when no effect touches what clients are told.
    """
    changed = {key: _changed(each, seen) for key, each in effects.items()}
    touched = {initiative for each in changed.values() for initiative in each}
    if not touched:
        return {}
    nows = now_of_each([seen[key] for key in sorted(touched)], on=on)
    told = told_latest_of(touched)
    found: dict[int, list[str]] = {}
    for option, new_by_initiative in changed.items():
        for initiative, new in new_by_initiative.items():
            now = nows[initiative]
            if broken := breaks_among(told[initiative], now, _after(now, new)):
                found.setdefault(option, []).append(_said(viewer, seen[initiative], broken))
    return found


def _changed(effects: Sequence[Effect], seen: Mapping[int, Initiative]) -> dict[int, dict[EffectField, str]]:
    new: dict[int, dict[EffectField, str]] = {}
    for each in effects:
        if each.field in PROMISED and each.initiative_id in seen:
            new.setdefault(each.initiative_id, {})[each.field] = each.new
    return new


def _after(now: Now, new: Mapping[EffectField, str]) -> Now:
    then = with_plan(now, plan_after(plan_of(now.row), new))
    return with_stage(then, Stage(new[EffectField.STAGE])) if EffectField.STAGE in new else then


def _said(viewer: Viewer, initiative: Initiative, broken: Sequence[Breaking]) -> str:
    named = viewer.operations or initiative.area_id in viewer.product_of | viewer.decides | viewer.facilitates
    return words.breaks(initiative.title, len(broken), [each.name for each in broken] if named else [])
