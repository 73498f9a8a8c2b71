"""A client is spared for a while: it renews its contract, or something went wrong."""

from datetime import date, datetime

from parley.clients import rules
from parley.clients.events import SensitiveTimeEnded, SensitiveTimeSet
from parley.clients.models import Client, SensitiveTime
from parley.clients.queries import cared_for_by, managers_of
from parley.clients.terms import Sensitive
from parley.groups.queries import acting
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor


@action
def set_sensitive_time(
    *, client: Client, what: Sensitive, until: date, because: str = "", actor: Actor, at: datetime
) -> SensitiveTime:
    """Say that a client is asked for nothing extra until a day, in the place of what was said before.

    Raises Refused for whoever does not look after it, and for a day that has passed or lies beyond a year.
    """
    _must_care(client, actor, at)
    rules.must_end_in_time(until, today_of(actor, at))
    SensitiveTime.objects.filter(client=client, ended_at=None).update(ended_at=at)
    row = SensitiveTime.objects.create(
        client=client, what=what, until=until, because=because.replace("\0", " ").strip()[:2_000],
        set_by_id=actor.pk, set_at=at,
    )  # fmt: skip
    record(SensitiveTimeSet(client=client.pk, until=until))
    return row


@action
def end_sensitive_time(*, client: Client, actor: Actor, at: datetime) -> None:
    """Say that a client may be asked again; saying it twice changes nothing. Raises Refused as `set_sensitive_time`."""
    _must_care(client, actor, at)
    if SensitiveTime.objects.filter(client=client, ended_at=None).update(ended_at=at):
        record(SensitiveTimeEnded(client=client.pk))


def _must_care(client: Client, actor: Actor, at: datetime) -> None:
    viewer = acting(actor)
    if not cared_for_by(viewer.person, today_of(actor, at)).filter(client=client).exists():
        rules.must_keep_client(viewer, managers_of(client))
