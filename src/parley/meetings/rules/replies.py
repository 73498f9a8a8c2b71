"""Reading what calendar programs write back when somebody accepts or declines: an iTIP REPLY (RFC 5546, 3.2.3)."""

import re

from parley.kernel.refusals import Refused
from parley.meetings.rules.calendar_lines import Line, events_in, lines_of
from parley.meetings.terms.invitations import Coming, ReplyRead

LONGEST = 200_000  # characters
COMING = {"ACCEPTED": Coming.YES, "TENTATIVE": Coming.MAYBE, "DECLINED": Coming.NO}


def replies_in(text: str) -> list[ReplyRead]:
    """Read the replies in a calendar. Raises Refused for one that is none, or holds none."""
    lines = list(lines_of(text[:LONGEST]))
    if not any(each.name == "METHOD" and each.value.upper() == "REPLY" for each in lines):
        raise Refused("This is no reply to an invitation. Reply with your calendar’s own buttons.")
    found = [_reply(event) for event in events_in(lines)]
    replies = [each for each in found if each]
    if not replies:
        raise Refused("This reply does not say who replies to what. Reply with your calendar’s own buttons.")
    return replies


def _reply(event: list[Line]) -> ReplyRead | None:
    facts = {each.name: each.value for each in event}
    attendees = [(each.more, each.value) for each in event if each.name == "ATTENDEE"]
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
