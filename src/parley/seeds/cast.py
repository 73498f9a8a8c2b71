"""The sample company's named people, whom a visitor may continue as."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parley.people.queries import people_by_key
from parley.people.terms import SAMPLE_ADMINISTRATOR, Side

if TYPE_CHECKING:
    from parley.people.models import Person


@dataclass(frozen=True, slots=True)
class Part:
    """One named person: who they are, and why somebody would want to look through their eyes."""

    key: str
    name: str
    function: str
    region: str
    zone: str
    what: str
    why: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Playing:
    """A part with the person of the database who plays it."""

    key: str
    name: str
    side: Side
    what: str
    why: str
    person: "Person"


PARTS = (
    Part("aiko", "Aiko Tanaka", "account-management", "APAC", "Asia/Tokyo", "Account manager, Tokyo",
         "Quiet, with the insight of the year. Looks after 24 clients, mostly by phone."),
    Part("noor", "Noor Haddad", "product-management", "EMEA", "Europe/London", "Product manager, Identity & privacy",
         "Owes everybody a why. Keeps the roadmap of Identity & privacy."),
    Part("elena", "Elena Brandt", "executive", "EMEA", "Europe/Berlin", "VP Product",
         "Decides for five areas, in two minutes, with a reason everybody can read."),
    Part("femi", "Femi Adeyemi", "client-services", "EMEA", "Europe/London", "Client services, facilitator",
         "Runs the meetings of Identity & privacy and Connected TV."),
    Part("sam", "Sam Okafor", "client-services", "EMEA", "Europe/London", "Client services, London",
         "Brings topics, follows what becomes of them."),
    Part("jonas", "Jonas Weber", "account-management", "EMEA", "Europe/Berlin", "Account manager, Berlin",
         "Loud for one large retailer: see how a one-client request looks."),
    Part("omar", "Omar Reyes", "sales", "AMER", "America/New_York", "Sales, New York",
         "In no group: sees only what is for the whole company."),
    Part(SAMPLE_ADMINISTRATOR, "Ines Costa", "product-operations", "EMEA", "Europe/Lisbon", "Product operations",
         "Runs the groups and administers Parley."),
    Part("petra", "Petra Novak", "product-management", "AMER", "America/New_York", "Product manager, Reporting",
         "Keeps the roadmaps of Reporting, Measurement and Billing."),
    Part("hana", "Hana Suzuki", "product-marketing", "APAC", "Asia/Tokyo", "Product marketing, Tokyo",
         "Approves the words in which clients may be told.", "ja"),
    Part("lena", "Lena Fischer", "legal", "EMEA", "Europe/Berlin", "Legal",
         "On call: comes only for the item that needs her.", "de"),
)  # fmt: skip

# Named in the story, but not offered as somebody to be.
OTHERS = (
    Part("ravi", "Ravi Menon", "executive", "APAC", "Asia/Singapore", "Chief product officer, APAC", ""),
    Part("dario", "Dario Conti", "product-management", "EMEA", "Europe/Rome", "Product manager", ""),
    Part("yara", "Yara Haddad", "product-management", "EMEA", "Europe/Madrid", "Product manager", ""),
    Part("tomas", "Tomás Silva", "product-operations", "AMER", "America/Sao_Paulo", "Product operations", ""),
    Part("mei", "Mei Lin", "product-operations", "APAC", "Asia/Singapore", "Product operations", ""),
)


class CAST:
    """The parts of the sample company."""

    @staticmethod
    def members() -> list[Playing]:
        """Give those a visitor may continue as, who are still in the company; one query."""
        people = people_by_key(part.key for part in PARTS)
        return [
            Playing(part.key, part.name, people[part.key].side, part.what, part.why, people[part.key])
            for part in PARTS
            if part.key in people and people[part.key].is_active
        ]
