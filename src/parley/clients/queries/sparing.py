"""Which clients are asked for nothing extra for a while."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from parley.clients.models import SensitiveTime
from parley.clients.terms import Sensitive
from parley.prepared import padded, prepared, prepared_one


def sensitive_times(clients: Collection[int], *, on: date) -> dict[int, tuple[Sensitive, date]]:
    """Give why and until when some clients are spared, by their keys; nothing of who is not. One query."""
    return {key: (Sensitive(what), until) for key, what, until in _until(padded(clients), on)} if clients else {}


@prepared
def _until(clients: tuple[int, ...], on: date) -> QuerySet[SensitiveTime, tuple[int, Sensitive, date]]:
    rows = SensitiveTime.objects.filter(client__in=clients, ended_at=None, until__gte=on)
    return rows.values_list("client", "what", "until")


@prepared_one
def sensitive_time_of(client: int, on: date) -> QuerySet[SensitiveTime]:
    """What is said of a client now: why it is spared and until when, if it is."""
    return SensitiveTime.objects.filter(client=client, ended_at=None, until__gte=on).select_related("set_by")
