"""A cast that is put back as rows is the one that the actions made, and what comes after it is recorded as ever."""

import pytest
from django.db import transaction
from django.utils import timezone

from parley.groups.terms import area_ref
from parley.ledger.queries import broken_links
from parley.people.actions import keep_region
from parley.people.models import Person
from tests.again import Again, Rows, rows_now
from tests.cast import Cast, assemble, history

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def told(cast: Cast) -> list[tuple[str, list[str]]]:
    return [(area.name, history(area_ref(area.pk))) for area in (cast.identity, cast.reporting)]


def lying() -> Rows:
    """Every row, in an order of its own: PostgreSQL puts new rows where old ones were."""
    return {table: sorted(rows) for table, rows in rows_now().items()}


def test_the_rows_put_back_are_the_rows_that_were_made() -> None:
    again = Again(assemble)
    with transaction.atomic():
        first = again()
        made, said = lying(), told(first)
        first.noor.name = "Somebody else"
        transaction.set_rollback(True)
    assert not Person.objects.exists()
    second = again()
    assert (lying(), told(second), second.at) == (made, said, first.at)
    assert (second.noor.name, second.noor.region) == ("Noor Haddad", second.emea)


def test_the_chain_goes_on_and_new_rows_have_keys_of_their_own(cast: Cast) -> None:
    region = keep_region(name="Antarctica", actor=cast.ines, at=timezone.now())
    assert region.pk not in {cast.emea.pk, cast.apac.pk, cast.amer.pk}
    assert list(broken_links()) == []


def test_a_company_that_has_begun_goes_through_the_actions(cast: Cast) -> None:
    made = Again(lambda: keep_region(name="Antarctica", actor=cast.ines, at=cast.at))()
    assert made.name == "Antarctica"
    assert list(broken_links()) == []
