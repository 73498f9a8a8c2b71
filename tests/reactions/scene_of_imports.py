"""A scene with real processes: workers that are killed while they take a file in. A program; prints what it found.

`python -m tests.reactions.scene_of_imports killed` with DATABASE_URL naming an empty database.
"""

import json
import random
import sys
from typing import Any

from parley.commands.soak.dying import killed as dies
from tests.reactions.scenes import LEASE, begin, work_off

ROWS = 6_000
ROUNDS = 8


def content() -> bytes:
    lines = [f"Client {n % 50:03},2026-03-01,What number {n} needs,{n}" for n in range(ROWS)]
    return ("client,date,text,id\n" + "\n".join(lines) + "\n").encode()


def killed(ines: Any) -> dict[str, Any]:
    """Kill the worker again and again while it takes a file in, look what is there each time, then let one finish."""
    from django.utils import timezone  # noqa: PLC0415 - settings first, here and below

    from parley.clients.models import Insight  # noqa: PLC0415
    from parley.exchange.actions.uploading import keep_upload, map_upload, start_upload  # noqa: PLC0415
    from parley.exchange.models import Batch, Upload, UploadPart  # noqa: PLC0415
    from parley.exchange.rules.filemapping import of_kept  # noqa: PLC0415
    from parley.ledger import outbox  # noqa: PLC0415
    from parley.ledger.models import Entry  # noqa: PLC0415
    from parley.ledger.queries import broken_links  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415
    from parley.search.models import Indexed  # noqa: PLC0415

    now: dict[str, Any] = {"actor": ines, "at": timezone.now()}
    work_off()
    upload = keep_upload(name="notes.csv", content=[content()], **now)
    map_upload(upload=upload, mapping=of_kept(upload.mapping), check=True, **now)
    work_off()
    start_upload(upload=upload, skip_bad_rows=False, confirmed={}, **now)
    dice = random.Random(20261129)  # noqa: S311 - the same deaths in every run
    halves = deaths = 0
    for round_ in range(ROUNDS):
        after = dice.uniform(0.1, 1.2) if round_ % 2 else None
        statement = 1 if after else dice.randint(20, 60)
        dies(
            Worker(lease=LEASE).run, statement=statement, after=after, is_over=lambda: not outbox.waiting("take_upload")
        )
        deaths += 1
        halves += Insight.objects.count() not in {0, ROWS}
    work_off()
    upload.refresh_from_db()
    return {
        "deaths": deaths,
        "half imported": halves,
        "insights": Insight.objects.count(),
        "indexed": Indexed.objects.filter(kind="insight").count(),
        "batches": Batch.objects.count(),
        "told": Entry.objects.filter(kind="batch.file_taken_in").count(),
        "step": Upload.objects.get().step.value,
        "parts left": UploadPart.objects.count(),
        "broken links": len(list(broken_links())),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(killed(begin().ines)))
