"""Undoing the import of a file leaves clients that were told something, or that somebody changed since, and says so."""

from decimal import Decimal

import pytest

from parley.clients.actions import change_client
from parley.clients.models import Client, Insight
from parley.disclosure.actions import Occasion, drop_draft, give_link
from parley.disclosure.models import Correction, ShareLink, Statement, TrackClient
from parley.disclosure.queries import clients_told_or_named
from parley.disclosure.terms import Means, Told
from parley.exchange.actions.undoing import CHANGED, TOLD, undo_batch
from parley.kernel.spans import today_of
from parley.ledger.queries import broken_links
from parley.ledger.terms import MACHINE
from parley.reactions.intake import undo
from tests.disclosure.made import approved, drafted, in_build
from tests.exchange.files import taken
from tests.exchange.made import take_in
from tests.exchange.test_statements import HEAD, line

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOTES = "client,date,text\nNordbank,2026-03-01,We need exports\nGlobex,2026-03-02,Sign-on\n"
FACTS = "client,date,text,revenue,currency,segment\nNordbank,2026-03-01,We need exports,1200000,EUR,Banking\n"


@pytest.fixture
def batch():
    return taken(NOTES).batch


@pytest.fixture
def nordbank(batch):
    return Client.objects.get(name="Nordbank")


def undone(cast, batch):
    """Undo an import, and give the names of clients that stay with why."""
    kept = undo_batch(batch=batch, actor=cast.ines, at=cast.at)
    return {(Client.objects.get(pk=each.key).name, each.why) for each in kept if each.kind == "client"}


def named(cast, client):
    drafted(cast, in_build(cast), whom=Told.NAMED_CLIENTS, clients=[client])
    assert [each.client for each in TrackClient.objects.all()] == [client]


def named_before(cast, client):
    row = in_build(cast)
    drafted(cast, row, whom=Told.NAMED_CLIENTS, clients=[client])
    drop_draft(initiative=row, actor=cast.noor, at=cast.at)


def told_long_ago(cast, client):
    in_build(cast, key="CON-1", source="crm")
    take_in({"statements": HEAD + line()})
    assert Statement.objects.get().client == Correction.objects.get().client == client


def given_a_link(cast, client):
    row = in_build(cast)
    approved(cast, row)
    how = Occasion(on=today_of(cast.noor, cast.at), to_whom="Ms Berg", means=Means.LINK)
    give_link(client=client, initiatives=[row.pk], how=how, actor=cast.noor, at=cast.at)
    assert ShareLink.objects.get().client == client


@pytest.mark.parametrize("tell", [named, named_before, told_long_ago, given_a_link])
def test_a_client_that_was_told_something_or_is_named_in_words_stays(cast, batch, nordbank, tell):
    tell(cast, nordbank)
    assert clients_told_or_named([*Client.objects.values_list("pk", flat=True)]) == {nordbank.pk}
    assert undone(cast, batch) == {("Nordbank", TOLD)}
    assert [*Client.objects.all()] == [nordbank]
    assert not Insight.objects.exists()
    assert not list(broken_links())


def test_what_the_worker_undoes_comes_to_its_end(cast, batch, nordbank):
    named(cast, nordbank)
    undo(batch, cast.at)
    undo(batch, cast.at)
    assert [*Client.objects.all()] == [nordbank]


def test_a_client_whose_facts_another_import_brought_stays_with_them(cast, batch, nordbank):
    later = taken(FACTS)
    assert later.changed == 1
    assert undone(cast, batch) == {("Nordbank", CHANGED)}
    nordbank.refresh_from_db()
    assert (nordbank.revenue, nordbank.currency, nordbank.segment) == (Decimal(1200000), "EUR", "Banking")
    assert undone(cast, later.batch) == set()
    nordbank.refresh_from_db()
    assert (nordbank.revenue, nordbank.currency, nordbank.segment) == (None, "", "")
    assert [*Client.objects.all()] == [nordbank]


def test_a_client_that_another_import_put_under_a_parent_stays(cast, batch, nordbank):
    version = nordbank.version
    later = taken("client,date,text,parent\nNordbank,2026-03-01,We need exports,Holding\nHolding,2026-03-01,More,\n")
    nordbank.refresh_from_db()
    assert (nordbank.parent.name, nordbank.version) == ("Holding", version + 1)
    assert undone(cast, batch) == {("Nordbank", CHANGED)}
    assert undone(cast, later.batch) == set()
    nordbank.refresh_from_db()
    assert (nordbank.parent, [*Client.objects.all()]) == (None, [nordbank])


def test_a_client_that_a_folder_or_somebody_changed_stays(cast, batch, nordbank):
    globex = Client.objects.get(name="Globex")
    take_in({"clients": f"source,key,name,segment\n{globex.source},{globex.key},Globex,Energy\n"})
    change_client(client=nordbank, name="Nordbank", region=None, segment="Banking", actor=MACHINE, at=cast.at)
    assert undone(cast, batch) == {("Nordbank", CHANGED), ("Globex", CHANGED)}


def test_what_one_import_says_of_clients_that_it_brings_keeps_none_of_them(cast):
    one = taken("client,date,text,parent,segment,revenue,currency\n"
                "Acme,2026-03-01,One,Globex,Retail,1.2m,EUR\nGlobex,2026-03-01,Two,,Energy,2m,EUR\n"
                "Acme,2026-03-02,Three,,Banking,1.2m,EUR\n")  # fmt: skip
    assert set(Client.objects.values_list("version", flat=True)) == {1}
    again = taken(NOTES.replace("Nordbank", "Acme"))
    assert (again.insights, again.changed) == (2, 0)
    assert undone(cast, again.batch) == set()
    assert undone(cast, one.batch) == set()
    assert not Client.objects.exists()
