"""Live events: one reader a process tails the ledger, and every open stream hears what happened to its meeting.

An event names the parts of the page that changed, and nothing else: the browser fetches them as whoever is signed in,
so that what somebody may not see never travels. The entry's key is the event's id, so a stream resumes where it ended.
"""

import asyncio
import itertools
import logging
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import Executor
from typing import Any

from django.db import Error

from parley.project.admission import Admitted, admit, still_admitted
from parley.project.streams import AWAY, BEAT, Stream, events_of
from parley.project.tailing import Happening, Tail, resumed

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PATH = re.compile(rb"/meetings/(\d{1,18})/live/events/")
LOOK_EVERY = 0.015  # seconds; a change made by this process is looked for at once
CHECK_EVERY = 4.0  # seconds, until whoever may no longer listen is cut off
BEAT_EVERY = 15.0  # seconds, so that proxies between keep the connection open, and browsers notice one that is dead
READY_WITHIN = 10.0  # seconds
MOST_EACH = 4  # streams of one browser, which opens six connections at most: the oldest gives way
MOST = 5_000  # streams of one process
RETRY = (1_000, 4_000)  # milliseconds: after a restart browsers come back one after another
HEAD = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'"),
]
log = logging.getLogger(__name__)


class Hub:
    """All streams of this process, and the one thread that reads for them while there are any."""

    def __init__(self, pool: Executor) -> None:
        self.pool = pool
        self.streams: dict[int, set[Stream]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._reader: threading.Thread | None = None
        self._numbers = itertools.count()
        self._joining, self._ready = threading.Lock(), threading.Event()

    async def answer(self, meeting: int, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request for a stream: refuse it, or keep it until it ends."""
        loop = asyncio.get_running_loop()
        if scope["method"] != "GET":
            await _refuse(send, 405)
            return
        admitted = await loop.run_in_executor(self.pool, admit, scope, meeting)
        if isinstance(admitted, int) or self._stopping.is_set() or self.count >= MOST:
            await _refuse(send, admitted if isinstance(admitted, int) else 503)
            return
        stream = self._join(admitted, loop)
        leaving = asyncio.ensure_future(_until_gone(receive, stream))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEAD})
            retry = f"retry: {random.randint(*RETRY)}\n\n".encode()  # noqa: S311 - spreads browsers, guards nothing
            await send({"type": "http.response.body", "body": retry, "more_body": True})
            if not self._ready.is_set():
                await loop.run_in_executor(
                    self.pool, self._ready.wait, READY_WITHIN
                )  # what comes later, the reader tells
            if stream.last:
                missed = await loop.run_in_executor(self.pool, resumed, stream.last, meeting)
                await _send(send, stream, events_of(missed))
            await _pass_on(send, stream)
            await send({"type": "http.response.body", "body": b""})
        except OSError:
            pass  # the browser left while something was sent
        finally:
            leaving.cancel()
            self._leave(stream)

    def poke(self) -> None:
        """Look at once: this process has just changed something."""
        if self._reader is not None:
            self._wake.set()

    def stop(self) -> None:
        """End all streams, so that the server can stop; browsers come back when it is there again."""
        self._stopping.set()
        self._wake.set()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._close, self._all())

    @property
    def count(self) -> int:
        """How many streams are open."""
        return sum(map(len, self.streams.values()))

    def _all(self) -> list[Stream]:
        # Copied in one go each, since streams come and go in another thread.
        return [stream for several in list(self.streams.values()) for stream in list(several)]

    def _join(self, admitted: Admitted, loop: asyncio.AbstractEventLoop) -> Stream:
        stream = Stream(admitted, admitted.after, next(self._numbers))
        own = [each for each in self._all() if each.admitted.session == admitted.session and not each.closed]
        for each in sorted(own, key=lambda one: one.number)[: max(0, len(own) - MOST_EACH + 1)]:
            each.tell(0, AWAY)
            each.close()
        with self._joining:
            self.streams[admitted.meeting].add(stream)
            self._loop = loop
            if self._reader is None:
                self._ready.clear()
                self._reader = threading.Thread(target=self._read, name="live", daemon=True)
                self._reader.start()
        return stream

    def _leave(self, stream: Stream) -> None:
        several = self.streams[stream.admitted.meeting]
        several.discard(stream)
        if not several:
            self.streams.pop(stream.admitted.meeting, None)

    def _close(self, streams: Iterable[Stream]) -> None:
        for stream in streams:
            stream.close()

    def _deliver(self, happenings: list[Happening]) -> None:
        for entry, event, meeting in events_of(happenings):
            for stream in self.streams.get(meeting, ()):
                stream.tell(entry, event)

    def _beat(self) -> None:
        for stream in self._all():
            stream.tell(0, BEAT)

    def _call(self, what: Callable[..., None], *given: object) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what, *given)

    def _read(self) -> None:
        """Tail the ledger until the process stops, or nobody listens any more."""
        tail = Tail()
        checked = beaten = time.monotonic()
        while self._is_needed():
            try:
                if found := tail.news(lambda: list(self.streams)):
                    self._call(self._deliver, found)
                self._ready.set()
                if time.monotonic() - checked > CHECK_EVERY:
                    checked = time.monotonic()
                    self._check()
            except Error:
                log.exception("The ledger could not be read for live events; it is tried again.")
                tail.rest()
            if time.monotonic() - beaten > BEAT_EVERY:
                beaten = time.monotonic()
                self._call(self._beat)
            self._wake.wait(LOOK_EVERY)
            self._wake.clear()
        tail.close()

    def _is_needed(self) -> bool:
        """Whether somebody listens; if not, whoever joins next starts another reader."""
        with self._joining:
            if self._stopping.is_set() or not self.streams:
                self._reader = None
                return False
            return True

    def _check(self) -> None:
        """Cut off whoever signed out, left, or may no longer see the meeting."""
        streams = self._all()
        allowed = still_admitted([stream.admitted for stream in streams])
        gone = [stream for stream in streams if stream.admitted not in allowed]
        if gone:
            self._call(self._close, gone)


def stream_of(scope: Scope) -> int | None:
    """Give the meeting whose stream a request asks for; None for any other address."""
    found = PATH.fullmatch(scope["raw_path"].split(b"?")[0])
    return int(found[1]) if found else None


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})


async def _send(send: Send, stream: Stream, events: Iterable[tuple[int, bytes, int]]) -> None:
    body = b""
    for entry, event, _meeting in events:
        body += event
        stream.last = max(stream.last, entry)
    if body:
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def _pass_on(send: Send, stream: Stream) -> None:
    """Send what is handed over until the stream is closed; what was sent while it resumed is not sent again."""
    while True:
        told = await stream.queue.get()
        if told is None:
            return
        entry, event = told
        if entry and entry <= stream.last:
            continue
        stream.last = max(stream.last, entry)
        await send({"type": "http.response.body", "body": event, "more_body": True})


async def _until_gone(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.close()
