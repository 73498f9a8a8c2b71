"""Clients are told: a statement each time, and what it corrects is closed."""

from dataclasses import dataclass
from datetime import date, datetime

from parley.clients.models import Client
from parley.disclosure import rules
from parley.disclosure.actions.correcting import _close, _follow
from parley.disclosure.actions.hearing import _heard
from parley.disclosure.actions.promising import _promise
from parley.disclosure.events import StatementLogged
from parley.disclosure.models import Correction, Statement
from parley.disclosure.queries import (
    Now,
    correction_to_change,
    corrections_assigned_to,
    faults_of,
    now_of,
    open_corrections_of,
    statement_holding,
)
from parley.disclosure.terms import Closing, Means, Words
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_to_change, initiatives_visible_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When and how a client was told: on which day, whom there, and by which means."""

    on: date
    to_whom: str = ""
    means: Means = Means.CALL


@action
def tell_client(
    *,
    initiative: Initiative,
    client: Client,
    how: Occasion,
    seen_track: int | None = None,
    actor: Actor,
    at: datetime,
) -> Statement:
    """Log that a client was told the words in force for its region. Telling the same again on a day changes nothing.

    Raises Refused when nothing may be told to this client, and when other words are in force than those of
    `seen_track`, which were read.
    """
    now = _now(initiative, at)
    track = now.disclosed.track
    if seen_track is not None and track is not None and track.key != seen_track:
        raise Refused("Other words are in force now than those you read. Read them, then log which the client heard.")
    statement = _told(now, client, how, actor, at)
    _settle(now, client, statement, actor, at)
    return statement


@action
def tell_freely(
    *, initiative: Initiative, client: Client, name: str, words: Words, how: Occasion, actor: Actor, at: datetime
) -> Statement:
    """Log what was really said, in words of their own, without blame; where it does not hold, a correction opens.

    `name` is what the client heard it called.
    """
    now = _now(initiative, at)
    text, name = rules.text_of(words.text), rules.name_of(name)
    row = _statement(name, Words(None, text, words.window, words.confidence), None)
    statement = _log(now, client, row, how, actor=actor, at=at)
    _settle(now, client, statement, actor, at)
    return statement


@action
def close_correction(*, correction: Correction, text: str, how: Occasion, actor: Actor, at: datetime) -> Statement:
    """Tell the client what holds now, in the drafted words or others: that is the next statement.

    Raises Refused for whoever does not look after the client, when the correction has ended, and for a day before it
    was opened.
    """
    row = _assigned(correction, actor, at)
    rules.must_be_told_since(how.on, today_of(actor, row.opened_at))
    now = _now(row.initiative, at)
    clean, telling = rules.text_of(text), now.telling_to(row.client_id, row.client.region_id)
    words = telling.words if telling else None
    said = words if words and words.text in clean else None  # else in words of their own, which promise no time
    kept = Words(None, clean, said.window if said else None, said.confidence if said else None)
    track = now.disclosed.track.key if said and now.disclosed.track else None
    statement = _log(now, row.client, _statement(row.statement.name, kept, track), how, actor=actor, at=at)
    _close(row, Closing.TOLD, at, by=actor)
    _follow(row.initiative_id, at, clients=[row.client_id])
    return statement


@action
def drop_correction(*, correction: Correction, because: str, actor: Actor, at: datetime) -> None:
    """Close a correction that this client need not hear, with the reason. Raises Refused as `close_correction`."""
    row = _assigned(correction, actor, at)
    _close(row, Closing.NOT_NEEDED, at, by=actor, because=rules.not_needed_because(because))


def _assigned(correction: Correction, actor: Actor, at: datetime) -> Correction:
    initiative_to_change(correction.initiative_id)  # before its corrections, as every change of it locks them
    row = correction_to_change(correction.pk)
    viewer = acting(actor)
    if not viewer.operations and not corrections_assigned_to(viewer, on=today_of(actor, at)).filter(pk=row.pk).exists():
        rules.must_be_open(closed=row.closed_at is not None)
        raise Refused("Whoever looks after this client corrects it. Ask them, or product operations.")
    rules.must_be_open(closed=row.closed_at is not None)
    return row


def _now(initiative: Initiative, at: datetime) -> Now:
    return now_of(initiative_to_change(initiative.pk), on=at.date())


def _told(now: Now, client: Client, how: Occasion, actor: Actor, at: datetime) -> Statement:
    """Log the words in force for a client's region."""
    telling = now.telling_to(client.pk, client.region_id)
    if telling is None or telling.words is None or now.disclosed.track is None:
        here = now.telling_in(client.region_id)
        sentence = "This client is not among those named for it." if here.words else "Nothing of it may be told now."
        if not here.words and initiatives_visible_to(acting(actor)).filter(pk=now.row.pk).exists():
            sentence = f"{here.sentence} {here.when}"
        raise Refused(f"{sentence} If they heard of it all the same, log it in the words that were used.")
    row = _statement(telling.name, telling.words, now.disclosed.track.key)
    return _log(now, client, row, how, actor=actor, at=at)


