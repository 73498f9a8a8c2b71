"""Changing people: state, what the ledger says, and who may not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from parley.kernel.refusals import Refused
from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE, Ref
from parley.people.actions import (
    add_person,
    ask_for_link,
    catch_up,
    change_person,
    choose_password,
    confirm_link,
    end_sessions,
    first_administrator,
    give_operations,
    keep_function,
    keep_region,
    make_link,
    note_leaving,
    note_return,
    note_sign_in,
    sweep_links,
)
from parley.people.models import Person, SignInLink
from parley.people.queries import link_for
from parley.people.terms import Side, person_ref
from tests.cast import Cast, history

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LONG = "correct horse battery staple"


def facts(person: Person, **other: Any) -> dict[str, Any]:
    kept = ("name", "function", "region", "time_zone", "language")
    return {field: getattr(person, field) for field in kept} | other


FORBIDDEN: dict[str, Callable[[Cast, dict[str, Any]], object]] = {
    "a function": lambda cast, now: keep_function(name="Research", side=Side.PRODUCT, **now),
    "a region": lambda cast, now: keep_region(name="LATAM", **now),
    "a new person": lambda cast, now: add_person(name="N", email="n@x.example", function=None, region=None, **now),
    "somebody else": lambda cast, now: change_person(person=cast.omar, **facts(cast.omar, name="Nobody"), **now),
    "one's own function": lambda cast, now: change_person(person=cast.sam, **facts(cast.sam, function=None), **now),
    "leaving": lambda cast, now: note_leaving(person=cast.omar, on=cast.at.date(), **now),
    "returning": lambda cast, now: note_return(person=cast.gone, **now),
    "administering": lambda cast, now: give_operations(person=cast.sam, given=True, **now),
    "another's password": lambda cast, now: choose_password(person=cast.omar, password=LONG, **now),
    "another's sessions": lambda cast, now: end_sessions(person=cast.omar, **now),
    "a link of one's own": lambda cast, now: make_link(person=cast.sam, **now),
    "another's sign-in": lambda cast, now: note_sign_in(person=cast.omar, by="password", **now),
    "another's reading": lambda cast, now: catch_up(person=cast.omar, until=cast.at, **now),
    "a first administrator": lambda cast, now: first_administrator(name="Me", email="me@x.example", **now),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_others_are_refused_with_a_sentence_and_nothing_changes(cast: Cast, what: str) -> None:
    before = list(Person.objects.order_by("pk").values())
    with pytest.raises(Refused) as refusal:
        FORBIDDEN[what](cast, {"actor": cast.sam, "at": cast.at})
    assert len(refusal.value.sentence) > 30
    assert list(Person.objects.order_by("pk").values()) == before


def test_product_operations_add_and_change_somebody(cast: Cast) -> None:
    now = {"actor": cast.ines, "at": cast.at}
    ada = add_person(name=" Ada  Byron", email="Ada@Parley.example", function=None, region=cast.emea, **now)
    assert (ada.name, ada.email, ada.key) == ("Ada Byron", "ada@parley.example", "ada@parley.example")
    change_person(person=ada, **facts(ada, function=cast.functions["legal"]), email="a.byron@parley.example", **now)
    assert Person.objects.get(pk=ada.pk).side is Side.BUSINESS
    mark = person_ref(ada.pk).mark
    assert history(person_ref(ada.pk)) == [f"changed function and email of {mark}", f"added {mark}"]
    change_person(person=ada, **facts(ada), **now)
    assert len(history(person_ref(ada.pk))) == 2


def test_an_email_is_somebodys(cast: Cast) -> None:
    now = {"actor": cast.ines, "at": cast.at}
    with pytest.raises(Refused, match="Look for them in People"):
        add_person(name="Sam", email="SAM@parley.example", function=None, region=None, **now)
    with pytest.raises(Refused, match="Note their return instead"):
        add_person(name="Grace", email="gone@parley.example", function=None, region=None, **now)
    with pytest.raises(Refused, match="here already"):
        change_person(person=cast.sam, **facts(cast.sam), email="omar@parley.example", **now)


def test_one_changes_ones_own_clock(cast: Cast) -> None:
    change_person(person=cast.sam, **facts(cast.sam, time_zone="Asia/Tokyo"), actor=cast.sam, at=cast.at)
    assert Person.objects.get(pk=cast.sam.pk).time_zone == "Asia/Tokyo"
    assert history(person_ref(cast.sam.pk))[0] == f"changed time zone of {person_ref(cast.sam.pk).mark}"


def test_functions_and_regions_are_renamed_and_their_names_are_their_own(cast: Cast) -> None:
    now = {"actor": cast.ines, "at": cast.at}
    legal = cast.functions["legal"]
    keep_function(function=legal, name="Counsel", side=Side.NEITHER, **now)
    assert history(Ref("function", legal.pk))[0] == f"put [function:{legal.pk}] on the neither side"
    assert keep_function(name="Legal", side=Side.BUSINESS, **now).key == "legal-2"
    with pytest.raises(Refused, match="already a function called counsel"):
        keep_function(name="counsel", side=Side.BUSINESS, **now)
    with pytest.raises(Refused, match="already a region called emea"):
        keep_region(name="emea", **now)
    assert keep_region(name="日本", **now).key == "region"


def test_keeping_what_is_so_already_records_nothing(cast: Cast) -> None:
    now = {"actor": cast.ines, "at": cast.at}
    legal, ref = cast.functions["legal"], Ref("function", cast.functions["legal"].pk)
    for side in (Side.BUSINESS, Side.NEITHER, Side.NEITHER):
        keep_function(function=legal, name=" Legal ", side=side, **now)
    assert [line.split(" on ")[1] for line in history(ref)] == [
        "the neither side", "the business side, checking them for the law",
    ]  # fmt: skip
    for name in ("EMEA", "Europe", "Europe"):
        keep_region(region=cast.emea, name=name, **now)
    assert len(history(Ref("region", cast.emea.pk))) == 2


def test_nobody_has_left_before_the_day_comes(cast: Cast) -> None:
    with pytest.raises(Refused, match="on their last day"):
        note_leaving(person=cast.sam, on=(cast.at + timedelta(days=3)).date(), actor=cast.ines, at=cast.at)
    cast.sam.refresh_from_db()
    assert cast.sam.left_on is None


def test_leaving_ends_sessions_links_and_administering(cast: Cast) -> None:
    token = make_link(person=cast.sam, actor=MACHINE, at=cast.at)
    before = Person.objects.get(pk=cast.sam.pk).get_session_auth_hash()
    note_leaving(person=cast.sam, on=cast.at.date(), actor=cast.ines, at=cast.at)
    after = Person.objects.get(pk=cast.sam.pk)
    assert after.left_on == cast.at.date()
    assert after.get_session_auth_hash() != before
    assert link_for(token, at=cast.at) is None
    assert history(person_ref(cast.sam.pk))[0] == f"noted that {person_ref(cast.sam.pk).mark} left the company"


def test_the_last_administrator_stays(cast: Cast) -> None:
    now = {"actor": cast.ines, "at": cast.at}
    for leave in (
        lambda: give_operations(person=cast.ines, given=False, **now),
        lambda: note_leaving(person=cast.ines, on=cast.at.date(), **now),
    ):
        with pytest.raises(Refused, match="Somebody must administer"):
            leave()
    give_operations(person=cast.noor, given=True, **now)
    give_operations(person=cast.ines, given=False, **now)
    assert history(person_ref(cast.ines.pk))[0].startswith("ended product operations for")
    with pytest.raises(Refused, match="Only product operations"):
        give_operations(person=cast.sam, given=True, **now)


def test_who_left_does_not_administer_and_comes_back_without_a_password(cast: Cast) -> None:
    now = {"actor": cast.ines, "at": cast.at}
    with pytest.raises(Refused, match="has left the company"):
        give_operations(person=cast.gone, given=True, **now)
    note_return(person=cast.gone, **now)
    assert Person.objects.get(pk=cast.gone.pk).left_on is None
    assert history(person_ref(cast.gone.pk))[0].endswith("is back")


@pytest.mark.parametrize("weak", ["2short", "password123456", "123456789123", "Sam Okafor 1"])
def test_a_weak_password_is_refused(cast: Cast, weak: str) -> None:
    with pytest.raises(Refused, match="Choose another") as refusal:
        choose_password(person=cast.sam, password=weak, actor=cast.sam, at=cast.at)
    assert refusal.value.field == "password"
    assert weak not in refusal.value.sentence


def test_a_password_is_kept_hashed_and_ends_sessions(cast: Cast) -> None:
    before = Person.objects.get(pk=cast.sam.pk).get_session_auth_hash()
    choose_password(person=cast.sam, password=LONG, actor=cast.sam, at=cast.at)
    after = Person.objects.get(pk=cast.sam.pk)
    assert after.password.startswith("argon2")
    assert after.check_password(LONG)
    assert after.get_session_auth_hash() != before
    assert history(person_ref(cast.sam.pk))[0] == "chose a new password"


def test_ending_sessions_uses_up_links(cast: Cast) -> None:
    token = make_link(person=cast.sam, actor=MACHINE, at=cast.at)
    end_sessions(person=cast.sam, actor=cast.ines, at=cast.at)
    assert link_for(token, at=cast.at) is None
    assert history(person_ref(cast.sam.pk))[0] == f"signed {person_ref(cast.sam.pk).mark} out everywhere"


def test_a_link_is_asked_for_by_mail_and_nobody_learns_who_is_here(cast: Cast) -> None:
    ask_for_link(email="SAM@parley.example", actor=MACHINE, at=cast.at)
    ask_for_link(email="nobody@parley.example", actor=MACHINE, at=cast.at)
    ask_for_link(email="gone@parley.example", actor=MACHINE, at=cast.at)
    assert [each.payload["person"] for each in Pending.objects.filter(task="mail_sign_in_link")] == [cast.sam.pk]


def test_a_link_works_once_and_for_half_an_hour(cast: Cast) -> None:
    token = make_link(person=cast.sam, actor=MACHINE, at=cast.at)
    assert not SignInLink.objects.filter(token_hash__contains=token[:10]).exists()
    assert confirm_link(token=token, actor=MACHINE, at=cast.at + timedelta(minutes=29)) == cast.sam
    with pytest.raises(Refused, match="Ask for a new one"):
        confirm_link(token=token, actor=MACHINE, at=cast.at + timedelta(minutes=29))
    late = make_link(person=cast.sam, actor=MACHINE, at=cast.at)
    with pytest.raises(Refused, match="Ask for a new one"):
        confirm_link(token=late, actor=MACHINE, at=cast.at + timedelta(minutes=31))
    assert sweep_links(actor=MACHINE, at=cast.at + timedelta(days=3)) == 2


def test_the_first_administrator_is_the_first_alone(db: None) -> None:
    from django.utils import timezone  # noqa: PLC0415 - a moment, without the cast

    at = timezone.now()
    token = first_administrator(name="Ada", email="ada@parley.example", actor=MACHINE, at=at)
    assert confirm_link(token=token, actor=MACHINE, at=at + timedelta(hours=23)).operations
    with pytest.raises(Refused, match="Somebody is here already"):
        first_administrator(name="Eve", email="eve@parley.example", actor=MACHINE, at=at)
