"""What the search index reads of initiatives. Who may find them is asked anew with each question."""

from collections.abc import Collection, Iterator

from parley.roadmap.models import Initiative


def initiative_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, title and why of some initiatives, or of all."""
    rows = Initiative.objects.filter(pk__in=keys) if keys is not None else Initiative.objects.all()
    whys = ("why__because", "why__who_benefits", "why__budget", "why__expected_return", "why__return_basis")
    wanted = rows.values_list("pk", "title", *whys, "why__instead")
    for key, title, *parts in wanted.order_by("pk").iterator(chunk_size=1000):
        yield key, title, " · ".join(part for part in parts if part)
