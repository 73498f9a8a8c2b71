"""A decision as its pages show it: how it stands, what each option changes, and who gave what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.decisions.queries import newer_than, options_in, value_now
from parley.decisions.queries.settling import settled_by
from parley.decisions.rules import lacks_why
from parley.decisions.terms import TOLD, UNPUBLISHED, DecisionState, EffectField
from parley.people.queries import names_of
from parley.roadmap.queries import stage_labels
from parley.screens.decisions.given import gave
from parley.screens.decisions.lent_words import lent_words
from parley.screens.rendering import day
from parley.screens.topics.standing import Standing
from parley.voices.terms import Given

if TYPE_CHECKING:
    from parley.decisions.models import Decision, Effect, Option
    from parley.people.models import Person
    from parley.people.terms import Viewer
    from parley.roadmap.models import Initiative
    from parley.voices.models import Contribution


def standing_of(decision: "Decision", on: date) -> Standing:
    """Say how a decision stands on a day."""
    match decision.state:
        case DecisionState.OPEN | DecisionState.DISCUSSING | DecisionState.ESCALATED:
            late = (on - decision.decide_by).days
            if late > 0:
                return Standing(ngettext("Late by %d day", "Late by %d days", late) % late, "bad")
            if late == 0:
                return Standing(_("To be decided today"), "warn")
            return Standing(_("Decide by %s") % day(decision.decide_by), "plain")
        case DecisionState.DECIDED:
            return Standing(_("Decided, not published yet"), "warn")
        case DecisionState.PUBLISHED:
            return Standing(_("Published %s") % day(decision.published_at), "good")
        case DecisionState.SUPERSEDED:
            return Standing(_("Superseded"), "warn")
        case DecisionState.WITHDRAWN:
            return Standing(_("Withdrawn"), "plain")


def step_of(decision: "Decision") -> str:
    """Say how far a decision is that is not settled; nothing for any other."""
    words = {
        DecisionState.OPEN: _("Open"),
        DecisionState.DISCUSSING: _("Discussing"),
        DecisionState.ESCALATED: _("Escalated"),
    }
    return words.get(decision.state, "")


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision with how it stands, how far it is while it is open, and what took its place, if that may be seen.

    `by` is who decides it; once it is published who did, who may have been a deputy.
    """

    decision: "Decision"
    standing: Standing
    step: str
    by: str
    newer: "Decision | None" = None


def listed(decisions: Iterable["Decision"], on: date, viewer: "Viewer | None" = None) -> list[Listed]:
    """Give decisions as a list shows them; with a viewer, each with what took its place: two queries at most."""
    decisions = list(decisions)
    newer, by = newer_than(viewer, decisions) if viewer else {}, names_by(decisions)
    return [Listed(each, standing_of(each, on), step_of(each), by[each.pk], newer.get(each.pk)) for each in decisions]


def names_by(decisions: Iterable["Decision"]) -> dict[int, str]:
    """Give by decision the name of who decides it, or did once it is published. One query, none if none is."""
    rows = list(decisions)
    settled = settled_by([each.pk for each in rows if each.state in TOLD])
    return {each.pk: settled.get(each.pk, each.decider).name for each in rows}


@dataclass(frozen=True, slots=True)
class Change:
    """What an option changes on an initiative its reader may see. `moved_to`: what it is now, if that differs."""

    initiative: "Initiative"
    words: str
    moved_to: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An option as its reader sees it; `hidden` counts changes on initiatives for fewer people."""

    option: "Option"
    changes: list[Change]
    hidden: int
    chosen: bool
    effects: tuple["Effect", ...] = ()

    @property
    def lacks_why(self) -> bool:
        """Whether its owner is asked for the why and has not written it."""
        return lacks_why(self.option.why)


def options_shown(
    decision: "Decision", seen: Mapping[int, "Initiative"], reader: "Viewer | None" = None
) -> list[Shown]:
    """Give the options with what they change, as far as the reader may see it, the chosen one first. 1 or 2 queries.

    For a reader who is named, each has their bookmark in what is said of it.
    """
    options = options_in(decision.pk, reader)
    effects = [effect for _option, mine in options for effect in mine]
    labels: dict[str, str] = {}
    if any(each.field is EffectField.STAGE for each in effects):
        labels |= {stage.value: label for stage, label in stage_labels().items()}
    owned = [each for each in effects if each.field is EffectField.ASSIGNMENT]
    if owned:
        keys = {int(key) for each in owned for key in (each.expected, each.new, _now(each, seen)) if key}
        labels |= {str(key): person.name for key, person in names_of(keys).items()}
    labels |= lent_words(each.new for each in effects if each.field is EffectField.SHIFT)
    open_ = decision.state in UNPUBLISHED
    made = []
    for option, mine in options:
        changes = [
            _change(each, seen[each.initiative_id], labels, open_) for each in mine if each.initiative_id in seen
        ]
        made.append(Shown(option, changes, len(mine) - len(changes), option.pk == decision.chosen_id, tuple(mine)))
    return sorted(made, key=lambda each: not each.chosen)


def _now(effect: "Effect", seen: Mapping[int, "Initiative"]) -> str:
    return value_now(seen[effect.initiative_id], effect.field) if effect.initiative_id in seen else ""


def audience_said(value: str) -> str:
    """Say an audience as a change names it."""
    words = {"product_team": _("its product team"), "group": _("its group"), "company": _("the whole company")}
    return words.get(value, value)


def word_said(value: str) -> str:
    """Say a horizon or a confidence; anything else as it is."""
    words = {
        "now": _("now"), "next": _("next"), "later": _("later"),
        "high": _("high"), "medium": _("medium"), "low": _("low"),
    }  # fmt: skip
    return words.get(value, value)


def _change(effect: "Effect", initiative: "Initiative", labels: "Mapping[str, str]", open_: bool) -> Change:  # noqa: FBT001
    def said(value: str) -> str:
        if effect.field is EffectField.AUDIENCE:
            return audience_said(value)
        if not value:
            return _("nobody") if effect.field is EffectField.ASSIGNMENT else _("none")
        return labels.get(value) or word_said(value)

    words = {
        EffectField.HORIZON: _("horizon: %(old)s → %(new)s"),
        EffectField.WINDOW: _("window: %(old)s → %(new)s"),
        EffectField.CONFIDENCE: _("confidence: %(old)s → %(new)s"),
        EffectField.STAGE: _("stage: %(old)s → %(new)s"),
        EffectField.AUDIENCE: _("seen by: %(old)s → %(new)s"),
        EffectField.ASSIGNMENT: _("owner: %(old)s → %(new)s"),
        EffectField.SHIFT: _("lent for it: %(new)s"),
    }[effect.field] % {"old": said(effect.expected), "new": said(effect.new)}
    now = value_now(initiative, effect.field)
    return Change(initiative, words, said(now) if open_ and now != effect.expected else "")


@dataclass(frozen=True, slots=True)
class Credited:
    """Somebody who is credited, with what they gave in words."""

    person: "Person"
    gave: str


def credited(contributions: Iterable["Contribution"]) -> list[Credited]:
    """Gather credits by person."""
    by_person: dict[Person, list[Given]] = {}
    for each in contributions:
        by_person.setdefault(each.person, []).append(each.kind)
    return [Credited(person, gave(kinds)) for person, kinds in by_person.items()]
