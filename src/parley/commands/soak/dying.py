"""A process of its own that does something and dies in the midst of it, at a point that its statements count.

Nothing here waits for a time that a slow machine might need longer for: a death is some statements away, or comes when
there is nothing left to do.
"""

import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

from django.db import connections
from django.db.backends.signals import connection_created

SILENT = 0.05  # seconds without a statement after which it is asked whether anything is left to do


def forked(do: Callable[[], object]) -> int:
    """Run something in a process of its own, with its own connections; give its number."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        do()
        code = 0
    except Exception:  # noqa: BLE001 - a process of its own tells its trouble and ends
        traceback.print_exc()
    finally:
        os._exit(code)


def counted(do: Callable[[], object]) -> int:
    """Do something, and say in how many statements of this thread."""
    statements = 0

    def meet(execute: Any, *call: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*call)

    with connections["default"].execute_wrapper(meet):
        do()
    return statements


def killed(
    do: Callable[[], object], *, statement: int, after: float | None = None, is_over: Callable[[], bool]
) -> bool:
    """Let a process do something and die: by its own hand before its n-th statement, on whichever thread that is made.

    With `after`, it is killed so many seconds after that statement began. When it falls silent and `is_over`, it is
    killed as it waits. Whether it died in the midst of it.
    """
    heard, told = os.pipe()
    child = forked(partial(_heard, do, told, None if after is not None else statement))
    os.close(told)
    made, midst = 0, True
    try:
        while after is None or made < statement:
            if not select.select([heard], [], [], SILENT)[0]:
                if midst := not is_over():
                    continue
                break
            some = os.read(heard, 1 if after is not None else 4096)
            if not some:
                break
            made += len(some)
        time.sleep(after or 0)
    finally:
        os.close(heard)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return midst


def _heard(do: Callable[[], object], told: int, last: int | None) -> None:
    """Do something, and say each statement of all threads; die before the last."""
    numbers = count(1)

    def meet(execute: Any, *call: Any) -> Any:
        if next(numbers) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(told, b".")
        return execute(*call)

    def watch(*, connection: Any, **_about: Any) -> None:
        if meet not in connection.execute_wrappers:
            connection.execute_wrappers.append(meet)

    connection_created.connect(watch)
    do()
