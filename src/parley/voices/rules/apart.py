"""Making a file anew apart from the server: what reads files of strangers can fail there, and take down nothing."""

import json
import subprocess
import sys

from parley.kernel.refusals import Refused
from parley.voices.rules.attaching import kind_of, must_be_small_enough, name_of
from parley.voices.rules.cleaning import TOO_MUCH
from parley.voices.terms import Attachable, FileKind, Limits, Made

PATIENCE = 20  # seconds, on a machine that has much to do: its own limit is of computing (`cleaning.SECONDS`)
PROGRAM = (sys.executable, "-I", "-m", "parley.voices.rules.cleaning")  # -I: nothing of where the server was started
LONGEST_HEAD = 1_000  # bytes


def attachable(given: str, content: bytes, *, limits: Limits) -> Attachable:
    """Make of a file what may be attached, not larger than the limit before and after.

    Raises Refused unless its name, its first bytes and what reads it agree on what it is, and it can be read to its end
    with little memory and time.
    """
    must_be_small_enough(len(content), most=limits.of_one)
    kind = kind_of(given, content[:16])
    made = _made(content, kind)
    must_be_small_enough(len(made.content), most=limits.of_one)
    return Attachable(name_of(given, kind), made, limits)


def _made(content: bytes, kind: FileKind) -> Made:
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by the Python that runs this, with a word of ours
            (*PROGRAM, kind.value), input=content, capture_output=True, timeout=PATIENCE, check=False, env={}
        )
    except subprocess.TimeoutExpired as trouble:
        raise Refused(TOO_MUCH, field="file") from trouble
    head, _, rest = done.stdout.partition(b"\n")
    if done.returncode or not head or len(head) > LONGEST_HEAD:
        raise Refused(TOO_MUCH, field="file")  # it was ended, by its limits or by what it read
    said = json.loads(head)
    if "refused" in said:
        raise Refused(said["refused"], field="file")
    said |= {"content": rest[: said["content"]], "preview": rest[said["content"] :], "kind": FileKind(said["kind"])}
    return Made(**said)
