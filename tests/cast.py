"""The named cast: a small company whose people every test knows by name. Made through actions only."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from parley.groups.actions import add_member, name_facilitator, name_product_person, open_area
from parley.groups.queries import viewer_of
from parley.groups.terms import MemberKind
from parley.ledger.queries import history_of
from parley.ledger.terms import MACHINE, Ref
from parley.people.actions import (
    add_person,
    choose_quiet_hours,
    give_operations,
    keep_function,
    keep_region,
    note_leaving,
)
from parley.people.queries import person_signed_in
from parley.people.terms import Side, Viewer
from tests.again import Again

if TYPE_CHECKING:
    from parley.groups.models import Area
    from parley.people.models import Function, Person, Region

FUNCTIONS = {
    "product-management": Side.PRODUCT,
    "design": Side.PRODUCT,
    "engineering": Side.PRODUCT,
    "product-operations": Side.PRODUCT,
    "client-services": Side.BUSINESS,
    "account-management": Side.BUSINESS,
    "product-marketing": Side.BUSINESS,
    "sales": Side.BUSINESS,
    "legal": Side.BUSINESS,
    "support": Side.BUSINESS,
    "executive": Side.NEITHER,
}


@dataclass
class Cast:
    """The company: two areas, three regions, eleven people."""

    at: datetime
    functions: "dict[str, Function]" = field(default_factory=dict)
    emea: "Region" = field(init=False)
    apac: "Region" = field(init=False)
    amer: "Region" = field(init=False)
    identity: "Area" = field(init=False)
    reporting: "Area" = field(init=False)
    noor: "Person" = field(init=False)  # keeps the roadmap of identity
    elena: "Person" = field(init=False)  # decides for identity
    femi: "Person" = field(init=False)  # facilitates identity
    aiko: "Person" = field(init=False)  # account manager, core member of identity
    sam: "Person" = field(init=False)  # client services, core member of identity
    lena: "Person" = field(init=False)  # legal, on call for identity
    omar: "Person" = field(init=False)  # sales, in reporting alone: the stranger to identity
    petra: "Person" = field(init=False)  # keeps the roadmap of reporting
    ravi: "Person" = field(init=False)  # decides for reporting
    ines: "Person" = field(init=False)  # product operations: administers Parley
    gone: "Person" = field(init=False)  # was a member of identity, and left

    def browser(self, person: "Person") -> Client:
        """Give a browser in which the person is signed in."""
        browser = Client()
        browser.force_login(person)
        return browser

    def viewer(self, person: "Person") -> Viewer:
        """Give the person as a viewer, with what they belong to now."""
        fresh = person_signed_in(person.pk)
        assert fresh is not None, f"{person.name} has left"
        return viewer_of(fresh)


def history(ref: Ref) -> list[str]:
    """Tell what the ledger says of a thing, newest first."""
    return [told.sentence for told in history_of(ref, limit=200)]


def assemble() -> Cast:
    """Make the company in the test's database."""
    cast = Cast(at=timezone.now() - timedelta(minutes=5))
    now = {"actor": MACHINE, "at": cast.at}
    for key, side in FUNCTIONS.items():
        cast.functions[key] = keep_function(name=key.replace("-", " ").capitalize(), side=side, **now)
    cast.emea, cast.apac, cast.amer = (keep_region(name=name, **now) for name in ("EMEA", "APAC", "AMER"))
    for name, full, function, region, zone in (
        ("noor", "Noor Haddad", "product-management", cast.emea, "Europe/London"),
        ("elena", "Elena Brandt", "executive", cast.emea, "Europe/Berlin"),
        ("femi", "Femi Adeyemi", "client-services", cast.emea, "Europe/London"),
        ("aiko", "Aiko Tanaka", "account-management", cast.apac, "Asia/Tokyo"),
        ("sam", "Sam Okafor", "client-services", cast.emea, "Europe/London"),
        ("lena", "Lena Fischer", "legal", cast.emea, "Europe/Berlin"),
        ("omar", "Omar Reyes", "sales", cast.amer, "America/New_York"),
        ("petra", "Petra Novak", "product-management", cast.amer, "America/New_York"),
        ("ravi", "Ravi Menon", "executive", cast.apac, "Asia/Singapore"),
        ("ines", "Ines Costa", "product-operations", cast.emea, "Europe/Lisbon"),
        ("gone", "Grace Gone", "client-services", cast.emea, "Europe/London"),
    ):
        person = add_person(
            name=full, email=f"{name}@parley.example", function=cast.functions[function], region=region,
            time_zone=zone, **now,
        )  # fmt: skip
        setattr(cast, name, person)
        choose_quiet_hours(person=person, first=None, until=None, **now)  # so that tests hold at any hour
    give_operations(person=cast.ines, given=True, **now)
    cast.identity = open_area(name="Identity & privacy", charter="Who a person is to us.", decider=cast.elena,
                              key="identity", **now)  # fmt: skip
    cast.reporting = open_area(name="Reporting", charter="What clients can count.", decider=cast.ravi,
                               key="reporting", **now)  # fmt: skip
    for person in (cast.aiko, cast.sam, cast.femi, cast.gone):
        add_member(area=cast.identity, person=person, **now)
    add_member(area=cast.identity, person=cast.lena, kind=MemberKind.ON_CALL, **now)
    add_member(area=cast.reporting, person=cast.omar, **now)
    name_facilitator(area=cast.identity, person=cast.femi, named=True, **now)
    name_product_person(area=cast.identity, person=cast.noor, named=True, **now)
    name_product_person(area=cast.reporting, person=cast.petra, named=True, **now)
    note_leaving(person=cast.gone, on=cast.at.date(), **now)
    return cast


assembled = Again(assemble)


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, in this test's database."""
    return assembled()
