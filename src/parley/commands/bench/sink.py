"""A mail server and a receiver of web hooks that take everything, and keep of each only its id and what is asked for.

`sink.py FOLDER PATTERN`: FOLDER/ports gets the two ports, FOLDER/came a line for each mail and post: its id, a tab, to
whom it is (nobody, of a post), a tab, and what of its text fits the pattern; nothing is read where there is none.
"""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from pathlib import Path
from typing import BinaryIO

ANSWERS = {"EHLO": b"250 sink", "HELO": b"250 sink", "QUIT": b"221 Bye"}
LONGEST = 10_000_000
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Sink:
    """What it is asked to keep, and where."""

    def __init__(self, kept: BinaryIO, pattern: str) -> None:
        """Take an open file that is written at once, and a pattern."""
        self.kept, self.pattern = kept, pattern

    async def mailed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk to whoever brings mails."""
        writer.write(b"220 sink\r\n")
        to = ""
        while line := await reader.readline():
            word = line[:4].decode("ascii", "replace").upper()
            if word == "RCPT":
                to = line.decode("utf-8", "replace").partition("<")[2].partition(">")[0]
            if word == "DATA":
                writer.write(b"354 Go on\r\n")
                mail = await reader.readuntil(b"\r\n.\r\n")
                self.keep(_id_of(mail, b"message-id:"), to, _text_of(mail) if self.pattern else "")
            writer.write(ANSWERS.get(word, b"250 OK") + b"\r\n")
            await writer.drain()
            if word == "QUIT":
                break
        writer.close()

    async def posted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one post."""
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(int(_id_of(head, b"content-length:") or 0))
        self.keep(_id_of(head, b"webhook-id:"), "", body.decode())
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    def keep(self, name: str, to: str, text: str) -> None:
        """Keep that one came, with what of its text is asked for."""
        some = " ".join(sorted(set(re.findall(self.pattern, text)))) if self.pattern else ""
        self.kept.write(f"{name}\t{to}\t{some}\n".encode())


def _id_of(head: bytes, name: bytes) -> str:
    lines = head.split(b"\r\n\r\n", 1)[0].replace(b"\r\n ", b" ").split(b"\r\n")
    return next((line[len(name) :].strip().decode() for line in lines if line.lower().startswith(name)), "")


def _text_of(mail: bytes) -> str:
    body = message_from_bytes(mail, policy=policy.default).get_body(("plain",))
    return str(body.get_content()) if body else ""


def _unless_it_dies(talk: Talk) -> Talk:
    """Take it quietly when whoever called dies in the middle of it: nothing came."""

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, OSError):
            await talk(reader, writer)

    return quietly


async def _serve(folder: Path, pattern: str) -> None:
    with (folder / "came").open("ab", buffering=0) as kept:
        sink = Sink(kept, pattern)
        servers = [
            await asyncio.start_server(_unless_it_dies(talk), "127.0.0.1", limit=LONGEST)
            for talk in (sink.mailed, sink.posted)
        ]
        (folder / "ports.new").write_text(" ".join(str(each.sockets[0].getsockname()[1]) for each in servers))
        (folder / "ports.new").rename(folder / "ports")
        await asyncio.gather(*(each.serve_forever() for each in servers))


@contextmanager
def taking(folder: Path, pattern: str = "") -> Iterator[tuple[int, int, int]]:
    """Let a process of its own take mails and posts; give their ports, and its number."""
    with subprocess.Popen([sys.executable, __file__, str(folder), pattern]) as server:  # noqa: S603 - this program
        try:
            while not (folder / "ports").exists():
                if server.poll() is not None:
                    raise SystemExit("The mail server of the measurement did not begin.")
                time.sleep(0.05)
            mails, posts = map(int, (folder / "ports").read_text().split())
            yield mails, posts, server.pid
        finally:
            server.kill()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""))
