"""Changing clients: what is in the rows afterwards, and what the ledger says."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from parley.clients.actions import add_client, change_client, name_account_manager, note_insight
from parley.clients.models import Alias, Client, Insight
from parley.clients.queries import client_called, managers_of
from parley.clients.terms import client_ref, insight_ref
from parley.kernel.money import Money
from parley.kernel.refusals import Refused, Stale
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from tests.cast import history
from tests.clients.made import hartmann, said

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_operations_add_a_client(cast):
    client = add_client(name=" Orbit  Media", region=cast.amer, revenue=Money(Decimal(1200000), "USD"),
                        actor=cast.ines, at=cast.at)  # fmt: skip
    row = Client.objects.get(pk=client.pk)
    assert (row.name, row.region, row.revenue, row.currency) == ("Orbit Media", cast.amer, Decimal("1200000.00"), "USD")
    assert history(client_ref(row.pk)) == [f"added [client:{row.pk}]"]
    assert managers_of(row) == []


def test_an_account_manager_who_adds_a_client_looks_after_it(cast):
    hartmann(cast)
    client = add_client(name="Orbit Media", region=cast.amer, actor=cast.aiko, at=cast.at)
    assert managers_of(client) == [cast.aiko.pk]
    assert history(client_ref(client.pk))[0] == (
        f"named [person:{cast.aiko.pk}] as an account manager of [client:{client.pk}]"
    )


def test_somebody_without_clients_adds_none(cast):
    with pytest.raises(Refused, match="Ask product operations"):
        add_client(name="Orbit Media", region=None, actor=cast.omar, at=cast.at)
    assert not Client.objects.exists()


def test_a_name_that_is_there_is_refused_however_it_is_written(cast):
    hartmann(cast)
    with pytest.raises(Refused, match="Hartmann & Söhne is here already"):
        add_client(name="HARTMANN & sohne", region=None, actor=MACHINE, at=cast.at)


def test_two_of_one_name_are_told_apart_by_their_keys(cast):
    now = {"source": "crm", "actor": MACHINE, "at": cast.at}
    first = add_client(name="Acme", region=cast.emea, key="1", **now)
    second = add_client(name="Acme", region=cast.apac, key="2", **now)
    assert first.pk != second.pk
    with pytest.raises(Refused, match="key 2"):
        add_client(name="Other", region=None, key="2", **now)


def test_a_change_is_told_without_the_sums_and_the_old_name_stays_known(cast):
    client = hartmann(cast)
    change_client(client=client, name="Hartmann Group", region=cast.apac, segment="Retail",
                  revenue=Money(Decimal(5), "EUR"), seen_version=1, actor=cast.aiko, at=cast.at)  # fmt: skip
    row = Client.objects.get(pk=client.pk)
    assert (row.name, row.folded, row.region, row.revenue, row.version) == (
        "Hartmann Group", "hartmann group", cast.apac, Decimal("5.00"), 2,
    )  # fmt: skip
    assert history(client_ref(row.pk))[0] == f"changed name and region and revenue of [client:{row.pk}]"
    assert Alias.objects.get().name == "Hartmann & Söhne"
    assert client_called("hartmann & sohne") == row


def test_a_change_that_changes_nothing_is_not_told(cast):
    client = hartmann(cast)
    before = Entry.objects.count()
    change_client(client=client, name=client.name, region=cast.emea, segment="Retail",
                  revenue=Money(Decimal(1_900_000), "EUR"), seen_version=0, actor=cast.aiko, at=cast.at)  # fmt: skip
    assert Entry.objects.count() == before


def test_a_change_to_what_has_changed_meanwhile_shows_both(cast):
    client = hartmann(cast)
    facts = {"client": client, "region": cast.emea, "actor": cast.aiko, "at": cast.at}
    change_client(name="First", seen_version=1, **facts)
    with pytest.raises(Stale) as stale:
        change_client(name="Second", seen_version=1, **facts)
    assert "First" in stale.value.theirs
    assert "Second" in stale.value.yours


def test_only_its_keepers_change_a_client(cast):
    client = hartmann(cast)
    for change in (
        lambda: change_client(client=client, name="Mine", region=None, actor=cast.omar, at=cast.at),
        lambda: name_account_manager(client=client, person=cast.omar, named=True, actor=cast.omar, at=cast.at),
    ):
        with pytest.raises(Refused, match="Ask one of them"):
            change()
    assert Client.objects.get().name == "Hartmann & Söhne"
    assert managers_of(client) == [cast.aiko.pk]


def test_a_company_does_not_belong_to_itself(cast):
    mother = add_client(name="Mother", region=None, actor=MACHINE, at=cast.at)
    child = add_client(name="Child", region=None, parent=mother, actor=MACHINE, at=cast.at)
    grandchild = add_client(name="Grandchild", region=None, parent=child, actor=MACHINE, at=cast.at)
    for parent in (mother, grandchild):
        with pytest.raises(Refused, match="Choose another parent"):
            change_client(client=mother, name="Mother", region=None, parent=parent, actor=cast.ines, at=cast.at)


def test_account_managers_come_and_go(cast):
    client = hartmann(cast)
    name_account_manager(client=client, person=cast.omar, named=True, actor=cast.aiko, at=cast.at)
    assert sorted(managers_of(client)) == sorted([cast.aiko.pk, cast.omar.pk])
    before = Entry.objects.count()
    name_account_manager(client=client, person=cast.omar, named=True, actor=cast.aiko, at=cast.at)
    assert Entry.objects.count() == before
    name_account_manager(client=client, person=cast.omar, named=False, actor=cast.ines, at=cast.at)
    assert managers_of(client) == [cast.aiko.pk]
    assert history(client_ref(client.pk))[0] == (
        f"ended [person:{cast.omar.pk}] as an account manager of [client:{client.pk}]"
    )
    with pytest.raises(Refused, match="has left"):
        name_account_manager(client=client, person=cast.gone, named=True, actor=cast.ines, at=cast.at)


def test_anybody_notes_what_a_client_said(cast):
    client = hartmann(cast)
    yesterday = (cast.at - timedelta(days=1)).date()
    insight = note_insight(client=client, text=" Proof of deletion for audits ", said_on=yesterday,
                           on_behalf_of=cast.sam, actor=cast.omar, at=cast.at)  # fmt: skip
    row = Insight.objects.get(pk=insight.pk)
    assert (row.text, row.author, row.on_behalf_of) == ("Proof of deletion for audits", cast.omar, cast.sam)
    told = f"noted what [client:{client.pk}] said: [insight:{row.pk}], on behalf of [person:{cast.sam.pk}]"
    assert history(insight_ref(row.pk)) == [told]
    assert history(client_ref(client.pk))[0] == told


def test_saying_the_same_twice_gives_the_one_that_is_there(cast):
    client = hartmann(cast)
    first = said(cast, client, "Proof of deletion")
    before = Entry.objects.count()
    again = said(cast, client, "proof  of DELETION", by=cast.omar)
    assert (again.pk, again.text, again.author) == (first.pk, "Proof of deletion", cast.aiko)
    assert Entry.objects.count() == before
    assert said(cast, client, "Proof of deletion", days_ago=2).pk != first.pk


def test_a_source_names_its_insights(cast):
    client = hartmann(cast)
    facts = {
        "client": client,
        "said_on": (cast.at - timedelta(days=1)).date(),
        "key": "T-1",
        "source": "crm",
        "actor": MACHINE,
        "at": cast.at,
    }
    first = note_insight(text="As it was", **facts)
    assert note_insight(text="As it was, mended", **facts) == first
    assert Insight.objects.get().text == "As it was"


def test_today_is_today_where_the_writer_is(cast):
    client = hartmann(cast)
    evening = datetime(2026, 11, 23, 20, tzinfo=UTC)  # the 24th in Tokyo already, the 23rd in New York
    tomorrow = evening.date() + timedelta(days=1)
    assert note_insight(client=client, text="Early", said_on=tomorrow, actor=cast.aiko, at=evening).said_on == tomorrow
    with pytest.raises(Refused, match="has not come"):
        note_insight(client=client, text="Late", said_on=tomorrow, actor=cast.omar, at=evening)
