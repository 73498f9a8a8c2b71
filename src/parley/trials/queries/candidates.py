"""Candidates for a trial: everybody that asked for its initiative or is in it already, and what is wanted of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from parley.clients.queries.rates import rates_now
from parley.roadmap.queries import regions_of, said_for
from parley.trials.models import Trial, TrialPlace, TrialQuestion
from parley.trials.queries.fatigue import Known, known_of
from parley.trials.queries.seeing import questions_of, quotas_of
from parley.trials.rules.cohort import fit_of
from parley.trials.rules.feedback import can_answer
from parley.trials.terms import SAID_NO, PlaceState
from parley.trials.terms.candidates import Candidate, Consent, Dimension, Fit, Size, Standing
from parley.trials.terms.cohort import Question, Quota, Variety, Wish

if TYPE_CHECKING:
    from parley.clients.queries import Choosable
    from parley.clients.terms import Rates

ANSWERS_WANTED = 3  # of each question, by different clients
FIRM = frozenset({PlaceState.INVITED, PlaceState.ACCEPTED})  # nobody is asked out of it again
CONSENTS = {
    PlaceState.PROPOSED: Consent.WAITING, PlaceState.AGREED: Consent.AGREED, PlaceState.HELD_BACK: Consent.DECLINED,
    PlaceState.WAITING: Consent.AGREED,
}  # fmt: skip


class Pool(NamedTuple):
    """Whom a trial can choose from, with the state of those that are in it already."""

    candidates: tuple[Candidate, ...]
    states: dict[int, PlaceState]
    questions: Sequence[TrialQuestion]


def pool_of(trial: Trial, *, on: date) -> Pool:
    """Gather the candidates of a trial. A dozen queries for up to 4,000 clients, seven more for each 4,000 besides."""
    said: dict[int, list[date]] = defaultdict(list)
    for client, day in said_for(trial.initiative_id):
        said[client].append(day)
    states = dict(TrialPlace.objects.filter(trial=trial).values_list("client", "state"))
    known = list(known_of(said.keys() | states.keys(), trial=trial.pk, on=on))
    sizes = _sizes([each.client for each in known], rates_now())
    questions = questions_of(trial.pk)
    candidates = tuple(
        _candidate(
            each, fit_of(said.get(key, ()), on), states.get(key), sizes.get(key, Size.UNKNOWN),
            _answers(each.client, questions),
        )
        for each in known
        for key in (each.client.client,)
    )  # fmt: skip
    return Pool(candidates, states, questions)


def wish_of(trial: Trial, pool: Pool, *, put_in: Collection[int], leave_out: Collection[int]) -> Wish:
    """Give what is wanted of the cohort of a trial, with who a person put in or left out. Two queries."""
    firm = {client for client, state in pool.states.items() if state in FIRM}
    out = {client for client, state in pool.states.items() if state is PlaceState.TAKEN_OUT}
    regions = frozenset(each.pk for each in regions_of(trial.initiative_id))
    varieties = ((Dimension.REGION, trial.least_regions), (Dimension.SEGMENT, trial.least_segments))
    return Wish(
        places=max(trial.places, len(firm)),  # more may have been invited than there are places: the others wait
        quotas=tuple(
            Quota(each.over, each.region_id or each.value, each.least, each.region.name if each.region else each.value)
            for each in quotas_of(trial.pk)
        ),
        varieties=tuple(Variety(over, least) for over, least in varieties if least > 1),
        questions=tuple(
            Question(each.pk, each.asks, wanted=min(ANSWERS_WANTED, trial.places)) for each in pool.questions
        ),
        put_in=frozenset(firm | set(put_in)) - frozenset(leave_out),
        leave_out=frozenset(out | set(leave_out)) - frozenset(put_in),
        regions=regions or None,
        pause=trial.rest_months,
        agreed_only=False,  # account managers are asked next
        covered_only=False,  # a client agrees when it accepts
    )


def _candidate(known: Known, fit: Fit, state: PlaceState | None, size: Size, answers: frozenset[int]) -> Candidate:
    client = known.client
    return Candidate(
        key=client.client, whole=client.whole, name=client.name, fit=fit, region=client.region, segment=client.segment,
        size=size, answers=answers, asked_on=known.asked_on,
        standing=Standing(inside=True) if state in FIRM else _standing(known, state),
    )  # fmt: skip


def _answers(client: "Choosable", questions: Iterable[TrialQuestion]) -> frozenset[int]:
    """Give the questions that a client can answer: those for anybody, and those for its region or segment."""
    return frozenset(
        each.pk for each in questions
        if can_answer(region=client.region, segment=client.segment, of_region=each.region_id, of_segment=each.segment)
    )  # fmt: skip


def _standing(known: Known, state: PlaceState | None) -> Standing:
    consent = CONSENTS.get(state, Consent.UNASKED) if state else Consent.UNASKED
    return replace(known.standing, consent=consent, said_no=state in SAID_NO)


def _sizes(clients: "Sequence[Choosable]", rates: "Rates") -> dict[int, Size]:
    """Give the thirds of clients by what they bring in a year, where that is known and can be compared."""
    alone = len({each.currency for each in clients if each.revenue is not None}) == 1  # then no rate is needed
    worth: list[tuple[Decimal, int]] = []
    for each in clients:
        if each.revenue is not None:
            amount = each.revenue if alone else rates.in_base(each.revenue, each.currency)
            worth += [(amount, each.client)] if amount is not None else []
    third = -(-len(worth) // 3)
    return {
        key: (Size.SMALL, Size.MIDDLE, Size.LARGE)[place // third] for place, (_amount, key) in enumerate(sorted(worth))
    }
