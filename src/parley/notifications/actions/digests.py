"""Changing digests: choosing their rhythm, planning those that are due, noting what was mailed, turning mails off."""

from datetime import datetime

from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
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
    stop_token,
)
from parley.notifications.rules.digests import LINK_LASTS, first_times, is_away, next_digest, times_of
from parley.notifications.terms.digests import Rhythm, Settled, Stops, Times
from parley.people.models import Person
from parley.people.queries import hash_of, is_self, person_to_change
from parley.people.rules import must_be_oneself

MOST_AT_ONCE = 5_000  # the rest five minutes later


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

    One that still waits since the day before is not doubled: what came since goes in another once it has gone. Nobody
    who is away gets one: the first after their return tells it all.
    """
    due = list(digests_due(at=at)[:MOST_AT_ONCE])
    for row in due:
        zone = row.person.time_zone
        person = row.person
        away = is_away(person.away_from, person.away_until, today_of(person, at))
        if person.left_on is None and row.next_at and not away:
            enqueue(
                "mail_digest",
                payload={"person": row.person_id, "planned": row.next_at.isoformat()},
                unique_key=f"mail_digest:{row.person_id}",
            )
        row.next_at = next_digest(row.times, zone, after=at) if row.person.left_on is None else None
    if due:
        MailChoice.objects.bulk_update(due, ["next_at"], batch_size=500)
        record(DigestsPlanned(people=len(due)))
    return len(due)


@action
def follow_the_clock(*, person: Person, after: datetime | None = None, actor: Actor, at: datetime) -> None:
    """Let somebody's digest come at their hour on the clock they have now: they moved, or came back.

    `after` is until when they know of everything, if not until now: what came due since is due at once.
    """
    row = choice_to_change(person.pk)
    due = next_digest(row.times, person.time_zone, after=after or at) if row else None
    if row and row.next_at != due:
        row.next_at = due
        row.save(update_fields=["next_at"])
        record(DigestMoved(person=person.pk))


@action
def note_digest(*, person: Person, told: Settled, actor: Actor, at: datetime) -> None:
    """Note what somebody was told by a digest. Another that came due while it waited for the mail server is due now."""
    row = choice_to_change(person.pk)
    if row is None:
        return
    row.told_until, row.waited = told.until, list(told.waits)
    row.next_at = next_digest(row.times, person.time_zone, after=told.until)
    row.save(update_fields=["told_until", "waited", "next_at"])
    Notice.objects.filter(person=person, pk__in=told.notices, mailed_at=None).update(mailed_at=at)
    record(DigestSent(person=person.pk, notices=len(told.notices)))


@action
def make_stop_link(*, person: Person, stops: Stops, mail: str, actor: Actor, at: datetime) -> str:
    """Make the token of a link for one mail that turns its kind off. Only its hash is kept; Parley alone gets it.

    `mail` is the name of that mail: however often it has to be sent, its link is one, and is made once.
    """
    if actor.pk is not None:
        raise Refused("Such a link goes out in a mail alone. Choose your mails under My settings.")
    token = stop_token(person.pk, stops, mail)
    facts = {"person": person, "stops": stops, "expires_at": at + LINK_LASTS}
    if StopLink.objects.get_or_create(token_hash=hash_of(token), defaults=facts)[1]:
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
