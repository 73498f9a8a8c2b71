"""A receiver of web hooks at a port of this machine, which keeps what comes and answers as it is told."""

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

Do = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Taken:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Receiver:
    """What came, in the order it came, and what is answered: a status, or something to do by path."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    status: int = 204
    does: dict[str, Do] = field(default_factory=dict)

    def at(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        """Give an address of it."""
        return f"{scheme}://{host}:{self.port}{path}"


def answering(status: int, text: bytes = b"", **headers: str) -> Do:
    """Answer with a status, headers (with _ for -) and a text."""

    def do(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(status)
        for name, value in headers.items():
            asked.send_header(name.replace("_", "-"), value)
        asked.send_header("Content-Length", str(len(text)))
        asked.end_headers()
        asked.wfile.write(text)

    return do


def hang_up(asked: BaseHTTPRequestHandler) -> None:
    """Reset the connection."""
    asked.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    asked.connection.close()


def stalling(seconds: float) -> Do:
    """Answer after some seconds."""

    def do(asked: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        answering(204)(asked)

    return do


def dripping(seconds: float) -> Do:
    """Send a header letter by letter, so that no single read takes long."""

    def do(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            asked.wfile.write(b"a")
            time.sleep(0.05)

    return do


@contextmanager
def receiving(certificate: Path | None = None) -> Iterator[Receiver]:
    """Listen at a port of its own, with TLS as the server that a certificate names."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            heard = {name.lower(): value for name, value in self.headers.items()}
            kept.taken.append(Taken(self.path, heard, body, time.monotonic()))
            try:
                kept.does.get(self.path, answering(kept.status))(self)
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A caller that does not trust us is no trouble of ours."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Give one that web hooks may write to."""
    settings.HOOK_HOSTS = frozenset({"127.0.0.1", "localhost"})
    with receiving() as kept:
        yield kept
