"""The page of one initiative: why, how far, what people see in it, who asks, and what may be said to a client."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from parley.clients.rules import may_see_sums
from parley.decisions.queries import decided_in, reason_told
from parley.decisions.rules import OVER, may_open, may_put_against
from parley.disclosure.queries import disclosed_of, gate_of
from parley.disclosure.rules import may_be_told
from parley.groups.rules import may_keep_roadmap, must_keep_roadmap
from parley.kernel.refusals import Refused
from parley.ledger.queries import Told
from parley.people.queries import names_of
from parley.people.terms import Side
from parley.roadmap.queries import (
    Around,
    around,
    overrides_now_of,
    plan_of,
    said_last,
    showing_of,
    stage_before,
    standing_of,
    stop_of,
    why_of,
)
from parley.roadmap.rules import accepting_refusal, missing_of, narrowed_because, override_refusal
from parley.roadmap.terms import Horizon, Stage
from parley.screens.asking import Asked, found
from parley.screens.conversations.shown import before_of, latest, talked
from parley.screens.frame import page as framed
from parley.screens.hearing import hearing
from parley.screens.posting import status_of
from parley.screens.rendering import day
from parley.screens.roadmap.beside_it import beside
from parley.screens.roadmap.forms import sum_words
from parley.screens.roadmap.owing import duties_of, track_of
from parley.screens.roadmap.views.history import told_of
from parley.screens.roadmap.views.one import seen
from parley.screens.roadmap.who_asks import evidence_words
from parley.screens.trials.beside import taking_part, trials_shown
from parley.search.queries import titles_seen_by
from parley.voices.queries import latest_comments_in

if TYPE_CHECKING:
    from django.forms import Form

    from parley.roadmap.models import Initiative, InitiativeWhy

INSIGHTS = 5
TOLD = 12
LABEL = gettext_lazy("What do you see, ask or know?")


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why an initiative is stopped, and in words where, when and by whom."""

    reason: str
    meta: list[str]
    side: Side = Side.NEITHER


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """One initiative."""
    return shown(request, seen(request, key))


def shown(request: Asked, row: "Initiative", form: "Form | None" = None) -> HttpResponse:
    """Show an initiative, perhaps with a comment that was refused."""
    near = around(row)
    stopped = stop_of(row.pk) if row.stage is Stage.STOPPED else None
    there = beside(request.viewer, row.pk)
    duties, tried = duties_of(request, row, near.labels), trials_shown(request, row, there.trials)
    context = {
        "initiative": row,
        "hearing": hearing(request.viewer, row.area_id, row),
        "area": row.area,
        "label": near.labels[row.stage],
        "duties": duties,
        "track": track_of(
            row.stage, near.labels, stage_before(stopped), duties, clients=taking_part(there.trials, row)
        ),
        "stopped": _stopped(request, stopped, near.labels) if row.stage is Stage.STOPPED else None,
        "regions": near.regions,
        "attached": there.attached,
    }
    context |= _seen_by(request, row, near) | _why(row) | _plan(request, row, near)
    said = latest(request, latest_comments_in(row.thread_id, before_of(request)))
    send_to = reverse("initiative_comments", args=[row.pk])
    context["talk"] = talked(request, said, row).of(row.thread_id, send_to, form, label=LABEL, markable=True)
    context |= _asked_for(request, row) | tried | {"explored": there.explored}
    everything = request.GET.get("history") == "all"
    titles = {each.key: each.title for each in there.attached if each.what == "decision"}
    places = near.regions | {key: name for key, (name, _plan_there) in near.different.items()}
    told = told_of(request, row, places, titles, limit=200 if everything else TOLD)
    context |= {"told": told, "more_told": not everything and len(told) == TOLD, "whole_history": everything}
    return framed(request, "roadmap/initiative.html", context, place="roadmap", status=status_of(form) if form else 200)


