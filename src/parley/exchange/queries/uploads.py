"""Files that are taken in from the browser, and imports that can be undone, as far as somebody may see them."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import IO, Any

from django.db.models import Q, QuerySet

from parley.exchange.models import Batch, Upload, UploadPart
from parley.exchange.rules.allowing import may_import
from parley.exchange.terms import Source
from parley.exchange.terms.uploads import KEPT_FOR, Step
from parley.people.terms import Viewer

MOST_LISTED = 50


def uploads_visible_to(viewer: Viewer) -> QuerySet[Upload]:
    """The files somebody brought, all of them for product operations; none for whoever may not import."""
    rows = Upload.objects.select_related("by", "batch__undone_by")
    if not may_import(viewer):
        return rows.none()
    return rows if viewer.operations else rows.filter(by=viewer.person)


def uploads_listed(viewer: Viewer) -> list[Upload]:
    """The newest of them."""
    return list(uploads_visible_to(viewer).order_by("-at", "-pk")[:MOST_LISTED])


def upload_seen(viewer: Viewer, key: int) -> Upload | None:
    """One of them."""
    return uploads_visible_to(viewer).filter(pk=key).first()


def upload_waiting(key: int, step: Step) -> Upload | None:
    """A file that is at a step, for the worker."""
    return Upload.objects.select_related("by").filter(pk=key, step=step).first()


def source_of(upload: Upload) -> Source:
    """Give a file that is kept as the exchange reads one."""
    return Source(upload.name, _opener(upload.pk))


def _opener(key: int) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        parts = UploadPart.objects.filter(upload=key).order_by("number").values_list("content", flat=True)
        return BytesIO(b"".join(bytes(part) for part in parts))

    return opened


def batches_visible_to(viewer: Viewer) -> QuerySet[Batch]:
    """The imports somebody made, all of them for product operations."""
    rows = Batch.objects.select_related("by", "undone_by")
    if not may_import(viewer):
        return rows.none()
    return rows if viewer.operations else rows.filter(by=viewer.person)


def batches_without_file(viewer: Viewer) -> list[Batch]:
    """The newest imports that came by the command line."""
    rows = batches_visible_to(viewer).filter(Q(upload=None)).order_by("-started_at", "-pk")
    return list(rows[:MOST_LISTED])


def batch_seen(viewer: Viewer, key: int) -> Batch | None:
    """One import."""
    return batches_visible_to(viewer).filter(pk=key).first()


def uploads_to_sweep(at: datetime) -> QuerySet[Upload, Any]:
    """Keys of the files that were brought more than a day ago and not taken in."""
    old = Upload.objects.filter(at__lt=at - KEPT_FOR).exclude(step__in=(Step.DONE, Step.TAKING))
    return old.values_list("pk", flat=True)
