"""Attaching pictures and PDFs to threads, and removing them."""

from datetime import datetime

from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor, Ref
from parley.voices.events import FileAttached, FileRemoved
from parley.voices.models import Attachment, AttachmentContent, Comment, Thread
from parley.voices.queries.attached import attachments_that_stand, room_taken
from parley.voices.rules.attaching import must_be_removable, must_have_room
from parley.voices.terms import Attachable


@action
def attach(
    *, thread: Thread, file: Attachable, comment: Comment | None = None, on: Ref | None = None, actor: Actor,
    at: datetime,
) -> Attachment:  # fmt: skip
    """Attach a file to a thread, with what is said there or by itself. `on` is what the thread is about.

    Whether the actor may see the thread is for the caller, who found it. Raises Refused where there is no room for it.
    """
    made = file.made
    here, everywhere = room_taken(thread.pk)
    must_have_room(len(made.content), file.limits, of_thread=here, of_all=everywhere)
    row = Attachment.objects.create(
        thread=thread,
        comment=comment,
        name=file.name,
        kind=made.kind,
        size=len(made.content),
        sha256=made.sha256,
        width=made.width,
        height=made.height,
        pages=made.pages,
        added_by_id=actor.pk,
        added_at=at,
    )
    AttachmentContent.objects.create(attachment=row, whole=made.content, preview=made.preview)
    record(FileAttached(thread=thread.pk, attachment=row.pk, file=made.kind, on=on))
    return row


@action
def remove_attachment(*, attachment: Attachment, on: Ref | None = None, actor: Actor, at: datetime) -> None:
    """Remove an attachment: its content and name are gone, and that it was there stays in the history.

    Raises Refused unless the actor attached it, or administers Parley.
    """
    must_be_removable(acting(actor), attachment.added_by_id)
    _remove(attachment, on, at)


@action
def remove_with_comment(*, comment: Comment, on: Ref | None = None, actor: Actor, at: datetime) -> None:
    """Remove what was attached to a comment that is taken back; who may do that was asked of the comment."""
    for each in attachments_that_stand().filter(comment=comment):
        _remove(each, on, at)


def _remove(attachment: Attachment, on: Ref | None, at: datetime) -> None:
    row = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if row.removed_at is not None:
        return
    AttachmentContent.objects.filter(attachment=row).delete()
    row.name, row.removed_at = "", at
    row.save(update_fields=["name", "removed_at"])
    record(FileRemoved(thread=row.thread_id, attachment=row.pk, file=row.kind, on=on))
