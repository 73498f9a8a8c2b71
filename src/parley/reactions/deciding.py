"""The mail to whoever decides: the question, the options in five lines each, where the group leans, and one link.

The link is made as the mail is, so that it stands nowhere else: not in the outbox, the ledger or the log.
"""

from collections.abc import Sequence
from datetime import datetime
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from socket import gaierror
from ssl import SSLCertVerificationError
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parley.decisions.actions import drop_unsent_link, make_deciding_link, note_link_sent, revoke_links_of
from parley.decisions.queries import (
    Way,
    are_taken_back,
    came_to,
    decision_seen,
    decision_to_mail,
    has_come,
    initiatives_of,
    links_out,
    options_in,
    positions_on,
    prices_of,
    who_is_mailed,
    why_it_came,
)
from parley.decisions.terms import LINK_LASTS, DecisionState
from parley.groups.queries import viewer_of
from parley.kernel.spans import today_of
from parley.languages.moments import day_words
from parley.ledger import outbox
from parley.ledger.outbox import Rest
from parley.ledger.terms import MACHINE
from parley.notifications.rules import day_ends
from parley.people.queries import names_of, person_signed_in
from parley.reactions.briefs import besides, options_said
from parley.reactions.mail import absolute, as_read_by, send
from parley.reactions.peace import left_in_peace

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.decisions.queries import Came, Position
    from parley.ledger.queries import Told
    from parley.people.models import Person

TO_DECIDE = {"decision.escalated", "decision.sent_back", "decision.agreed"}
SIGNED_OUT = {"person.sessions_ended", "person.left"}  # everywhere: a phone is lost, and the mail on it
# A server that answers so, or none that answers, has taken nothing. After anything else the mail may have left.
NOTHING_LEFT = (
    SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError, ConnectionRefusedError, gaierror,
    SSLCertVerificationError,
)  # fmt: skip


def see_to_deciding(told: "Told", at: datetime) -> None:
    """After something that hands a decision to somebody, let them be mailed."""
    kind = told.event.kind
    refs = told.event.about()
    if kind in TO_DECIDE:
        _mail_all(next(ref.key for ref in refs if ref.kind == "decision"), told, at)
    elif kind == "decision.decider_changed":
        key = next(ref.key for ref in refs if ref.kind == "decision")
        row = decision_to_mail(key)
        if row and has_come(row):
            _mail_all(key, told, at)
    elif kind in SIGNED_OUT and (person := names_of([refs[0].key]).get(refs[0].key)):
        revoke_links_of(person=person, until=told.at, actor=MACHINE, at=at)
    elif kind == "deputy.began":
        for row in came_to(refs[0].key):
            _mail(row.pk, refs[1].key, told, at)


def _mail_all(decision: int, told: "Told", at: datetime) -> None:
    row = decision_to_mail(decision)
    for person in who_is_mailed(row) if row else []:
        _mail(decision, person.pk, told, at)


def _mail(decision: int, person: int, told: "Told", at: datetime) -> None:
    payload = {"decision": decision, "person": person, "asked_at": told.at.isoformat()}
    key = f"mail_decision:{decision}:{person}:{told.entry}"
    outbox.ensure("mail_decision", unique_key=key, run_after=at, payload=payload)


