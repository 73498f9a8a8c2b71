"""Who took part in a trial is thanked, and told what came of it as far as that may be said."""

from dataclasses import dataclass
from datetime import date, datetime

from parley.disclosure.actions import Occasion, tell_client
from parley.disclosure.terms import Means
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.trials.actions.inviting import _to_invite
from parley.trials.events.places import ClientThanked
from parley.trials.models import TrialPlace
from parley.trials.rules.outcome import must_be_thanked
from parley.trials.terms import TrialState


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """How a client was thanked: on which day, whom there; with a track, in the words in force, which were read."""

    on: date
    to_whom: str = ""
    means: Means = Means.CALL
    track: int | None = None


@action
def thank_client(*, place: TrialPlace, thanks: Thanks, actor: Actor, at: datetime) -> None:
    """Note that a client was thanked for taking part; with words in force, that is the statement as well.

    Doing it again changes nothing. Raises Refused before the trial has ended, for whoever may not, for a day that has
    not come, and when other words are in force than were read.
    """
    row, on = _to_invite(place, actor, at)
    must_be_thanked(row.state, ended=row.trial.state in {TrialState.CLOSED, TrialState.GIVEN_UP})
    if row.thanked_at:
        return
    if thanks.on > on:
        raise Refused(
            "They cannot have been thanked on a day that has not come. Write the day it was.", field="told_on"
        )
    if thanks.track is not None:
        how = Occasion(on=thanks.on, to_whom=thanks.to_whom, means=thanks.means)
        row.thanked_with = tell_client(
            initiative=row.trial.initiative, client=row.client, how=how, seen_track=thanks.track, actor=actor, at=at
        )
    row.thanked_at, row.thanked_by_id = at, actor.pk
    row.save(update_fields=["thanked_at", "thanked_by", "thanked_with"])
    record(
        ClientThanked(
            trial=row.trial_id, place=row.pk, client=row.client_id, with_words=row.thanked_with_id is not None
        )
    )
