"""What the search index reads of meetings and their minutes. Who may find them is asked anew with each question."""

from collections.abc import Collection, Iterator

from parley.meetings.models import ActionPoint, AgendaItem, Capture, Meeting, MinutesLine
from parley.meetings.terms.live import Captured
from parley.meetings.terms.minutes import LineKind


def meeting_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key and title of some meetings, or of all."""
    rows = Meeting.objects.filter(pk__in=keys) if keys is not None else Meeting.objects.all()
    for key, title in rows.values_list("pk", "title").order_by("pk").iterator(chunk_size=1000):
        yield key, title, ""


def item_texts(meetings: Collection[int] | None = None) -> Iterator[tuple[int, int, str]]:
    """Key, meeting, and line, why, notes, decisions and additions of the agenda items of some meetings, or of all."""
    some = {} if meetings is None else {"meeting__in": meetings}
    decided = Capture.objects.filter(kind=Captured.DECISION, **some).exclude(item=None)
    later = MinutesLine.objects.filter(kind=LineKind.ADDED, **some).exclude(item=None)
    added: dict[int | None, list[str]] = {}
    for lines in (decided, later):
        for item, words in lines.order_by("pk").values_list("item", "words"):
            added.setdefault(item, []).append(words)
    rows = AgendaItem.objects.filter(meeting__in=meetings) if meetings is not None else AgendaItem.objects.all()
    wanted = rows.values_list("pk", "meeting", "title", "why", "notes").order_by("pk")
    for key, meeting, *parts in wanted.iterator(chunk_size=1000):
        if said := "\n".join(part for part in (*parts, *added.get(key, ())) if part):
            yield key, meeting, said


def point_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key and words of some action points, or of all, and why those let go of were."""
    rows = ActionPoint.objects.filter(pk__in=keys) if keys is not None else ActionPoint.objects.all()
    yield from rows.values_list("pk", "text", "dropped_because").order_by("pk").iterator(chunk_size=1000)