def mail_decision(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Mail somebody what they need to decide; nothing once it is settled, or when somebody else decides it now.

    Nor once links were taken back after it was asked for, or another mail brings it. It waits while they are left in
    peace, unless it would be late by then or they asked for it themselves.
    """
    row, person = decision_to_mail(payload["decision"]), person_signed_in(payload["person"])
    if row is None or person is None or person not in who_is_mailed(row):
        return None
    rest = left_in_peace(person, payload, at, by=day_ends(row.decide_by, person.time_zone))
    if _is_taken_back(payload) or _comes_otherwise(row, person, payload, at, held=rest is not None):
        return None
    if rest and payload.get("asked_by") != person.pk:
        return rest
    if brief := _brief(row, person, at):
        _send(row, person, payload, brief, at)
    return None


def _is_taken_back(payload: dict[str, Any]) -> bool:
    asked = _asked_at(payload)
    return asked is not None and are_taken_back(payload["decision"], asked)


def _asked_at(payload: dict[str, Any]) -> datetime | None:
    asked = payload.get("asked_at")  # not in what waited while Parley was brought up to date
    return datetime.fromisoformat(asked) if asked else None


def _comes_otherwise(row: "Decision", person: "Person", payload: dict[str, Any], at: datetime, *, held: bool) -> bool:
    """Say whether it was asked for again, or was mailed since it was asked for: it is one mail.

    What somebody asked for themselves while they are left in peace gives way to nothing that waits for the end of that.
    The outbox is asked first: a newer mail that another worker has sent by then has its link.
    """
    asked, by = _asked_at(payload), payload.get("asked_by")
    about = {"decision": row.pk, "person": person.pk}
    if held and by == person.pk:
        about["asked_by"] = person.pk
    if outbox.is_overtaken(payload["work"], "mail_decision", **about):
        return True
    return asked is not None and links_out(row, at).filter(person=person, sent_at__gt=asked).exists()


def _brief(row: "Decision", person: "Person", at: datetime) -> tuple[str, dict[str, Any]] | None:
    """Give the subject of the mail and what it says, but for the link; None of a decision they may not see."""
    viewer = viewer_of(person)
    if decision_seen(viewer, row.pk) is None:
        return None
    seen = {each.pk: each for each in initiatives_of(viewer, row.pk)}
    came = why_it_came(row)
    positions = [each for each in positions_on(viewer, row.pk) if each.way is not Way.IN_PRIVATE]
    with as_read_by(person):  # before the link is made, and outside every transaction: it may take two seconds
        prices = prices_of(viewer, row.pk, seen, today=today_of(person, at))
        subject = _("To decide by %(day)s: %(question)s")
        facts = {"day": day_words(row.decide_by, with_year=False), "question": row.question}
        return subject % facts, {
            "name": person.name,
            "opening": _opening(row, person, came),
            "title": row.question,
            "context": row.context,
            "what_changed": row.what_changed,
            "options": options_said(row, seen, prices),
            "advised": any(prices.values()),
            "besides": besides(row, seen),
            "agreed": _agreed(row),
            "came": came,
            "leanings": _leanings(row, positions),
            "dissents": [
                (each.name or _("Without a name"), each.text)
                for each in positions
                if each.way in (Way.DISSENTS, Way.UNSIGNED)
            ],
            "days": LINK_LASTS.days,
        }


def _send(
    row: "Decision", person: "Person", payload: dict[str, Any], brief: tuple[str, dict[str, Any]], at: datetime
) -> None:
    """Make the link, so that it works as long as any, and send the mail with it."""
    subject, context = brief
    token = make_deciding_link(decision=row, person=person, actor=MACHINE, at=at)
    if _is_taken_back(payload):  # in the same moment: whoever takes links back from now on finds this one
        drop_unsent_link(token=token, actor=MACHINE, at=at)
        return
    try:
        with as_read_by(person):
            link = absolute(reverse("decide", args=[token]))
            send(person, subject, "decide", context | {"link": link}, about=f"decide-{person.pk}-{payload['work']}")
    except NOTHING_LEFT:
        drop_unsent_link(token=token, actor=MACHINE, at=at)
        raise
    note_link_sent(token=token, actor=MACHINE, at=at)


def _opening(row: "Decision", person: "Person", came: "Came") -> str:
    if person.pk != row.decider_id:
        return _(
            "you decide for %(name)s at the moment. This waits: you settle it in your own name, for them."
        ) % {"name": row.decider.name}  # fmt: skip
    if came.back:
        return _("this came back before it was published. Read why, then settle it again.")
    if getattr(row, "agreement", None):
        return _("the group agrees on something. You confirm it, or decide otherwise.")
    if row.state is DecisionState.ESCALATED and came.handed.because:
        return _("the group did not agree on this. You settle it, with a reason.")
    if row.state is DecisionState.ESCALATED:
        return _("the day has come by which this was to be settled. You settle it, with a reason.")
    return _("this waits for you to be settled, with a reason.")


def _agreed(row: "Decision") -> tuple[str, str] | None:
    agreement = getattr(row, "agreement", None)
    return (agreement.option.title, agreement.reason) if agreement else None


def _leanings(row: "Decision", positions: "Sequence[Position]") -> list[tuple[str, str, str]]:
    """Say who leans where and what would change their mind; never a sum."""
    titles = {option.pk: option.title for option, _effects in options_in(row.pk)}
    return [(each.name, titles.get(each.option or 0, ""), each.text) for each in positions if each.way is Way.LEANS]
