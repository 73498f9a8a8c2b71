"""Files from the browser on their way in: kept in pieces, read by the worker, taken in, or given up.

Until one is taken in nothing of the company has changed, so these record no event.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from parley.exchange.actions.intake import import_file
from parley.exchange.models import Upload, UploadPart
from parley.exchange.queries.intake import headers_in, spelled_headers_in
from parley.exchange.queries.uploads import source_of, upload_waiting, uploads_to_sweep
from parley.exchange.rules.allowing import must_import, must_import_as
from parley.exchange.rules.filemapping import as_kept, as_recognised, must_be_readable, of_kept
from parley.exchange.terms.intake import FileMapping, Found, Outcome
from parley.exchange.terms.uploads import LARGEST_UPLOAD, MOST_UPLOADED, PART, Step
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, enqueue
from parley.ledger.terms import Actor
from parley.people.models import Person

MOST_SPOKEN = 50  # initiatives that rows speak for, of which is told how many do


@action
def keep_upload(*, name: str, content: Iterable[bytes], actor: Person, at: datetime) -> Upload:
    """Keep a file, and recognise its columns. Raises Refused when it is too large or cannot be read at all."""
    must_import(acting(actor))
    upload = Upload.objects.create(by=actor, at=at, name=name[-200:] or "file", size=0)
    number = 0
    for chunk in content:
        for begin in range(0, len(chunk), PART):
            upload.size += len(chunk[begin : begin + PART])
            if upload.size > LARGEST_UPLOAD:
                raise Refused("This file has more than 20 MB. Split it, or import it with ./parley import insights.",
                              field="file")  # fmt: skip
            UploadPart.objects.create(upload=upload, number=number, content=chunk[begin : begin + PART])
            number += 1
    try:
        headers = headers_in(source_of(upload))
    except Refused as trouble:
        raise Refused(trouble.sentence, field="file") from None
    upload.mapping = as_kept(as_recognised(headers)[0])
    upload.save()
    return upload


@action
def map_upload(*, upload: Upload, mapping: FileMapping, check: bool, actor: Person, at: datetime) -> None:
    """Say what the columns hold; with `check`, let the worker read the file. Raises Refused when some are missing."""
    must_import_as(acting(actor), mapping)
    row = _at(upload, Step.COLUMNS, Step.CHECKED, Step.FAILED)
    row.mapping = as_kept(mapping)
    row.step = Step.COLUMNS
    if check:
        must_be_readable(mapping, spelled_headers_in(source_of(row)))
        _check(row)
    row.save()


@action
def answer_names(*, upload: Upload, meant: dict[str, str], actor: Person, at: datetime) -> None:
    """Say which client is meant by names that look like one; the file is read again."""
    must_import(acting(actor))
    row = _at(upload, Step.CHECKED)
    mapping = of_kept(row.mapping)
    row.mapping = as_kept(replace(mapping, meant={**mapping.meant, **meant}))
    _check(row)
    row.save()


@action
def start_upload(
    *, upload: Upload, skip_bad_rows: bool, confirmed: Mapping[str, str], actor: Person, at: datetime
) -> None:
    """Let the worker take the file in. Raises Refused while names are open, or wrong rows that are to be kept.

    `confirmed` says by “source:key” which initiative is meant by cells that could only be guessed; others mean none.
    """
    must_import(acting(actor))
    row = _at(upload, Step.CHECKED)
    if row.found.get("near"):
        raise Refused("Some names look like a client’s. Say for each which client is meant, then take the file in.")
    if row.found.get("bad") and not skip_bad_rows:
        raise Refused("Some rows are wrong. Say that they are to be left out, or mend the file and bring it again.",
                      field="skip_bad_rows")  # fmt: skip
    row.mapping = as_kept(replace(of_kept(row.mapping), skip_bad_rows=skip_bad_rows, confirmed=confirmed))
    row.step, row.rows = Step.TAKING, 0
    row.save()
    enqueue("take_upload", payload={"upload": row.pk}, unique_key=f"take_upload:{row.pk}")


@action
def give_up_upload(*, upload: Upload, actor: Person, at: datetime) -> None:
    """Throw a file away that was not taken in."""
    must_import(acting(actor))
    _at(upload, Step.COLUMNS, Step.CHECKING, Step.CHECKED, Step.FAILED).delete()


@action
def note_progress(*, upload: int, rows: int, actor: Actor, at: datetime) -> None:
    """Note how far the worker has read."""
    Upload.objects.filter(pk=upload, step=Step.CHECKING).update(rows=rows)


@action
def note_checked(*, upload: int, found: Found, counts: dict[str, int], actor: Actor, at: datetime) -> None:
    """Keep what reading the file found."""
    Upload.objects.filter(pk=upload, step=Step.CHECKING).update(
        step=Step.CHECKED, rows=found.rows, found=_kept(found) | counts
    )


@action
def note_failed(*, upload: int, sentence: str, actor: Actor, at: datetime) -> None:
    """Keep why the file cannot be read at all."""
    rows = Upload.objects.filter(pk=upload, step__in=(Step.CHECKING, Step.TAKING))
    rows.update(step=Step.FAILED, found={"trouble": sentence})


@action
def take_upload(*, upload: int, actor: Actor, at: datetime) -> Outcome | None:
    """Take a file in, in one transaction with noting that it was; None when it was before.

    Raises NothingTaken when something changed meanwhile that stops it, and Refused when it cannot be read.
    """
    row = upload_waiting(upload, Step.TAKING)
    if row is None:
        return None
    Upload.objects.select_for_update().get(pk=row.pk)
    outcome = import_file(source=source_of(row), mapping=of_kept(row.mapping), most=MOST_UPLOADED, actor=row.by, at=at)
    row.step, row.rows, row.batch_id = Step.DONE, outcome.found.rows, outcome.batch
    row.found = _kept(outcome.found) | outcome.counts()
    row.save()
    UploadPart.objects.filter(upload=row).delete()
    return outcome


@action
def note_nothing_taken(*, upload: int, outcome: Outcome, actor: Actor, at: datetime) -> None:
    """Keep why nothing came in: something is wrong or open, or all of it is here already."""
    done = not (outcome.found.stops or outcome.asks)
    facts: dict[str, Any] = {
        "step": Step.DONE if done else Step.CHECKED,
        "found": _kept(outcome.found) | outcome.counts(),
    }
    if Upload.objects.filter(pk=upload, step=Step.TAKING).update(**facts) and done:
        UploadPart.objects.filter(upload=upload).delete()


@action
def sweep_uploads(*, actor: Actor, at: datetime) -> None:
    """Throw away files that nobody took in within a day."""
    Upload.objects.filter(pk__in=list(uploads_to_sweep(at))).delete()


def _at(upload: Upload, *steps: Step) -> Upload:
    row: Upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if row.step not in steps:
        raise Refused("This file has gone on meanwhile. See how far it is.")
    return row


def _check(row: Upload) -> None:
    row.step, row.rows, row.found = Step.CHECKING, 0, {}
    enqueue("check_upload", payload={"upload": row.pk}, unique_key=f"check_upload:{row.pk}")


def _kept(found: Found) -> dict[str, Any]:
    return {
        "rows": found.rows, "good": found.good, "bad": found.bad, "left_out": found.left_out, "untold": found.untold,
        "problems": [[each.line, each.column, each.value, each.sentence, each.weight.value, each.times]
                     for each in found.problems],
        "speaks": [[cell, title, rows] for (cell, title), rows in
                   sorted(found.speaks.items(), key=itemgetter(1), reverse=True)[:MOST_SPOKEN]],
        "guesses": [list(each) for each in found.guesses.values()],
        "near": [[each.name, each.like, each.line] for each in found.near.values()],
        "changing": found.changing, "changes": [[each.client, each.name, each.facts] for each in found.changes],
    }  # fmt: skip
