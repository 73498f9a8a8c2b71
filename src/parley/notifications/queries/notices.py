"""Seeing notices: whether somebody was told of an entry and has read it."""

from parley.notifications.models import Notice


def notice_of(person: int, entry: int) -> Notice | None:
    """Give what somebody was told of an entry, if they have not read it yet and no mail has told them either."""
    rows = Notice.objects.select_related("person").filter(person=person, entry=entry, read_at=None, mailed_at=None)
    return rows.first()
