"""Which items of a held meeting are about something of whoever reads its minutes."""

from django.db.models import Exists, OuterRef, Q

from parley.meetings.models import AgendaItem
from parley.people.terms import Viewer


def own_item(viewer: Viewer) -> Exists:
    """Say of an item whether somebody brought, supports, owns or leads it, or it is of their region or function.

    Of topics about an initiative those they brought or support count: all of a region would be too many.
    """
    which = Q(lead=viewer.person) | Q(initiative__owner=viewer.person)
    for name in ("brought_by", "supporters__person"):
        for topic in ("topic", "decision__topic_links__topic", "initiative__topic_links__topic"):
            which |= Q(**{f"{topic}__{name}": viewer.person})
    for topic in ("topic", "decision__topic_links__topic"):
        if viewer.region is not None:
            which |= Q(**{f"{topic}__regions__region": viewer.region})
        if viewer.function is not None:
            which |= Q(**{f"{topic}__functions__function": viewer.function})
    return Exists(AgendaItem.objects.filter(which, pk=OuterRef("pk")))


def is_own(item: AgendaItem) -> bool:
    """Whether an item of a held meeting, as its agenda gave it, is about something of the viewer's."""
    return bool(item.own)  # type: ignore[attr-defined]  # annotated where `own_item` is
