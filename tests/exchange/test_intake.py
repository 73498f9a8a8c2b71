"""A file of insights comes in whole or not at all, its clients are found and never guessed, and twice is once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from parley.clients.models import Client, Insight
from parley.clients.rules import insight_key
from parley.exchange.actions import import_file
from parley.exchange.models import Batch
from parley.exchange.rules.filemapping import as_recognised
from parley.kernel.refusals import Refusals, Refused
from parley.ledger.models import Entry
from parley.ledger.queries import broken_links, told
from parley.reactions.evidence import count_what_changed
from parley.reactions.intake import index_batch
from parley.roadmap.actions.merging import merge_insights
from parley.roadmap.models import InsightLink
from parley.roadmap.queries import evidence_of
from parley.search.models import Indexed
from parley.search.queries import found
from tests.cast import Cast
from tests.clients.made import hartmann
from tests.exchange.files import AT, not_taken, said, source_of, taken
from tests.exchange.made import take_in
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOTES = """Client,Date,Text,Id
Acme,2026-03-01,We need exports,1
Globex,2026-03-02,"Sign-on, please",2
Acme,2026-03-03,Faster,3
"""


def test_a_file_comes_in_once():
    outcome = taken(NOTES)
    assert (outcome.insights, outcome.clients, outcome.links) == (3, 2, 0)
    assert [*Insight.objects.order_by("pk").values_list("client__name", "text", "said_on__day", "source", "key")] == [
        ("Acme", "We need exports", 1, "import", "1"),
        ("Globex", "Sign-on, please", 2, "import", "2"),
        ("Acme", "Faster", 3, "import", "3"),
    ]
    entries = Entry.objects.count()
    again = not_taken(NOTES)
    assert (again.insights, again.same, again.moved) == (0, 3, False)
    assert (Insight.objects.count(), Entry.objects.count(), Batch.objects.count()) == (3, entries, 1)
    assert not list(broken_links())


def test_the_ledger_says_what_came_in():
    outcome = taken(NOTES)
    sentences = [each.sentence for each in told(Entry.objects.order_by("pk"))]
    assert sentences == [
        "took in 2 clients, changed 0, and noted 0 insights",
        "took in 0 clients, changed 0, and noted 3 insights",
        "took a file in: 3 insights, 2 new clients, 0 links to initiatives; changed 0 clients that were here",
    ]
    assert Batch.objects.get().brought["insights"] == outcome.spans


def test_without_an_id_client_day_and_text_are_the_identity():
    without = NOTES.replace(",Id", "").replace(",1\n", "\n").replace(",2\n", "\n").replace(",3\n", "\n")
    taken(without)
    assert Insight.objects.filter(key=insight_key("import:acme", date(2026, 3, 1), "We need exports"))
    assert not_taken(without).same == 3
    assert taken(without + "Acme,2026-03-04,Faster\n").insights == 1


def test_a_row_that_stands_twice_comes_in_once():
    assert (taken(NOTES + "Acme,2026-03-03,Faster,3\n").insights, Insight.objects.count()) == (3, 3)


def test_what_reads_otherwise_under_its_key_is_said_and_stays():
    taken(NOTES)
    outcome = taken(NOTES.replace("Faster", "Slower") + "Acme,2026-03-05,New,4\n")
    assert (outcome.insights, outcome.differing) == (1, 1)
    assert "notes.csv, line 4: This is here already under its key and reads differently" in said(outcome)[0]
    assert not Insight.objects.filter(text="Slower").exists()


def test_a_client_is_found_by_key_then_name_then_alias(cast: Cast):
    client = hartmann(cast)
    take_in({"clients": f"source,key,name,aliases\n{client.source},{client.key},{client.name},HAG\n"})
    taken(f"client id,client,date,text\n,{client.name.upper()},2026-03-01,One\n,HAG,2026-03-01,Two\n"
          f",{client.source}:{client.key},2026-03-01,Three\n")  # fmt: skip
    assert Client.objects.count() == 1
    taken("client id,client,date,text\n77,Initech,2026-03-01,One\n77,Another name,2026-03-01,Two\n")
    assert [*Client.objects.exclude(pk=client.pk).values_list("source", "key", "name")] == [("import", "77", "Initech")]


def test_a_near_name_is_a_question_and_nothing_comes_in(cast: Cast):
    client = hartmann(cast)
    near = f"{client.name}, Inc."
    text = f'client,date,text\n"{near}",2026-03-01,One\nInitech,2026-03-01,Two\n'
    outcome = not_taken(text)
    assert [(each.name, each.like, each.line) for each in outcome.found.near.values()] == [(near, client.name, 2)]
    assert Insight.objects.count() == 0
    assert taken(text, mapping=f'[clients]\n"{near}" = "{client.name}"').clients == 1
    assert Insight.objects.filter(client=client).count() == 1


@pytest.mark.parametrize(
    ("line", "clients", "insights"),
    [('"Initech" = "Initech"\n"Initech Ltd" = "Initech Ltd"', 2, 2), ('"Initech Ltd" = ""', 1, 1),
     ('"Initech Ltd" = "Initech"', 1, 2)],
)  # fmt: skip
def test_a_person_says_what_becomes_of_a_near_name(line, clients, insights):
    text = "client,date,text\nInitech,2026-03-01,One\nInitech Ltd,2026-03-01,Two\n"
    assert not_taken(text).asks
    outcome = taken(text, mapping=f"[clients]\n{line}\n")
    assert (outcome.clients, outcome.insights) == (clients, insights)


def test_facts_of_clients_come_with_their_insights(cast: Cast):
    taken("client,date,text,parent,segment,region,revenue,currency\n"
          "Acme,2026-03-01,One,Globex,Retail,EMEA,1.2m,EUR\n"
          'Globex,2026-03-01,Two,,Energy,APAC,"1,200,000.50",USD\n')  # fmt: skip
    acme, globex = Client.objects.get(name="Acme"), Client.objects.get(name="Globex")
    assert (acme.parent, acme.top, acme.segment, acme.region, acme.revenue) == (
        globex, globex, "Retail", cast.emea, Decimal(1200000)
    )  # fmt: skip
    assert (globex.revenue, globex.currency) == (Decimal("1200000.50"), "USD")
    outcome = taken("client,date,text,segment\nAcme,2026-03-02,Three,Banking\nAcme,2026-03-02,Four,Retail\n")
    assert (outcome.changed, said(outcome)) == (1, [
        ("notes.csv, line 3, segment “Retail”: Line 2 says something else about this client. "
         "What that line says is taken."),
    ])  # fmt: skip


def test_links_come_with_the_file_and_who_asks_is_right_at_once(cast: Cast):
    one = initiative(cast)
    outcome = taken(f"client,date,text,initiative\nAcme,2026-03-01,One,{one.title}\nGlobex,2026-03-01,Two,{one.key}\n"
                    "Globex,2026-03-01,Three,\n")  # fmt: skip
    assert outcome.links == InsightLink.objects.count() == 2
    assert evidence_of([one.pk])[one.pk].clients == 2
    count_what_changed(AT)
    assert evidence_of([one.pk])[one.pk].clients == 2
    more = taken(f"client,date,text,initiative\nGlobex,2026-03-01,Three,{one.title}\n")
    assert (more.insights, more.same, more.links) == (0, 1, 1)
    assert evidence_of([one.pk])[one.pk].insights == 3


def test_what_came_in_is_found(cast: Cast):
    outcome = taken(NOTES)
    index_batch(outcome.batch)
    index_batch(outcome.batch)
    assert Indexed.objects.filter(kind="insight").count() == 3
    assert len(found(cast.viewer(cast.noor), "exports")) == 1
    assert len(found(cast.viewer(cast.noor), "globex")) == 1


def test_nobody_else_imports(cast: Cast):
    mapping, _ = as_recognised(("client", "date", "text"))
    for person in (cast.sam,):
        with pytest.raises(Refused, match="Product operations and product people import files"):
            import_file(source=source_of(NOTES), mapping=mapping, actor=person, at=AT)


def test_product_people_import_what_clients_said_that_are_here(cast: Cast):
    client = hartmann(cast)
    outcome = not_taken("client,date,text\nNobody here,2026-03-01,One\n", actor=cast.noor)
    assert "This client is not here yet. Product operations add clients" in said(outcome)[0]
    assert taken(f"client,date,text\n{client.name},2026-03-01,One\n", actor=cast.noor).insights == 1
    assert Insight.objects.get().author == cast.noor
    with pytest.raises(Refused, match="Only product operations import facts about clients"):
        taken(f"client,date,text,segment\n{client.name},2026-03-01,Two,Retail\n", actor=cast.noor)


def test_a_column_that_stands_twice_is_refused_where_it_is_needed():
    with pytest.raises(Refused, match="“text” is the name of columns 3 and 4"):
        taken("client,date,text,text\nAcme,2026-03-01,One,Two\n")
    assert taken("client,date,text,label,label\nAcme,2026-03-01,One,a,b\n").insights == 1


def test_columns_that_are_missing_are_named():
    with pytest.raises(Refusals) as wrong:
        taken("who,what\nAcme,One\n", mapping='[columns]\ntext = "what"')
    assert [each.sentence for each in wrong.value.each] == [
        "No column says who the client is. Say which one does.",
        "No column says on which day it was said. Say which one does.",
    ]


def test_what_a_file_links_does_not_wait_in_the_inbox_and_what_it_says_of_merged_voices_counts_for_all(cast):
    row = initiative(cast)
    linked = f"parley:{row.key}"
    rows = f"a,Initech,2026-03-01,We need exports,{linked}\nb,Initech,2026-03-02,Other,\n"
    taken("id,client,date,text,initiative\n" + rows)
    waits = dict(Insight.objects.values_list("key", "waits"))
    assert waits == {"a": False, "b": True}
    one, other = Insight.objects.order_by("key")
    merge_insights(insights=[other], into=one, actor=cast.ines, at=cast.at)
    second = initiative(cast, "Household graph")
    taken(f"id,client,date,text,initiative\nb,Initech,2026-03-02,Other,parley:{second.key}\n")
    about = set(InsightLink.objects.values_list("initiative", "insight"))
    assert about == {(each.pk, voice.pk) for each in (row, second) for voice in (one, other)}


def test_an_initiative_that_is_only_guessed_is_not_linked_until_somebody_says_so(cast: Cast):
    rooms = initiative(cast, "Private clean rooms", key="clean", source="jira")
    text = (
        f"client,date,text,initiative\nAcme,2026-03-01,One,Clean\nAcme,2026-03-01,Two,clean\n"
        f"Acme,2026-03-01,Three,jira:clean\nAcme,2026-03-01,Four,{rooms.title}\n"
    )
    outcome = taken(text)
    assert outcome.links == 2
    assert [*outcome.found.guesses.values()] == [("Clean", "jira:clean", "Private clean rooms", 2)]
    assert outcome.found.speaks == {("jira:clean", rooms.title): 1, (rooms.title, rooms.title): 1}
    assert "Only the key of “Private clean rooms” in another system" in said(outcome)[0]
    source = source_of(text)
    mapping = as_recognised(("client", "date", "text", "initiative"))[0]
    again = import_file(
        source=source, mapping=replace(mapping, confirmed={"Clean": "jira:clean"}), actor=cast.ines, at=AT
    )
    assert (again.links, again.found.guesses) == (2, {})
