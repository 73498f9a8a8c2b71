"""What a plan may say, and which stages a move leaves out."""

from datetime import date, datetime

from parley.kernel.refusals import Refused
from parley.kernel.spans import Window
from parley.roadmap.rules.whys import listed
from parley.roadmap.terms import Stage

MOVED = "what happened, what was learned, or what goes first instead"


def must_be_to_come(window: Window | None, *, before: Window | None, stage: Stage, on: date) -> None:
    """Raise Refused for a new window that has ended by that day, unless what it promised is live; `before`: the old."""
    if window is None or window == before or window.last >= on or stage is Stage.LIVE:
        return
    raise Refused(
        f"{window} has ended already. Write a window that is still to come, or leave it empty. "
        "Only what is live already may have one in the past.",
        field="window",
    )


def skipped(before: Stage, after: Stage) -> tuple[Stage, ...]:
    """Give the stages that a move on leaves out; stopping none, and taking up is asked of the stage before."""
    if Stage.STOPPED in (before, after):
        return ()
    stages = list(Stage)
    return tuple(stages[stages.index(before) + 1 : stages.index(after)])


def must_mean_to_skip(before: Stage, after: Stage, *, labels: dict[Stage, str], skipping: bool) -> None:
    """Raise Refused, naming what is left out, for a move over stages that nobody has said is meant."""
    if (left_out := skipped(before, after)) and not skipping:
        raise Refused(
            f"This skips {listed(tuple(labels[each] for each in left_out))}: what people would have learned there "
            "stays unknown. Say that it is meant, or choose the next stage.",
            field="skipping",
        )


def must_be_stopped(stage: Stage, *, to: Stage) -> None:
    """Raise Refused unless an initiative is stopped and is taken up at a stage at which it goes on."""
    if stage is not Stage.STOPPED:
        raise Refused("It is under way already. Move it to another stage instead.")
    if to is Stage.STOPPED:
        raise Refused("Choose a stage at which it goes on.", field="stage")


def live_since(before: datetime | None, stage: Stage, at: datetime) -> datetime | None:
    """Give since when an initiative is live once it moves to a stage; a stop keeps that, a move back ends it."""
    if stage is Stage.LIVE:
        return before or at
    return before if stage is Stage.STOPPED else None
