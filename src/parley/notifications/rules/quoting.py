"""What somebody said in a mail: without the mail they answer to, their signature, and what their phone adds.

Rules on lines alone, for answers as Gmail, Outlook, Apple Mail, Thunderbird and phones write them, above or below what
they quote. `tests/notifications/letters_written.py` holds such mails. What no rule knows stays: a word too much is
better than one too few. Each pattern reads a line once, however long it is made.
"""

import re

from parley.notifications.rules.closing import is_named, without_closing

LONGEST_LINE = 1_000  # characters of a line that are looked at
SAYS = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|a écrit|escribió|ha scritto|escreveu|schreef|napisał|skrev)\b"
    r"|さんは書きました|のメール|が書きました|写道|님이 작성",
    re.IGNORECASE,
)
OPENS = re.compile(r"(?:On|Am|Le|El|Il|Em|Op|W dniu|Den)\b")  # as a head begins
WHEN = re.compile(r"\d{1,2}[:.]\d{2}|\b(?:19|20)\d\d\b|\d年")
DIVIDERS = re.compile(
    r"Original Message|Original Appointment|Ursprüngliche Nachricht|Originalnachricht|Original-Nachricht"
    r"|Message d.origine|Mensaje original|元のメッセージ|Forwarded [Mm]essage|Weitergeleitete Nachricht"
    r"|転送(?:された)?メッセージ|転送メール",
    re.IGNORECASE,
)
DRAWN = "-_=*\uff0dー \t"
RULE = re.compile(r"_{10,}")  # Outlook on the web draws one above what it quotes
MARKS = r"[\s>*]*"
FROM = re.compile(
    rf"{MARKS}(?:From|Von|De|Da|Van|差出人|送信者|发件人|보낸 사람)\s*[:\uff1a]\**\s*(?P<who>\S.*)", re.IGNORECASE
)
SENT = re.compile(
    rf"{MARKS}(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Enviado el|Fecha|Inviato|Data|Verzonden|送信日時|日時|日付"
    r"|发送时间|보낸 날짜)\s*[:\uff1a]\**\s*(?P<when>.*)",
    re.IGNORECASE,
)
ALSO = re.compile(
    rf"{MARKS}(?:To|An|À|Para|A|Aan|宛先|收件人|받는 사람|Cc|Kopie|Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|件名"
    r"|主题|제목|Reply-To|Antwort an|Importance|Wichtigkeit)\s*[:\uff1a]\**",
    re.IGNORECASE,
)
QUOTED = re.compile(r"\s?[>|\uff1e]")
SIGNED = re.compile(r"[-–—]{2}\s?")
PHONE = re.compile(
    r"(?:(?:Sent|Get Outlook|Gesendet|Von meinem|Diese Nachricht wurde von meinem|Envoyé|Enviado|Inviato|Verstuurd)\b"
    r".{0,60}(?:iPhone|iPad|iOS|Android|Mobil|Outlook|phone|Galaxy|Samsung|Handy|Mail).{0,60}"
    r"|iPhone\s?から送信|.{0,20}から送信.{0,10}|Holen Sie sich Outlook für .{0,40})",
    re.IGNORECASE,
)
MOST_HEADS = 12  # lines of a head that Outlook puts above what it quotes


def said_in(text: str, *, by: str = "") -> str:
    """Give what somebody wrote themselves, whose name is `by`. "" for nothing but what was quoted, and a signature."""
    own = without_signature(without_quoted(lines_of(text)), by=by)
    return "\n".join(tidied(without_closing(own, by=by)))


