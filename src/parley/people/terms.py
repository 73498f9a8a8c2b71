"""The words of people: sides, functions, and who is looking."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from parley.ledger.terms import Ref


class Side(StrEnum):
    """Which half of the conversation somebody speaks for. Executives and unknown functions take neither."""

    PRODUCT = "product"
    BUSINESS = "business"
    NEITHER = "neither"


class Duty(StrEnum):
    """What a function does for the whole company besides its work; a company names its functions as it likes."""

    NONE = "none"
    APPROVES_WORDS = "approves_words"  # product marketing: words for clients wait for it
    CHECKS_LAW = "checks_law"  # legal: and for it, where an area says so


SAMPLE_ADMINISTRATOR = "sample-administrator"  # the key of the sample company's first person, and of nobody else
LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "ja": "日本語",
}  # offered to people, and read by them in mails
SAMPLE_COMPANY = "Northlight Media"
NOBODYS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who looks at Parley, with everything that says what they may see. Keys are those of the rows.

    Made once a request by `groups.queries.viewer_of`; area and group keys, since each group has one area.
    """

    person: int
    name: str
    side: Side
    function: int | None
    region: int | None
    time_zone: str
    language: str
    operations: bool = False
    duty: Duty = Duty.NONE  # of their function
    member_of: frozenset[int] = field(default=NOBODYS)  # areas in whose group they are a core member
    facilitates: frozenset[int] = field(default=NOBODYS)  # areas whose group they facilitate
    product_of: frozenset[int] = field(default=NOBODYS)  # areas whose roadmap they keep
    decides: frozenset[int] = field(default=NOBODYS)  # areas they decide for
    on_call_for: frozenset[int] = field(default=NOBODYS)  # areas that may call them for an item

    @property
    def inside(self) -> frozenset[int]:
        """Areas whose group's matters they see: members, facilitators, product people and the decider."""
        return self.member_of | self.facilitates | self.product_of | self.decides

    @property
    def ref(self) -> Ref:
        """The key under which the ledger knows them."""
        return person_ref(self.person)


# Who sees what everybody in the company may see, and nothing else: somebody without any place or duty.
ANYBODY = Viewer(person=0, name="", side=Side.NEITHER, function=None, region=None, time_zone="UTC", language="en")


@dataclass(frozen=True, slots=True)
class Quiet:
    """When somebody is left in peace, in their zone: between two hours of each day, and on the days they are away.

    The same hour twice is no hour at all; a day that is missing, no day.
    """

    zone: str
    first: time
    until: time
    away_from: date | None = None
    away_until: date | None = None


def person_ref(key: int) -> Ref:
    """Name a person for the ledger."""
    return Ref("person", key)
