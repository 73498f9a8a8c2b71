"""What other currencies are worth in the company's own. Rates are of days that have come, so the newest is today's."""

from collections.abc import Iterator

from django.db.models import QuerySet

from parley.clients.models import Rate
from parley.clients.terms import Rates


def rates_now() -> Rates:
    """The newest rate of each currency: of two from the same day, the one written last."""
    found: dict[str, Rate] = {}
    for row in Rate.objects.order_by("since", "pk"):
        found[row.currency] = row
    base = next((row.base for row in found.values()), "")
    return Rates(base, {code: row.worth for code, row in found.items()})


def rates_listed() -> QuerySet[Rate]:
    """Every rate there was, by currency, the newest first."""
    return Rate.objects.select_related("set_by").order_by("currency", "-since", "-pk")


def rate_written(key: int) -> Rate | None:
    """One of them."""
    return Rate.objects.filter(pk=key).first()


def rates_written_out() -> Iterator[Rate]:
    """Every rate in the order in which they were written down; for an export."""
    return Rate.objects.select_related("set_by").order_by("pk").iterator(chunk_size=1000)
