"""The mail to whoever decides: the question, the options in five lines each, where the group leans, and one link.

The link is made as the mail is, so that it stands nowhere else: not in the outbox, the ledger or the log.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.decisions.actions import make_deciding_link, revoke_links_of
from parley.decisions.queries import (
    Way,
    decision_seen,
    decision_to_mail,
    escalated_for,
    initiatives_of,
    options_in,
    owner_named,
    positions_on,
    who_is_mailed,
)
from parley.decisions.terms import LINK_LASTS, DecisionState, EffectField
from parley.groups.queries import viewer_of
from parley.kernel.money import Money
from parley.languages.moments import day_words
from parley.ledger import outbox
from parley.ledger.terms import MACHINE
from parley.people.queries import person_signed_in
from parley.reactions.mail import absolute, as_read_by, send
from parley.roadmap.queries import evidence_of, stage_labels
from parley.roadmap.rules import verdict_of
from parley.roadmap.terms import Verdict

if TYPE_CHECKING:
    from parley.decisions.models import Decision, Effect, Option
    from parley.decisions.queries import Position
    from parley.ledger.queries import Told
    from parley.people.models import Person
    from parley.roadmap.models import Initiative
    from parley.roadmap.terms import Asking

TO_DECIDE = {"decision.escalated", "decision.sent_back", "decision.agreed"}
SIGNED_OUT = "person.sessions_ended"  # everywhere: a phone is lost, and the mail on it
A_LINE = 160  # letters of what is told in one line; all of it stands on the page


def see_to_deciding(told: "Told", at: datetime) -> None:
    """After something that hands a decision to somebody, let them be mailed."""
    kind = told.event.kind
    refs = told.event.about()
    if kind in TO_DECIDE:
        _mail_all(next(ref.key for ref in refs if ref.kind == "decision"), told.entry, at)
    elif kind == "decision.decider_changed":
        key = next(ref.key for ref in refs if ref.kind == "decision")
        row = decision_to_mail(key)
        if row and row.state is DecisionState.ESCALATED:
            _mail_all(key, told.entry, at)
    elif kind == SIGNED_OUT and (person := person_signed_in(refs[0].key)):
        revoke_links_of(person=person, actor=MACHINE, at=at)
    elif kind == "deputy.began":
        for row in escalated_for(refs[0].key):
            _mail(row.pk, refs[1].key, told.entry, at)


def _mail_all(decision: int, entry: int, at: datetime) -> None:
    row = decision_to_mail(decision)
    for person in who_is_mailed(row) if row else []:
        _mail(decision, person.pk, entry, at)


def _mail(decision: int, person: int, entry: int, at: datetime) -> None:
    outbox.ensure("mail_decision", unique_key=f"mail_decision:{decision}:{person}:{entry}", run_after=at,
                  payload={"decision": decision, "person": person})  # fmt: skip


def mail_decision(payload: dict[str, Any], at: datetime) -> None:
    """Mail somebody what they need to decide; nothing once it is settled, or when somebody else decides it now."""
    row, person = decision_to_mail(payload["decision"]), person_signed_in(payload["person"])
    if row is None or person is None or person not in who_is_mailed(row):
        return
    viewer = viewer_of(person)
    if decision_seen(viewer, row.pk) is None:
        return
    seen = {each.pk: each for each in initiatives_of(viewer, row.pk)}
    positions = [each for each in positions_on(viewer, row.pk) if each.way is not Way.IN_PRIVATE]
    token = make_deciding_link(decision=row, person=person, actor=MACHINE, at=at)
    with as_read_by(person):
        subject = _("To decide by %(day)s: %(question)s")
        context = {
            "name": person.name,
            "opening": _opening(row, person),
            "title": row.question,
            "context": row.context,
            "options": options_said(row, seen),
            "besides": _besides(row, seen),
            "agreed": _agreed(row),
            "leanings": _leanings(row, positions),
            "dissents": [(each.name, each.text) for each in positions if each.way is Way.DISSENTS],
            "link": absolute(reverse("decide", args=[token])),
            "days": LINK_LASTS.days,
        }
        facts = {"day": day_words(row.decide_by, with_year=False), "question": row.question}
        send(person, subject % facts, "decide", context, about=f"decide-{person.pk}-{payload['work']}")


def _opening(row: "Decision", person: "Person") -> str:
    if person.pk != row.decider_id:
        return _(
            "you decide for %(name)s at the moment. This waits: you settle it in your own name, for them."
        ) % {"name": row.decider.name}  # fmt: skip
    if getattr(row, "agreement", None):
        return _("the group agrees on something. You confirm it, or decide otherwise.")
    if row.state is DecisionState.ESCALATED:
        return _("the group did not agree on this, or its day has come. You settle it, with a reason.")
    return _("this waits for you to be settled, with a reason.")


def _agreed(row: "Decision") -> tuple[str, str] | None:
    agreement = getattr(row, "agreement", None)
    return (agreement.option.title, agreement.reason) if agreement else None


def _leanings(row: "Decision", positions: "Sequence[Position]") -> list[tuple[str, str, str]]:
    """Say who leans where and what would change their mind; never a sum."""
    titles = {option.pk: option.title for option, _effects in options_in(row.pk)}
    return [(each.name, titles.get(each.option or 0, ""), each.text) for each in positions if each.way is Way.LEANS]


def options_said(row: "Decision", seen: "Mapping[int, Initiative]") -> list[tuple[str, list[str]]]:
    """Say each option in five lines: what it is, why, what it changes, who asks for that, and its price."""
    asking = evidence_of(seen) if seen else {}
    labels = {stage.value: label for stage, label in stage_labels().items()}
    found = []
    for option, effects in options_in(row.pk):
        about = [option.initiative_id] if option.initiative_id else [each.initiative_id for each in effects]
        things = [seen[key] for key in dict.fromkeys(about) if key in seen]
        lines = [
            _short(option.why),
            changes_said(effects, seen, labels),
            _asked(things, asking, first=bool(option.initiative_id)),
            price_of(option, things),
        ]
        found.append((option.title, lines))
    return found


def _besides(row: "Decision", seen: "Mapping[int, Initiative]") -> str:
    """Say who asks for what is weighed and no option is about; empty when there is none."""
    about = {option.initiative_id for option, _effects in options_in(row.pk)}
    about |= {each.initiative_id for _option, effects in options_in(row.pk) for each in effects}
    things = [each for key, each in seen.items() if key not in about]
    return _("Weighed as well: %(what)s") % {"what": _askers(things, evidence_of(seen))} if things else ""


def changes_said(effects: "Sequence[Effect]", seen: "Mapping[int, Initiative]", labels: Mapping[str, str]) -> str:
    """Say what an option changes, of the rest only how much."""
    told = [_change(each, seen[each.initiative_id], labels) for each in effects if each.initiative_id in seen]
    hidden = len(effects) - len(told)
    if hidden:
        told.append(ngettext("%(num)d change for fewer people", "%(num)d changes for fewer people", hidden)
                    % {"num": hidden})  # fmt: skip
    return _("Changes: %(what)s") % {"what": "; ".join(told)} if told else _("Changes nothing on the roadmap.")


def _change(effect: "Effect", initiative: "Initiative", labels: Mapping[str, str]) -> str:
    if effect.field is EffectField.SHIFT:
        return _("%(title)s: a team of another area is lent for it") % {"title": initiative.title}
    field = {
        EffectField.HORIZON: _("horizon"),
        EffectField.WINDOW: _("window"),
        EffectField.CONFIDENCE: _("confidence"),
        EffectField.STAGE: _("stage"),
        EffectField.AUDIENCE: _("seen by"),
        EffectField.ASSIGNMENT: _("owner"),
    }[effect.field]
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


def price_of(option: "Option", things: "Sequence[Initiative]") -> str:
    """Say what an option costs: what its initiatives' whys say. What it displaces in the plan belongs here too."""
    del option
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
