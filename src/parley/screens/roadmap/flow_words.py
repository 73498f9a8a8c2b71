"""How flow reads: a stage's length in words and as a picture, how stays end, what moved, what waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.people.terms import Side
from parley.roadmap.terms import Stage
from parley.roadmap.terms.flow import FEWEST_STAYS, Length, MovedTargets, Owed, StageFlow, Waiting, Way

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where the bar, the line and the open end of a stage lie, from 0 to 1 of the picture's width; `short` says it."""

    short: str
    bar: float
    line: tuple[float, float] | None
    open_from: float | None  # so many are still there that the line has no end: from here on it is open


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage in words, and as it is drawn; not at all where there are too few."""

    name: str
    cells: tuple[str, ...]
    drawn: Drawn | None


def days_words(days: float) -> str:
    """Say a number of days, whole ones; less than half a day is said so."""
    whole = round(days)
    return ngettext("%(n)s day", "%(n)s days", whole) % {"n": f"{whole:,}"} if whole else _("less than a day")


def reached(day: float | None) -> str:
    """Say the day by which so many had left, or that it has not come."""
    return _("not reached") if day is None else days_words(day)


def rows_of(stages: Sequence[StageFlow], labels: Mapping[Stage, str]) -> list[StageRow]:
    """Give a row for each stage in which something is or was; the picture is as wide as the longest figure in it."""
    lengths = [each.length for each in stages if each.length]
    width = max((_end(each) for each in lengths), default=0.0) or 1.0
    unknown = any(each.unknown for each in stages)
    return [
        StageRow(labels[each.stage], _cells(each, unknown=unknown), _drawn(each.length, width) if each.length else None)
        for each in stages if each.counted or each.unknown
    ]  # fmt: skip


def width_words(stages: Sequence[StageFlow]) -> str:
    """Say how wide the picture is; nothing where it shows nothing."""
    ends = [_end(each.length) for each in stages if each.length]
    return days_words(max(ends)) if ends else ""


def _end(length: Length) -> float:
    """Give the last day that the picture of a stage shows."""
    return length.most if length.most is not None else length.longest


def _drawn(length: Length, width: float) -> Drawn:
    half, most = length.median, length.most
    line = None if half is None or most is None else (half / width, most / width)
    return Drawn(reached(half), (half or 0.0) / width, line, (half or 0.0) / width if most is None else None)


def _cells(flow: StageFlow, *, unknown: bool) -> tuple[str, ...]:
    """Give the cells of a stage; the last, of how many nobody knows since when, only where there are some at all."""
    length = flow.length
    days = (reached(length.median), reached(length.most)) if length else (_few(flow.counted), NOTHING)
    cells = (*days, str(flow.ended), str(flow.going_on), ways_words(flow.ways) or NOTHING)
    return (*cells, str(flow.unknown or NOTHING)) if unknown else cells


def _few(counted: int) -> str:
    return _("too few: %(n)s") % {"n": counted}


def ways_words(ways: Mapping[Way, int]) -> str:
    """Say how stays ended: 12 went on, 2 back, 1 was stopped."""
    said = {Way.ON: _("%(n)s went on"), Way.BACK: _("%(n)s went back"), Way.STOPPED: _("%(n)s stopped")}
    return ", ".join(said[way] % {"n": ways[way]} for way in Way if ways[way])


def headline(stages: Sequence[StageFlow], labels: Mapping[Stage, str]) -> str:
    """Say where initiatives stay longest, of those stages that at least five have left."""
    known = [
        (each, each.length.median)
        for each in stages
        if each.ended >= FEWEST_STAYS and each.length and each.length.median is not None
    ]
    if not known:
        return _("Nobody can say yet by when half of what comes to a stage here leaves it: too few have.")
    slowest, days = max(known, key=lambda each: each[1])
    words = _("Initiatives stay longest in %(stage)s: half of them left it within %(days)s. Of %(n)s that came there, "
              "%(ended)s left.")  # fmt: skip
    return words % {"stage": labels[slowest.stage], "days": days_words(days), "n": slowest.counted,
                    "ended": slowest.ended}  # fmt: skip


def side_words() -> dict[Side, str]:
    """Name the sides as what waits names them."""
    return {Side.PRODUCT: _("product"), Side.BUSINESS: _("business"), Side.NEITHER: _("who decides")}


def owed_words() -> dict[Owed, str]:
    """Name what is waited for."""
    return {
        Owed.WHY: _("a complete why"),
        Owed.ANSWER: _("the answer to a topic"),
        Owed.DECISION: _("a decision whose day has passed"),
        Owed.CORRECTION: _("clients to be told that something changed"),
        Owed.DUTY: _("what its stage asks for, and is overdue"),
    }


def waiting_cells(
    waiting: Iterable[Waiting], stages: Mapping[Stage, int], labels: Mapping[Stage, str]
) -> list[list[str]]:
    """Give the rows of the table of what waits: stage, side, what, and how many of how many there are there now."""
    sides, owed = side_words(), owed_words()
    return [
        [labels[each.stage], sides[each.side], owed[each.what],
         _("%(part)s of %(whole)s") % {"part": each.count, "whole": stages.get(each.stage, 0)}]
        for each in waiting
    ]  # fmt: skip


def target_cells(targets: Iterable[MovedTargets], labels: Mapping[Stage, str]) -> list[list[str]]:
    """Give the rows of the table of targets that moved."""
    return [
        [
            labels[each.stage],
            str(each.initiatives),
            str(each.later),
            str(each.earlier),
            _releases(each),
            _target_days(each),
        ]
        for each in targets
    ]


def _releases(moved: MovedTargets) -> str:
    if moved.releases is None:
        return NOTHING
    n = moved.releases
    return ngettext("%(n)s release", "%(n)s releases", 1 if n == 1 else 2) % {"n": f"{n:g}"}


def _target_days(moved: MovedTargets) -> str:
    if moved.days is None:
        return _("not dated")
    return _("%(days)s, of %(n)s dated") % {"days": days_words(moved.days), "n": moved.dated}
