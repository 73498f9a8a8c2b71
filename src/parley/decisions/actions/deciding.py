"""Deciding from a mail: links are made as their mail is, used up by confirming, and taken back."""

import secrets
from collections import Counter
from datetime import datetime

from parley.decisions import rules
from parley.decisions.actions.opening import _open_dissents
from parley.decisions.actions.settling import _locked, settle_decision
from parley.decisions.events import (
    DecidingLinkMade,
    DecidingLinksEnded,
    DecidingLinksRevoked,
    DecidingLinksSwept,
    DecidingLinkUsed,
    DecisionMailed,
    DecisionNotMailed,
    SigningInChosen,
)
from parley.decisions.models import DecidingLink, DecidingPolicy, Decision, Option, Settlement
from parley.decisions.queries import (
    asks_to_sign_in,
    facts_at,
    links_out,
    overtaken,
    sign_of_brief,
    who_is_mailed,
    why_link_ended,
)
from parley.decisions.terms import LINK_EXPLAINED, LINK_LASTS, UNSETTLED
from parley.groups.queries import acting
from parley.kernel.refusals import Refused, Stale
from parley.ledger import outbox
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.people.queries import hash_of, is_self
from parley.people.rules import must_administer


@action
def make_deciding_link(*, decision: Decision, person: Person, actor: Actor, at: datetime) -> str:
    """Make a link's token, 256 random bits, as its mail is made; only its hash is kept. It is given back once.

    Once the mail is handed over, that is noted; when nothing of it can have left, the link is undone.
    """
    if actor.pk is not None:
        raise Refused("A link to decide goes to whoever decides by mail alone. Send the mail once more.")
    token = secrets.token_urlsafe(32)
    DecidingLink.objects.create(
        decision=decision, person=person, address=person.email or "", token_hash=hash_of(token),
        brief=sign_of_brief(decision), made_at=at, expires_at=at + LINK_LASTS,
    )  # fmt: skip
    record(DecidingLinkMade(decision=decision.pk, person=person.pk))
    return token


@action
def note_link_sent(*, token: str, actor: Actor, at: datetime) -> None:
    """Note that the mail with a link was handed over. The worker’s."""
    must_administer(acting(actor))
    link = DecidingLink.objects.select_for_update().get(token_hash=hash_of(token))
    link.sent_at = at
    link.save(update_fields=["sent_at"])
    record(DecisionMailed(decision=link.decision_id, person=link.person_id))


@action
def drop_unsent_link(*, token: str, actor: Actor, at: datetime) -> None:
    """Undo a link whose mail never left: nobody has it. The worker’s."""
    must_administer(acting(actor))
    link = DecidingLink.objects.select_for_update().get(token_hash=hash_of(token), sent_at=None, used_at=None)
    record(DecisionNotMailed(decision=link.decision_id, person=link.person_id))
    link.delete()


@action
def decide_by_link(
    *, link: DecidingLink, option: Option, reason: str, seen: str, signed_in: bool, actor: Person, at: datetime
) -> Settlement:
    """Settle a decision by the link of a mail, which is used up with it. `seen` is the sign of the brief as read.

    Raises Refused for a link that ended and for anybody but its person, Stale when the brief has changed since.
    """
    rules.must_be_for_oneself(oneself=actor.pk is not None and is_self(actor, link.person))
    if asks_to_sign_in() and not signed_in:
        raise Refused("Your company asks you to sign in before you decide. Sign in, then decide.")
    row = Decision.objects.select_for_update().get(pk=link.decision_id)
    mine = DecidingLink.objects.select_for_update(of=("self",)).select_related("decision", "person").get(pk=link.pk)
    if ended := why_link_ended(mine, at):
        raise Refused(ended)
    if seen != sign_of_brief(row):
        raise Stale(rules.CHANGED, theirs=row.question, yours=reason)
    mine.used_at = at
    mine.save(update_fields=["used_at"])
    settlement = settle_decision(decision=row, option=option, reason=reason, actor=actor, at=at)
    record(DecidingLinkUsed(decision=row.pk, signed_in=signed_in))
    return settlement


