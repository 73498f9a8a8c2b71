"""A decision as a document for one audience: what it may see, and nothing besides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from parley.decisions.queries import OUTCOMES, Way, initiatives_of, line_of, positions_on, settlement_of
from parley.decisions.terms import TOLD, UNSETTLED, DecisionState
from parley.languages.joining import headed
from parley.screens.decisions.shown import credited, options_shown, standing_of, step_of
from parley.screens.documents import As, Line
from parley.screens.rendering import absolute, day
from parley.voices.queries import credits_given_by

if TYPE_CHECKING:
    from datetime import date

    from parley.decisions.models import Decision, Settlement
    from parley.decisions.queries import Position
    from parley.decisions.queries.superseding import Line as Chain
    from parley.people.terms import Viewer
    from parley.screens.decisions.shown import Credited, Shown

MOST_NAMED = 12  # of those on whose contributions it rests


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a file of one decision may hold. `settled` only of one that is published: a draft is in no file."""

    decision: "Decision"
    options: "Sequence[Shown]"
    settled: "Settlement | None"
    dissents: "Sequence[Position]"  # with a name first, then what was written without one
    credits: "Sequence[Credited]"
    chain: "Chain"
    reviews: "Sequence[Position]"


def brief_of(viewer: "Viewer", row: "Decision") -> Brief:
    """Gather what a viewer sees of a decision that they may see. Eight queries at most."""
    told = row.state in TOLD
    positions = positions_on(viewer, row.pk)
    return Brief(
        decision=row,
        options=options_shown(row, {each.pk: each for each in initiatives_of(viewer, row.pk)}),
        settled=settlement_of(row.pk) if told else None,
        dissents=[each for way in (Way.DISSENTS, Way.UNSIGNED) for each in positions if each.way is way],
        credits=credited(credits_given_by("decision", row.pk)) if told else [],
        chain=line_of(viewer, row),
        reviews=[each for each in positions if each.way in OUTCOMES],
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
        named = [headed(each.person.name, each.gave) for each in brief.credits[:MOST_NAMED]]
        if more := len(brief.credits) - len(named):
            named.append(ngettext("and %(num)s more", "and %(num)s more", more) % {"num": more})
        yield Line(As.WORDS, "\n".join(named))
    yield from _chain(brief)
    yield from _review(brief)


def _head(brief: Brief, *, handed: str, on: "date", now: str) -> Iterator[Line]:
    row, settled = brief.decision, brief.settled
    yield Line(As.ABOUT, " · ".join(filter(None, (row.area.name, step_of(row), standing_of(row, on).text))))
    if settled and settled.instead_of:
        who = {"name": settled.settled_by.name, "other": settled.instead_of.name}
        yield Line(As.ABOUT, _("%(name)s for %(other)s") % who, _("Decided by"))
    elif row.state in TOLD:
        yield Line(As.ABOUT, (settled.settled_by if settled else row.decider).name, _("Decided by"))
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
    if brief.dissents:
        yield Line(As.NAME, _("Who disagrees, and why"))
    for each in brief.dissents:
        yield Line(As.WORDS, each.text, each.name or _("Without a name"))


def _chain(brief: Brief) -> Iterator[Line]:
    """Say how it was decided before and since, and what changed in between; what fewer people see is one line."""
    if not brief.chain.links:
        return
    yield Line(As.NAME, _("How it was decided before and since"))
    for place, each in enumerate(brief.chain.links):
        if each is None:
            yield Line(As.WORDS, _("Decided here too, for fewer people to see."))
            continue
        if each.what_changed and place:
            yield Line(As.WORDS, each.what_changed, _("What changed"))
        here = _("this decision") if each.pk == brief.decision.pk else ""
        yield Line(As.RESULT, each.question, " · ".join(filter(None, (_when(each), here))))
        if each.chosen and not here:
            yield Line(As.BELOW, each.chosen.title)
        if not here:
            yield Line(As.BELOW, absolute("decision", each.pk))


def _when(row: "Decision") -> str:
    if row.published_at:
        return str(day(row.published_at))
    return _("withdrawn") if row.state is DecisionState.WITHDRAWN else _("not published yet")


def _review(brief: Brief) -> Iterator[Line]:
    row = brief.decision
    due = row.review_on if row.state is DecisionState.PUBLISHED else None
    if not (due or brief.reviews):
        return
    words = {
        Way.CAME_TRUE: _("It came true"),
        Way.PARTLY: _("It came true in part"),
        Way.NOT: _("It did not come true"),
    }
    yield Line(As.NAME, _("What happened") if brief.reviews else _("Looking at it again"))
    for each in brief.reviews:
        said = {"day": day(each.at), "name": each.name, "outcome": words[each.way]}
        yield Line(As.WORDS, each.text, _("%(day)s, %(name)s: %(outcome)s") % said)
    if due:
        yield Line(As.RESULT, day(due), pgettext("a day", "Looked at again on"))
