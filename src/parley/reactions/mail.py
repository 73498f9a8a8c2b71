"""Mail: made and sent outside any transaction, at least once, always under the same Message-ID for the same news.

What a mail names, its reader may see at the moment it is made; what they have read meanwhile is not mailed at all.
"""

import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parley.languages.reading import read_by
from parley.ledger.terms import MACHINE, Ref
from parley.notifications.queries.addresses import answering_address, may_be_answered, token_for
from parley.people.actions import LINK_LASTS, make_link
from parley.people.queries import person_signed_in, sample_is_loaded
from parley.people.terms import SAMPLE_COMPANY
from parley.reactions.line import hand_over
from parley.reactions.way_out import WayOut

if TYPE_CHECKING:
    from parley.people.models import Person

MOST_NAMED = 20  # clients in one mail
NOWHERE: Mapping[str, str] = {}  # an answer reaches nobody


class _HandedOver(threading.local):
    """How many mails the server took of this thread: a task may well find that there is nothing to send."""

    mails = 0


handed_over = _HandedOver()


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