@action
def decide_on_page(
    *, decision: Decision, option: Option, reason: str, seen: str, actor: Person, at: datetime
) -> Settlement:
    """Settle a decision from its one page, signed in. Raises Stale when it has changed or was settled meanwhile."""
    row = Decision.objects.select_for_update().get(pk=decision.pk)
    if row.state not in UNSETTLED:
        raise overtaken(row, reason, acting(actor))
    if seen != sign_of_brief(row):
        raise Stale(rules.CHANGED, theirs=row.question, yours=reason)
    return settle_decision(decision=row, option=option, reason=reason, actor=actor, at=at)


@action
def mail_to_decide(*, decision: Decision, actor: Person, at: datetime) -> int:
    """Send whoever decides the mail with the brief once more; to how many. Twice in a minute is once."""
    row = _locked(decision)
    rules.must_see_to_links(acting(actor), facts_at(row, at))
    _open_dissents(decision=row, actor=actor, at=at)
    people = who_is_mailed(row)
    for person in people:
        key = f"mail_decision:{decision.pk}:{person.pk}:{at:%Y-%m-%dT%H:%M}"
        payload = {"decision": decision.pk, "person": person.pk, "asked_at": at.isoformat()}
        payload |= {"asked_by": actor.pk}  # who waits for it themselves is not left in peace
        enqueue("mail_decision", payload=payload, unique_key=key)
    return len(people)


@action
def revoke_links(*, decision: Decision, actor: Person, at: datetime) -> int:
    """Take back every link to settle a decision that still works, and what is still to be mailed; how many links."""
    row = Decision.objects.select_for_update().get(pk=decision.pk)
    rules.must_see_to_links(acting(actor), facts_at(row, at))
    out = [each.pk for each in links_out(row, at)]
    DecidingLink.objects.filter(pk__in=out, used_at=None).update(revoked_at=at)
    outbox.drop(
        "mail_decision", decision=row.pk
    )  # what a worker has in hand finds in the ledger that they were taken back
    record(DecidingLinksRevoked(decision=row.pk, links=len(out)))
    return len(out)


@action
def revoke_links_of(*, person: Person, until: datetime, actor: Actor, at: datetime) -> int:
    """Take back every link that somebody was mailed by a moment and did not use; how many decisions.

    When a phone is lost, and the mail on it. What was still to be mailed then is not on it, and is mailed.
    """
    must_administer(acting(actor))
    rows = DecidingLink.objects.filter(person=person, used_at=None, revoked_at=None, expires_at__gt=at)
    rows = rows.filter(made_at__lte=until)
    out = Counter(rows.order_by("decision").values_list("decision", flat=True))
    rows.update(revoked_at=at)
    for decision, links in out.items():
        record(DecidingLinksEnded(decision=decision, person=person.pk, links=links))
    return len(out)


@action
def sweep_deciding_links(*, actor: Actor, at: datetime) -> int:
    """Throw away links that ended by themselves four weeks ago or earlier, used or not; how many. The worker’s.

    Until then whoever opens one reads why it settles nothing.
    """
    must_administer(acting(actor))
    gone = DecidingLink.objects.filter(expires_at__lt=at - LINK_EXPLAINED).delete()[0]
    if gone:
        record(DecidingLinksSwept(links=gone))
    return gone


@action
def ask_to_sign_in(*, needed: bool, actor: Person, at: datetime) -> None:
    """Ask whoever decides from a mail to sign in first, or no longer."""
    must_administer(acting(actor))
    if asks_to_sign_in() != needed:
        DecidingPolicy.objects.create(sign_in=needed, chosen_at=at)
        record(SigningInChosen(needed=needed))
