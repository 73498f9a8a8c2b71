"""Writing to an address outside: resolved once, judged, connected to just that, in one time for all of it.

`httpcore` is what httpx sends with; it takes a network of one's own, so that there is no moment in which a name could
mean another computer than the one that was judged, and TLS is still checked against the name. Redirects and proxies are
never followed: both would lead to computers that nobody judged.
"""

import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpcore

from parley.notifications.rules.addresses import may_be_reached
from parley.notifications.terms.hooks import Answer

WAITS = 20.0  # seconds for everything: resolving aside, connecting, sending, reading
READ = 4_096  # bytes of an answer; the rest stays where it is
LATE = f"There was no answer within {WAITS:.0f} seconds."


class _Unreached(httpcore.ConnectError):
    """Why nothing was connected to, in a sentence of ours."""


@dataclass(slots=True)
class _Until(httpcore.NetworkStream):
    """A connection that ends at one moment, however slowly each part of an answer drips in."""

    stream: httpcore.NetworkStream
    end: float

    def _left(self) -> float:
        left = self.end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout(LATE)
        return left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        return self.stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self.stream.write(buffer, self._left())

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        del timeout
        return _Until(self.stream.start_tls(ssl_context, server_hostname, self._left()), self.end)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


class _Pinned(httpcore.NetworkBackend):
    """A network in which a name is resolved once, and only computers that may be reached are connected to."""

    def __init__(self, inside: frozenset[str], end: float) -> None:
        self.inside, self.end = inside, end
        self.below = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        trouble: Exception = httpcore.ConnectTimeout(LATE)
        for address in self._resolved(host, port):
            left = self.end - time.monotonic()
            if left <= 0:
                break
            try:
                stream = self.below.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as one:
                trouble = one
            else:
                return _Until(stream, self.end)
        raise trouble

    def _resolved(self, host: str, port: int) -> list[str]:
        """Give the addresses of a name. Raises _Unreached when one of them must not be reached, or there is none."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise _Unreached(f"Nobody knows the name {host}. Is it written rightly?") from None
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not all(may_be_reached(each, inside=host in self.inside) for each in addresses):
            raise _Unreached(
                f"{host} means a computer that is not on the public internet. Whoever runs Parley can allow it in "
                "HOOK_HOSTS."
            )
        return addresses


def post(address: str, body: bytes, headers: Mapping[str, str], *, inside: frozenset[str], at: datetime) -> Answer:
    """Write to an address, and say what was answered or why nothing was. `at` is the moment, for dates in answers.

    Takes 20 seconds at most besides resolving the name, and reads 4,096 bytes at most of what is answered.
    """
    began = time.monotonic()
    own = {"Content-Type": "application/json", "User-Agent": "Parley", "Accept-Encoding": "identity"}
    network = _Pinned(inside, began + WAITS)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=network) as pool,
            pool.stream("POST", address, headers=list((own | dict(headers)).items()), content=body) as response,
        ):
            answer = _answer(response, at)
    except httpcore.TimeoutException:
        answer = Answer(None, LATE)
    except _Unreached as trouble:
        answer = Answer(None, str(trouble))
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as trouble:
        said = str(trouble).rstrip(".") or type(trouble).__name__
        answer = Answer(None, f"It could not be reached: {said}.")
    return Answer(
        answer.status, answer.trouble, answer.text, int((time.monotonic() - began) * 1000), answer.retry_after
    )


def _answer(response: httpcore.Response, at: datetime) -> Answer:
    status = response.status
    headers = {name.lower(): value for name, value in response.headers}
    text = b""
    # The status is what counts: an answer that breaks off behind it was still one.
    with suppress(httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
        for chunk in response.iter_stream():
            text += chunk[: READ - len(text)]
            if len(text) >= READ:
                break
    trouble = ""
    if 300 <= status < 400:
        trouble = f"It answered {status}, that it is elsewhere. Redirects are not followed: write the new address down."
    elif not 200 <= status < 300:
        trouble = f"It answered {status}."
    wanted = headers.get(b"retry-after", b"").decode("ascii", errors="replace")
    return Answer(status, trouble, text.decode(errors="replace").replace("\0", ""), 0, _pause(wanted, at))


def _pause(wanted: str, at: datetime) -> timedelta | None:
    """Read Retry-After: seconds, or a date (RFC 9110, 10.2.3); None when it is neither."""
    wanted = wanted.strip()
    if wanted.isascii() and wanted.isdigit():
        return timedelta(seconds=min(int(wanted[:9]), 10**8))
    try:
        until = parsedate_to_datetime(wanted)
        return max(until - at, timedelta(0))
    except (TypeError, ValueError):
        return None
