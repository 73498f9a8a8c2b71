"""A mail server that takes everything and keeps of each mail only its Message-ID: what `bench mails` sends to."""

import asyncio
import sys
from pathlib import Path

ANSWERS = {"EHLO": b"250 sink", "HELO": b"250 sink", "QUIT": b"221 Bye"}


async def _talk(ids: Path, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 sink\r\n")
    with ids.open("ab", buffering=0) as kept:
        while line := await reader.readline():
            word = line[:4].decode("ascii", "replace").upper()
            if word == "DATA":
                writer.write(b"354 Go on\r\n")
                kept.write(_id_of(await reader.readuntil(b"\r\n.\r\n")) + b"\n")
            writer.write(ANSWERS.get(word, b"250 OK") + b"\r\n")
            await writer.drain()
            if word == "QUIT":
                break
    writer.close()


def _id_of(mail: bytes) -> bytes:
    lines = mail.split(b"\r\n\r\n", 1)[0].replace(b"\r\n ", b" ").split(b"\r\n")
    return next((line[11:].strip() for line in lines if line.lower().startswith(b"message-id:")), b"none")


async def _serve(port: int, ids: Path) -> None:
    server = await asyncio.start_server(lambda *ends: _talk(ids, *ends), "127.0.0.1", port, limit=10_000_000)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), Path(sys.argv[2])))
