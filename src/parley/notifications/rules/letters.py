"""Reading a mail that came in: whatever strangers put into it, a letter or a refusal comes of it."""

import hashlib
import re
from binascii import Error as BrokenBase64
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from parley.kernel.refusals import Refused
from parley.notifications.rules.forwarding import ADDRESS, words_of
from parley.notifications.rules.plain import plain_of
from parley.notifications.terms.letters import MOST_READ, Enclosed, Forwarded, Letter

TO = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
MOST_RECIPIENTS = 20
MOST_PARTS = 100
LONGEST_SUBJECT = 200
LONGEST_HEADER = 10_000  # characters of one that are looked at
LONGEST_TEXT = 200_000
LONGEST_PAGE = 300_000
NAME = re.compile(r"<[^<>\s]{1,300}>")
PRINTED = re.compile(r"[!-~]+")
SMALLEST_PICTURE = 30_000  # bytes of one that stands within the words: below it are logos of signatures
STRANGE = {
    "idna",
    "punycode",
    "unicode_escape",
    "unicode-escape",
    "raw_unicode_escape",
    "raw-unicode-escape",
    "undefined",
    "mbcs",
    "oem",
}  # codecs that are no charsets of mails, and slow or dangerous to try
PASSED_BY = {
    "application/pgp-signature", "application/pgp-keys", "application/pkcs7-signature", "application/x-pkcs7-signature",
    "application/ms-tnef", "application/ics", "text/calendar", "text/vcard", "text/x-vcard", "text/directory",
    "message/delivery-status",
}  # fmt: skip
MOST_NESTED = 20  # parts that hold parts: each line is looked at once for each of them
MOST_DIVIDED = 10_000
MOST_LINES = 400_000
LONGEST_KIND = 4_000  # bytes of a header that the library takes apart piece by piece, copying the rest each time
TANGLED = "This mail is put together in a way that cannot be read. Write what matters as a new mail."
KINDS = re.compile(rb"^content-(?:type|disposition)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
NESTING = re.compile(rb"^content-type[ \t]*:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
AUTOMATIC = ("list-id", "list-unsubscribe", "list-post", "x-autoreply", "x-autorespond", "x-autoresponse", "x-loop",
             "feedback-id", "x-failed-recipients")  # fmt: skip
IN_BULK = {"bulk", "list", "junk", "auto_reply", "auto-reply"}
OWN = re.compile(r"[a-z_]+(?:-[a-z]+)?-\d+[\w-]*")
ANSWERS = re.compile(r"letters-\d+-\d+")  # our own mails that say what became of letters
MACHINES = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+-].*)?@", re.IGNORECASE)
ABSENT = re.compile(  # how the subject begins that a mail program gives an absence note, and some give nothing else
    r"(?:out of (?:the )?office|auto(?:matic)?[ -]?(?:reply|response)|abwesenheits(?:notiz|meldung)"
    r"|automatische antwort|不在通知|自動(?:応答|返信))[^:\uff1a]{0,20}[:\uff1a]", re.IGNORECASE,
)  # fmt: skip


def letter_of(raw: bytes, *, recipient: str = "") -> Letter:
    """Read a mail; `recipient` as the mail server knows it. Raises Refused for what cannot be read as one."""
    lines = raw[:MOST_READ].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    must_be_readable(lines)
    try:
        message = message_from_bytes(lines)
    except RecursionError as trouble:
        raise Refused(TANGLED) from trouble
    parts, whole = list(_parts(message)), len(raw) <= MOST_READ
    if not whole:
        parts = parts[:-1]  # the last of what was read broke off
    return Letter(
        name=next(iter(NAME.findall(header(message, "message-id"))), ""),
        subject=header(message, "subject")[:LONGEST_SUBJECT],
        sender=_sender(message),
        to=_recipients(message, recipient),
        answers=tuple(NAME.findall(f"{header(message, 'references')} {header(message, 'in-reply-to')}"))[-50:],
        automatic=is_automatic(message),
        text=_text_of(parts),
        calendar=next((_decoded(each) for each in parts if _kind(each) in {"text/calendar", "application/ics"}), ""),
        written_at=_written_at(message),
        enclosed=tuple(_files(parts)),
        passed_on=_passed_on(message),
        whole=whole,
    )


def must_be_readable(lines: bytes) -> None:
    """Raise Refused for what would take far more memory or time to read than a mail of its size does."""
    nested, parts = len(NESTING.findall(lines)), lines.count(b"\n--")
    long = any(len(each[0]) > LONGEST_KIND for each in KINDS.finditer(lines))
    if nested > MOST_NESTED or parts > MOST_DIVIDED or lines.count(b"\n") > MOST_LINES or long:
        raise Refused(TANGLED)


def is_our_own(letter: Letter, host: str) -> bool:
    """Whether a letter is one that Parley wrote itself, which came back: `host` stands in the names of its mails.

    One that answers or passes on what Parley said of another letter is as good as that: a rule in a mailbox may pass
    on all that comes, and each would be answered for ever.
    """
    return _is_named(letter.name, OWN, host) or any(_is_named(each, ANSWERS, host) for each in letter.answers)


def _is_named(name: str, shape: re.Pattern[str], host: str) -> bool:
    local, _at, domain = name.strip("<>").rpartition("@")
    return domain.lower() == host.lower() and bool(shape.fullmatch(local))


def key_of(letter: Letter) -> str:
    """Give the hash by which the same letter is known again: of its name, else of what it says. 64 hex digits."""
    said = letter.name or f"{letter.sender}\n{letter.written_at}\n{letter.text}"
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()


