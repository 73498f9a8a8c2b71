"""Words for clients: drafted, approved, withdrawn, expired; and letting them go further than a stage allows."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from parley.clients.models import Client
from parley.disclosure import rules
from parley.disclosure.actions.correcting import _follow
from parley.disclosure.events import (
    TalkTrackApproved,
    TalkTrackDrafted,
    TalkTrackEnded,
    TellingOverrideEnded,
    TellingOverrideGiven,
)
from parley.disclosure.models import TalkTrack, TellingOverride, TrackClient, TrackWords
from parley.disclosure.queries import (
    disclosed_of,
    draft_of,
    next_version,
    telling_override_of,
    telling_overrides_due,
    track_in_force,
    tracks_due,
    words_of_track,
    writers_of,
)
from parley.disclosure.terms import Bound, Ending, Told, Words
from parley.groups.queries import acting, legal_approves
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.terms import Duty
from parley.roadmap.actions.duties import _let_hold
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_to_change, stage_labels
from parley.roadmap.rules import must_be_a_reason, must_be_told_what_changed
from parley.roadmap.terms.duties import DutyKind

TAKEN_BACK = "what changed, so that whoever told it to a client can explain it"
FURTHER = "which clients have to know already, and why it cannot wait"


@action
def draft_words(
    *,
    initiative: Initiative,
    name: str,
    whom: Told,
    words: Sequence[Words],
    clients: Collection[Client],
    expires_on: date,
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> TalkTrack:
    """Draft words for clients, or draft them anew: approvals given to an earlier draft do not count for the new one.

    Raises Refused for words that cannot be said, Stale when the draft changed since `seen_version`.
    """
    row = initiative_to_change(initiative.pk)
    rules.must_draft(acting(actor), row.area_id)
    said = rules.words_of(words)
    named = list(dict.fromkeys(client.pk for client in clients)) if whom is Told.NAMED_CLIENTS else []
    rules.must_name_clients(whom, len(named))
    draft = draft_of(row.pk)
    if draft:
        theirs = "\n".join(each.text for each in words_of_track(draft.pk))
        must_be_told_what_changed(
            version=draft.version, seen=seen_version, theirs=theirs, yours="\n".join(each.text for each in said)
        )
        draft.words.all().delete()
        draft.clients.all().delete()
        draft.version += 1
    else:
        draft = TalkTrack(initiative=row, version=next_version(row.pk))
    draft.name, draft.whom = rules.name_of(name), whom
    draft.expires_on = rules.expiry_of(expires_on, today=today_of(actor, at))
    draft.drafted_by_id, draft.drafted_at = actor.pk, at
    draft.approved_by = draft.approved_at = draft.legal_by = draft.legal_at = None
    draft.save()
    _write_words(draft, said)
    TrackClient.objects.bulk_create(TrackClient(track=draft, client_id=key) for key in named)
    record(TalkTrackDrafted(initiative=row.pk, track=draft.pk, whom=whom))
    return draft


def _write_words(draft: TalkTrack, said: Iterable[Words]) -> None:
    TrackWords.objects.bulk_create(
        TrackWords(
            track=draft, region_id=each.region, text=each.text, confidence=each.confidence,
            window_first=each.window.first if each.window else None,
            window_last=each.window.last if each.window else None,
        )
        for each in said
    )  # fmt: skip


@action
def approve_words(*, initiative: Initiative, seen_version: int | None = None, actor: Actor, at: datetime) -> bool:
    """Approve the draft, as product marketing or legal; whether the words are in force now.

    Raises Refused for whoever may not approve it and for words that go further than they may, Stale when the draft
    changed since `seen_version`.
    """
    row = initiative_to_change(initiative.pk)
    draft = _draft(row.pk)
    viewer, legal = acting(actor), legal_approves(row.area_id)
    words = words_of_track(draft.pk)
    text = "\n".join(each.text for each in words)
    must_be_told_what_changed(version=draft.version, seen=seen_version, theirs=text, yours="")
    if sentence := rules.approving_refusal(
        viewer, drafted_by=writers_of(draft.pk), legal=legal, legal_given=draft.legal_at is not None
    ):
        raise Refused(sentence)
    rules.expiry_of(draft.expires_on, today=today_of(actor, at))
    bound = rules.bound_of(row.stage, row.shown_to, disclosed_of(row.pk, on=at.date()).further)
    rules.must_fit(bound, draft.whom, words, label=stage_labels()[row.stage])
    as_legal = viewer.duty is Duty.CHECKS_LAW and legal and draft.legal_at is None
    if as_legal:
        draft.legal_by_id, draft.legal_at = actor.pk, at
    else:
        draft.approved_by_id, draft.approved_at = actor.pk, at
    in_force = draft.approved_at is not None and (draft.legal_at is not None or not legal)
    if in_force:
        _supersede(row.pk, actor, at)
        draft.in_force_at = at
    draft.save()
    if in_force:
        _let_hold(row.pk, DutyKind.WORDS, actor, at, holds=True)
    record(TalkTrackApproved(initiative=row.pk, track=draft.pk, in_force=in_force, legal=as_legal))
    if in_force:
        _follow(row.pk, at, narrowing=True)
    return in_force


@action
def drop_draft(*, initiative: Initiative, actor: Actor, at: datetime) -> None:
    """Drop the draft. Raises Refused when there is none, and for whoever may not draft."""
    row = initiative_to_change(initiative.pk)
    rules.must_draft(acting(actor), row.area_id)
    _end(_draft(row.pk), Ending.DROPPED, actor, at)


@action
def withdraw_words(*, initiative: Initiative, reason: str, actor: Actor, at: datetime) -> None:
    """Withdraw the words in force: whoever was told them hears a correction. Raises Refused without a reason."""
    row = initiative_to_change(initiative.pk)
    rules.must_draft(acting(actor), row.area_id)
    track = track_in_force(row.pk)
    if track is None:
        raise Refused("No words are in force, so there are none to withdraw.")
    why = must_be_a_reason(reason, title=row.title, say=TAKEN_BACK)
    _let_hold(row.pk, DutyKind.WORDS, actor, at, holds=False)
    _end(track, Ending.WITHDRAWN, actor, at, reason=why)
    _follow(row.pk, at, narrowing=True)


@action
def expire_words_due(*, on: date, actor: Actor, at: datetime) -> int:
    """End the words whose last day lies before `on`; how many. Nobody is corrected for that. The worker's, daily."""
    ended = 0
    for initiative in sorted({each.initiative_id for each in tracks_due(on)}):
        initiative_to_change(initiative)
        track = track_in_force(initiative)
        if track and track.expires_on < on:  # unless others took their place meanwhile
            _let_hold(initiative, DutyKind.WORDS, actor, at, holds=False)
            _end(track, Ending.EXPIRED, actor, at)
            ended += 1
    return ended


