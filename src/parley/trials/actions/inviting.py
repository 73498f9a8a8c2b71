"""Clients are invited in the words in force, by a link that needs no account, and answer."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from parley.clients.queries import cared_for_by
from parley.disclosure.actions import Occasion, tell_client
from parley.disclosure.queries import track_in_force
from parley.disclosure.terms import Means
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import hash_of
from parley.trials.actions.filling import _fill_free_places
from parley.trials.events import ClientInvited, FeedbackAsked, InvitationAnswered, TrialLinkEnded
from parley.trials.models import TrialLink, TrialPlace
from parley.trials.queries.fatigue import known_of, refusals_of
from parley.trials.queries.links import link_to_change
from parley.trials.queries.seeing import facts_of, place_to_change
from parley.trials.rules import places as rules
from parley.trials.rules.fatigue import must_be_free
from parley.trials.terms import LinkFor, PlaceState, Reply

TOKEN_BYTES = 32  # 256 random bits


@dataclass(frozen=True, slots=True)
class Given:
    """A link that was made, with its token, of which only the hash is kept."""

    link: TrialLink
    token: str


@action
def invite_client(
    *, place: TrialPlace, to_whom: str = "", seen_track: int | None = None, actor: Actor, at: datetime
) -> Given:
    """Invite a client in the words in force for its region, which is the statement; another invitation ends the first.

    Raises Refused when it may not be asked now, when nothing may be told to it, and when other words are in force than
    those of `seen_track`, which were read.
    """
    row, viewer, on = place_to_change(place.pk), acting(actor), today_of(actor, at)
    trial = row.trial
    cares = cared_for_by(viewer.person, on).filter(client=row.client_id).exists()
    rules.must_invite(viewer, trial.initiative.area_id, cares=cares)
    facts = facts_of(trial)
    rules.must_be_invitable(facts, row.state, on)
    must_be_free(row.client.name, refusals_of(trial, [row.client_id], on=on)[row.client_id])
    how = Occasion(on=on, to_whom=to_whom, means=Means.LINK)
    statement = tell_client(
        initiative=trial.initiative, client=row.client, how=how, seen_track=seen_track, actor=actor, at=at
    )
    track = track_in_force(trial.initiative_id)
    if track is None:
        raise Refused("The words ended meanwhile. Ask who keeps the roadmap for new ones.")
    row.links.filter(ended_at=None).update(ended_at=at, ended_by_id=actor.pk)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = TrialLink.objects.create(
        place=row, serves=LinkFor.INVITATION, token_hash=hash_of(token), statement=statement,
        to_whom=statement.to_whom, made_by_id=actor.pk, made_at=at,
        expires_on=rules.invitation_ends(facts, track.expires_on, on),
    )  # fmt: skip
    row.state, row.changed_at, row.because = PlaceState.INVITED, at, ""
    row.save(update_fields=["state", "changed_at", "because"])
    record(ClientInvited(trial=trial.pk, place=row.pk, client=row.client_id))
    return Given(link, token)


@action
def ask_for_feedback(*, place: TrialPlace, to_whom: str = "", actor: Actor, at: datetime) -> Given:
    """Give a client that takes part a link by which it answers the questions; another ends the first.

    Raises Refused for whoever may not invite it, and for a client that does not take part.
    """
    row, viewer, on = place_to_change(place.pk), acting(actor), today_of(actor, at)
    cares = cared_for_by(viewer.person, on).filter(client=row.client_id).exists()
    rules.must_invite(viewer, row.trial.initiative.area_id, cares=cares)
    rules.must_take_part(row.state)
    facts = facts_of(row.trial)
    rules.must_take_answers(facts, on)
    row.links.filter(ended_at=None, serves=LinkFor.FEEDBACK).update(ended_at=at, ended_by_id=actor.pk)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = TrialLink.objects.create(
        place=row, serves=LinkFor.FEEDBACK, token_hash=hash_of(token), made_by_id=actor.pk, made_at=at,
        to_whom=" ".join(to_whom.replace("\0", " ").split())[:200], expires_on=rules.feedback_ends(facts),
    )  # fmt: skip
    record(FeedbackAsked(trial=row.trial_id, place=row.pk, client=row.client_id))
    return Given(link, token)


@action
def end_trial_link(*, link: TrialLink, actor: Actor, at: datetime) -> None:
    """Take a link back: whoever opens it learns nothing. Doing it again changes nothing. Raises Refused as inviting."""
    row = place_to_change(link.place_id)
    viewer, on = acting(actor), today_of(actor, at)
    cares = cared_for_by(viewer.person, on).filter(client=row.client_id).exists()
    rules.must_invite(viewer, row.trial.initiative.area_id, cares=cares)
    if row.links.filter(pk=link.pk, ended_at=None).update(ended_at=at, ended_by_id=actor.pk):
        record(TrialLinkEnded(trial=row.trial_id, place=row.pk, client=row.client_id, serves=link.serves))


@action
def answer_invitation(*, link: TrialLink, reply: Reply, actor: Actor, at: datetime) -> PlaceState:
    """Take a client's answer from its link; it may change its mind until the trial ends. Gives what its place became.

    A yes takes a place while there is one, else it waits. Raises Refused when the invitation does not hold any more.
    """
    place = place_to_change(link.place_id)  # before its link, as inviting does
    row = link_to_change(link.pk)
    if row.ended_at or row.serves is not LinkFor.INVITATION:
        raise Refused("This invitation does not hold any more. Please ask whoever sent it to you.")
    return _answered(place, reply, actor, at)


@action
def note_reply(*, place: TrialPlace, reply: Reply, actor: Actor, at: datetime) -> PlaceState:
    """Note what a client answered in a call or a mail. Raises Refused as `answer_invitation`, and as inviting."""
    row, viewer, on = place_to_change(place.pk), acting(actor), today_of(actor, at)
    cares = cared_for_by(viewer.person, on).filter(client=row.client_id).exists()
    rules.must_invite(viewer, row.trial.initiative.area_id, cares=cares)
    return _answered(row, reply, actor, at)


def _answered(place: TrialPlace, reply: Reply, actor: Actor, at: datetime) -> PlaceState:
    """Keep a reply; the trial is locked. A place that becomes free goes to who waits."""
    facts = facts_of(place.trial)
    rules.must_take_reply(facts, place.state, today_of(actor, at))
    after = rules.state_after(reply, facts, place.state)
    if after is place.state:
        return after
    if after in {PlaceState.ACCEPTED, PlaceState.WAITING}:
        (known,) = known_of([place.client_id], trial=place.trial_id, on=today_of(actor, at))
        rules.must_be_in_no_other(known.standing, today_of(actor, at), relative=known.relative)
    if not (place.state is PlaceState.WAITING and after is PlaceState.WAITING):
        place.replied_at = at
    was, place.state, place.changed_at = place.state, after, at
    place.save(update_fields=["state", "changed_at", "replied_at"])
    record(InvitationAnswered(trial=place.trial_id, place=place.pk, client=place.client_id, reply=reply, state=after))
    if was is PlaceState.ACCEPTED:
        _fill_free_places(place.trial, actor, at)
    return after