def _statement(name: str, words: Words, track: int | None) -> Statement:
    """Make a statement of words, which is kept by `_log`."""
    window = words.window
    return Statement(
        name=name[:120],
        text=words.text,
        track_id=track,
        confidence=words.confidence,
        window_first=window.first if window else None,
        window_last=window.last if window else None,
    )


def _log(now: Now, client: Client, row: Statement, how: Occasion, *, actor: Actor, at: datetime) -> Statement:
    """Keep a statement, unless the client was told the same on that day; it is the latest if none was told later."""
    _must_have_come(how, actor, at)
    before = statement_holding(now.row.pk, client.pk)
    _fill(row, now, client, how, before, actor=actor, at=at)
    if before and _same(before, row):
        _heard(now.row.pk, [client.pk], told_on=how.on, actor=actor, at=at)
        return before
    row.latest = before is None or before.told_on <= how.on
    if before and row.latest:
        before.latest = False
        before.save(update_fields=["latest"])
    row.save()
    _promise([row])
    record(StatementLogged(initiative=now.row.pk, statement=row.pk, client=client.pk, freely=row.track_id is None))
    _heard(now.row.pk, [client.pk], told_on=how.on, actor=actor, at=at)
    return row


def _must_have_come(how: Occasion, actor: Actor, at: datetime) -> None:
    if how.on > today_of(actor, at):
        raise Refused("They cannot have been told on a day that has not come. Write the day it was.", field="told_on")


def _fill(
    row: Statement, now: Now, client: Client, how: Occasion, before: Statement | None, *, actor: Actor, at: datetime
) -> None:
    row.initiative, row.client = now.row, client
    row.to_whom = " ".join(how.to_whom.replace("\0", " ").split())[:200]
    row.told_on, row.means, row.by_id, row.logged_at = how.on, how.means, actor.pk, at
    ours, theirs = (f"{each.source}:{each.key}" for each in (now.row, client))
    besides = (
        at.isoformat(),
        before.pk if before else 0,
        row.to_whom,
        row.window_first,
        row.window_last,
        row.confidence,
    )
    row.key = rules.statement_key(theirs, ours, how.on, row.text, repr(besides))


def _same(before: Statement, row: Statement) -> bool:
    """Whether the same words of the same talk track were told to the same people that day, and not taken back since."""
    said = ("track_id", "name", "text", "window_first", "window_last", "confidence", "to_whom", "told_on")
    return not before.lost and all(getattr(before, each) == getattr(row, each) for each in said)


def _settle(now: Now, client: Client, statement: Statement, actor: Actor, at: datetime) -> None:
    """Close the correction that a statement was, or open one when the statement itself does not hold."""
    if not statement.latest:
        return
    correction = open_corrections_of(now.row.pk).get(client.pk)
    since = correction and statement.told_on >= today_of(actor, correction.opened_at)
    if correction and since and correction.statement_id != statement.pk and not faults_of(statement, now):
        _close(correction, Closing.TOLD, at, by=actor)
    else:
        unchanged = statement.track_id is None and statement.told_on >= today_of(actor, now.row.changed_at)
        _follow(now.row.pk, at, clients=[client.pk], never_so=statement.pk if unchanged else None)