def content_of(letter: Letter) -> str:
    """Give the hash of what a letter says, by which it is known when it is sent again under another name."""
    passed_on = letter.passed_on.text if letter.passed_on else ""
    files = [f"{each.name} {len(each.content)}" for each in letter.enclosed]
    said = "\n".join([letter.subject, letter.text, passed_on, *files])
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()


def name_of(letter: Letter) -> str:
    """Give the name by which an answer refers to a letter; none where it has none that may stand in a mail of ours."""
    return letter.name if PRINTED.fullmatch(letter.name) else ""


def is_automatic(message: Message) -> bool:
    """Whether no person wrote a mail: an absence note, a list, a bounce. Nothing ever answers such a mail."""
    told = header(message, "auto-submitted").partition(";")[0].strip().lower()
    return bool(
        told not in {"", "no"}
        or any(each in message for each in AUTOMATIC)
        or header(message, "precedence").strip().lower() in IN_BULK
        or header(message, "return-path").strip() == "<>"
        or message.get_content_type() == "multipart/report"
        or MACHINES.match(_sender(message))
        or ABSENT.match(header(message, "subject"))
    )


def header(message: Message, name: str) -> str:
    """Give a header as one line of text; "" for none, and for one that cannot be read."""
    return _line(message.get(name))


def _line(value: object) -> str:
    said = str(value or "")[:LONGEST_HEADER] if not isinstance(value, Header) else str(value)[:LONGEST_HEADER]
    with suppress(HeaderParseError, BrokenBase64, LookupError, ValueError):  # it stays as it was written
        said = str(make_header(decode_header(said)))
    return " ".join("".join(each if each.isprintable() else " " for each in said).split())


def _addresses(values: list[str]) -> list[str]:
    """Read the addresses of headers, in small letters. A name that looks like an address is none."""
    try:
        found = getaddresses([each[:LONGEST_HEADER] for each in values])
    except (ValueError, IndexError, RecursionError):
        return []
    return [address.strip().lower() for _name, address in found if ADDRESS.fullmatch(address.strip())]


def _sender(message: Message) -> str:
    """Give whom a mail says it is from; nobody where it says so twice, or names several."""
    froms = message.get_all("from", [])
    found = _addresses([_raw(each) for each in froms])
    return found[0] if len(froms) == len(found) == 1 else ""


def _recipients(message: Message, recipient: str) -> tuple[str, ...]:
    named = [_raw(value) for each in TO for value in message.get_all(each, [])]
    return tuple(dict.fromkeys(_addresses([recipient, *named][: 2 * MOST_RECIPIENTS])))[:MOST_RECIPIENTS]


def _raw(value: object) -> str:
    """Give a header on one line as it was written: what is encoded in a name is not taken for an address."""
    return " ".join(str(value).split())


def _written_at(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else None


def _parts(message: Message) -> Iterator[Message]:
    """Walk through what a mail holds, without what is in a mail that it encloses."""
    waiting = [message]
    given = 0
    while waiting and given < MOST_PARTS:
        part = waiting.pop(0)
        given += 1
        if part.is_multipart():
            if part.get_content_maintype() == "multipart":
                waiting = [each for each in part.get_payload() if isinstance(each, Message)] + waiting
        else:
            yield part


def _kind(part: Message) -> str:
    return part.get_content_type().lower()


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _file_name(part: Message) -> str:
    try:
        return _line(part.get_filename() or "")[:200]
    except (ValueError, LookupError, TypeError, IndexError):
        return ""


def _text_of(parts: list[Message]) -> str:
    """Give the words of a mail: as plain text where it has any, else what its HTML says."""
    plain = [_decoded(each) for each in parts if _kind(each) == "text/plain" and not _is_file(each)]
    if any(each.strip() for each in plain):
        return "\n".join(plain)[:LONGEST_TEXT]
    pages = [_decoded(each) for each in parts if _kind(each) == "text/html" and not _is_file(each)]
    return plain_of("<hr>".join(pages)[:LONGEST_PAGE])[:LONGEST_TEXT]


def _content(part: Message) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return found if isinstance(found, bytes) else b""


def _decoded(part: Message) -> str:
    """Read a part as text. What its charset does not explain is read as UTF-8, else letter by letter."""
    content = _content(part)
    cut = content[: 4 * LONGEST_TEXT]
    given = str(part.get_param("charset") or "utf-8").lower()
    for charset in ("utf-8" if given in STRANGE else given, "utf-8"):
        try:
            return _kept(cut.decode(charset, "replace" if len(content) > len(cut) else "strict"))
        except (LookupError, ValueError, TypeError):
            continue
    return _kept(cut.decode("latin-1"))


def _kept(text: str) -> str:
    """Leave out what no database keeps: half characters, and the one that is none."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _files(parts: list[Message]) -> Iterator[Enclosed]:
    """Give what was attached: not signatures, cards and calendars, nor the small pictures of a signature."""
    for part in parts:
        kind, name = _kind(part), _file_name(part)
        within = part.get_content_disposition() != "attachment"
        if kind in PASSED_BY or (within and not kind.startswith("image/") and not name):
            continue
        content = _content(part)
        small = within and kind.startswith("image/") and len(content) < SMALLEST_PICTURE
        if (kind in {"text/plain", "text/html"} and within) or small or not content:
            continue
        yield Enclosed(name or f"picture.{kind.rpartition('/')[2]}", content)


def _passed_on(message: Message) -> Forwarded | None:
    """Read the mail that a mail encloses as a whole."""
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return None
        part = waiting.pop(0)
        inner = part.get_payload() if part.is_multipart() else []
        held = [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []
        if _kind(part) == "message/rfc822" and held:
            at = _written_at(held[0])
            words = _text_of(list(_parts(held[0])))
            return Forwarded(sender=_sender(held[0]), day=at.date() if at else None, text=words_of(words))
        waiting = held + waiting
    return None
