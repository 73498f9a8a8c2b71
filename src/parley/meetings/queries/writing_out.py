"""Series and holidays as an export writes them."""

from collections.abc import Iterator

from parley.meetings.models import Holiday, Series


def series_written_out() -> Iterator[Series]:
    """Every series with its group, in the order in which they came."""
    rows = Series.objects.select_related("area").prefetch_related("second_regions__region")
    return rows.order_by("pk").iterator(chunk_size=1000)


def holidays_written_out() -> Iterator[Holiday]:
    """Every holiday with its region, by day."""
    return Holiday.objects.select_related("region").order_by("day", "region__name", "pk").iterator(chunk_size=1000)
