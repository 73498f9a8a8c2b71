"""Measured influence: the page of a quarter, what it counts one by one, one tap of who was credited, marking input."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.decisions.queries import decisions_visible_to
from parley.kernel.refusals import Refused
from parley.kernel.spans import Window, quarter_of
from parley.screens.asking import Asked, found
from parley.screens.conversations.places import place_of
from parley.screens.frame import page as framed
from parley.screens.frame import say, say_unknown
from parley.screens.influence.listed import lines_of, ways
from parley.screens.influence.shown import (
    chart,
    funnel,
    headline,
    hidden_words,
    names_by,
    outcome_words,
    quarter_key,
    said_words,
    share_in,
    share_words,
    tables_of,
)
from parley.screens.returning import list_sent_from
from parley.search.queries.conversations import comment_seen
from parley.surveys.actions.checks import answer_check
from parley.surveys.queries.checks import check_of
from parley.surveys.queries.influence import Figures, figures_by_quarter, figures_of
from parley.surveys.queries.influence_counts import quarters_counted
from parley.surveys.queries.opened import Wanted, given_by_credit
from parley.surveys.queries.perceived import perceived_of
from parley.surveys.terms.influence import DEFINITIONS, By, Changed, Outcome
from parley.voices.actions import mark_as_input
from parley.voices.queries import comment_of_mine
from parley.voices.terms import Given

MOST_DIGITS = 4  # of a page's number
Quarters = list[tuple[Window, datetime]]


@require_GET
def page(request: Asked) -> HttpResponse:
    """What became of what people gave in a quarter, beside what they say of it. The same for the whole company."""
    quarters = quarters_counted()
    quarter = _quarter(request, quarters)
    context: dict[str, Any] = {"quarter": quarter, "definitions": DEFINITIONS}
    if quarter:
        figures = figures_of(quarter, on=timezone.localdate(request.now))
        names, perceived = names_by(request.viewer), perceived_of()
        rows = chart(figures, perceived, names)
        context |= {
            "counted_at": dict(quarters)[quarter],
            "running": quarter == quarter_of(request.now.date()),
            "quarters": _quarters(quarters, quarter),
            "figures": figures,
            "headline": headline(figures.whole, rows) if figures.whole else "",
            "steps": funnel(figures.whole, quarter) if figures.whole else [],
            "chart": rows,
            "wave": next((each.wave for each in perceived.values()), ""),
            "tables": tables_of(figures, quarter, names),
            "heads": list(outcome_words().values()),
            "said": said_words(figures.said),
            "claimed": share_words(share_in(figures.whole, Outcome.CREDITED)) if figures.whole else "",
            "trend": _trend(),
        }
    return framed(request, "influence/page.html", context, place="influence")


def _quarter(request: Asked, quarters: Quarters) -> Window | None:
    """Give the quarter that is asked for, else the newest that is over: what came of the running one is not yet out."""
    known = {quarter_key(quarter): quarter for quarter, _at in quarters}
    wanted = request.GET.get("quarter")
    if wanted is not None and wanted not in known:
        say_unknown(request, (_("counted quarter"), wanted, None))
    today = request.now.date()
    over = [quarter for quarter in known.values() if quarter.last < today]
    return known.get(wanted or "") or next(iter(over), next(iter(known.values()), None))


def _quarters(quarters: Quarters, now: Window) -> list[tuple[str, str, bool]]:
    return [(str(each), f"?quarter={quarter_key(each)}", each == now) for each, _at in reversed(quarters)]


def _trend() -> list[list[str]]:
    """Give a row for each quarter: what was given, and what came of it."""
    return [
        [str(quarter), str(tally.given), *(share_words(share_in(tally, outcome)) for outcome in Outcome)]
        if tally
        else [str(quarter), hidden_words(), *("" for _each in Outcome)]
        for quarter, tally in figures_by_quarter()
    ]


@require_GET
def contributions(request: Asked) -> HttpResponse:
    """What a figure counts, one by one, as far as the reader may see it; of rows that are shown alone."""
    quarter = _quarter(request, quarters_counted())
    if quarter is None:
        raise Http404
    asked = request.GET
    kind = Given(asked["kind"]) if asked.get("kind") in {*Given} - {Given.NOTE} else Given.INSIGHT
    row = (By(asked["by"]), asked.get("value", "")) if asked.get("by") in {*By} - {By.KIND} else None
    names = names_by(request.viewer)
    if row and not _is_shown(figures_of(quarter, on=timezone.localdate(request.now)), *row):
        raise Http404
    number = asked.get("page", "")
    page_ = max(int(number), 1) if number.isdecimal() and len(number) < MOST_DIGITS else 1
    wanted = Wanted(quarter, kind, asked.get("what", ""), row, page_)
    lines, more = lines_of(request.viewer, wanted)
    context = {
        "quarter": quarter,
        "back": f"?quarter={quarter_key(quarter)}",
        "who": names[row[0]].get(row[1], row[1]) if row else "",
        "lines": lines,
        "outcomes": outcome_words(),
        **ways(wanted, names[By.KIND], more=more),
    }
    return framed(request, "influence/contributions.html", context, place="influence")


def _is_shown(figures: Figures, by: By, value: str) -> bool:
    return figures.rows[by].get(value) is not None


@require_http_methods(["GET", "POST"])
def heard(request: Asked, key: int) -> HttpResponse:
    """Ask whoever was credited whether it changed what they had asked for, and take their answer."""
    check = found(check_of(request.viewer, key))
    by = check.contribution.credited_by
    decision = found(decisions_visible_to(request.viewer).filter(pk=by).first())
    if request.method == "POST":
        said = request.POST.get("answer", "")
        if said not in {*Changed}:
            raise Refused(_("Parley could not tell what you answered. Press one of the three buttons."))
        answer_check(check=check, answer=Changed(said), actor=request.user, at=request.now)
        say(request, _("Thank you. Your answer is counted, and shown only in shares of five people or more."))
        return redirect(list_sent_from(request) or "today")
    context = {
        "check": check,
        "decision": decision,
        "gave": given_by_credit(request.viewer, check.contribution),
        "open": check.answer is None and check.closes_on >= timezone.localdate(request.now),
    }
    return framed(request, "influence/check.html", context, place="today")


@require_POST
def comment_as_input(request: Asked, key: int) -> HttpResponse:
    """Say that one would like one's comment considered, or no longer."""
    comment = found(comment_of_mine(request.viewer, key))
    wanted = request.POST.get("as_input")
    if wanted not in {"yes", "no"}:
        raise Refused(_("Parley could not tell whether you want it considered. Press the button beside your comment."))
    mark_as_input(comment=comment, as_input=wanted == "yes", actor=request.user, at=request.now)
    say(
        request,
        _("It is marked: what comes of it is counted from now on, and you are told when it is credited.")
        if wanted == "yes"
        else _("The mark is taken back. Your comment stays."),
    )
    seen = comment_seen(request.viewer, key)
    return redirect(place_of(seen)) if seen else redirect("today")
