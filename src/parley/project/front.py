"""The ASGI front: one port, pages by Django's WSGI handler in a few threads, live events, and the worker beside them.

Django's own ASGI handler costs eight times the CPU of this on a plain page (docs/decisions/0002-dependencies.md).
"""

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from parley.notifications.terms.letters import MOST_READ
from parley.project.live import Hub, stream_of
from parley.project.requests import environ_of
from parley.screens.unread import TOO_LARGE

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
LONGEST_NUMBER = 15  # digits of a length that is worth reading
LARGEST_BODY = 3_000_000  # bytes; Django itself refuses forms above DATA_UPLOAD_MAX_MEMORY_SIZE, which is less
LARGEST_FILE = 21_000_000  # bytes, where files of up to 20 MB are brought to be imported
MARGIN = 1_000_000  # bytes of words beside them
READING = {"GET", "HEAD"}
TAKES_FILES = re.compile(rb"/imports/")
TAKES_LETTERS = re.compile(rb"/mail-in/")
TAKES_ATTACHMENTS = re.compile(
    rb"/(?:initiatives|topics|decisions|trials)/\d{1,18}/(?:(?:options|solutions)/\d{1,18}/)?(?:comments|sketches|solutions)/"
    rb"|/trials/places/\d{1,18}/feedback/|/answer/[\w-]{1,64}/"
)


class Front:
    """Serves a WSGI application on ASGI; `started` and `stopped` run with the server."""

    def __init__(
        self, pages: Any, *, threads: int, attachment: int, started: Callable[[], None], stopped: Callable[[], None]
    ) -> None:
        self.pages = pages
        self.largest_attachment = 2 * attachment + MARGIN  # bytes: two of them, or what is refused on its page
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self.started, self.stopped = started, stopped
        self.live = Hub(self.pool)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the server's start and stop."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            if (meeting := stream_of(scope)) is not None:
                await self.live.answer(meeting, scope, receive, send)
                return
            await self._answer(scope, receive, send)
            if scope["method"] not in READING:
                self.live.poke()

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.started()
                await send({"type": "lifespan.startup.complete"})
            else:
                self.live.stop()
                await asyncio.to_thread(self.stopped)
                self.pool.shutdown(wait=True)
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = self._most(scope["raw_path"])
        if _said_length(scope) > most:
            await self._refuse(scope, send, most)
            return
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > most:
                await self._refuse(scope, send, most)
                return
        await self._send(scope, send, environ_of(scope, bytes(body)))

    async def _refuse(self, scope: Scope, send: Send, most: int) -> None:
        """Answer what was not read to its end with the page that says so, and hang up."""
        await self._send(scope, send, environ_of(scope, b"") | {TOO_LARGE: most}, (b"connection", b"close"))

    async def _send(self, scope: Scope, send: Send, environ: dict[str, Any], *more: tuple[bytes, bytes]) -> None:
        loop = asyncio.get_running_loop()
        head, chunks = await loop.run_in_executor(self.pool, _page, self.pages, environ)
        await send({"type": "http.response.start", "status": head["status"], "headers": [*head["headers"], *more]})
        await send({"type": "http.response.body", "body": chunks if scope["method"] != "HEAD" else b""})

    def _most(self, path: bytes) -> int:
        """Say how many bytes may be sent to an address."""
        if TAKES_FILES.fullmatch(path):
            return LARGEST_FILE
        if TAKES_LETTERS.fullmatch(path):
            return MOST_READ + MARGIN  # its page says how large one may be
        return max(LARGEST_BODY, self.largest_attachment) if TAKES_ATTACHMENTS.fullmatch(path) else LARGEST_BODY


def _said_length(scope: Scope) -> int:
    """How many bytes the request says it brings; what is no number is left to be counted."""
    said = next((value for name, value in scope["headers"] if name.lower() == b"content-length"), b"")
    if not said.isdigit():
        return 0
    return int(said) if len(said) < LONGEST_NUMBER else sys.maxsize


def _page(pages: Any, environ: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    head: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], _trouble: Any = None) -> None:
        head["status"] = int(status.split(" ", 1)[0])
        head["headers"] = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    chunks: Iterable[bytes] = pages(environ, start)
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return head, body
