"""The pen: which actions are open in this thread. Rows ask it before they are written; only the door opens it."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parley.ledger.events import Event


class OutsideTheDoor(RuntimeError):
    """A row was written outside an action."""


@dataclass(slots=True)
class Happened:
    """An event with who did it, when, and why in their words."""

    event: Event
    actor: int | None
    at: datetime
    reason: str


@dataclass(slots=True)
class Task:
    """Work for the worker, kept until the outermost action ends."""

    task: str
    payload: dict[str, Any]
    unique_key: str | None
    run_after: datetime


@dataclass(slots=True)
class Frame:
    """One open action."""

    name: str
    actor: int | None
    at: datetime
    signed: bool = True
    wrote: str = ""
    happened: list[Happened] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


class _Open(threading.local):
    """The open actions of this thread, outermost first, as Django keeps its open transactions."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []


_open = _Open()


def frames() -> list[Frame]:
    """Give the open actions of this thread, outermost first."""
    return _open.frames


def frame() -> Frame:
    """Give the innermost open action. Raises OutsideTheDoor when there is none."""
    if not _open.frames:
        raise OutsideTheDoor("Nothing can be recorded or enqueued outside a function marked @action.")
    return _open.frames[-1]


def may_write(model: type) -> None:
    """Ask before rows of `model` are written that may turn out to be none. Raises OutsideTheDoor outside an action."""
    if not _open.frames:
        raise OutsideTheDoor(
            f"{model.__name__} was written outside the door. Write it in a function of actions.py marked @action."
        )


def wrote(model: type) -> None:
    """Note that a row of `model` is written. Raises OutsideTheDoor when no action is open."""
    may_write(model)
    _open.frames[-1].wrote = _open.frames[-1].wrote or model.__name__
