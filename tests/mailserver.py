"""A real mail server for the tests, which keeps what it takes and refuses what it is told to."""

import asyncio
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class MailServer:
    """What came to a server at a port of this machine, in the order it came."""

    def __init__(self) -> None:
        """Take a port that is free."""
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            self.port: int = asked.getsockname()[1]
        self.taken: list[tuple[str, Message]] = []
        self.refuses: dict[str, str] = {}  # what it answers, by address
        self.hangs_up: set[str] = set()  # at a mail to one of these
        self.asked: Counter[str] = Counter()
        self.connections = 0
        self.silent = False  # whether it says no more over a connection that is kept
        self.drops: set[str] = set()  # whom it hangs up on once, when it has taken their mail and not said so yet

    async def handle_EHLO(  # noqa: N802 - as aiosmtpd calls it
        self, _server: Any, session: Any, _envelope: Any, name: str, said: list[str]
    ) -> list[str]:
        """Count a connection."""
        session.host_name = name
        self.connections += 1
        return said

    async def handle_RCPT(  # noqa: N802 - as above
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take an address, or refuse it."""
        self.asked[address] += 1
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - as aiosmtpd calls it
        """Keep a mail, and say so; or hang up in the midst of it, or before saying so."""
        to = envelope.rcpt_tos[0]
        if self.hangs_up & set(envelope.rcpt_tos):
            server.transport.close()
            return "421 Bye"
        self.taken.append((to, message_from_bytes(envelope.content)))
        if to in self.drops:
            self.drops.remove(to)
            server.transport.abort()
        return "250 Taken"

    async def handle_NOOP(  # noqa: N802 - as aiosmtpd calls it
        self, _server: Any, _session: Any, _envelope: Any, _words: str
    ) -> str:
        """Say that one is there still, or nothing."""
        if self.silent:
            await asyncio.Event().wait()  # until the connection ends
        return "250 OK"

    def ids(self) -> Counter[str]:
        """Count the mails by Message-ID."""
        return Counter(str(mail["Message-ID"]) for _to, mail in self.taken)

    @contextmanager
    def running(self) -> Iterator["MailServer"]:
        """Answer at the port for as long as it is wanted."""
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A server that is running, and to which Parley sends its mails."""
    server = MailServer()
    sent_to(settings, server)
    with server.running():
        yield server


def sent_to(settings: Any, server: MailServer) -> None:
    """Send Parley's mails to a server, running or not."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
