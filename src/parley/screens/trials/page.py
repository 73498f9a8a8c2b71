"""The page of a trial: what we want to learn, which clients take part, what comes next; and all trials in a list."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from parley.clients.queries import carers_of_each
from parley.disclosure.queries import disclosed_of
from parley.kernel.spans import today_of
from parley.people.terms import Side
from parley.screens.asking import Asked, found
from parley.screens.conversations.shown import before_of, latest, talked
from parley.screens.frame import page as framed
from parley.screens.frame import paged
from parley.screens.hearing import hearing
from parley.screens.posting import status_of
from parley.screens.trials.page_forms import ExtendForm, GiveUpForm
from parley.screens.trials.plans import SIZES
from parley.trials.queries.seeing import (
    counts_by_state,
    places_of,
    questions_of,
    quotas_of,
    trial_seen,
    trials_listed,
)
from parley.trials.queries.told import told_early
from parley.trials.rules.planning import may_plan
from parley.trials.terms import PlaceState, TrialKind, TrialState
from parley.trials.terms.candidates import Dimension, Size
from parley.voices.queries import latest_comments_in

if TYPE_CHECKING:
    from django.forms import Form

    from parley.trials.models import Trial, TrialPlace, TrialQuota

PAGE = 50
LABEL = later("What do you see, or what did they say?")
KINDS = {TrialKind.ALPHA: later("Alpha"), TrialKind.BETA: later("Beta")}
STATES = {
    TrialState.PLANNED: (later("planned"), "plain"),
    TrialState.OPEN: (later("open"), "good"),
    TrialState.CLOSED: (later("closed"), "plain"),
    TrialState.GIVEN_UP: (later("given up"), "bad"),
}
PLACES = {
    PlaceState.PROPOSED: (later("waits for its account manager"), "warn"),
    PlaceState.AGREED: (later("can be invited"), "product"),
    PlaceState.HELD_BACK: (later("held back"), "bad"),
    PlaceState.INVITED: (later("invited"), "warn"),
    PlaceState.WAITING: (later("on the waiting list"), "plain"),
    PlaceState.ACCEPTED: (later("takes part"), "good"),
    PlaceState.DECLINED: (later("not this time"), "plain"),
    PlaceState.NOT_INTERESTED: (later("not interested"), "bad"),
    PlaceState.TAKEN_OUT: (later("taken out"), "plain"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next in a trial, in a sentence, and where one does it."""

    sentence: str
    button: str = ""
    href: str = ""  # the name of an address that takes the trial's key
    posts: bool = False


@require_GET
def listing(request: Asked) -> HttpResponse:
    """Every trial the viewer may see, those that go on first."""
    pages = paged(request, Paginator(trials_listed(request.viewer), PAGE))
    context = {"pages": pages, "kinds": KINDS, "states": STATES}
    return framed(request, "trials/listing.html", context, place="trials")


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """One trial."""
    return shown(request, found(trial_seen(request.viewer, key)))


def shown(
    request: Asked,
    trial: "Trial",
    *,
    extend: ExtendForm | None = None,
    give_up: GiveUpForm | None = None,
    comment: "Form | None" = None,
) -> HttpResponse:
    """Show a trial, with a form that was refused."""
    counts = {PlaceState(state): n for state, n in counts_by_state(trial.pk)}
    plans = may_plan(request.viewer, trial.initiative.area_id)
    today = today_of(request.user, request.now)
    on = trial.state is TrialState.OPEN
    goes_on = trial.state in {TrialState.PLANNED, TrialState.OPEN}
    over = on and trial.last_day < today
    said = latest(request, latest_comments_in(trial.thread_id, before_of(request)))
    talk = talked(request, said, trial)
    early = told_early(request.viewer, trial, on=today) if on else []
    pages = paged(request, _places(trial.pk, sum(counts.values())))
    waiting = [each.client_id for each in pages.object_list if each.state is PlaceState.PROPOSED] if on else []
    context = {
        "trial": trial,
        "hearing": hearing(request.viewer, trial.initiative.area_id, trial),
        "kind": KINDS[trial.kind],
        "state": STATES[trial.state],
        "questions": questions_of(trial.pk),
        "quotas": [_wanted(each) for each in quotas_of(trial.pk)],
        "counts": counts,
        "taken": counts.get(PlaceState.ACCEPTED, 0),
        "pages": pages,
        "carers": carers_of_each(waiting, request.now) if waiting else {},
        "standings": PLACES,
        "plans": plans,
        "may_nominate": on and (request.viewer.operations or request.viewer.side is Side.BUSINESS),
        "wordless": plans and goes_on and disclosed_of(trial.initiative_id, on=request.now.date()).track is None,
        "step": _next_step(trial, counts, over=over) if plans else None,
        "early": early,
        "extend": extend or ExtendForm(initial={"last_day": trial.last_day, "places": trial.places}),
        "give_up": give_up or GiveUpForm(),
        "talk": talk.of(
            trial.thread_id, reverse("trial_comments", args=[trial.pk]), comment, label=LABEL, markable=True
        ),
    }
    refused = next((each for each in (extend, give_up, comment) if each is not None), ExtendForm())
    return framed(request, "trials/page.html", context, place="trials", status=status_of(refused))


def _places(trial: int, count: int) -> "Paginator[TrialPlace]":
    pages = Paginator(places_of(trial), PAGE)
    pages.count = count  # known already: it saves a query
    return pages


def _wanted(quota: "TrialQuota") -> str:
    """Say what is wanted at least."""
    if quota.over is Dimension.REGION and quota.region:
        what = quota.region.name
    elif quota.over is Dimension.SIZE:
        what = str(SIZES.get(Size(quota.value), quota.value))
    else:
        what = quota.value
    return _("%(what)s: at least %(least)s") % {"what": what, "least": quota.least}


def _next_step(trial: "Trial", counts: dict[PlaceState, int], *, over: bool) -> Step | None:
    """Say what comes next for whoever plans it; nothing once it has ended."""
    if trial.state is TrialState.PLANNED:
        words = _("Its questions stay once it is open. Then account managers can nominate, and you propose clients.")
        return Step(words, _("Open the trial"), "trial_opening", posts=True)
    if trial.state is not TrialState.OPEN:
        return None
    if over:
        return Step(_("Its last day has passed: answer its questions and ask what follows, or extend it."),
                    _("Answer the questions"), "trial_outcome")  # fmt: skip
    waits, ready = counts.get(PlaceState.PROPOSED, 0), counts.get(PlaceState.AGREED, 0)
    invited, taken = counts.get(PlaceState.INVITED, 0), counts.get(PlaceState.ACCEPTED, 0)
    said = [
        words % n
        for n, words in (
            (waits, ngettext("%d waits for its account manager", "%d wait for their account managers", waits)),
            (ready, ngettext("%d can be invited", "%d can be invited", ready)),
            (
                invited,
                ngettext("%d has not answered its invitation", "%d have not answered their invitations", invited),
            ),
        )
        if n
    ]
    free = trial.places - taken - waits - ready - invited
    there = ", ".join(said)
    if free > 0:
        words = ngettext("Clients for %d more place are still to be found.", "Clients for %d more places are still to "
                         "be found.", free) % free  # fmt: skip
        return Step(f"{words} {there}".strip() + ("." if there else ""), _("See who would fit"), "trial_cohort")
    if there:
        return Step(there[:1].upper() + there[1:] + ".")
    return Step(_("Every place is taken."), _("See what they found"), "trial_results")
