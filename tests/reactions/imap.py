"""A small IMAP server over a real socket: one mailbox, and the commands of RFC 3501 that reading it takes."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATES = Path(__file__).parent / "certificates"  # made for these tests, good for a hundred years
AUTHORITY = CERTIFICATES / "authority.pem"


@dataclass
class Mailbox:
    """What is in it: each mail with its flags, by UID. What is asked for is kept, in the order in which it came."""

    password: str = 'it\'s "quoted"'
    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0
    scheme: str = "imap"
    certificate: str = ""
    hangs_up: str = ""  # once, before it does what begins so

    def receive(self, mail: bytes) -> int:
        uid = 10 + len(self.mails)
        self.mails[uid], self.flags[uid] = mail, set()
        return uid

    @property
    def url(self) -> str:
        return f"{self.scheme}://replies:it%27s%20%22quoted%22@127.0.0.1:{self.port}/INBOX"


class _Talk(socketserver.StreamRequestHandler):
    """One connection: a tagged command, its answers, and OK, NO or BAD."""

    box: Mailbox

    def secure(self) -> None:
        """Go on in secret, as the server the certificate names."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / f"{self.box.certificate}.pem")
        self.request = context.wrap_socket(self.request, server_side=True)
        self.setup()

    def say(self, words: bytes | str) -> None:
        self.wfile.write((words.encode() if isinstance(words, str) else words) + b"\r\n")

    def handle(self) -> None:
        try:
            self.talk()
        except OSError:  # whoever called does not trust the certificate
            self.box.asked.append("hung up")

    def finish(self) -> None:
        """Close what may be closed already."""
        with suppress(OSError):
            super().finish()

    def talk(self) -> None:
        if self.box.scheme == "imaps":
            self.secure()
        self.say("* OK ready")
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            tag, _space, command = line.partition(" ")
            self.box.asked.append(re.sub(r"^LOGIN .*", "LOGIN", command))
            if self.box.hangs_up and command.startswith(self.box.hangs_up):
                self.box.hangs_up = ""
                return
            self.say(f"{tag} {self.do(command)}")
            if command == "LOGOUT":
                return
            if command == "STARTTLS":
                self.secure()

    def do(self, command: str) -> str:
        box = self.box
        if command == "CAPABILITY":
            self.say(f"* CAPABILITY IMAP4REV1{' STARTTLS' if box.certificate else ''}")
        elif command == "STARTTLS":
            return "OK begin"
        elif command.startswith("LOGIN "):
            words = box.password.replace("\\", "\\\\").replace('"', '\\"')
            return "OK welcome" if command == f'LOGIN replies "{words}"' else "NO wrong password"
        elif command.startswith("SELECT "):
            self.say(f"* {len(box.mails)} EXISTS")
            return "OK [READ-WRITE] done" if command == 'SELECT "INBOX"' else "NO there is none"
        elif command == "UID SEARCH UNSEEN UNFLAGGED":
            self.say(f"* SEARCH {' '.join(str(uid) for uid, flags in box.flags.items() if not flags)}".rstrip())
        elif found := re.fullmatch(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", command):
            mail = box.mails[int(found[1])][: int(found[2])]
            self.say(b"* 1 FETCH (UID %s BODY[]<0> {%d}" % (found[1].encode(), len(mail)))
            self.wfile.write(mail)
            self.say(")")
        elif found := re.fullmatch(r"UID STORE (\d+) \+FLAGS\.SILENT \((\S+)\)", command):
            box.flags[int(found[1])].add(found[2])
        elif command == "LOGOUT":
            self.say("* BYE")
        else:
            return "BAD unknown command"
        return "OK done"


@contextmanager
def mailbox_served(scheme: str = "imap", certificate: str = "") -> Iterator[Mailbox]:
    """Serve an empty mailbox on a port of its own, in secret as the server that a certificate names."""
    box = Mailbox(scheme=scheme, certificate=certificate)
    talk = type("Talk", (_Talk,), {"box": box})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), talk) as server:
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield box
        server.shutdown()