@action
def let_go_further(
    *,
    initiative: Initiative,
    bound: Bound,
    reason: str,
    until: date | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Let words go further than the stage and the group allow, in the actor's name, with a reason, perhaps until a day.

    Raises Refused for whoever may not, without a reason, and when nothing further would be allowed.
    """
    row = initiative_to_change(initiative.pk)
    if sentence := rules.further_refusal(acting(actor), row.area_id):
        raise Refused(sentence)
    now = rules.bound_of(row.stage, row.shown_to)
    why = must_be_a_reason(reason, title=row.title, say=FURTHER)
    rules.must_go_further(bound, now, until=until, today=today_of(actor, at))
    was = telling_override_of(row.pk)
    narrowing = was is not None and rules.narrower(bound.whom, was.whom) is not was.whom
    _end_override(row.pk, at)
    TellingOverride.objects.create(
        initiative=row, whom=bound.whom, finest=bound.finest, reason=why, by_id=actor.pk, given_at=at, until=until
    )
    record(TellingOverrideGiven(initiative=row.pk, whom=bound.whom), reason=why)
    _follow(row.pk, at, narrowing=narrowing)


@action
def end_going_further(*, initiative: Initiative, actor: Actor, at: datetime) -> None:
    """Let words go as far as the stage allows again, and no further. Raises Refused for whoever may not."""
    row = initiative_to_change(initiative.pk)
    if sentence := rules.further_refusal(acting(actor), row.area_id):
        raise Refused(sentence)
    if _end_override(row.pk, at):
        _follow(row.pk, at, narrowing=True)


@action
def end_going_further_due(*, on: date, actor: Actor, at: datetime) -> int:
    """End every such override whose last day lies before `on`; how many. The worker's, daily."""
    ended = 0
    for initiative in sorted({each.initiative_id for each in telling_overrides_due(on)}):
        initiative_to_change(initiative)
        now = telling_override_of(initiative)
        if now and now.until and now.until < on:
            ended += _end_override(initiative, at)
    return ended


def _draft(initiative: int) -> TalkTrack:
    draft = draft_of(initiative)
    if draft is None:
        raise Refused("There is no draft here any more: it was approved or dropped. Look at the words in force.")
    return draft


def _supersede(initiative: int, actor: Actor, at: datetime) -> None:
    before = track_in_force(initiative)
    if before:
        _end(before, Ending.SUPERSEDED, actor, at)


def _end(track: TalkTrack, ending: Ending, actor: Actor, at: datetime, *, reason: str = "") -> None:
    track.ended_at, track.ending, track.ended_by_id = at, ending, actor.pk
    track.save(update_fields=["ended_at", "ending", "ended_by"])
    record(TalkTrackEnded(initiative=track.initiative_id, track=track.pk, ending=ending), reason=reason)


def _end_override(initiative: int, at: datetime) -> bool:
    now = telling_override_of(initiative)
    if now is None:
        return False
    now.ended_at = at
    now.save(update_fields=["ended_at"])
    record(TellingOverrideEnded(initiative=initiative))
    return True
