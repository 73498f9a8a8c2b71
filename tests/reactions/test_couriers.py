"""Those who carry messages of web hooks out go on, whatever happens to them."""

import threading
from datetime import datetime

import pytest
from django.db import InterfaceError, OperationalError

from parley.reactions.hooks import TROUBLED, Couriers


class Impatient(threading.Event):
    """What says stop, and waits for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.asked.append(timeout)
        return super().wait(0)


@pytest.mark.parametrize(
    "trouble",
    [
        OperationalError("the database is away"),
        InterfaceError("connection already closed"),
        RuntimeError("can't start new thread"),
    ],
)
def test_they_look_again_after_trouble_of_any_kind(trouble: Exception) -> None:
    stopping, looks = Impatient(), 0

    def clock() -> datetime:
        nonlocal looks
        looks += 1
        if looks == 3:
            stopping.set()
        raise trouble

    couriers = Couriers(clock=clock, stopping=stopping)
    couriers.thread.start()
    couriers.thread.join(20)
    assert not couriers.thread.is_alive()
    assert looks == 3
    assert stopping.asked == [TROUBLED] * 3
