"""What a brief says in a mail: each option in five lines under its title, and what is weighed besides."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.decisions.queries import options_in, owner_named
from parley.decisions.rules.shifts import lending_of
from parley.decisions.terms import EffectField
from parley.groups.queries.shifts import teams_named
from parley.kernel.money import Money
from parley.languages.moments import day_words
from parley.roadmap.queries import evidence_of, stage_labels
from parley.roadmap.rules import verdict_of
from parley.roadmap.terms import Verdict

if TYPE_CHECKING:
    from parley.decisions.models import Decision, Effect
    from parley.groups.terms import Amount
    from parley.roadmap.models import Initiative
    from parley.roadmap.terms import Asking

A_LINE = 160  # letters of what is told in one line; all of it stands on the page


def options_said(
    row: "Decision", seen: "Mapping[int, Initiative]", prices: "Mapping[int, Sequence[str]]"
) -> list[tuple[str, list[str]]]:
    """Say each option in five lines: why, what it changes, who asks for that, what that costs, what it displaces."""
    asking = evidence_of(seen) if seen else {}
    options = options_in(row.pk)
    labels = {stage.value: label for stage, label in stage_labels().items()}
    labels |= _lent([effect for _option, mine in options for effect in mine])
    found = []
    for option, effects in options:
        about = [option.initiative_id] if option.initiative_id else [each.initiative_id for each in effects]
        things = [seen[key] for key in dict.fromkeys(about) if key in seen]
        hidden = bool(about) and not things
        lines = [
            _short(option.why),
            _changes(effects, seen, labels),
            _("What stands behind it is for fewer people than you.")
            if hidden
            else _asked(things, asking, first=bool(option.initiative_id)),
            costs_of(things) if option.initiative_id and not hidden else "",  # what it changes is not what it takes
            " ".join(prices.get(option.pk, ())),
        ]
        found.append((option.title, [each for each in lines if each]))
    return found


def besides(row: "Decision", seen: "Mapping[int, Initiative]") -> str:
    """Say who asks for what is weighed and no option is about; empty when there is none."""
    about = {option.initiative_id for option, _effects in options_in(row.pk)}
    about |= {each.initiative_id for _option, effects in options_in(row.pk) for each in effects}
    things = [each for key, each in seen.items() if key not in about]
    return _("Weighed as well: %(what)s") % {"what": _askers(things, evidence_of(seen))} if things else ""


def changes_said(effects: "Sequence[Effect]", seen: "Mapping[int, Initiative]") -> str:
    """Say what an option changes; of what its reader may not see only how much. Two queries at most."""
    labels = {stage.value: label for stage, label in stage_labels().items()}
    return _changes(effects, seen, labels | _lent(effects))


def _changes(effects: "Sequence[Effect]", seen: "Mapping[int, Initiative]", labels: Mapping[str, str]) -> str:
    told = [_change(each, seen[each.initiative_id], labels) for each in effects if each.initiative_id in seen]
    hidden = len(effects) - len(told)
    if hidden:
        told.append(ngettext("%(num)d change for fewer people", "%(num)d changes for fewer people", hidden)
                    % {"num": hidden})  # fmt: skip
    return _("Changes: %(what)s") % {"what": "; ".join(told)} if told else _("Changes nothing on the roadmap.")


def _change(effect: "Effect", initiative: "Initiative", labels: Mapping[str, str]) -> str:
    field = {
        EffectField.HORIZON: _("horizon"),
        EffectField.WINDOW: _("window"),
        EffectField.CONFIDENCE: _("confidence"),
        EffectField.STAGE: _("stage"),
        EffectField.AUDIENCE: _("seen by"),
        EffectField.ASSIGNMENT: _("owner"),
        EffectField.SHIFT: _("lent for it"),
    }[effect.field]
    if effect.field is EffectField.SHIFT:
        said = {"title": initiative.title, "field": field, "what": labels[effect.new]}
        return _("%(title)s, %(field)s: %(what)s") % said
    facts = {"title": initiative.title, "field": field}
    facts |= {"old": _value(effect.field, effect.expected, labels), "new": _value(effect.field, effect.new, labels)}
    return _("%(title)s, %(field)s: %(old)s → %(new)s") % facts


def _value(field: EffectField, value: str, labels: Mapping[str, str]) -> str:
    if field is EffectField.ASSIGNMENT and value:
        return owner_named(value)
    words = {
        "now": _("now"), "next": _("next"), "later": _("later"),
        "high": _("high"), "medium": _("medium"), "low": _("low"),
        "product_team": _("its product team"), "group": _("its group"), "company": _("the whole company"),
    }  # fmt: skip
    return {**labels, **words}.get(value, value) or _("none")


def _lent(effects: "Sequence[Effect]") -> dict[str, str]:
    """Say what some effects lend, by their values. One query, none without any."""
    said = {each.new: lending_of(each.new) for each in effects if each.field is EffectField.SHIFT}
    teams = teams_named({each.team for each in said.values()})
    return {
        value: _("%(team)s, %(how_much)s, %(first)s to %(last)s")
        % {
            "team": teams.get(each.team, _("a team")),
            "how_much": _how_much(each.amount),
            "first": day_words(each.first, with_year=True),
            "last": day_words(each.last, with_year=True),
        }
        for value, each in said.items()
    }


def _how_much(amount: "Amount") -> str:
    if amount.share == 100:
        return _("all of it")
    if amount.share is not None:
        return _("%(share)d%% of it") % {"share": amount.share}
    return _("%(weeks)s team-weeks a week") % {"weeks": amount}


def _asked(things: "Sequence[Initiative]", asking: "Mapping[int, Asking]", *, first: bool) -> str:
    if not things:
        return _("No initiative stands behind it.")
    facts = {"what": _askers(things, asking)}
    return (_("Asks for it: %(what)s") if first else _("Asks for what it changes: %(what)s")) % facts


def _askers(things: "Sequence[Initiative]", asking: "Mapping[int, Asking]") -> str:
    verdicts = {
        Verdict.BROAD: _("broad"),
        Verdict.FEW_CLIENTS: _("few clients"),
        Verdict.ONE_CLIENT: _("one client"),
        Verdict.TOO_LITTLE: _("too little evidence"),
    }
    told = []
    for each in things:
        clients = asking[each.pk].clients
        facts = {"title": each.title, "num": clients, "verdict": verdicts[verdict_of(asking[each.pk])]}
        words = ngettext("%(title)s: %(num)d client (%(verdict)s)", "%(title)s: %(num)d clients (%(verdict)s)", clients)
        told.append(words % facts)
    return "; ".join(told)


def costs_of(things: "Sequence[Initiative]") -> str:
    """Say what an option costs by the whys of its initiatives; what it displaces is computed (`prices_of`)."""
    told = []
    for each in things:
        if why := each.why:
            sums = str(Money(why.budget_amount, why.budget_currency)) if why.budget_amount is not None else ""
            cost = " · ".join(part for part in (sums, _short(why.budget)) if part) or _("no sum written")
            facts = {"title": each.title, "cost": cost, "instead": _short(why.instead)}
            words = _("%(title)s: %(cost)s, and for it: %(instead)s") if why.instead else _("%(title)s: %(cost)s")
            told.append(words % facts)
    return _("Price: %(what)s") % {"what": "; ".join(told)} if told else _("Nobody wrote what it costs.")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= A_LINE else words[: A_LINE - 1].rpartition(" ")[0] + "…"
