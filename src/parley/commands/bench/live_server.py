"""The real server with bare streams beside it: what is posted to them is repeated to all, and nothing is asked or read.

Run by `bench live` as a program of its own.
"""

import asyncio
from importlib import import_module
from typing import Any

import django
import uvicorn

BARE = "/bare/"


class Beside:
    """Answers BARE itself and hands everything else to the real server."""

    def __init__(self, real: Any) -> None:
        self.real = real
        self.queues: set[asyncio.Queue[bytes]] = set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != BARE:
            await self.real(scope, receive, send)
        elif scope["method"] == "POST":
            await self._repeat(receive, send)
        else:
            await self._stream(send)

    async def _repeat(self, receive: Any, send: Any) -> None:
        body = (await receive())["body"]
        for queue in self.queues:
            queue.put_nowait(body)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def _stream(self, send: Any) -> None:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self.queues.add(queue)
        head = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": b"retry: 1000\n\n", "more_body": True})
        while True:
            await send({"type": "http.response.body", "body": await queue.get(), "more_body": True})


def serve(port: int) -> None:
    """Serve until stopped."""
    django.setup()
    real = import_module("parley.project.asgi").application  # named, since commands lie below the server
    uvicorn.run(Beside(real), port=port, log_level="error", lifespan="on", timeout_graceful_shutdown=1)
