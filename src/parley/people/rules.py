"""What may be done to people, and who may do it."""

import re
from datetime import date, time
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from parley.kernel.refusals import Refused
from parley.kernel.words import folded, unturned
from parley.people.terms import Duty, Viewer

KEEPERS = "Ask product operations: they keep people, functions and regions."
EMAIL = re.compile(r"[^\s@<>\0]+@[^\s@<>\0]+\.[^\s@<>\0]+|[^\s@<>\0]+@localhost")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


def duty_of(function: str) -> Duty:
    """Give the duty that the name of a function says, in English; a company may say otherwise."""
    return {"product marketing": Duty.APPROVES_WORDS, "legal": Duty.CHECKS_LAW}.get(folded(function), Duty.NONE)


def must_administer(viewer: Viewer) -> None:
    """Raise Refused unless the viewer is product operations."""
    must_keep_people(operations=viewer.operations)


def must_keep_people(*, operations: bool) -> None:
    """Raise Refused unless whoever acts is product operations."""
    if not operations:
        raise Refused(f"Only product operations can do this. {KEEPERS}")


def must_be_oneself(*, oneself: bool) -> None:
    """Raise Refused unless somebody changes what is theirs alone: a password, what they have read."""
    if not oneself:
        raise Refused("Everybody does this for themselves alone. Ask the person to do it under My settings.")


def must_change_person(*, operations: bool, oneself: bool, fields: tuple[str, ...]) -> None:
    """Raise Refused unless whoever acts may change these facts: one's own name, zone and language, or anybody's."""
    if operations:
        return
    if not oneself:
        raise Refused(f"Only product operations can change somebody else. {KEEPERS}")
    kept = [field for field in fields if field not in {"name", "time_zone", "language"}]
    if kept:
        raise Refused(f"Your {' and '.join(kept)} cannot be changed by yourself. {KEEPERS}", field=kept[0])


def must_end_sessions(*, operations: bool, oneself: bool) -> None:
    """Raise Refused unless whoever acts may sign somebody out everywhere: oneself, or product operations."""
    if not (operations or oneself):
        raise Refused(f"Only the person and product operations can end somebody’s sessions. {KEEPERS}")


def must_leave_an_administrator(*, others: int) -> None:
    """Raise Refused when nobody else would administer Parley."""
    if not others:
        raise Refused("Somebody must administer Parley. Make another person product operations first.")


@cache
def known_zones() -> frozenset[str]:
    """Give the time zones of the IANA list; read from the disk once."""
    return frozenset(available_timezones())


@cache
def places_of_zones() -> tuple[str, ...]:
    """Give one spelling of each time zone that people live in, as the IANA table of places has them, by name."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(sorted({row[2] for row in rows} & known_zones()))


def must_name_a_zone(name: str) -> str:
    """Give back a time zone of the IANA list; raises Refused for any other text."""
    if name not in known_zones():
        raise Refused(
            f"“{name[:60]}” is not a time zone Parley knows. Choose one like Europe/London or America/New_York.",
            field="time_zone",
        )
    return name


def must_speak(language: str) -> str:
    """Give back the code of a language: en, de, pt-BR. Raises Refused for any other text."""
    if not LANGUAGE.fullmatch(language):
        raise Refused(
            f"“{language[:30]}” is not the code of a language. Write one like en, de or ja.", field="language"
        )
    return language


def must_have_a_name(name: str) -> str:
    """Give back a name that says something; raises Refused when it is empty or longer than 200 characters."""
    clean = " ".join(unturned(name).split())
    if not clean or len(clean) > 200 or "\0" in clean:
        raise Refused("Write a name of 1 to 200 characters.", field="name")
    return clean


def must_be_an_email(email: str) -> str:
    """Give back an e-mail in small letters, or nothing for none; raises Refused for what cannot be one."""
    clean = email.strip().lower()
    if clean and (len(clean) > 254 or not EMAIL.fullmatch(clean)):
        raise Refused(f"“{clean[:80]}” is not an e-mail. Write one like ada@company.com.", field="email")
    return clean


def must_be_days_away(first: date | None, last: date | None, *, today: date) -> None:
    """Raise Refused for days away of which one is missing, that end before they begin, or that have passed."""
    if (first is None) != (last is None):
        raise Refused("Write both days: the first and the last on which you are away.", field="away_until")
    if first and last and last < first:
        raise Refused("The last day lies before the first. Write the earlier one first.", field="away_until")
    if last and last < today:
        raise Refused("These days have passed. Write days to come, or leave both empty.", field="away_until")


def must_be_quiet_hours(first: time | None, until: time | None) -> None:
    """Raise Refused for quiet hours that have a beginning and no end, an end and no beginning, or both at once."""
    if (first is None) != (until is None):
        raise Refused(
            "Write both hours: from when and until when it is quiet. Leave both empty to hear at any hour.",
            field="quiet_until" if until is None else "quiet_from",
        )
    if first is not None and first == until:
        raise Refused(
            "That is the same hour twice, so it would never be quiet. Choose another end, or leave both empty to hear "
            "at any hour.",
            field="quiet_until",
        )


def must_be_a_deputy(person: int, deputy: int | None, *, left: bool) -> None:
    """Raise Refused for somebody who cannot stand in: the one who is away, or one who has left."""
    if deputy == person:
        raise Refused("You cannot stand in for yourself. Name a colleague, or nobody.", field="deputy")
    if left:
        raise Refused("They have left the company. Name somebody who is here.", field="deputy")


def reminder_days_of(every: int) -> int:
    """Give back the days between reminders, 0 to 30; raises Refused outside."""
    if not 0 <= every <= 30:
        raise Refused("Choose 0 to 30 days between reminders; 0 is for none.", field="remind_every")
    return every
