"""Reading the lines of calendars that others wrote (RFC 5545, 3.1): their names, parameters and values, by event."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LINE = re.compile(r'(?P<name>[A-Za-z0-9-]+)(?P<more>(?:;[^=;:"]+=(?:"[^"]*"|[^":;])*)*):(?P<value>.*)', re.DOTALL)
PARAMETER = re.compile(r';(?P<name>[^=;:"]+)=(?P<value>(?:"[^"]*"|[^":;])*)')


class Line(NamedTuple):
    """What a line says; `number` is that of the first line of the text that it stands on, from 1."""

    name: str
    more: dict[str, str]
    value: str
    number: int


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a calendar, which may be broken into several; what is no line of one is passed over."""
    number = 1
    for whole in re.split(r"\n(?![ \t])", text.replace("\r\n", "\n").replace("\r", "\n")):
        if found := LINE.fullmatch(re.sub(r"\n[ \t]", "", whole)):
            more = {each["name"].upper(): each["value"].strip('"') for each in PARAMETER.finditer(found["more"])}
            yield Line(found["name"].upper(), more, found["value"].strip(), number)
        number += whole.count("\n") + 1


def events_in(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each event from its BEGIN on, without those of what lies within it, as an alarm."""
    within: list[str] = []
    event: list[Line] = []
    for line in lines:
        if line.name == "BEGIN":
            within.append(line.value.upper())
            if within[-1] == "VEVENT":
                event = [line]
        elif line.name == "END" and within:
            if within.pop() == "VEVENT":
                yield event
        elif within[-1:] == ["VEVENT"]:
            event.append(line)
