"""Scenes of sweeping a database of its own, and a look at the bytes of its files. Prints what it found.

`python -m tests.surveys.scenes_of_sweeping SCENE` with DATABASE_URL naming an empty database.
"""

import json
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if __name__ == "__main__":
    django.setup()

from django.db import connection, connections

from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE
from parley.reactions.worker import Worker
from parley.surveys.actions.answering import begin_answering, take_back
from parley.surveys.actions.closing import seal_wave
from parley.surveys.actions.opening import open_wave
from parley.surveys.models import Invited, OpenAnswer, Sheet
from tests.reactions.scenes import begin
from tests.surveys.made import answer, answered, answers, crew, planned

if TYPE_CHECKING:
    from parley.surveys.models import Wave
    from tests.cast import Cast

LOOK = "SELECT count(*) FROM parley_sheet"
ON_POSTGRESQL = """
SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class
WHERE relname LIKE 'parley_sheet%%' OR relname LIKE 'parley_invited%%' OR relname LIKE 'parley_openanswer%%'
   OR oid IN (SELECT reltoastrelid FROM pg_class WHERE relname IN ('parley_sheet', 'parley_openanswer'))
   OR oid IN (SELECT indexrelid FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
              WHERE c.relname IN ('parley_sheet', 'parley_invited', 'parley_openanswer'))
"""


def wave_with_answers(cast: "Cast") -> tuple["Wave", dict[str, list[bytes]]]:
    """Let twelve answer, one of them twice, and two begin; the wave, and the bytes that must not stay."""
    outbox.forget_reactions()
    there = crew(cast, 32)
    other = planned(cast, name="Another", areas=[cast.identity], closes_at=cast.at + timedelta(days=20))
    open_wave(wave=other, actor=MACHINE, at=cast.at)
    answered(other, there[:8:2])
    people = there[1::2]
    wave = planned(cast, areas=[cast.reporting])
    open_wave(wave=wave, actor=MACHINE, at=cast.at)
    ballots: list[bytes] = []
    for person in people[:15]:
        begin_answering(wave=wave, actor=person, at=cast.at)
        ballots += [
            str(each).encode()
            for each in Invited.objects.filter(wave=wave, person=person).values_list("ballot", flat=True)
        ]
    taken = answer(wave, people[0], answers(0, "Taken back again"))
    gone = Sheet.objects.get(wave=wave)
    take_back(wave=wave, token=taken, actor=people[0], at=cast.at)
    answered(wave, people[:12], "What should stay nobody’s")
    sheets = list(Sheet.objects.filter(wave=wave))
    unswept = {
        "receipts": [str(each.receipt).encode() for each in (*sheets, gone)],
        "ballots": ballots,
        "keys": [_key(each) for each in (*sheets, gone)],
        "words where they were": [_among_answers(each) for each in sheets],
    }
    return wave, unswept


def _among_answers(sheet: Sheet) -> bytes:
    """Give how own words stand among the other answers: in jsonb all names come first, the shortest first."""
    if connection.vendor == "postgresql":
        return "".join(sorted(sheet.answers, key=lambda name: (len(name), name))).encode()
    return f'"open": {json.dumps(sheet.answers["open"])}'.encode()


def _key(sheet: Sheet) -> bytes:
    return sheet.key.bytes if connection.vendor == "postgresql" else sheet.key.hex.encode()


def seen(looked_for: dict[str, list[bytes]]) -> dict[str, int]:
    """Count what stands anywhere in the files of the database; of PostgreSQL in those of the tables of answers."""
    everything = _bytes()
    return {kind: sum(each in everything for each in some) for kind, some in looked_for.items()}


def _bytes() -> bytes:
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return b"".join(path.read_bytes() for end in ("", "-wal") if (path := Path(name + end)).exists())
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(ON_POSTGRESQL.replace("%%", "%"))
        return b"".join(bytes(each) for (each,) in cursor.fetchall())


def seal(wave: "Wave") -> None:
    """Seal the wave at its hour, and leave only its sweep to do."""
    seal_wave(wave=wave, actor=MACHINE, at=wave.closes_at)
    Pending.objects.exclude(task="sweep_wave").delete()


def sweep(wave: "Wave", minutes: int = 1) -> list[str]:
    """Let the worker sweep; the tasks that wait then."""
    Worker(clock=lambda: wave.closes_at + timedelta(minutes=minutes)).one()
    return list(Pending.objects.values_list("task", flat=True))


def sweep_to_its_end(wave: "Wave") -> list[str]:
    """Let the worker sweep until nobody on the server holds it up, for a minute at most; the tasks that wait then."""
    for minutes in range(1, 120):
        waiting = sweep(wave, minutes)
        if "sweep_wave" not in waiting:
            break
        time.sleep(0.5)
    return waiting


def swept(cast: "Cast") -> dict[str, Any]:
    """Look at the files while it is open, when it is sealed, and when it is swept."""
    wave, unswept = wave_with_answers(cast)
    while_open = seen(unswept)
    seal(wave)
    sealed = seen(unswept)
    waiting = sweep_to_its_end(wave)
    return {
        "looked for": {kind: len(some) for kind, some in unswept.items()},
        "open": while_open,
        "sealed": sealed,
        "swept": seen(unswept),
        "waiting": waiting,
        "rows": {
            "sheets": Sheet.objects.filter(wave=wave).count(),
            "invited": Invited.objects.filter(wave=wave).count(),
            "words": OpenAnswer.objects.filter(wave=wave).count(),
            "of another wave": Sheet.objects.exclude(wave=wave).count(),
        },
    }


def read(cast: "Cast") -> dict[str, Any]:
    """Sweep while somebody holds a look at what was there before, and once more when they are done."""
    return _held(cast, "BEGIN ISOLATION LEVEL REPEATABLE READ", LOOK)


def wrote(cast: "Cast") -> dict[str, Any]:
    """Sweep while somebody who wrote before has not ended, and once more when they have."""
    return _held(cast, "BEGIN", "SELECT pg_current_xact_id()")


def _held(cast: "Cast", begins: str, does: str) -> dict[str, Any]:
    wave, unswept = wave_with_answers(cast)
    reads, done = threading.Event(), threading.Event()

    def look() -> None:
        other = connections["default"]
        other.ensure_connection()
        with other.cursor() as cursor:
            cursor.execute(begins if other.vendor == "postgresql" else "BEGIN DEFERRED")
            cursor.execute(does if other.vendor == "postgresql" else LOOK)
            reads.set()
            done.wait(30)
            cursor.execute("ROLLBACK")
        other.close()

    reader = threading.Thread(target=look)
    reader.start()
    reads.wait(30)
    seal(wave)
    while_read = sweep(wave)
    done.set()
    reader.join()
    return {"while read": while_read, "after": sweep_to_its_end(wave), "swept": seen(unswept)}


if __name__ == "__main__":
    scene = {"swept": swept, "read": read, "wrote": wrote}[sys.argv[1]]
    sys.stdout.write(json.dumps(scene(begin())))