def _seen_by(request: Asked, row: "Initiative", near: Around) -> dict[str, Any]:
    """Who sees it and why, what was set aside, and whether the viewer may change that."""
    overrides = overrides_now_of(row.pk) if row.overridden else []  # type: ignore[attr-defined]  # an annotation
    viewer = request.viewer
    refusal = ""
    try:
        must_keep_roadmap(viewer, row.area_id)
    except Refused as refused:
        refusal = refused.sentence
    return {
        "overrides": overrides,
        "narrowed": narrowed_because(showing_of(row, overrides, near.labels)),
        "keeps": may_keep_roadmap(viewer, row.area_id),
        "may_ask": may_open(viewer, row.area_id),
        "may_put": may_put_against(viewer, row.area_id) and row.stage not in OVER,
        "refusal": refusal,
        "override_refusal": override_refusal(viewer, row.area_id),
    }


def _asked_for(request: Asked, row: "Initiative") -> dict[str, Any]:
    """Who asks, and whether the viewer may answer for one client asking."""
    standing = found(standing_of(request.viewer, row.pk, row.area_id, on=request.now.date()))
    sums = may_see_sums(request.viewer)
    return {
        "insights": said_last(row.pk, standing.asking.latest[:INSIGHTS]),
        "evidence": evidence_words(standing, area=row.area.name, sums=sums),
        "accepted": standing.accepted,
        "may_accept": not accepting_refusal(request.viewer, row.area_id),
    }


def _why(row: "Initiative") -> dict[str, Any]:
    written = row.why
    return {
        "why": written,
        "missing": missing_of(why_of(written), title=row.title),
        "meta": _meta(written) if written else [],
        "written_from": written.written_by.side if written and written.written_by else Side.NEITHER,
        "budget": sum_words(written.budget_amount, written.budget_currency) if written else "",
    }


def _meta(why: "InitiativeWhy") -> list[str]:
    """Who wrote a why, what it costs and what it brings, in words."""
    by = why.written_by
    words = []
    if by:
        where = f", {by.function.name}" if by.function else ""
        words.append(_("Written by %(name)s%(function)s") % {"name": by.name, "function": where})
    budget = " · ".join(filter(None, (sum_words(why.budget_amount, why.budget_currency), why.budget)))
    if budget:
        words.append(_("budget: %s") % budget)
    if why.expected_return:
        words.append(_("expected return: %s") % why.expected_return)
    return words


def _plan(request: Asked, row: "Initiative", near: Around) -> dict[str, Any]:
    """When, for the viewer's region first, and what may be said of it to a client."""
    everywhere = plan_of(row)
    disclosed = disclosed_of(row.pk, on=request.now.date())
    mine = near.different.get(request.viewer.region or 0)
    here = mine[1] if mine else everywhere
    applies = not near.regions or request.viewer.region in near.regions
    return {
        "plan": here,
        "plan_for": mine[0] if mine else "",
        "elsewhere": everywhere if mine else None,
        "different": [each for key, each in sorted(near.different.items()) if key != request.viewer.region],
        "applies": applies,
        "horizons": {Horizon.NOW: _("now"), Horizon.NEXT: _("next"), Horizon.LATER: _("later")},
        "telling": may_be_told(gate_of(row, near, here, disclosed, region=request.viewer.region, ask=_ask(row))),
        "disclosed": disclosed,
    }


def _ask(row: "Initiative") -> str:
    return _("Ask %(name)s.") % {"name": row.owner.name} if row.owner else ""


def _stopped(request: Asked, stop: Told | None, labels: dict[Stage, str]) -> Stopped:
    """Why and where it stopped, and who did that; an imported one may not say. A query more when a decision did."""
    if stop is None:
        return Stopped(_("It is stopped, and nobody has written why."), [])
    by = names_of([stop.actor]).get(stop.actor) if stop.actor else None
    stage = labels[stage_before(stop)]
    who = _("Stopped at %(stage)s by %(name)s") % {"stage": stage, "name": by.name if by else _("Parley")}
    cause = decided_in(stop)
    why = reason_told(stop, titles_seen_by(request.viewer, [cause]) if cause else ())
    return Stopped(why, [who, day(stop.at)], by.side if by else Side.NEITHER)
