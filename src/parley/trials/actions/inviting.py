"""Clients are invited in the words in force, by a link that needs no account, and answer."""

from datetime import date, datetime

from parley.clients.queries import company_to_change
from parley.disclosure.actions import Occasion, tell_client
from parley.disclosure.terms import Means
from parley.groups.queries import acting
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.trials.actions.filling import _fill_free_places
from parley.trials.actions.links import Given, _end_links, _give_link
from parley.trials.events.places import ClientInvited, FeedbackAsked, InvitationAnswered, TrialLinkEnded
from parley.trials.models import TrialLink, TrialPlace
from parley.trials.queries.fatigue import known_of, refusals_of
from parley.trials.queries.links import link_to_change
from parley.trials.queries.seeing import facts_of, place_to_change, sees_to
from parley.trials.rules import places as rules
from parley.trials.rules.fatigue import must_be_free
from parley.trials.terms import LinkFor, PlaceState, Reply


@action
def invite_client(
    *, place: TrialPlace, to_whom: str = "", seen_track: int | None = None, actor: Actor, at: datetime
) -> Given:
    """Invite a client in the words in force for its region, which is the statement; another invitation ends the first.

    Raises Refused when it may not be asked now, when nothing may be told to it, and when other words are in force than
    those of `seen_track`, which were read.
    """
    row, on = _to_invite(place, actor, at)
    trial, facts = row.trial, facts_of(row.trial)
    rules.must_be_invitable(facts, row.state, on)
    company_to_change(row.client)
    for day in {on, max(on, trial.first_day)}:  # not while it is spared, nor when the trial begins
        must_be_free(row.client.name, refusals_of(trial, [row.client_id], on=day)[row.client_id])
    how = Occasion(on=on, to_whom=to_whom, means=Means.LINK)
    statement = tell_client(
        initiative=trial.initiative, client=row.client, how=how, seen_track=seen_track, actor=actor, at=at
    )
    _end_links(row.links.all(), actor, at)
    until = statement.track.expires_on if statement.track else on
    given = _give_link(row, LinkFor.INVITATION, to_whom=statement.to_whom, statement=statement, actor=actor, at=at,
                       expires_on=rules.invitation_ends(facts, until, on))  # fmt: skip
    row.state, row.changed_at, row.because = PlaceState.INVITED, at, ""
    row.save(update_fields=["state", "changed_at", "because"])
    record(ClientInvited(trial=trial.pk, place=row.pk, client=row.client_id))
    return given


@action
def ask_for_feedback(*, place: TrialPlace, to_whom: str = "", actor: Actor, at: datetime) -> Given:
    """Give a client that takes part a link by which it answers the questions; another ends the first.

    Raises Refused for whoever may not invite it, and for a client that does not take part.
    """
    row, on = _to_invite(place, actor, at)
    rules.must_take_part(row.state)
    facts = facts_of(row.trial)
    rules.must_take_answers(facts, on)
    _end_links(row.links.filter(serves=LinkFor.FEEDBACK), actor, at)
    given = _give_link(
        row, LinkFor.FEEDBACK, to_whom=to_whom, expires_on=rules.feedback_ends(facts), actor=actor, at=at
    )
    record(FeedbackAsked(trial=row.trial_id, place=row.pk, client=row.client_id))
    return given


@action
def end_trial_link(*, link: TrialLink, actor: Actor, at: datetime) -> None:
    """Take a link back: whoever opens it learns nothing. Doing it again changes nothing. Raises Refused as inviting."""
    row, _on = _to_invite(link.place, actor, at)
    if _end_links(row.links.filter(pk=link.pk), actor, at):
        record(TrialLinkEnded(trial=row.trial_id, place=row.pk, client=row.client_id, serves=link.serves))


@action
def answer_invitation(*, link: TrialLink, reply: Reply, actor: Actor, at: datetime) -> PlaceState:
    """Take a client’s answer from its link, and give what its place became; it may change while the link holds.

    A yes takes a place while there is one, else it waits. Raises Refused when the invitation does not hold any more.
    """
    place = place_to_change(link.place_id)  # before its link, as inviting does
    row = link_to_change(link.pk)
    over = row.expires_on < today_of(actor, at)
    rules.must_hold(ended=over or bool(row.ended_at) or row.serves is not LinkFor.INVITATION)
    return _answered(place, reply, actor, at)


@action
def note_reply(*, place: TrialPlace, reply: Reply, actor: Actor, at: datetime) -> PlaceState:
    """Note what a client answered in a call or a mail. Raises Refused as `answer_invitation`, and as inviting."""
    row, _on = _to_invite(place, actor, at)
    return _answered(row, reply, actor, at)


def _to_invite(place: TrialPlace, actor: Actor, at: datetime) -> tuple[TrialPlace, date]:
    """A place, locked, for whoever looks after its client or plans its trial; and the day it is for them."""
    row, viewer, on = place_to_change(place.pk), acting(actor), today_of(actor, at)
    rules.must_invite(viewer, row.trial.initiative.area_id, cares=sees_to(viewer, row, on))
    return row, on


def _answered(place: TrialPlace, reply: Reply, actor: Actor, at: datetime) -> PlaceState:
    """Keep a reply; the trial is locked. A place that becomes free goes to who waits."""
    facts = facts_of(place.trial)
    rules.must_take_reply(facts, place.state, today_of(actor, at))
    after = rules.state_after(reply, facts, place.state)
    if after is place.state:
        return after
    if after in {PlaceState.ACCEPTED, PlaceState.WAITING}:
        company_to_change(place.client)
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
