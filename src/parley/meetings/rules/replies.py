"""Reading what calendar programs write back when somebody accepts or declines: an iTIP REPLY (RFC 5546, 3.2.3)."""

import re
from collections.abc import Iterator

from parley.kernel.refusals import Refused
from parley.meetings.terms.invitations import Coming, ReplyRead

LONGEST = 200_000  # characters
COMING = {"ACCEPTED": Coming.YES, "TENTATIVE": Coming.MAYBE, "DECLINED": Coming.NO}
LINE = re.compile(r'(?P<name>[A-Za-z0-9-]+)(?P<more>(?:;[^=;:"]+=(?:"[^"]*"|[^":;])*)*):(?P<value>.*)', re.DOTALL)
PARAMETER = re.compile(r';(?P<name>[^=;:"]+)=(?P<value>(?:"[^"]*"|[^":;])*)')
Line = tuple[str, dict[str, str], str]


def replies_in(text: str) -> list[ReplyRead]:
    """Read the replies in a calendar. Raises Refused for one that is none, or holds none."""
    lines = list(_lines(text[:LONGEST]))
    if not any(name == "METHOD" and value.upper() == "REPLY" for name, _more, value in lines):
        raise Refused("This is no reply to an invitation. Reply with your calendar’s own buttons.")
    found = [_reply(event) for event in _events(lines)]
    replies = [each for each in found if each]
    if not replies:
        raise Refused("This reply does not say who replies to what. Reply with your calendar’s own buttons.")
    return replies


def _lines(text: str) -> Iterator[Line]:
    """Yield names, parameters and values of lines that may be broken into several."""
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        if found := LINE.fullmatch(line):
            more = {each["name"].upper(): each["value"].strip('"') for each in PARAMETER.finditer(found["more"])}
            yield found["name"].upper(), more, found["value"].strip()


def _events(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each event, without those of what lies within it, as an alarm."""
    within: list[str] = []
    event: list[Line] = []
    for line in lines:
        name, _more, value = line
        if name == "BEGIN":
            within.append(value.upper())
        elif name == "END" and within:
            if within.pop() == "VEVENT":
                yield event
                event = []
        elif within[-1:] == ["VEVENT"]:
            event.append(line)


def _reply(event: list[Line]) -> ReplyRead | None:
    facts = {name: value for name, _more, value in event}
    attendees = [(more, value) for name, more, value in event if name == "ATTENDEE"]
    if "UID" not in facts or len(attendees) != 1:
        return None
    more, value = attendees[0]
    sequence = facts.get("SEQUENCE", "0")
    return ReplyRead(
        uid=facts["UID"],
        sequence=int(sequence) if re.fullmatch(r"\d{1,9}", sequence) else 0,
        attendee=re.sub(r"(?i)^mailto:", "", value).strip(),
        coming=COMING.get(more.get("PARTSTAT", "").upper()),
    )
