"""Series as an export writes them."""

from collections.abc import Iterator

from parley.meetings.models import Series


def series_written_out() -> Iterator[Series]:
    """Every series with its group, in the order in which they came."""
    return Series.objects.select_related("area").order_by("pk").iterator(chunk_size=1000)
