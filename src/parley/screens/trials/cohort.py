"""The right clients for a trial: who would fit best within the wanted spread, why each, and what swaps cost."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods

from parley.clients.queries import clients_visible_to
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.people.queries import every_region
from parley.roadmap.queries import everybody
from parley.screens.addresses import key_of
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.trials.page import PLACES
from parley.trials.actions import propose_clients
from parley.trials.queries.candidates import FIRM, Pool, pool_of, wish_of
from parley.trials.queries.seeing import trial_seen
from parley.trials.rules.cohort import cohort_for, cost_words, swapping_of
from parley.trials.rules.planning import must_be_open, must_plan
from parley.trials.terms import OUT_OF_IT, PlaceState
from parley.trials.terms.candidates import Bar, Candidate, Dimension
from parley.trials.terms.cohort import Cohort, Ground, Wish

if TYPE_CHECKING:
    from parley.trials.models import Trial

SECONDS = 5.0  # that a page gives the solver
SWAPS, WAITING, BARRED, PARTS = 2, 12, 60, 6  # that are shown
BARS = {
    Bar.LEFT: later("no client any more"),
    Bar.OUT_OF_SCOPE: later("where it does not apply"),
    Bar.LEFT_OUT: later("left out by somebody"),
    Bar.SAID_NO: later("said no to this one"),
    Bar.IN_TRIAL: later("in another trial"),
    Bar.RESTS: later("resting"),
    Bar.SENSITIVE: later("spared for a while"),
    Bar.DECLINED: later("held back by their account managers"),
    Bar.NOT_AGREED: later("not agreed to yet"),
    Bar.NOT_COVERED: later("without an agreement"),
}


class Around(NamedTuple):
    """What stands round a cohort: all candidates, those in the trial, names of regions, and what the page was asked."""

    there: dict[int, Candidate]
    pool: Pool
    places: dict[int, str]
    wish: Wish
    put_in: frozenset[int]
    leave_out: frozenset[int]

    def address(self, *, out: int, put_in: int = 0) -> str:
        """Give the address of this page with one left out, and perhaps another put in for it."""
        inside = sorted((self.put_in - {out}) | ({put_in} if put_in else set()))
        return "?" + urlencode(
            [*(("in", key) for key in inside), *(("out", key) for key in sorted(self.leave_out | {out}))]
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of the cohort: why it is in it, whether it is in the trial already, and who could take its place."""

    key: int
    name: str
    region: str
    state: PlaceState | None
    reasons: tuple[str, ...]
    swaps: tuple[tuple[str, str, str], ...]  # who instead, what that costs, and the address of choosing so
    without: str  # the address of leaving it out


@require_http_methods(["GET", "POST"])
def page(request: Asked, key: int) -> HttpResponse:
    """Propose a cohort; what is sent here asks the account managers of those that were kept."""
    trial = found(trial_seen(request.viewer, key))
    must_plan(request.viewer, trial.initiative.area_id)
    must_be_open(trial.state)
    if request.method == "POST":
        keys = {each for each in map(key_of, request.POST.getlist("client")) if each}
        if not keys:
            raise Refused("Nobody is chosen. Tick the clients whose account managers you want to ask.")
        clients = list(clients_visible_to(request.viewer).filter(pk__in=keys))
        propose_clients(trial=trial, clients=clients, actor=request.user, at=request.now)
        one, more = _("Its account manager is asked now."), _("The account managers of %d clients are asked now.")
        say(request, one if len(clients) == 1 else more % len(clients))
        return redirect("trial", key)
    return _page(request, trial)


