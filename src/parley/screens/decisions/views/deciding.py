"""The one page on which somebody decides: behind the link of their mail, or signed in."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from parley.decisions import actions
from parley.decisions.queries import (
    ELSEWHERE,
    Way,
    asks_to_sign_in,
    decision_seen,
    facts_of,
    initiatives_of,
    initiatives_weighed,
    link_by,
    opening_of,
    options_of,
    overtaken,
    positions_on,
    prices_of,
    sign_of_brief,
    what_happened,
    who_decided,
    why_it_came,
    why_link_ended,
    written_without_names,
)
from parley.decisions.rules import CHANGED, may_settle
from parley.decisions.terms import UNPUBLISHED, UNSETTLED
from parley.groups.queries import viewer_of
from parley.kernel.refusals import Stale
from parley.kernel.spans import today_of
from parley.roadmap.queries import evidence_of
from parley.screens.alone import KEPT_TO_ITSELF
from parley.screens.asking import Asked
from parley.screens.decisions.checking import warned_of_reason
from parley.screens.decisions.dissenting import opens_dissents
from parley.screens.decisions.forms import DecideForm
from parley.screens.decisions.shown import options_shown
from parley.screens.decisions.views.one import found
from parley.screens.decisions.weighing import weighed
from parley.screens.posting import attempt, status_of, typed_in
from parley.screens.refusing import LONGEST
from parley.screens.rendering import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from parley.decisions.models import DecidingLink, Decision, Option
    from parley.people.models import Person
    from parley.people.terms import Viewer

NOTHING, FORBIDDEN, CONFLICT, GONE, REFUSED = 404, 403, 409, 410, 422


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides what: by a link, or signed in without one."""

    row: "Decision"
    person: "Person"
    viewer: "Viewer"
    link: "DecidingLink | None" = None


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])  # what looks at links before their reader often asks with HEAD
def by_link(request: Asked, token: str) -> HttpResponse:
    """Show what waits, and settle it when it is confirmed. Opening changes nothing: scanners open links too."""
    link = opened(request, token)
    if isinstance(link, HttpResponse):
        return link
    answer = _one_page(request, _by(link))
    if answer.status_code == REFUSED and isinstance(ended := opened(request, token), HttpResponse):
        return ended  # it was confirmed at the same moment by somebody who was quicker
    return alone(answer)


@login_not_required
@require_safe
def prices_by_link(request: Asked, token: str) -> HttpResponse:
    """What each option displaces, asked for by the page of a link once that is there."""
    link = opened(request, token)
    return link if isinstance(link, HttpResponse) else alone(_prices(request, _by(link)))


@require_safe
def prices(request: Asked, key: int) -> HttpResponse:
    """What each option breaks and displaces, of what whoever asks may see; nothing once it is published."""
    row = found(request, key)
    if row.state not in UNPUBLISHED:
        return redirect("decision_options", key)
    return _prices(request, Deciding(row, request.user, request.viewer))


def opened(request: Asked, token: str) -> "HttpResponse | DecidingLink":
    """Give the link that an address opens for who asks; else the answer that says why it opens nothing."""
    link = link_by(token)
    if link is None or (request.user.is_authenticated and request.user.pk != link.person_id):
        nothing = {"other": link is not None}
        return alone(plain(request, "decisions/decide_nothing.html", nothing, status=NOTHING))
    if ended := why_link_ended(link, request.now):
        context = {"ended": ended, "key": link.decision_id, "happened": _happened(request, link),
                   "typed": _typed(request)}  # fmt: skip
        status = CONFLICT if request.method == "POST" else GONE
        return alone(plain(request, "decisions/decide_ended.html", context, status=status))
    if not request.user.is_authenticated and asks_to_sign_in():
        status = FORBIDDEN if request.method == "POST" else 200
        context = {"key": link.decision_id, "typed": _typed(request)}
        return alone(plain(request, "decisions/decide_sign_in.html", context, status=status))
    return link


def _happened(request: Asked, link: "DecidingLink") -> list[str]:
    """Say what ended a link: to whom is signed in what they may read, else who decided, to whoever could have."""
    row, viewer = link.decision, viewer_of(link.person)
    if request.user.is_authenticated:
        return what_happened(row, viewer) if decision_seen(viewer, row.pk) else []
    ended = link.used_at or link.revoked_at or link.expires_at <= request.now or asks_to_sign_in()
    return [] if ended or not may_settle(viewer, facts_of(row)) else who_decided(row, viewer)


def _by(link: "DecidingLink") -> Deciding:
    return Deciding(link.decision, link.person, viewer_of(link.person), link)


def _prices(request: Asked, deciding: Deciding) -> HttpResponse:
    row = deciding.row
    seen = {each.pk: each for each in initiatives_of(deciding.viewer, row.pk)}
    said = prices_of(deciding.viewer, row.pk, seen, today=today_of(deciding.person, request.now))
    context = {"decision": row, "prices": said, "options": options_of(row),
               "back": request.path.removesuffix("prices/")}  # fmt: skip
    return plain(request, "decisions/prices.html", context)


