"""Seeing notices: whether somebody was told of an entry and has read it."""

from parley.notifications.models import Notice
from parley.notifications.terms import Because
from parley.people.terms import Viewer


def people_told(entry: int) -> dict[int, Because]:
    """Give who was told of an entry, by their keys, and why."""
    return {
        person: Because(because)
        for person, because in Notice.objects.filter(entry=entry).values_list("person", "because")
    }


def notice_of(person: int, entry: int) -> Notice | None:
    """Give what somebody was told of an entry, if they have not read it yet."""
    return Notice.objects.select_related("person").filter(person=person, entry=entry, read_at=None).first()


def reasons_for(viewer: Viewer, entries: list[int]) -> dict[int, Because]:
    """Give why the viewer was told of some entries."""
    rows = Notice.objects.filter(person=viewer.person, entry__in=entries).values_list("entry", "because")
    return {entry: Because(because) for entry, because in rows}
