"""Seeing attachments. Who sees those of a thread is for the room that owns it."""

from django.db.models import Q, QuerySet, Sum

from parley.prepared import prepared
from parley.voices.models import Attachment, AttachmentContent


def attachments_that_stand() -> QuerySet[Attachment]:
    """Attachments nobody removed; who sees those of a thread is for the room that owns it."""
    return Attachment.objects.filter(removed_at=None)


@prepared
def attached_in(threads: tuple[int, ...]) -> QuerySet[Attachment]:
    """What is attached in some threads, whose reader sees them, oldest first; with a comment or by itself."""
    return attachments_that_stand().filter(thread__in=threads).select_related("added_by").order_by("pk")


@prepared
def attached_to(comments: tuple[int, ...]) -> QuerySet[Attachment]:
    """What is attached to some comments, whose reader sees them, oldest first."""
    return attachments_that_stand().filter(comment__in=comments).order_by("pk")


def content_of(attachment: int, *, preview: bool = False) -> bytes:
    """Give the bytes of an attachment, or of its preview; none when it was removed in this moment."""
    column = "preview" if preview else "whole"
    return bytes(AttachmentContent.objects.filter(pk=attachment).values_list(column, flat=True).first() or b"")


def room_taken(thread: int) -> tuple[int, int]:
    """How many bytes the attachments of a thread take, and all there are. One query."""
    taken = attachments_that_stand().aggregate(here=Sum("size", filter=Q(thread=thread)), everywhere=Sum("size"))
    return taken["here"] or 0, taken["everywhere"] or 0