def _page(request: Asked, trial: "Trial") -> HttpResponse:
    on = max(today_of(request.user, request.now), trial.first_day)
    put_in, leave_out = (_keys(request.GET.getlist(name)) for name in ("in", "out"))
    pool = pool_of(trial, on=on)
    wish = wish_of(trial, pool, put_in=put_in, leave_out=leave_out)
    cohort, given_up = cohort_for(pool.candidates, wish, on, seconds=SECONDS), ""
    if cohort.relaxation and request.GET.get("least"):  # somebody asked for what can be had instead
        given_up, wish = cohort.relaxation.sentence, cohort.relaxation.wish
        cohort = cohort_for(pool.candidates, wish, on, seconds=SECONDS)
    there = {each.key: each for each in pool.candidates}
    places = {each.pk: each.name for each in every_region()}
    around, price = Around(there, pool, places, wish, put_in, leave_out), cohort.price_of_spread
    bars = Counter(each[0].bar for each in cohort.barred.values())
    context = {
        "trial": trial,
        "chosen": list(_chosen(cohort, around, on)),
        "obstacles": [each.sentence for each in cohort.obstacles],
        "relaxation": cohort.relaxation.sentence if cohort.relaxation else "",
        "given_up": given_up,
        "instead": _instead(put_in, leave_out),
        "price": cost_words(price) if price and any(price) else "",
        "waiting": [there[each].name for each in cohort.waiting[:WAITING]],
        "more_waiting": max(len(cohort.waiting) - WAITING, 0),
        "barred": [(there[each].name, bars_[0].sentence) for each, bars_ in list(cohort.barred.items())[:BARRED]],
        "bars": [(BARS[bar], count) for bar, count in bars.most_common()],
        "asked": len(pool.candidates),
        "pinned": bool(put_in or leave_out),
        "standings": PLACES,
        "beside": _beside(cohort, around, request.now.date()),
    }
    return framed(request, "trials/cohort.html", context, place="trials")


def _instead(put_in: Iterable[int], leave_out: Iterable[int]) -> str:
    """Give the address of what can be had when not all that is wanted can."""
    return "?" + urlencode([("least", "1"), *(("in", key) for key in put_in), *(("out", key) for key in leave_out)])


def _keys(words: Iterable[str]) -> frozenset[int]:
    return frozenset(each for each in map(key_of, words) if each)


def _chosen(cohort: Cohort, around: Around, on: date) -> Iterator[Chosen]:
    """Say of each of the cohort why it is in it, and what the best swaps of those that are new would cost."""
    if not cohort.choices:
        return
    swapping = swapping_of(around.pool.candidates, cohort.chosen, around.wish, on)
    for choice in cohort.choices:
        client, state = around.there[choice.key], around.pool.states.get(choice.key)
        firm, there = state in FIRM, None if state in OUT_OF_IT else state
        dropped = {Ground.PINNED, Ground.SWAP} if firm else {Ground.SWAP}
        yield Chosen(
            key=client.key,
            name=client.name,
            region=around.places.get(client.region or 0, ""),
            state=there,
            reasons=tuple(each.sentence for each in choice.reasons if each.ground not in dropped),
            swaps=tuple(
                (around.there[one].name, cost_words(each.cost), around.address(out=client.key, put_in=one))
                for each in swapping.best(client.key, SWAPS)
                for one in (each.put_in,)
                if not firm
            ),
            without="" if firm else around.address(out=client.key),
        )  # fmt: skip


def _beside(cohort: Cohort, around: Around, on: date) -> list[tuple[str, int, int, int]]:
    """Count the cohort beside those that asked and all clients, by region and by segment: who is missed, shows."""
    every = everybody(on)
    chosen = [around.there[key] for key in cohort.chosen]
    rows = []
    for dimension, parts in ((Dimension.REGION, every.regions), (Dimension.SEGMENT, every.segments)):
        ours, askers = (
            Counter(_named(each, dimension, around.places) for each in some)
            for some in (chosen, around.there.values())
        )  # fmt: skip
        rows += [(part.name, ours[part.name], askers[part.name], part.clients) for part in parts[:PARTS]]
    return rows


def _named(client: Candidate, dimension: Dimension, places: dict[int, str]) -> str:
    return places.get(client.region or 0, "") if dimension is Dimension.REGION else client.segment
