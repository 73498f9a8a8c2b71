"""A small SMTP server of this machine: it takes every mail, and keeps it to be read."""

import re
import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage

LINE, LONGEST = 1000, 10_000_000


class _Talk(socketserver.StreamRequestHandler):
    """One connection: says yes to everything, and keeps what is sent as a mail."""

    server: "Post"

    def handle(self) -> None:
        self._say(220, "post")
        while line := self.rfile.readline(LINE):
            word = line.split(None, 1)[0].upper() if line.strip() else b""
            if word == b"DATA":
                self._say(354, "go on")
                self.server.take(self._mail())
                self._say(250, "taken")
            elif word == b"QUIT":
                self._say(221, "bye")
                return
            else:
                self._say(250, "yes")

    def _mail(self) -> bytes:
        """Read until the line with a single dot; one that begins with a dot was sent with two."""
        lines, size = [], 0
        while (line := self.rfile.readline(LONGEST)) not in {b".\r\n", b""} and size < LONGEST:
            lines.append(line.removeprefix(b"."))
            size += len(line)
        return b"".join(lines)

    def _say(self, code: int, words: str) -> None:
        self.wfile.write(f"{code} {words}\r\n".encode())


class Post(socketserver.ThreadingTCPServer):
    """Takes mails on a port of its own, in threads of its own."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails: list[EmailMessage] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Give the address by which Parley sends through it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def take(self, mail: bytes) -> None:
        """Keep a mail."""
        read = message_from_bytes(mail, policy=policy.default)
        assert isinstance(read, EmailMessage)
        self.mails.append(read)

    def links(self, pattern: str, since: int, to: str = "") -> list[str]:
        """Give what fits a pattern in the texts of the mails after so many, the oldest first; only to an address."""
        mails = [each for each in self.mails[since:] if to in str(each["To"])]
        return [each for mail in mails for each in re.findall(pattern, text_of(mail))]


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """Give the text of a mail as its reader sees it, or its HTML."""
    body = mail.get_body((kind,))
    return str(body.get_content()) if body else ""
