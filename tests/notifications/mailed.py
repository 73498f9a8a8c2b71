"""Mails that come in, as bytes, written for tests."""

from email.message import EmailMessage
from email.utils import make_msgid
from typing import TYPE_CHECKING

from parley.ledger.terms import Ref
from parley.notifications.queries.addresses import answering_address
from parley.notifications.queries.letters import Arriving
from parley.notifications.terms.letters import NOTED
from parley.voices.terms import Limits
from tests.notifications.letters_written import WORDS

if TYPE_CHECKING:
    from parley.people.models import Person
    from tests.cast import Cast

REPLIES = "parley@localhost"
HERE = Arriving(REPLIES, "http://127.0.0.1:8000", REPLIES, Limits())


def address(cast: "Cast", person: "Person", ref: Ref = NOTED) -> str:
    """Give the address at which somebody answers about a thing, or sends on what clients write."""
    return answering_address(person, ref, replies=REPLIES, at=cast.at)


def answer(
    to: str, text: str = "Two of ours ask the same.", *, sender: str = "Aiko Tanaka <aiko@parley.example>",
    files: tuple[tuple[str, bytes], ...] = (), **headers: str,
) -> bytes:  # fmt: skip
    """Write a mail to an address."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, "Re: Your topic has its answer"
    mail["Message-ID"], mail["Date"] = make_msgid(domain="mail.example"), "Tue, 24 Nov 2026 14:03:11 +0100"
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    for name, content in files:
        kind = "image" if name.endswith("png") else "application"
        mail.add_attachment(content, maintype=kind, subtype=name.rpartition(".")[2], filename=name)
    return mail.as_bytes()


def sent_on(sender: str = "anna@hartmann.example", words: str = WORDS, day: str = "Tue, 24 Nov 2026 14:03") -> str:
    """Write the text of a mail that somebody sends on."""
    heads = f"From: Anna Weber <{sender}>\nDate: {day}\nSubject: Audits\nTo: Aiko <aiko@parley.example>"
    return f"They ask again.\n\n---------- Forwarded message ---------\n{heads}\n\n{words}\n"
