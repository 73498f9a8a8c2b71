"""Files that somebody brings in the browser are read and taken in here; and what came in is made findable."""

from datetime import datetime
from typing import Any

from parley.clients.terms import client_ref
from parley.exchange.actions.undoing import undo_batch
from parley.exchange.actions.uploading import note_checked, note_failed, note_nothing_taken, note_progress, take_upload
from parley.exchange.queries.batches import batch_to_sweep, brought_by, clients_brought, undoes
from parley.exchange.queries.intake import checked
from parley.exchange.queries.uploads import source_of, upload_waiting
from parley.exchange.rules.filemapping import of_kept
from parley.exchange.terms.intake import NothingTaken
from parley.exchange.terms.uploads import MOST_UPLOADED, Step
from parley.groups.queries import viewer_of
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.search.actions import index_insights, refresh, sweep_insights

TOLD_EVERY = 2_000  # rows between two words of progress


def index_batch(batch: int) -> None:
    """Index what an import brought. Doing it again changes nothing."""
    brought = brought_by(batch)
    for first, last in brought.insights:
        index_insights(first, last)
    refresh(client_ref(key) for key in brought.clients)


def undo(batch: int, at: datetime) -> None:
    """Undo an import, and make what is gone not to be found."""
    undo_batch(batch=batch, actor=undoes(batch), at=at)
    sweep_batch(batch)


def sweep_batch(batch: int) -> None:
    """Take what an undone import brought out of the index. Doing it again changes nothing."""
    for first, last in batch_to_sweep(batch):
        sweep_insights(first, last)
    refresh(client_ref(key) for key in clients_brought(batch))


def check(upload: int, at: datetime) -> None:
    """Read a file that somebody brought, so that all that is wrong with it is known."""
    row = upload_waiting(upload, Step.CHECKING)
    if row is None:
        return
    now: dict[str, Any] = {"upload": upload, "actor": MACHINE, "at": at}
    told = 0

    def progress(count: int) -> None:
        nonlocal told
        if count - told >= TOLD_EVERY:
            told = count
            note_progress(rows=count, **now)

    try:
        intake = checked(viewer_of(row.by), source_of(row), of_kept(row.mapping), on=at.date(), progress=progress,
                         most=MOST_UPLOADED)  # fmt: skip
    except Refused as trouble:
        note_failed(sentence=trouble.sentence, **now)
        return
    note_checked(found=intake.found, counts={"new_clients": len(intake.matching.new)}, **now)


def take(upload: int, at: datetime) -> None:
    """Take such a file in. A worker that dies meanwhile leaves nothing: it is one transaction, begun again later."""
    now: dict[str, Any] = {"upload": upload, "actor": MACHINE, "at": at}
    try:
        take_upload(**now)
    except NothingTaken as nothing:
        note_nothing_taken(outcome=nothing.outcome, **now)
    except Refused as trouble:
        note_failed(sentence=trouble.sentence, **now)
