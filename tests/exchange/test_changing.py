"""What an import changes of clients that are here is said before, kept, and undone unless somebody changed it since."""

from datetime import timedelta
from decimal import Decimal

import pytest

from parley.clients import rules
from parley.clients.actions import change_client
from parley.clients.models import Client
from parley.clients.terms import Was
from parley.exchange.actions.undoing import forget_facts_before, undo_batch
from parley.exchange.models import Batch, FactsBefore
from parley.kernel.money import Money
from parley.ledger.models import Entry
from parley.ledger.queries import broken_links, told
from parley.ledger.terms import MACHINE
from parley.people.models import Region
from tests.exchange.files import not_taken, taken
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEAD = "client,parent,region,segment,revenue,currency\n"
FIRST = HEAD + "Acme,Holding,EMEA,Retail,100,EUR\nGlobex,,APAC,,,\nHolding,,,,,\n"
SECOND = HEAD + "Acme,Globex,Nordics,Retail,1200.50,USD\nGlobex,,APAC,Energy,,\nHolding,,,,,\nNew,,,,5,EUR\n"
SEEN = {
    "Acme": (("parent", "Holding", "Globex"), ("region", "EMEA", "Nordics"), ("revenue", "100 EUR", "1,200.50 USD")),
    "Globex": (("segment", "", "Energy"),),
}


def seen(outcome):
    return {change.name: change.facts for change in outcome.found.changes}


def facts(name):
    row = Client.objects.get(name=name)
    return (row.parent and row.parent.name, row.top and row.top.name, row.region and row.region.name, row.segment,
            row.revenue, row.currency)  # fmt: skip


def undone(batch, at):
    kept = undo_batch(batch=batch, actor=MACHINE, at=at)
    return {(Client.objects.get(pk=each.key).name, each.why.split(" stays as")[0]) for each in kept}


def test_what_changes_is_foretold_and_what_changed_is_the_same(cast):
    taken(FIRST)
    before = {name: facts(name) for name in ("Acme", "Globex", "Holding")}
    dry = not_taken(SECOND, dry_run=True)
    assert (dry.found.changing, seen(dry)) == (2, SEEN)
    assert {name: facts(name) for name in before} == before
    assert not Region.objects.filter(name="Nordics").exists()
    done = taken(SECOND)
    assert (done.found.changing, seen(done), done.changed) == (2, SEEN, 2)
    assert facts("Acme") == ("Globex", "Globex", "Nordics", "Retail", Decimal("1200.50"), "USD")
    assert undone(done.batch, cast.at) == set()
    assert {name: facts(name) for name in before} == before
    assert not Client.objects.filter(name="New").exists()
    sentences = [each.sentence for each in told(Entry.objects.order_by("-pk")[:3])]
    assert "undid an import: took 0 insights and 1 clients back, gave 2 clients back the facts they had before" in (
        sentences
    )
    assert not list(broken_links())


def test_what_somebody_changed_since_stays_and_is_named(cast):
    taken(FIRST)
    done = taken(SECOND)
    acme = Client.objects.get(name="Acme")
    change_client(client=acme, name="Acme", region=acme.region, segment="Retail", revenue=Money(Decimal(7), "CHF"),
                  parent=acme.parent, actor=MACHINE, at=cast.at)  # fmt: skip
    assert undone(done.batch, cast.at) == {("Acme", "its revenue")}
    assert facts("Acme") == ("Holding", "Holding", "EMEA", "Retail", Decimal(7), "CHF")
    assert facts("Globex")[3] == ""


def test_what_would_make_a_client_its_own_parent_stays(cast):
    taken(FIRST)
    done = taken(HEAD + "Acme,Globex,,,,\n")
    holding, acme = Client.objects.get(name="Holding"), Client.objects.get(name="Acme")
    change_client(client=holding, name="Holding", region=None, parent=acme, actor=MACHINE, at=cast.at)
    assert undone(done.batch, cast.at) == {("Acme", "its parent")}
    assert facts("Acme")[0] == "Globex"


def test_a_slip_in_a_region_is_said_before_anything_comes_in(cast):
    taken(SECOND)
    dry = not_taken(HEAD + "Acme,,Nordicz,Bank,,\n", dry_run=True)
    assert seen(dry) == {"Acme": (("segment", "Retail", "Bank"),)}
    assert any("looks like “Nordics”" in problem.sentence for problem in dry.found.problems)


def test_only_the_first_fifty_are_shown_and_all_are_kept_in_a_few_queries(cast, django_assert_max_num_queries):
    names = [f"Client {n:03} {chr(97 + n % 26) * 5}" for n in range(60)]
    rows = "".join(f"{name},{n},EUR\n" for n, name in enumerate(names))
    taken(f"client,revenue,currency\n{rows}", mapping='near = "apart"')
    again = f"client,revenue,currency\n{rows.replace(',EUR', ',USD')}"
    with django_assert_max_num_queries(60):
        done = taken(again, mapping='near = "apart"')
    assert (done.found.changing, len(done.found.changes), FactsBefore.objects.count()) == (60, 50, 60)


@pytest.mark.parametrize(
    ("now", "back", "stay"),
    [({"segment": "B"}, {"segment": "A"}, ()), ({"segment": "C"}, {}, ("segment",)), ({"segment": "A"}, {}, ())],
)
def test_a_fact_goes_back_when_it_is_still_what_the_import_made_it(now, back, stay):
    assert rules.to_be_restored(Was(1, {"segment": "A"}, {"segment": "B"}), now) == (back, stay)


def test_companies_that_an_import_turned_round_are_turned_back():
    assert rules.parents_that_close_no_ring({2: 1}, {1: 2, 2: None}) == {1, 2}
    assert rules.parents_that_close_no_ring({2: 1, 3: 2}, {1: 3, 4: 3}) == {4}


def test_undoing_counts_insights_and_not_the_links_that_went_with_them(cast):
    row = initiative(cast)
    done = taken(f"client,date,text,initiative\nAcme,2026-03-01,One,{row.title}\n")
    undo_batch(batch=done.batch, actor=MACHINE, at=cast.at)
    assert Batch.objects.get(pk=done.batch).report["taken_back"] == 1


def test_an_earlier_import_can_be_undone_before_a_later_one(cast):
    taken(FIRST)
    before = facts("Acme")
    first, second = taken(HEAD + "Acme,,,,150,EUR\n"), taken(HEAD + "Acme,,,Energy,200,EUR\n")
    assert undone(first.batch, cast.at) == {("Acme", "its revenue")}
    assert facts("Acme")[4] == 200
    assert undone(second.batch, cast.at) == set()
    assert facts("Acme") == before
    assert not list(broken_links())


def test_what_an_import_found_is_let_go_of_once_it_can_be_undone_no_more(cast):
    taken(FIRST)
    done = taken(SECOND)
    began = Batch.objects.get(pk=done.batch).started_at
    forget_facts_before(actor=MACHINE, at=began + timedelta(hours=47))
    assert FactsBefore.objects.exists()
    forget_facts_before(actor=MACHINE, at=began + timedelta(hours=49))
    assert not FactsBefore.objects.exists()
    entries = Entry.objects.count()
    forget_facts_before(actor=MACHINE, at=began + timedelta(hours=50))
    assert Entry.objects.count() == entries
