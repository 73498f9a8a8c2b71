"""What one browser is told: the events of a stream, as they are written, and the queue in which they wait for it."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from parley.project.admission import Admitted
from parley.project.tailing import Happening

MOST_WAITING = 500  # events that a stream may lie behind before it is closed, to resume by itself
BEAT = b"event: beat\ndata: .\n\n"  # no comment, of which scripts learn nothing
AWAY = b"event: away\ndata: .\n\n"  # another window took this one's place; it comes back when it is looked at


@dataclass(eq=False, slots=True)
class Stream:
    """One browser that listens to one meeting; `last` is the newest entry it was told of."""

    admitted: Admitted
    last: int = 0
    number: int = 0  # rises with each stream of this process
    closed: bool = False
    queue: "asyncio.Queue[tuple[int, bytes] | None]" = field(default_factory=asyncio.Queue)

    def tell(self, entry: int, event: bytes) -> None:
        """Hand over an event; a stream that lies far behind is closed, and its browser resumes."""
        if self.queue.qsize() >= MOST_WAITING:
            self.close()
        elif not self.closed:
            self.queue.put_nowait((entry, event))

    def close(self) -> None:
        """End the stream after what it was handed over, once."""
        if not self.closed:
            self.queue.put_nowait(None)
        self.closed = True


def events_of(happenings: Iterable[Happening]) -> Iterable[tuple[int, bytes, int]]:
    """Write what happened as events: key, text, and the meeting."""
    for entry, meeting, parts in happenings:
        data = json.dumps({"id": entry, "parts": [str(part) for part in parts]}, separators=(",", ":"))
        yield entry, f"id: {entry}\ndata: {data}\n\n".encode(), meeting
