"""News by mail: what comes for one person within minutes, or while they were left in peace, is one mail."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from parley.ledger import outbox
from parley.ledger.outbox import Rest
from parley.ledger.terms import MACHINE
from parley.notifications.actions.news import leave_to_digest, mail_together, note_seen
from parley.notifications.queries.digests import turned_off
from parley.notifications.queries.notices import people_with_news
from parley.notifications.queries.whom import ref_told_of
from parley.notifications.rules import when_to_send
from parley.notifications.terms.digests import Stops
from parley.people.queries import quiet_of
from parley.reactions.decided import mail_decided
from parley.reactions.mail import absolute, as_read_by, send
from parley.reactions.noticed import DECIDED, Noticed, mail_notice, noticed_by
from parley.reactions.peace import left_in_peace
from parley.reactions.way_out import way_out

if TYPE_CHECKING:
    from parley.ledger.queries import Told

MOST_TOLD = 20  # things in one mail; the others are on Today
LONGEST = 400  # characters of what was said, where there is more than that
READ_BY_DOING = frozenset({"comment.said", "topic.supported", "decision.leaning", "decision.dissent"})


def gather(payload: dict[str, Any], at: datetime) -> None:
    """Put what somebody is to be mailed into one mail."""
    mail_together(person=payload["person"], actor=MACHINE, at=at)


def gather_held(at: datetime) -> None:
    """See to everybody who was left in peace and no longer is, or whose last mail had to wait for the mail server.

    While that one waits there is nothing to gather: in an outage that may be the whole company, every five minutes.
    """
    waiting = outbox.people_waiting("mail_notice")
    some = (each for each in people_with_news(at).iterator(chunk_size=1000) if each.pk not in waiting)
    due = [each.pk for each in some if when_to_send(at, quiet_of(each)) == at]
    outbox.ensure_many("gather_news", {f"gather_news:{key}": {"person": key} for key in due}, run_after=at)


def see_to_read(told: "Told", at: datetime) -> None:
    """Take what somebody was told of a thing as read, once they spoke there themselves."""
    if told.actor and told.event.kind in READ_BY_DOING:
        note_seen(person=told.actor, on=ref_told_of(told), until=told.at, actor=MACHINE, at=at)


def mail_news(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Mail somebody what they were told of and has not been read since: one thing in full, several in a list.

    Nothing once they have read it, have left, or may not see any of it any more. However much of it is left when it is
    sent again after a crash, it bears the same Message-ID. Whoever turned such mail off meanwhile has it in the digest.
    One that waited for the mail server until its reader is left in peace waits for the end of that too.
    """
    entries = [payload["entry"], *payload.get("more", ())]
    if turned_off([payload["person"]], Stops.NEWS):
        leave_to_digest(person=payload["person"], entries=entries, actor=MACHINE, at=at)
        return None
    news = noticed_by(payload["person"], entries)
    if news and (rest := left_in_peace(news[0].person, payload, at)):
        return rest
    about = f"notice-{payload['person']}-{payload['entry']}"
    if len(news) > 1:
        _mail_several(news, at, about=about)
    elif news and news[0].told.event.kind == DECIDED:
        mail_decided(news[0], at, about=about)
    elif news:
        mail_notice(news[0], at, about=about)
    return None


def _mail_several(news: Sequence[Noticed], at: datetime, *, about: str) -> None:
    person = news[0].person
    with as_read_by(person):
        told, more = [each.said(LONGEST) for each in news[:MOST_TOLD]], len(news) - 1
        subject = ngettext("%(title)s, and one more", "%(title)s, and %(num)d more", more)
        context = {
            "name": person.name,
            "news": told,
            "more": max(len(news) - MOST_TOLD, 0),
            "link": absolute("/"),
        }
        words, out = {"title": told[0]["subject"], "num": more}, way_out(person, Stops.NEWS, at, about=about)
        send(person, subject % words, "news", context, about=about, out=out)
