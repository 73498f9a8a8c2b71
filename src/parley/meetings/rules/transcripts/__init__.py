"""Reading who spoke when from the files of video calls; what was said is not kept."""

import zlib

from parley.kernel.refusals import Refused
from parley.meetings.rules.transcripts.documents import json_meetings
from parley.meetings.rules.transcripts.lines import chat_cues, line_cues
from parley.meetings.rules.transcripts.said import Transcript, transcript_of, unreadable
from parley.meetings.rules.transcripts.webvtt import is_webvtt, webvtt_cues

__all__ = ["MOST_BYTES", "Transcript", "chatters_of", "read_transcripts", "text_of_file"]

MOST_BYTES = 64_000_000
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
EXPORT = "Export the transcript with the names of its speakers, as .vtt, .txt or .json."


def read_transcripts(raw: bytes, name: str, *, most: int = MOST_BYTES) -> list[Transcript]:
    """Read the talk of the meetings in a file, mostly of one. Raises Refused with the file and the line.

    `name` is how the file is called; `most` are the bytes it may have when unpacked.
    """
    text = text_of_file(raw, name, most=most)
    if is_webvtt(text):
        found = [transcript_of(webvtt_cues(text, name))]
    elif text.lstrip()[:1] in ("{", "[") and not text.lstrip()[1:3].strip("[").isalnum():
        found = [transcript_of(cues) for cues in json_meetings(text, name)]
    elif chat := chat_cues(text):
        found = [transcript_of(chat, chat=True)]
    else:
        found = [transcript_of(line_cues(text))]
    if not any(each.said for each in found):
        raise unreadable(name, 1, f"nothing in this file says who speaks. {EXPORT}")
    return found


def chatters_of(raw: bytes, name: str, *, most: int = MOST_BYTES) -> dict[str, str]:
    """Give who wrote in a chat: folded names, each as it was written first. Raises Refused as for a transcript."""
    return {key: label for each in read_transcripts(raw, name, most=most) for key, label in each.labels.items()}


def text_of_file(raw: bytes, name: str, *, most: int) -> str:
    """Unpack and decode a file, its line ends made one kind. Raises Refused for what is no text."""
    data = _unpacked(raw, name, most)
    if len(data) > most:
        raise Refused(f"{name} has more than {most // 1_000_000} MB. Give the transcript alone.", field="file")
    if data.startswith(b"PK\x03\x04"):
        raise unreadable(name, 1, f"this is a document or an archive. {EXPORT}")
    coding = next((coding for mark, coding in MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as trouble:
        if coding == "utf-16" or b"\0" in data:
            raise unreadable(name, 1, f"this is not text. {EXPORT}") from trouble
        text = data.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise unreadable(name, line, f"this is not text. {EXPORT}")
    if not text.strip():
        raise unreadable(name, 1, f"the file is empty. {EXPORT}")
    return text


def _unpacked(raw: bytes, name: str, most: int) -> bytes:
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        packed = zlib.decompressobj(wbits=31)
        data = packed.decompress(raw, most + 1)
    except zlib.error as trouble:
        raise unreadable(name, 1, "this file is packed and cannot be unpacked. Export it once more.") from trouble
    if not packed.eof and len(data) <= most:
        raise unreadable(name, 1, "this packed file breaks off. Export it once more, and whole.")
    return data
