"""Making a file anew, as a program of its own: `python -m parley.voices.rules.cleaning KIND < file > made`.

What reads files of strangers does so in a process that has little memory and time, may write no file, and knows
nothing of the company (`apart.py`). What it answers begins with a line of JSON: what was made, or the sentence of a
refusal.
"""

import json
import sys
from dataclasses import asdict

from parley.kernel.refusals import Refused
from parley.voices.terms import FileKind, Made

MEMORY = 145_000_000  # bytes, of which Python and the libraries take 20 million
SECONDS = 4  # of computing; the largest that is well made takes less than two
TOO_MUCH = "Reading this file takes more than it should. Save it smaller or simpler, and attach that."


def made_of(content: bytes, kind: FileKind) -> Made:
    """Make a file anew from what a reader sees of it. Raises Refused for what is broken, locked or takes too much."""
    if kind.is_picture:
        from parley.voices.rules.pictures import picture_of  # noqa: PLC0415 - the other kind's library is dear

        return picture_of(content, kind)
    from parley.voices.rules.papers import paper_of  # noqa: PLC0415 - as above

    return paper_of(content)


def bounded() -> None:
    """Let this process take no more than it should from now on; what it is refused is a MemoryError."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(kind: FileKind, content: bytes) -> bytes:
    """Say what was made of a file, or why it is refused, as `apart.py` reads it."""
    try:
        made = made_of(content, kind)
    except Refused as refusal:
        return json.dumps({"refused": refusal.sentence}).encode() + b"\n"
    except (MemoryError, RecursionError):
        return json.dumps({"refused": TOO_MUCH}).encode() + b"\n"
    facts = asdict(made) | {"content": len(made.content), "preview": len(made.preview)}
    return json.dumps(facts).encode() + b"\n" + made.content + made.preview


if __name__ == "__main__":
    bounded()
    sys.stdout.buffer.write(answer(FileKind(sys.argv[1]), sys.stdin.buffer.read()))