@require_http_methods(["GET", "POST"])
def signed_in(request: Asked, key: int) -> HttpResponse:
    """The same page for whoever decides and is signed in; anybody else reads the decision."""
    row = found(request, key)
    theirs = may_settle(request.viewer, facts_of(row))
    if row.state in UNSETTLED and theirs:
        return alone(_one_page(request, Deciding(row, request.user, request.viewer)))
    if request.method == "POST":
        stale = overtaken(row, request.POST.get("reason", ""), request.viewer)
        stale.typed = typed_in(_form(request, options_of(row)))
        stale.sentence = stale.sentence if theirs else ELSEWHERE
        raise stale
    return redirect("decision", key)


def _form(request: Asked, options: "Iterable[Option]", start: dict[str, Any] | None = None) -> DecideForm:
    choices = [(each.pk, each.title) for each in options]
    return DecideForm(request.POST or None, options=choices, initial=start or {}, auto_id="decide_%s")


def _typed(request: Asked) -> str:
    """Give the reason that somebody typed and that settles nothing: it is theirs to take along."""
    return request.POST.get("reason", "").strip()[:LONGEST]


def _one_page(request: Asked, deciding: Deciding) -> HttpResponse:
    row, came = deciding.row, why_it_came(deciding.row)
    sign = sign_of_brief(row, came)
    weighs = initiatives_weighed(deciding.viewer, row.pk)
    seen = {each.pk: each for each in weighs if each.in_sight}
    shown = options_shown(row, seen)
    agreed = getattr(row, "agreement", None)
    start = {"option": agreed.option_id, "reason": agreed.reason} if agreed else {}
    form = _form(request, [each.option for each in shown], start)
    stale = ""
    if request.method == "POST":
        try:
            if request.POST.get("seen") != sign:
                stale = CHANGED
            elif form.is_valid():
                settlement = attempt(form, lambda: _settle(request, deciding, form.cleaned_data))
                if settlement is not None:
                    context = {"settlement": settlement, "decision": row, "person": deciding.person,
                               "warned": warned_of_reason(deciding.viewer, row, settlement)}  # fmt: skip
                    return plain(request, "decisions/decide_done.html", context)
        except Stale as changed:
            if changed.sentence != CHANGED:
                raise
            came = why_it_came(row)
            stale, sign = changed.sentence, sign_of_brief(row, came)
    context = _brief(deciding, seen) | {
        "options": shown,
        "form": form,
        "signed_in": request.user.is_authenticated,
        "sign": sign,
        "stale": stale,
        "out_of_sight": len(weighs) - len(seen),
        "came": came,
        "changed": bool(deciding.link and deciding.link.brief != sign),
        "agreed": agreed,
        "opening": opening_of(row),
        "opens_dissents": request.user.is_authenticated and opens_dissents(deciding.viewer, row),
        "prices_at": f"{request.path}prices/" if deciding.link else reverse("decision_prices", args=[row.pk]),
    }
    return plain(request, "decisions/decide.html", context, status=CONFLICT if stale else status_of(form))


def _settle(request: Asked, deciding: Deciding, given: dict[str, Any]) -> Any:
    option = next((each for each in options_of(deciding.row) if each.pk == given["option"]), None)
    if option is None:  # it was there as the form was read
        raise Stale(CHANGED, theirs=deciding.row.question, yours=given["reason"])
    facts: dict[str, Any] = {"option": option, "reason": given["reason"], "seen": given["seen"]}
    now: dict[str, Any] = {"actor": deciding.person, "at": request.now}
    if deciding.link is None:
        return actions.decide_on_page(decision=deciding.row, **facts, **now)
    return actions.decide_by_link(link=deciding.link, signed_in=request.user.is_authenticated, **facts, **now)


def _brief(deciding: Deciding, seen: "Mapping[int, Any]") -> dict[str, Any]:
    """Give what is said of the decision, as far as whoever decides may see it; private notes are theirs alone."""
    row = deciding.row
    positions = positions_on(deciding.viewer, row.pk)
    return {
        "decision": row,
        "person": deciding.person,
        "instead_of": row.decider if row.decider_id != deciding.person.pk else None,
        "behind": {each.initiative.pk: each for each in weighed(seen.values(), evidence_of(seen))} if seen else {},
        "written": written_without_names(row.pk),
        "said": {way.name: [each for each in positions if each.way is way] for way in Way},
    }


def alone(response: HttpResponse) -> HttpResponse:
    """Keep the page to itself; its origin alone is told, without which browsers send a form as from nowhere."""
    for name, value in KEPT_TO_ITSELF.items():
        response[name] = value
    response["Referrer-Policy"] = "strict-origin"
    return response
