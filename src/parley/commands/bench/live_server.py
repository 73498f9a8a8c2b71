"""The real server with bare streams beside it: what is posted to them is repeated to all, and nothing is asked or read.

Run by `bench live` as a program of its own.
"""

import asyncio
import time
from importlib import import_module
from typing import Any

import django
import uvicorn

BARE, AT = "/bare/", b"x-at"


class Beside:
    """Answers BARE itself and hands everything else to the real server."""

    def __init__(self, real: Any) -> None:
        self.real = real
        self.queues: set[asyncio.Queue[bytes]] = set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != BARE:
            await self.real(scope, receive, _dated(send) if scope.get("method") == "POST" else send)
        elif scope["method"] == "POST":
            await self._repeat(receive, send)
        else:
            await self._stream(send)

    async def _repeat(self, receive: Any, send: Any) -> None:
        body = (await receive())["body"]
        head = [(AT, str(time.perf_counter()).encode())]
        for queue in self.queues:
            queue.put_nowait(body)
        await send({"type": "http.response.start", "status": 204, "headers": head})
        await send({"type": "http.response.body", "body": b""})

    async def _stream(self, send: Any) -> None:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self.queues.add(queue)
        head = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": b"retry: 1000\n\n", "more_body": True})
        while True:
            await send({"type": "http.response.body", "body": await queue.get(), "more_body": True})


def _dated(send: Any) -> Any:
    """Say in an answer when it was given, by a clock that all programs of this machine share."""

    async def dated(message: Any) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (AT, str(time.perf_counter()).encode())]
        await send(message)

    return dated


def serve(port: int) -> None:
    """Serve until stopped."""
    django.setup()
    real = import_module("parley.project.asgi").application  # named, since commands lie below the server
    uvicorn.run(Beside(real), port=port, log_level="error", lifespan="on", timeout_graceful_shutdown=1)
