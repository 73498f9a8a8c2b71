"""Moments of a recording as tools write them: 00:01:02.345, 01:02,345, 0:1:2.3, 62.3."""

import re

CLOCK = r"(?:\d{1,4}:)?\d{1,4}:\d{1,2}(?:[.,]\d{1,9})?"
MOMENT = re.compile(rf"\s*({CLOCK})\s*")


def milliseconds(text: str) -> int | None:
    """Read a moment of a recording; None for what is none."""
    found = MOMENT.fullmatch(text)
    if not found:
        return None
    whole, _point, part = found[1].replace(",", ".").partition(".")
    seconds = 0
    for each in whole.split(":"):
        seconds = seconds * 60 + int(each)
    return seconds * 1000 + int((part + "000")[:3])