def lines_of(text: str) -> list[str]:
    """Give the lines of a mail, without spaces at their ends and without marks that nobody sees."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u200b", "").replace("\xa0", " ")
    return [line.rstrip() for line in plain.split("\n")]


def without_quoted(lines: list[str]) -> list[str]:
    """Leave out the mail that is answered: all that follows its head, and lines that are marked as quoted.

    An answer written between or below marked lines is kept; what has no mark is quoted to its end.
    """
    kept: list[str] = []
    n = 0
    while n < len(lines):
        length = 0 if QUOTED.match(lines[n]) else head_at(lines, n)
        if length and not _marked_from(lines, n + length):
            break
        if not length and not QUOTED.match(lines[n]):
            kept.append(lines[n])
        n += length or 1
    return kept


def head_at(lines: list[str], n: int) -> int:
    """Say how many lines from here on are the head of a quoted mail: 0 where none begins."""
    line = lines[n].strip()[:LONGEST_LINE]
    if divides(line):
        return 1
    if RULE.fullmatch(line) and any(FROM.match(each[:LONGEST_LINE]) for each in lines[n + 1 : n + 4]):
        return 1
    if heads_at(lines, n):
        return heads_at(lines, n)
    if not (line[:1].isdigit() or OPENS.match(line) or "@" in line):
        return 0
    for length in (1, 2, 3):  # Gmail breaks the line “On ... wrote:” where it is long
        some = [each.strip() for each in lines[n : n + length]]
        if not some[-1] or (length > 1 and OPENS.match(some[-1])):
            return 0  # what stands above a head is what somebody says, though it names an address
        if _wrote(" ".join(some)):
            return length
    return 0


def divides(line: str) -> bool:
    """Whether a line says, between dashes, that another mail follows."""
    bare = line.strip(DRAWN)
    return len(line.strip()) >= len(bare) + 4 and bool(DIVIDERS.fullmatch(bare))


def _wrote(line: str) -> bool:
    """Whether a line says when who wrote, as “On Tue, 24 Nov 2026 at 14:03, Noor <noor@...> wrote:” does."""
    if len(line) > LONGEST_LINE or not line.endswith((":", "\uff1a")) or not WHEN.search(line):
        return False
    return bool(SAYS.search(line)) or line[:-1].rstrip().endswith(">")


def heads_at(lines: list[str], n: int) -> int:
    """Say how many lines from here on are headers of a mail that was pasted, as Outlook does: 0 where none begin."""
    if not FROM.match(lines[n][:LONGEST_LINE]):
        return 0
    following = [each[:LONGEST_LINE] for each in lines[n + 1 : n + 6]]
    if not any(SENT.match(each) for each in following) or not any(ALSO.match(each) for each in following):
        return 0
    length = 1
    while length < MOST_HEADS and n + length < len(lines) and lines[n + length].strip(" >*"):
        length += 1
    return length


def _marked_from(lines: list[str], n: int) -> bool:
    """Whether the next line that says anything is marked as quoted."""
    following = next((each for each in lines[n:] if each.strip()), "")
    return bool(QUOTED.match(following))


def without_signature(lines: list[str], *, by: str = "") -> list[str]:
    """Leave out what follows a line “-- ”, and what a phone adds at the end.

    Nothing stands above a signature that begins with the name of the writer `by`; what begins in another way below
    such a line is taken for what they say.
    """
    begun = next((n for n, line in enumerate(lines) if line.strip() and not _signs(line)), len(lines))
    if any(map(_signs, lines[:begun])) and begun < len(lines) and is_named(lines[begun], by):
        return []
    end = next((n for n in range(begun, len(lines)) if _signs(lines[n])), len(lines))
    while end and (not lines[end - 1].strip() or PHONE.fullmatch(lines[end - 1].strip()[:LONGEST_LINE])):
        end -= 1
    return lines[:end]


def _signs(line: str) -> bool:
    return bool(SIGNED.fullmatch(line.strip()))


def tidied(lines: list[str]) -> list[str]:
    """Leave no more than one empty line between two others, and none at the ends."""
    found: list[str] = []
    for line in lines:
        if line.strip() or (found and found[-1].strip()):
            found.append(line)
    while found and not found[-1].strip():
        found.pop()
    return found
