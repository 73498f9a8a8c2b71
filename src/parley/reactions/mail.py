"""Mail: made and sent outside any transaction, at least once, always under the same Message-ID for the same news.

What a mail names, its reader may see at the moment it is made; what they have read meanwhile is not mailed at all.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parley.decisions.queries import reason_told
from parley.groups.queries import viewer_of
from parley.languages.prose import prose
from parley.languages.reading import read_by
from parley.ledger.queries import Told, entries_told
from parley.ledger.terms import MACHINE, Ref
from parley.notifications.queries.addresses import answering_address, may_be_answered, token_for
from parley.notifications.queries.notices import unread_among
from parley.notifications.queries.said import NAMED, SAID, SPOKEN, heard_of
from parley.notifications.queries.whom import ref_told_of
from parley.notifications.terms import Because
from parley.notifications.terms.digests import Stops
from parley.people.actions import LINK_LASTS, make_link
from parley.people.queries import names_of, person_signed_in, sample_is_loaded
from parley.people.terms import SAMPLE_COMPANY
from parley.reactions.line import hand_over
from parley.reactions.way_out import WayOut, way_out
from parley.search.queries import titles_seen_by

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.people.terms import Viewer

MOST_NAMED = 20  # clients in one mail
DECIDED = "decision.published"  # told in full, by `decided.mail_decided`
NOWHERE: Mapping[str, str] = {}  # an answer reaches nobody


class _HandedOver(threading.local):
    """How many mails the server took of this thread: a task may well find that there is nothing to send."""

    mails = 0


handed_over = _HandedOver()
# Each is given the title and says, in the reader's language, the subject and the first sentence of the mail.
News = Callable[[str], tuple[str, str]]
NEWS: Mapping[str, News] = {
    SAID: lambda title: (
        _("Said about: %(title)s") % {"title": title},
        _("Somebody wrote about what is yours, or what you asked to hear everything of."),
    ),
    NAMED: lambda title: (_("Said about: %(title)s") % {"title": title}, _("Somebody wrote your name there.")),
    "decision.asked_to_speak": lambda title: (
        _("What do you know? %(title)s") % {"title": title},
        _("This is about to be decided. It affects you or clients you look after, and you have not been heard yet."),
    ),
    "decision.kept": lambda title: (
        _("What became of it: %(title)s") % {"title": title},
        _("You disagreed with a decision. It was looked at again: what happened stands beside what you said."),
    ),
    "topic.answered": lambda title: (
        _("Your topic has its answer: %(title)s") % {"title": title},
        _("The topic you brought has been answered."),
    ),
    "topic.decided": lambda title: (
        _("Your topic is settled: %(title)s") % {"title": title},
        _("A decision that fewer people may read settles it. Whoever runs the group can say what it means for you."),
    ),
    "insight.answered": lambda title: (
        _("Not planned: %(title)s") % {"title": title},
        _("What you noted has its answer: it is not planned. The reason is below, so that you can tell the client."),
    ),
    "meeting.run_proposed": lambda title: (
        _("Who runs it: %(title)s") % {"title": title},
        _("It was looked at whose turn this meeting is. Its page says who runs it, and how to ask another."),
    ),
    "meeting.run_asked": lambda title: (
        _("Can you run it? %(title)s") % {"title": title},
        _("You are asked to run this meeting. Say yes or no with one tap on its page."),
    ),
    "meeting.run_taken": lambda title: (
        _("Taken on: %(title)s") % {"title": title},
        _("Somebody else runs this meeting now. Its page says who."),
    ),
    "meeting.run_declined": lambda title: (
        _("Cannot run it: %(title)s") % {"title": title},
        _("Whoever you asked to run this meeting cannot. Its page lets you ask another."),
    ),
    "shift.begun": lambda title: (
        _("A team is lent: %(title)s") % {"title": title},
        _("A team works for another area for some weeks. Its page says until when, and what waits for it."),
    ),
    "shift.extended": lambda title: (
        _("Lent for longer: %(title)s") % {"title": title},
        _("A team stays with the other area for longer than was said. The reason is below."),
    ),
    "shift.ended": lambda title: (
        _("Not lent any more: %(title)s") % {"title": title},
        _("This team is not lent any more. What waited for it can be planned again."),
    ),
}


def mail_sign_in_link(payload: dict[str, Any], at: datetime) -> None:
    """Make a link and send it to the one person it signs in; nothing when they have left meanwhile."""
    person = person_signed_in(payload["person"])
    if person is None or not person.email:
        return
    token = make_link(person=person, actor=MACHINE, at=at)
    wanted = payload.get("next_page") or ""
    link = absolute(reverse("sign_in_link", args=[token])) + (f"?{urlencode({'next': wanted})}" if wanted else "")
    with as_read_by(person):
        context = {"name": person.name, "link": link, "minutes": int(LINK_LASTS.total_seconds() // 60)}
        send(person, _("Your link to sign in to Parley"), "sign_in_link", context, about=f"link-{payload['work']}")


def mail_notice(noticed: "Noticed", at: datetime, *, about: str) -> None:
    """Tell somebody by mail of one thing that happened."""
    person, told = noticed.person, noticed.told
    with as_read_by(person):
        subject, opening = noticed.said
        context = {
            "name": person.name,
            "opening": opening,
            "title": noticed.title,
            "reason": noticed.words or reason_told(told, noticed.titles),
            "prose": prose(noticed.words),
            "by": names_of([told.actor])[told.actor].name if told.actor else "Parley",
            "link": noticed.link,
        }
        answers, out = answered_at(person, noticed.answered, at), way_out(person, Stops.NEWS, at, about=about)
        send(person, subject, "notice", context, about=about, answers=answers, out=out)


@dataclass(frozen=True, slots=True)
class Noticed:
    """Somebody who was told of a thing and has not read it: the thing has this title for them.

    `words` are those of a comment, where that is what happened.
    """

    person: "Person"
    viewer: "Viewer"
    told: Told
    because: Because
    ref: Ref
    titles: Mapping[Ref, str]  # of what the news is about, as far as they may see it
    words: str = ""

    @property
    def title(self) -> str:
        """What the thing is called for them."""
        return self.titles[self.ref]

    @property
    def answered(self) -> Ref:
        """What an answer to a mail about it is said in: of a comment its conversation, which may be of a part."""
        return self._of_comment("thread")

    @property
    def link(self) -> str:
        """The address at which they read on: of a comment where it stands."""
        ref = self._of_comment("comment")
        return absolute(reverse(ref.kind, args=[ref.key]))

    def _of_comment(self, kind: str) -> Ref:
        event = self.told.event
        is_comment = event.kind in {SAID, NAMED}
        return next(each for each in event.about() if each.kind == kind) if is_comment else self.ref

    @property
    def said(self) -> tuple[str, str]:
        """The subject and the first sentence of a mail about it, unless it is a decision."""
        kind = self.told.event.kind
        return NEWS[NAMED if kind == SAID and self.because is Because.MENTIONED else kind](self.title)


def noticed_by(key: int, entries: Sequence[int]) -> list[Noticed]:
    """Give what of some entries somebody was told of, has not read, and may see now; nothing once they have left."""
    person = person_signed_in(key)
    if person is None or not person.email:
        return []
    viewer, unread = viewer_of(person), unread_among(key, entries)
    told = [each for each in entries_told(unread) if each.event.kind in NEWS or each.event.kind == DECIDED]
    titles = titles_seen_by(viewer, [ref for each in told for ref in each.event.about()])
    heard, found = heard_of(viewer, told, [each for each in unread if unread[each] is Because.MENTIONED]), []
    for each in told:
        ref, spoken = ref_told_of(each), each.event.kind in SPOKEN
        if ref in titles and (not spoken or each.entry in heard):
            words = heard[each.entry].words if spoken else ""
            found.append(Noticed(person, viewer, each, unread[each.entry], ref, titles, words))
    return found


def send(
    person: "Person",
    subject: str,
    template: str,
    context: dict[str, Any],
    *,
    about: str,
    sender: str = "",
    calendar: tuple[str, str] | None = None,
    answers: Mapping[str, str] = NOWHERE,
    answering: str = "",
    out: WayOut | None = None,
) -> None:
    """Send one person one mail, as `written` writes it."""
    hand_over(written(
        person, subject, template, context, about=about, sender=sender, calendar=calendar, answers=answers,
        answering=answering, out=out,
    ))  # fmt: skip
    handed_over.mails += 1


def answered_at(person: "Person", ref: Ref, at: datetime) -> Mapping[str, str]:
    """Give the headers by which an answer to a mail about a thing is said there; none where nobody takes answers.

    The token stands in a name that mails refer to as well: some programs answer to the sender, whatever is asked for.
    """
    if not settings.EMAIL_ANSWERED or not may_be_answered(ref):
        return NOWHERE
    token = token_for(person, ref, at=at)
    address = answering_address(person, ref, replies=settings.EMAIL_REPLIES, at=at)
    return {"Reply-To": address, "References": f"<{token}@{urlsplit(settings.PUBLIC_URL).hostname}>"}


def written(
    person: "Person",
    subject: str,
    template: str,
    context: dict[str, Any],
    *,
    about: str,
    sender: str = "",
    calendar: tuple[str, str] | None = None,
    answers: Mapping[str, str] = NOWHERE,
    answering: str = "",
    out: WayOut | None = None,
) -> EmailMultiAlternatives:
    """Write a mail to one person. Whoever it is from, a name or title cannot add a header: each is put on one line.

    `calendar` is a method and an iCalendar text: one more way to read the mail, and a file for what reads no such mail.
    `answers` are the headers of `answered_at`; `answering` is the Message-ID of the mail that this one answers.
    `out` is how mails like it are turned off: mail that is news has one, a link to sign in and what is asked have none.
    """
    company = context.get("company") or company_named()
    said = {"company": company, "language": get_language(), "answered": bool(answers), "out": out}
    context = said | context
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split())[:200],
        body=render_to_string(f"mail/{template}.txt", context),
        from_email=sender or None,
        to=[str(person.email)],
        headers={
            "Message-ID": f"<{about}@{urlsplit(settings.PUBLIC_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        }
        | dict(answers)
        | ({"In-Reply-To": answering, "References": answering} if answering else {})
        | (out.headers if out else {}),
    )
    message.attach_alternative(render_to_string(f"mail/{template}.html", context), "text/html")
    if calendar:
        method, text = calendar
        message.attach_alternative(text, f"text/calendar; method={method}")
        message.attach("invitation.ics", text, "application/ics")
    return message


def company_named() -> str:
    """Say what the company is called. One query."""
    return SAMPLE_COMPANY if sample_is_loaded() else str(settings.COMPANY)


def absolute(path: str) -> str:
    """Give the address of a page as people type it."""
    return settings.PUBLIC_URL.rstrip("/") + path


def as_read_by(person: "Person") -> AbstractContextManager[None]:
    """Say dates in the reader's zone and texts in the reader's language."""
    return read_by(person.time_zone, person.language)
