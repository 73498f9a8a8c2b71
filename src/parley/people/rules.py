"""What may be done to people, and who may do it."""

from zoneinfo import available_timezones

from parley.kernel.refusals import Refused
from parley.people.terms import Side, Viewer

KEEPERS = "Ask product operations: they keep people, functions and regions."


def must_administer(viewer: Viewer) -> None:
    """Raise Refused unless the viewer is product operations."""
    if not viewer.operations:
        raise Refused(f"Only product operations can do this. {KEEPERS}")


def must_name_a_zone(name: str) -> str:
    """Give back a time zone of the IANA list; raises Refused for any other text."""
    if name not in available_timezones():
        raise Refused(
            f"“{name}” is not a time zone Parley knows. Choose one like Europe/London or America/New_York.",
            field="time_zone",
        )
    return name


def must_have_a_name(name: str) -> str:
    """Give back a name that says something; raises Refused when it is empty or longer than 200 characters."""
    clean = " ".join(name.split())
    if not clean or len(clean) > 200:
        raise Refused("Write a name of 1 to 200 characters.", field="name")
    return clean


def side_of(word: str) -> Side:
    """Read a side. Raises Refused for a word that is none."""
    try:
        return Side(word.strip().lower())
    except ValueError:
        raise Refused(f"“{word}” is not a side. Choose product, business or neither.", field="side") from None
