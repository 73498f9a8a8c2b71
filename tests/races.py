"""Races with real threads, each with its own connection. Run as a program; prints how each of two ended.

`python -m tests.races RACE` with DATABASE_URL naming an empty database, in which nothing else happens. Before their
first write both wait for one another, for a second: whoever holds a lock by then is alone and goes on.
"""

import json
import sys
import tempfile
import threading
from argparse import Namespace
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import Any

from tests.reactions.scenes import begin

PATIENCE = 1.0  # seconds


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do things at the same moment and give how each ended: done, or the sentence or trouble that stopped it."""
    from django.db import connection, connections  # noqa: PLC0415 - settings first, here and below

    barrier = threading.Barrier(len(acts))
    ended = ["" for _ in acts]

    def run(place: int, act: Callable[[], object]) -> None:
        met = False

        def meet(execute: Any, sql: str, *call: Any) -> Any:
            nonlocal met
            if not met and sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
                met = True
                with suppress(threading.BrokenBarrierError):
                    barrier.wait(PATIENCE)
            return execute(sql, *call)

        try:
            with connection.execute_wrapper(meet):
                act()
            ended[place] = "done"
        except Exception as trouble:  # noqa: BLE001 - how it ended is what is asked
            ended[place] = f"{type(trouble).__name__}: {trouble}"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def two_administrators(cast: Any) -> dict[str, Any]:
    """Make a second one, and give who is left to be asked."""
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.people.actions import give_operations  # noqa: PLC0415

    give_operations(person=cast.noor, given=True, actor=MACHINE, at=cast.at)
    cast.noor.refresh_from_db()
    cast.ines.refresh_from_db()
    return {"at": cast.at}


def administering(cast: Any) -> dict[str, Any]:
    """Take the right to administer from each other at the same moment."""
    from parley.people.actions import give_operations  # noqa: PLC0415
    from parley.people.queries import administrators  # noqa: PLC0415

    now = two_administrators(cast)
    ended = at_once(
        lambda: give_operations(person=cast.noor, given=False, actor=cast.ines, **now),
        lambda: give_operations(person=cast.ines, given=False, actor=cast.noor, **now),
    )
    return {"ended": ended, "left": administrators().count()}


def leaving(cast: Any) -> dict[str, Any]:
    """Note of each other that they left at the same moment."""
    from parley.people.actions import note_leaving  # noqa: PLC0415
    from parley.people.queries import administrators  # noqa: PLC0415

    now = two_administrators(cast)
    ended = at_once(
        lambda: note_leaving(person=cast.noor, on=cast.at.date(), actor=cast.ines, **now),
        lambda: note_leaving(person=cast.ines, on=cast.at.date(), actor=cast.noor, **now),
    )
    return {"ended": ended, "left": administrators().count()}


def following(cast: Any) -> dict[str, Any]:
    """Follow a thread twice at the same moment."""
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.voices.actions import follow, open_thread  # noqa: PLC0415
    from parley.voices.queries import followers_of  # noqa: PLC0415
    from parley.voices.terms import thread_ref  # noqa: PLC0415
    from tests.cast import history  # noqa: PLC0415

    now = {"at": cast.at}
    thread = open_thread(actor=MACHINE, **now)
    ended = at_once(*[lambda: follow(thread=thread, following=True, actor=cast.sam, **now)] * 2)
    return {
        "ended": ended,
        "left": followers_of(thread.pk).count(),
        "told": [line for line in history(thread_ref(thread.pk)) if line.startswith("follows")],
    }


def saying(cast: Any) -> dict[str, Any]:
    """Say the same twice at the same moment, where one never spoke and where one did; how many comments there are."""
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.voices.actions import open_thread, say  # noqa: PLC0415
    from parley.voices.queries import comments_in  # noqa: PLC0415

    thread = open_thread(actor=MACHINE, at=cast.at)
    now: dict[str, Any] = {"thread": thread, "actor": cast.sam, "at": cast.at}
    ended = [at_once(*[lambda text=text: say(text=text, **now)] * 2) for text in ("Tokyo needs it.", "So does Osaka.")]
    return {"ended": ended, "said": [each.text for each in comments_in(thread.pk)]}


def linking(cast: Any) -> dict[str, Any]:
    """Link what two clients said to one initiative at the same moment, and give how many its row says."""
    from parley.roadmap.actions import link_insight  # noqa: PLC0415
    from parley.roadmap.models import Evidence  # noqa: PLC0415
    from parley.roadmap.terms import Stance  # noqa: PLC0415
    from tests.roadmap.made import initiative, insight  # noqa: PLC0415

    row, said = initiative(cast), [insight(cast, name) for name in ("Nordbank", "Aldermay")]
    now: dict[str, Any] = {"initiative": row, "stance": Stance.SUPPORTS, "actor": cast.aiko, "at": cast.at}
    ended = at_once(*[lambda one=one: link_insight(insight=one, **now) for one in said])
    return {"ended": ended, "clients": Evidence.objects.get(initiative=row).clients}


def keeping(cast: Any) -> dict[str, Any]:
    """Keep the same acronym, another table of hours, and the same holiday of a file, twice at the same moment."""
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.meetings.actions import keep_acronym, keep_hour_costs  # noqa: PLC0415
    from parley.meetings.actions.taking_in_hours import HolidayRow, take_in_holiday_rows  # noqa: PLC0415
    from parley.meetings.models import Holiday, HourCosts  # noqa: PLC0415

    ines: dict[str, Any] = {"actor": cast.ines, "at": cast.at}
    words = at_once(*[lambda: keep_acronym(acronym="QBX", meaning="quarterly box", **ines)] * 2)
    hours = at_once(*[
        lambda late=late: keep_hour_costs(halves=[9] * late + [0] * (48 - late), weekend=5, seen=0, **ines)
        for late in (18, 20)
    ])  # fmt: skip
    row = HolidayRow(day=cast.at.date(), name="New Year")
    days = at_once(*[lambda: take_in_holiday_rows(rows=[row], actor=MACHINE, at=cast.at)] * 2)
    return {"words": words, "hours": hours, "days": days, "kept": [HourCosts.objects.count(), Holiday.objects.count()]}


def exporting(cast: Any) -> dict[str, Any]:
    """Let somebody come and join a group while an export stands between people and members."""
    from django.db import connection, connections  # noqa: PLC0415

    from parley.commands.exporting import run  # noqa: PLC0415
    from parley.groups.actions import add_member  # noqa: PLC0415
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.people.actions import add_person  # noqa: PLC0415

    now: dict[str, Any] = {"actor": MACHINE, "at": cast.at}

    def come() -> None:
        ada = add_person(name="Ada Byron", email="ada@parley.example", function=None, region=None, **now)
        add_member(area=cast.identity, person=ada, **now)
        connections.close_all()

    other = threading.Thread(target=come)

    def meanwhile(execute: Any, sql: str, *call: Any) -> Any:
        if "parley_member" in sql and not other.ident:
            other.start()
            other.join(PATIENCE)  # where writing waits for whoever reads, it comes after
        return execute(sql, *call)

    folder = Path(tempfile.mkdtemp())
    said = StringIO()
    with connection.execute_wrapper(meanwhile), redirect_stdout(said):
        code = run(Namespace(folder=str(folder), replace=False))
    other.join()
    files = {name: (folder / f"{name}.csv").read_text(encoding="utf-8") for name in ("people", "members")}
    return {"code": code, "seen in": [name for name, text in files.items() if "ada@parley.example" in text]}


if __name__ == "__main__":
    races = (administering, leaving, following, saying, linking, keeping, exporting)
    race = {each.__name__: each for each in races}[sys.argv[1]]
    sys.stdout.write(json.dumps(race(begin())))
