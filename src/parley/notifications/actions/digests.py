"""Changing digests: choosing their rhythm, planning those that are due, noting what was mailed, turning mails off."""

import secrets
from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from parley.kernel.refusals import Refused
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.notifications.actions.news import leave_to_digest
from parley.notifications.events.digests import (
    DigestMoved,
    DigestsBegun,
    DigestSent,
    DigestsPlanned,
    MailsChosen,
    MailsStopped,
    StopLinkMade,
    StopLinksSwept,
)
from parley.notifications.models import Notice
from parley.notifications.models.digests import MailChoice, StopLink
from parley.notifications.queries.digests import (
    choice_to_change,
    digests_due,
    links_passed,
    members_without_choice,
    stop_link_of,
)
from parley.notifications.rules.digests import LINK_LASTS, first_times, next_digest, times_of
from parley.notifications.terms.digests import Rhythm, Stops, Times
from parley.people.models import Person
from parley.people.queries import hash_of, is_self, person_to_change
from parley.people.rules import must_be_oneself

MOST_AT_ONCE = 5_000  # the rest five minutes later
TOKEN_BYTES = 32  # 256 random bits


@action
def choose_mails(*, person: Person, times: Times, news: bool, minutes: bool, actor: Actor, at: datetime) -> MailChoice:
    """Choose when one's digest comes, and whether news and minutes are mailed. The same again records nothing.

    Raises Refused for times that are none, and for anybody but the person.
    """
    must_be_oneself(oneself=is_self(actor, person))
    chosen = times_of(times.rhythm, times.weekdays, times.hour)
    person_to_change(person.pk)  # of two who choose for the first time at once, the second finds a row
    row = choice_to_change(person.pk) or MailChoice(person=person, rhythm=Rhythm.NEVER)
    if row.chosen_at and (row.times, row.news, row.minutes) == (chosen, news, minutes):
        return row
    _set(row, chosen, person, at)
    row.news, row.minutes, row.chosen_at = news, minutes, at
    row.save()
    record(
        MailsChosen(
            person=person.pk, rhythm=chosen.rhythm, weekdays=chosen.weekdays, hour=chosen.hour, news=news,
            minutes=minutes,
        )
    )  # fmt: skip
    if not news:
        leave_to_digest(person=person.pk, actor=actor, at=at)
    return row


def _set(row: MailChoice, times: Times, person: Person, at: datetime) -> None:
    row.rhythm, row.weekdays, row.hour = times.rhythm, "".join(map(str, times.weekdays)), times.hour
    row.next_at = next_digest(times, person.time_zone, after=at)


@action
def begin_digests(*, actor: Actor, at: datetime) -> int:
    """Let everybody who is in a group, and has not said that they want none, get a digest once a week; how many.

    Periodic work: whoever joined since hears of it in the first one.
    """
    rows = []
    for person in members_without_choice():
        row = getattr(person, "mail_choice", None) or MailChoice(person=person)
        _set(row, first_times(person.time_zone), person, at)
        rows.append(row)
    if rows:
        MailChoice.objects.bulk_create([each for each in rows if not each.pk], ignore_conflicts=True)
        MailChoice.objects.bulk_update([each for each in rows if each.pk], ["rhythm", "weekdays", "hour", "next_at"])
        record(DigestsBegun(people=len(rows)))
    return len(rows)


@action
def plan_digests(*, actor: Actor, at: datetime) -> int:
    """Hand those digests that are due to the worker, and say when each is due next; how many.

    One that still waits since the day before is not doubled: it then tells of both days, under its own id.
    """
    due = list(digests_due(at=at)[:MOST_AT_ONCE])
    for row in due:
        zone = row.person.time_zone
        if row.person.left_on is None and row.next_at:
            day = row.next_at.astimezone(ZoneInfo(zone)).date()
            enqueue(
                "mail_digest",
                payload={"person": row.person_id, "day": day.isoformat()},
                unique_key=f"mail_digest:{row.person_id}",
            )
        row.next_at = next_digest(row.times, zone, after=at) if row.person.left_on is None else None
    if due:
        MailChoice.objects.bulk_update(due, ["next_at"], batch_size=500)
        record(DigestsPlanned(people=len(due)))
    return len(due)


@action
def follow_the_clock(*, person: Person, actor: Actor, at: datetime) -> None:
    """Let somebody's digest come at their hour on the clock they have now: they moved, or came back."""
    row = choice_to_change(person.pk)
    due = next_digest(row.times, person.time_zone, after=at) if row else None
    if row and row.next_at != due:
        row.next_at = due
        row.save(update_fields=["next_at"])
        record(DigestMoved(person=person.pk))


@action
def note_digest(*, person: int, notices: Collection[int], waited: Collection[str], actor: Actor, at: datetime) -> None:
    """Note that somebody was sent a digest: of these notices, and what waited for them. Told up to that moment."""
    row = choice_to_change(person)
    if row is None:
        return
    row.told_until, row.waited = at, list(waited)
    row.save(update_fields=["told_until", "waited"])
    Notice.objects.filter(person=person, pk__in=list(notices), mailed_at=None).update(mailed_at=at)
    record(DigestSent(person=person, notices=len(notices)))


@action
def make_stop_link(*, person: Person, stops: Stops, actor: Actor, at: datetime) -> str:
    """Make the token of a link for one mail that turns its kind off. Only its hash is kept; Parley alone gets it."""
    if actor.pk is not None:
        raise Refused("Such a link goes out in a mail alone. Choose your mails under My settings.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    StopLink.objects.create(person=person, stops=stops, token_hash=hash_of(token), expires_at=at + LINK_LASTS)
    record(StopLinkMade(person=person.pk, stops=stops))
    return token


@action
def stop_mails(*, token: str, actor: Actor, at: datetime) -> Stops | None:
    """Turn a kind of mail off by the link of one, and say which; None for a link that opens nothing.

    A link acts once: whoever turns it on again later is not turned off by the same mail.
    """
    link = stop_link_of(token, at=at)
    if link is None:
        return None
    # The update is what decides: mail programs may send it twice at the same moment.
    if StopLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
        person_to_change(link.person_id)
        row = choice_to_change(link.person_id) or MailChoice(person=link.person, rhythm=Rhythm.NEVER)
        if link.stops is Stops.DIGEST:
            _set(row, Times(Rhythm.NEVER, hour=row.hour), link.person, at)
        elif link.stops is Stops.NEWS:
            row.news = False
        else:
            row.minutes = False
        row.chosen_at = at if link.stops is Stops.DIGEST else row.chosen_at
        row.save()
        record(MailsStopped(person=link.person_id, stops=link.stops))
        if link.stops is Stops.NEWS:
            leave_to_digest(person=link.person_id, actor=actor, at=at)
    return link.stops


@action
def sweep_stop_links(*, actor: Actor, at: datetime) -> int:
    """Throw away links of mails that are too old; how many. The worker’s, once a day."""
    gone = links_passed(at=at).delete()[0]
    if gone:
        record(StopLinksSwept(links=gone))
    return gone
