"""What digests are made of in tests: people who chose them, news that they are told, and those that they are sent."""

from collections.abc import Callable
from typing import Any

from django.core import mail
from django.db import transaction
from django.utils import timezone

from parley.disclosure.actions import replan
from parley.ledger.models import Pending
from parley.notifications.actions.digests import choose_mails
from parley.notifications.terms.digests import Rhythm, Times
from parley.people.models import Person
from parley.reactions.digests import mail_digest
from parley.reactions.table import react
from parley.roadmap.models import Initiative
from parley.roadmap.terms import Confidence, Horizon, Plan
from parley.voices.actions import follow
from tests.cast import Cast
from tests.disclosure.made import Q3, fresh
from tests.reactions.later import do
from tests.roadmap.made import initiative

DAILY = Times(Rhythm.WORKING_DAYS)
BECAUSE = "The audits moved to autumn."


def before_it_died(send: Callable[[], Any]) -> Any:
    """Send, and die before it is kept that it went."""
    with transaction.atomic():
        sent = send()
        transaction.set_rollback(True)
    return sent


def chosen(cast: Cast, *people: Person, **given: Any) -> None:
    Pending.objects.all().delete()  # nobody is told of how the company was founded
    facts: dict[str, Any] = {"times": DAILY, "news": True, "minutes": True, "at": cast.at} | given
    for each in people:
        choose_mails(person=each, actor=each, **facts)


def followed(cast: Cast, *people: Person, title: str = "Consent signals") -> Initiative:
    """An initiative of identity that some people follow."""
    row = initiative(cast, title)
    for each in people:
        follow(thread=row.thread, following=True, actor=each, at=cast.at)
    return row


def moved(cast: Cast, row: Initiative, *, by: Person | None = None) -> None:
    plan = Plan(horizon=Horizon.NEXT, window=Q3, confidence=Confidence.LOW)
    replan(initiative=fresh(row), plan=plan, reason=BECAUSE, actor=by or cast.noor, at=cast.at)


def told() -> None:
    """Let people be told, while mails still wait."""
    for work in list(Pending.objects.filter(task="react").order_by("pk")):
        react(work.payload, timezone.now())
        work.delete()


def digests(*people: Person, planned: str = "") -> list[Any]:
    """The digests that some people are sent now."""
    mail.outbox.clear()
    for each in people:
        do(mail_digest, {"person": each.pk, "planned": planned or timezone.now().isoformat()}, timezone.now())
    return mail.outbox


def one(person: Person, *, planned: str = "") -> Any:
    (message,) = digests(person, planned=planned)
    return message
