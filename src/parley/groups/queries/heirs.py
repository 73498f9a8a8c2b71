"""Which area goes on with what another had that was dissolved, as the ledger knows it."""

from parley.groups.events import AreaDissolved
from parley.groups.models import Area
from parley.groups.terms import area_ref
from parley.ledger.queries import history_of


def heir_of(area: Area) -> Area | None:
    """The area that goes on with what one had: itself, or its heir, and whose heir that was dissolved into.

    None when nobody knows, as for one that was imported as dissolved. No query while it goes on, two for each heir.
    """
    while area.dissolved_on is not None:
        told = history_of(area_ref(area.pk), kinds=(AreaDissolved.kind,))
        ends = (each.event for each in told if isinstance(each.event, AreaDissolved) and each.event.area == area.pk)
        if (end := next(ends, None)) is None:
            return None
        area = Area.objects.get(pk=end.heir)
    return area


def heir_key(area: Area) -> int | None:
    """Its key as a row."""
    heir = heir_of(area)
    return heir.pk if heir else None
