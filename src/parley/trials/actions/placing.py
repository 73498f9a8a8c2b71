"""Clients are put forward, agreed to or held back by who looks after them, and taken out."""

from collections.abc import Sequence
from datetime import datetime

from parley.clients.models import Client
from parley.disclosure.queries import cares_for
from parley.groups.queries import acting
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.roadmap.rules import must_be_a_reason
from parley.trials.actions.filling import _fill_free_places
from parley.trials.actions.inviting import _to_invite
from parley.trials.actions.links import _end_links
from parley.trials.events import ClientsProposed
from parley.trials.events.places import ClientAgreed, ClientHeldBack, ClientNominated, ClientTakenOut
from parley.trials.models import Trial, TrialPlace
from parley.trials.queries.fatigue import refusals_of
from parley.trials.queries.seeing import place_to_change, sees_to, trial_to_change
from parley.trials.rules import places as rules
from parley.trials.rules.fatigue import must_be_free
from parley.trials.rules.planning import must_be_open, must_go_on, must_plan
from parley.trials.terms import PlaceState


@action
def propose_clients(*, trial: Trial, clients: Sequence[Client], actor: Actor, at: datetime) -> list[TrialPlace]:
    """Ask account managers whether some clients may be invited.

    Raises Refused for whoever does not plan the trial, for a client that is in it, and for one that must rest.
    """
    row = trial_to_change(trial.pk)
    must_plan(acting(actor), row.initiative.area_id)
    must_be_open(row.state)
    for each in clients:
        rules.must_be_proposable(_state_of(row, each), each.name)
    day = max(today_of(actor, at), row.first_day)
    refusals = refusals_of(row, [each.pk for each in clients], on=day)
    for each in clients:
        must_be_free(each.name, refusals[each.pk])
    made = [_put_forward(row, each, PlaceState.PROPOSED, actor, at) for each in clients]
    if made:
        record(ClientsProposed(trial=row.pk, clients=tuple(each.client_id for each in made)))
    return made


@action
def nominate_client(*, trial: Trial, client: Client, because: str = "", actor: Actor, at: datetime) -> TrialPlace:
    """Put a client forward that one looks after: that is agreeing to it as well. Raises Refused as `propose_clients`.

    Whether the actor may see the trial is for the caller, who found it.
    """
    row = trial_to_change(trial.pk)
    viewer = acting(actor)
    rules.must_speak_for(viewer, cares=cares_for(viewer, client.pk, on=today_of(actor, at)))
    must_be_open(row.state)
    why = rules.nominated_because(because, name=client.name)
    rules.must_be_proposable(_state_of(row, client), client.name)
    _must_be_free(row, client, actor, at)
    place = _put_forward(row, client, PlaceState.AGREED, actor, at)
    place.because, place.agreed_by_id, place.agreed_at = why, actor.pk, at
    place.save(update_fields=["because", "agreed_by", "agreed_at"])
    record(ClientNominated(trial=row.pk, place=place.pk, client=client.pk))
    return place


@action
def agree(*, place: TrialPlace, actor: Actor, at: datetime) -> None:
    """Say that a client may be invited; saying it twice changes nothing. Raises Refused for whoever may not speak."""
    row = _to_speak_for(place, actor, at)
    if row.state is PlaceState.AGREED:
        return
    _must_be_free(row.trial, row.client, actor, at)
    row.state, row.because, row.agreed_by_id, row.agreed_at = PlaceState.AGREED, "", actor.pk, at
    row.changed_at = at
    row.save()
    record(ClientAgreed(trial=row.trial_id, place=row.pk, client=row.client_id))


@action
def hold_back(*, place: TrialPlace, because: str, actor: Actor, at: datetime) -> None:
    """Say that a client should not be invited, and why. Raises Refused for whoever may not speak, without a reason.

    The reason is in the row and not in the ledger: it is for who plans the trial, not for the whole company.
    """
    row = _to_speak_for(place, actor, at)
    row.because = rules.held_back_because(because, name=row.client.name)
    row.state, row.agreed_by_id, row.agreed_at, row.changed_at = PlaceState.HELD_BACK, actor.pk, at, at
    row.save()
    record(ClientHeldBack(trial=row.trial_id, place=row.pk, client=row.client_id))


@action
def take_out(*, place: TrialPlace, because: str, actor: Actor, at: datetime) -> None:
    """Take a client out of a trial; its links open nothing any more, and who waits has its place.

    Raises Refused for whoever neither plans the trial nor looks after the client, and without a reason.
    """
    row, _on = _to_invite(place, actor, at)
    must_go_on(row.trial.state)
    rules.must_be_in_it(row.state)
    row.because = must_be_a_reason(because, title=row.client.name, say="what happened", field="because")
    row.state, row.changed_at = PlaceState.TAKEN_OUT, at
    row.save()
    _end_links(row.links.all(), actor, at)
    record(ClientTakenOut(trial=row.trial_id, place=row.pk, client=row.client_id))
    _fill_free_places(row.trial, actor, at)


def _state_of(trial: Trial, client: Client) -> PlaceState | None:
    return TrialPlace.objects.filter(trial=trial, client=client).values_list("state", flat=True).first()


def _put_forward(trial: Trial, client: Client, state: PlaceState, actor: Actor, at: datetime) -> TrialPlace:
    there = TrialPlace.objects.select_for_update().filter(trial=trial, client=client).first()
    row = there or TrialPlace(trial=trial, client=client)
    row.state, row.because, row.put_forward_by_id, row.put_forward_at = state, "", actor.pk, at
    row.agreed_by_id = row.agreed_at = row.replied_at = None
    row.changed_at = at
    row.save()
    return row


def _must_be_free(trial: Trial, client: Client, actor: Actor, at: datetime) -> None:
    day = max(today_of(actor, at), trial.first_day)
    must_be_free(client.name, refusals_of(trial, [client.pk], on=day)[client.pk])


def _to_speak_for(place: TrialPlace, actor: Actor, at: datetime) -> TrialPlace:
    row, viewer = place_to_change(place.pk), acting(actor)
    rules.must_speak_for(viewer, cares=sees_to(viewer, row, today_of(actor, at)))
    must_be_open(row.trial.state)
    rules.must_wait_for_consent(row.state)
    return row
