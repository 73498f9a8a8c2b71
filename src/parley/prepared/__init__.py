"""Queries built once and asked often: the ORM takes longer to build a visible set than the database to answer it."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar, overload

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from parley.prepared.finished import Finished
from parley.prepared.shapes import Places, Value, begun, filled, mark, mark_the_other_way, shape

__all__ = ["Pages", "padded", "prepared", "prepared_one", "prepared_pages"]

P = ParamSpec("P")
T = TypeVar("T")

MOST_SHAPES = 4_000  # finished queries that a process remembers


def prepared(build: Callable[P, QuerySet[Any, T]]) -> Callable[P, list[T]]:
    """Turn a function that builds a query into one that answers it, and builds it once for each shape of its arguments.

    Numbers, texts, days and moments in the arguments, also inside frozen dataclasses, tuples and sets, become the
    parameters of finished SQL; truths, enums, None, 0, "", which values are equal and how many there are make a shape.
    So `build` may pass values on and ask whether they are equal. It must neither work out others nor ask which is
    larger: pass the outcome as an argument. Most of that, and prefetching, is a TypeError on the first asking.
    """
    shapes = _Shapes(build)

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[T]:
        ready, values = shapes.ready_for(args, kwargs)
        return ready.rows(values)

    return ask


def prepared_one(build: Callable[P, QuerySet[Any, T]]) -> Callable[P, T | None]:
    """Do as `prepared` and give the first of what is found, or None."""
    shapes = _Shapes(build)

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T | None:
        ready, values = shapes.ready_for(args, kwargs)
        return next(iter(ready.rows(values)), None)

    return ask


def prepared_pages(build: Callable[P, QuerySet[Any, T]]) -> "Callable[P, Pages[T]]":
    """Do as `prepared`, for a list too long for one page: what is found is asked for part by part."""
    shapes = _Shapes(build)
    counted = _Shapes(lambda *args, **kwargs: build(*args, **kwargs).order_by().values("pk"))

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> Pages[T]:
        return Pages(*shapes.ready_for(args, kwargs), lambda: counted.ready_for(args, kwargs)[0])

    return ask


class Pages(Sequence[T]):
    """What a prepared query finds, as a paginator takes it: how many there are, and a part of them."""

    def __init__(self, ready: Finished, values: "list[Value]", counted: "Callable[[], Finished]") -> None:
        """Remember what to ask."""
        self._ready, self._values, self._counted = ready, values, counted

    def __len__(self) -> int:
        """Say how many there are. One query."""
        return self._counted().count(self._values)

    def __iter__(self) -> Iterator[T]:
        """Give all of them. One query."""
        return iter(self._ready.rows(self._values))

    @overload
    def __getitem__(self, part: int) -> T: ...
    @overload
    def __getitem__(self, part: slice) -> list[T]: ...
    def __getitem__(self, part: int | slice) -> T | list[T]:
        """Give one of them, or a part from `start` up to `stop`, which must be said. One query. Raises IndexError."""
        if isinstance(part, slice):
            first = part.start or 0
            return self._ready.rows(self._values, first=first, most=part.stop - first)
        found: T = self._ready.rows(self._values, first=part, most=1)[0]
        return found


def padded(keys: Collection[int]) -> tuple[int, ...]:
    """Fill some keys up with keys no row has, to the next power of two: then few shapes serve lists of every length."""
    lack = (1 << (len(keys) - 1).bit_length()) - len(keys) if keys else 0
    return *sorted(keys), *range(-1, -lack - 1, -1)


class _Shapes:
    """What was built of one query, by shape. Of all queries, the shapes asked for longest ago are forgotten first."""

    _known: OrderedDict[Hashable, "Finished"] = OrderedDict()
    _turn = Lock()

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        """Begin with none."""
        self._build = build

    def ready_for(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> "tuple[Finished, list[Value]]":
        """Give the finished query for these arguments, and their values in its order."""
        first, values = begun(args[:1])
        rest = shape(args[1:], values), shape(kwargs, values)
        known = self._build, connections[DEFAULT_DB_ALIAS].vendor, first, rest
        with self._turn:
            ready = self._known.get(known)
            if ready:
                self._known.move_to_end(known)
        if ready is None:
            ready = self._finished(args, kwargs, values)
            with self._turn:
                self._known[known] = ready
                if len(self._known) > MOST_SHAPES:
                    self._known.popitem(last=False)
        return ready, [value for _, value in values]

    def _finished(self, args: Any, kwargs: Any, values: Places) -> "Finished":
        built: list[Any] = []
        for stand_in in (mark, mark_the_other_way):
            marks = {key: stand_in(key[0], place) for key, place in values.items()}
            built += [self._build(*filled(args, marks), **filled(kwargs, marks)), list(marks.values())]
        return Finished(*built)
