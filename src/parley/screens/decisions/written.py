"""A decision as a document for one audience: what it may see, and nothing besides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parley.decisions.queries import dissents_of, initiatives_of, settlement_of, superseding
from parley.decisions.queries.handing_out import beside, looked_at_again
from parley.decisions.terms import TOLD, UNSETTLED, DecisionState
from parley.languages.joining import headed
from parley.people.queries import names_of
from parley.screens.decisions.shown import credited, options_shown, standing_of, step_of
from parley.screens.documents import As, Line
from parley.screens.rendering import absolute, day
from parley.voices.queries import credits_given_by

if TYPE_CHECKING:
    from datetime import date

    from parley.decisions.models import Decision, Dissent, Settlement
    from parley.ledger.queries import Told
    from parley.people.models import Person
    from parley.people.terms import Viewer
    from parley.screens.decisions.shown import Credited, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a file of one decision may hold. `settled` only of one that is published: a draft is in no file."""

    decision: "Decision"
    options: "Sequence[Shown]"
    settled: "Settlement | None"
    dissents: "Sequence[Dissent]"
    credits: "Sequence[Credited]"
    before: "Decision | None"
    after: "Decision | None"
    kept: "Sequence[Told]"
    people: "dict[int, Person]"


def brief_of(viewer: "Viewer", row: "Decision") -> Brief:
    """Gather what a viewer sees of a decision that they may see. Nine queries at most."""
    told = row.state in TOLD
    kept = looked_at_again(row)
    return Brief(
        decision=row,
        options=options_shown(row, {each.pk: each for each in initiatives_of(viewer, row.pk)}),
        settled=settlement_of(row.pk) if told else None,
        dissents=dissents_of(row.pk),
        credits=credited(credits_given_by("decision", row.pk)) if told else [],
        before=beside(viewer, [row.supersedes_id]).get(row.supersedes_id or 0),
        after=superseding(viewer, row) if row.state is DecisionState.SUPERSEDED else None,
        kept=kept,
        people=names_of(each.actor for each in kept) if kept else {},
    )


def document(brief: Brief, *, handed: str, on: "date", now: str) -> Iterator[Line]:
    """Write a decision out; `handed` says for whom, `on` is the reader's day and `now` the moment in words."""
    yield Line(As.TITLE, brief.decision.question)
    yield from _head(brief, handed=handed, on=on, now=now)
    yield from _outcome(brief)
    if brief.decision.context:
        yield Line(As.NAME, _("What led to it"))
        yield Line(As.WORDS, brief.decision.context)
    for number, each in enumerate(brief.options, start=1):
        yield from _option(brief, number, each)
    yield from _dissent(brief)
    if brief.credits:
        yield Line(As.NAME, _("It rests on what these people gave"))
        yield Line(As.WORDS, "\n".join(headed(each.person.name, each.gave) for each in brief.credits))
    yield from _chain(brief)
    yield from _review(brief)


def _head(brief: Brief, *, handed: str, on: "date", now: str) -> Iterator[Line]:
    row, settled = brief.decision, brief.settled
    yield Line(As.ABOUT, " · ".join(filter(None, (row.area.name, step_of(row), standing_of(row, on).text))))
    if settled and settled.instead_of:
        who = {"name": settled.settled_by.name, "other": settled.instead_of.name}
        yield Line(As.ABOUT, _("%(name)s for %(other)s") % who, _("Decided by"))
    elif row.state in TOLD:
        yield Line(As.ABOUT, row.decider.name, _("Decided by"))
    else:
        yield Line(As.ABOUT, row.decider.name, _("Who decides"))
    if settled:
        yield Line(As.ABOUT, day(settled.settled_at), pgettext("a day", "Decided on"))
    elif row.state in UNSETTLED:
        yield Line(As.ABOUT, day(row.decide_by), pgettext("a day", "Decide by"))
    yield Line(As.ABOUT, handed, pgettext("whom a file is made for", "For"))
    yield Line(As.ABOUT, now, _("As it stood on"))
    yield Line(As.ABOUT, absolute("decision", row.pk))


def _outcome(brief: Brief) -> Iterator[Line]:
    row = brief.decision
    if row.state in TOLD:
        yield Line(As.NAME, _("What was decided, and why"))
        if row.chosen:
            yield Line(As.RESULT, row.chosen.title)
        yield Line(As.WHY, row.reason)
    elif row.state is DecisionState.WITHDRAWN:
        yield Line(As.NAME, _("Withdrawn"))
        yield Line(As.WHY, row.reason)


def _option(brief: Brief, number: int, option: "Shown") -> Iterator[Line]:
    yield Line(As.NAME, option.option.title)
    said = {"number": number}
    if brief.decision.state not in TOLD:
        yield Line(As.BELOW, _("Option %(number)d") % said)
    else:
        yield Line(As.BELOW, _("Option %(number)d, chosen") % said if option.chosen else _("Option %(number)d") % said)
    yield Line(As.WORDS, option.option.why)
    for change in option.changes:
        what = {"initiative": change.initiative.title, "change": change.words}
        yield Line(As.RESULT, _("%(initiative)s, %(change)s") % what, _("Changes"))


def _dissent(brief: Brief) -> Iterator[Line]:
    """Who disagrees by name; what was said without one belongs after these, under the same heading."""
    if brief.dissents:
        yield Line(As.NAME, _("Who disagrees, and why"))
    for each in brief.dissents:
        yield Line(As.WORDS, each.text, each.person.name)


def _chain(brief: Brief) -> Iterator[Line]:
    if brief.before or brief.after:
        yield Line(As.NAME, _("Before and after it"))
    for other, lead in ((brief.before, _("Takes the place of")), (brief.after, _("Its place was taken by"))):
        if other:
            yield Line(As.RESULT, other.question, lead)
            yield Line(As.BELOW, absolute("decision", other.pk))


def _review(brief: Brief) -> Iterator[Line]:
    row = brief.decision
    if row.state not in TOLD or not (row.review_on or brief.kept):
        return
    yield Line(As.NAME, _("Looking at it again"))
    for each in brief.kept:
        who = brief.people.get(each.actor or 0)
        said = {"day": day(each.at), "name": who.name if who else "Parley"}
        yield Line(As.WORDS, each.reason, _("%(day)s, %(name)s: it still holds") % said)
    if row.review_on and row.state is DecisionState.PUBLISHED:
        yield Line(As.RESULT, day(row.review_on), pgettext("a day", "Looked at again on"))
