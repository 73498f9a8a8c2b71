"""A folder comes in whole or not at all, and whoever sent it is told what is wrong with it."""

from datetime import timedelta

import pytest

from parley.clients.queries import clients_written_out, insights_written_out
from parley.exchange.terms import Kind, NothingKept
from parley.ledger.queries import broken_links, history_of
from parley.ledger.terms import Ref
from parley.people.queries import is_empty, person_by_key
from parley.reactions.table import TELLS
from parley.roadmap.queries import initiative_by_key, links_of, overrides_of
from parley.roadmap.terms import Audience, Horizon, Stage
from tests.cast import Cast, history
from tests.exchange.made import AT, FOLDER, export, refused, take_in, unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_folder_comes_in_and_the_ledger_tells_of_it_once() -> None:
    report = take_in(FOLDER)
    assert {kind.value: tally.added for kind, tally in report.tallies.items()} == {
        "people": 2, "groups": 1, "members": 2, "meetings": 1, "clients": 2, "initiatives": 1, "insights": 1,
    }  # fmt: skip
    told = history(Ref("batch", report.batch or 0))
    assert "took in 2 people and changed 0" in told
    assert "took in 2 clients, changed 0, and noted 0 insights" in told
    assert "took a folder in: 10 rows were new, 0 changed what was here" in told
    initiative = initiative_by_key("7", source="crm")
    assert initiative
    assert initiative.owner == person_by_key("noor")
    assert str(initiative.why.because if initiative.why else "") == "People are asked twice."
    assert history(Ref("initiative", initiative.pk))[0] == "took in 1 initiatives by an import and changed 0"
    japan = next(each for each in clients_written_out() if each.key == "1")
    assert japan.parent
    assert japan.parent.name == "Acme"
    assert [insight.client.name for insight in insights_written_out()] == ["Acme"]
    assert not list(broken_links())


def test_the_same_folder_again_changes_nothing_and_leaves_no_trace() -> None:
    take_in(FOLDER)
    before = history_of(Ref("batch", 1), limit=500)
    unchanged(FOLDER)
    assert history_of(Ref("batch", 1), limit=500) == before


def test_a_dry_run_says_what_would_change_and_writes_nothing() -> None:
    with pytest.raises(NothingKept) as kept:
        take_in(FOLDER, dry_run=True)
    assert kept.value.report.tallies[Kind.PEOPLE].added == 2
    assert is_empty()


def test_what_differs_is_changed_and_only_that() -> None:
    take_in(FOLDER)
    take_in({"people": FOLDER["people"].replace("Sam Okafor", "Samuel Okafor")})
    sam = person_by_key("sam")
    assert sam
    assert sam.name == "Samuel Okafor"
    moved = FOLDER["initiatives"].replace("build,next", "launch,now")
    report = take_in({"initiatives": moved})
    assert (report.tallies[Kind.INITIATIVES].added, report.tallies[Kind.INITIATIVES].changed) == (0, 1)
    initiative = initiative_by_key("7", source="crm")
    assert initiative
    assert (initiative.stage, initiative.horizon) == (Stage.LAUNCH, Horizon.NOW)


def test_what_can_break_a_promise_is_moved_as_by_hand_with_the_import_as_its_reason(cast: Cast) -> None:
    head = "key,title,group,stage,horizon,window,confidence,regions,region_overrides,owner\n"
    before = head + "7,One consent,identity,build,next,Q2 2087,high,,,noor@parley.example\n"
    take_in({"initiatives": before})
    row = initiative_by_key("7", source="crm")
    assert row
    after = head + ("7,One consent for all,identity,launch,now,Q3 2087,low,EMEA; APAC,EMEA: window Q4 2087,"
                    "noor@parley.example\n")  # fmt: skip
    report = take_in({"initiatives": after})
    assert report.tallies[Kind.INITIATIVES].changed == 1
    mark, emea = f"[initiative:{row.pk}]", f"[region:{cast.emea.pk}]"
    told = history_of(Ref("initiative", row.pk))
    moves = [each for each in told if each.event.kind in TELLS]
    assert {each.event.kind for each in moves} == {
        "initiative.replanned", "initiative.region_replanned", "initiative.stage_moved", "initiative.regions_changed",
    }  # fmt: skip
    assert {each.reason for each in moves} == {f"The file from crm that import {report.batch} took in says so."}
    said = [each.sentence for each in moves]
    plan = "from Q2 2087 to Q3 2087 and from next to now, with confidence lowered from high to low"
    assert f"moved {mark} {plan}" in said
    assert any(emea in each and "Q4 2087" in each for each in said)
    unchanged({"initiatives": after})
    unchanged({"initiatives": export()["initiatives"]})
    take_in({"initiatives": before})
    assert export()["initiatives"].split("\n")[1].startswith("crm,7,One consent,identity,build,next,Q2 2087,high,")
    unchanged({"initiatives": before})


def test_a_column_that_is_not_there_leaves_things_as_they_are() -> None:
    take_in(FOLDER)
    unchanged({"people": "key,name\nsam,Sam Okafor\n"})
    sam = person_by_key("sam")
    assert sam
    assert sam.email == "sam@acme.example"


def test_an_imported_roadmap_is_seen_before_its_whys_are_complete_until_a_day() -> None:
    mapping = '[initiatives]\nwhy_override_until = "30"\n[initiatives.constants]\naudience = "company"\n'
    take_in(FOLDER, mapping=mapping)
    initiative = initiative_by_key("7", source="crm")
    assert initiative
    assert initiative.shown_to is Audience.COMPANY
    override = overrides_of(initiative.pk).get()
    assert override.until == AT.date() + timedelta(days=30)
    assert override.reason == "Imported, its why is to be completed by 23 December 2026."
    unchanged(FOLDER, mapping=mapping)


def test_without_that_an_incomplete_why_stays_with_its_product_team() -> None:
    take_in(FOLDER, mapping='[initiatives.constants]\naudience = "company"\n')
    initiative = initiative_by_key("7", source="crm")
    assert initiative
    assert (initiative.audience, initiative.shown_to) == (Audience.COMPANY, Audience.PRODUCT_TEAM)


def test_a_name_in_any_script_makes_a_key() -> None:
    take_in({"initiatives": "title,group,stage,horizon\n同意を一つに,identity,build,now\n", "groups": FOLDER["groups"]})
    assert initiative_by_key("同意を一つに", source="crm")


def test_a_client_of_another_system_is_known_by_its_name() -> None:
    take_in(FOLDER)
    report = take_in({"clients": "source,key,name,segment\nsalesforce,001A,acme,Retail\n"})
    assert (report.tallies[Kind.CLIENTS].added, report.tallies[Kind.CLIENTS].changed) == (0, 1)


def test_a_client_of_another_system_that_looks_like_one_is_asked_about() -> None:
    take_in(FOLDER)
    other = {"clients": 'source,key,name\nsalesforce,001A,"ACME, Inc."\n'}
    said = refused(other)
    assert '"ACME, Inc." = "Acme". If it is another: "ACME, Inc." = "ACME, Inc."' in said[0]
    unchanged(other, mapping='[clients.words.name]\n"ACME, Inc." = "Acme"\n')
    report = take_in(other, mapping='[clients.words.name]\n"ACME, Inc." = "ACME, Inc."\n')
    assert report.tallies[Kind.CLIENTS].added == 1


def test_thousands_of_clients_that_look_alike_come_in() -> None:
    rows = "".join(f"{number},Client number {number}\n" for number in range(3000))
    report = take_in({"clients": "key,name\n" + rows})
    assert report.tallies[Kind.CLIENTS].added == 3000


def test_links_of_insights_can_turn_round() -> None:
    take_in(FOLDER)
    turned = FOLDER["insights"].replace("supports", "contradicts")
    report = take_in({"insights": turned})
    assert report.tallies[Kind.INSIGHTS].changed == 1
    assert export()["insights"].strip().endswith(",crm:7,")


def test_an_insight_that_another_client_said_asks_in_that_clients_name() -> None:
    keyed = FOLDER | {"insights": "key,client,said_on,text,author,supports\n9,ACME Corp,2026-05-04,Twice.,sam,7\n"}
    take_in(keyed)
    report = take_in({"insights": keyed["insights"].replace("ACME Corp", "Acme Japan")})
    told = history(Ref("batch", report.batch or 0))
    assert "gave 1 links to the client that their insights have now by an import" in told
    (link,) = links_of(initiative_by_key("7", source="crm").pk)  # type: ignore[union-attr]  # it was taken in
    assert (link.client.name, link.insight.client.name) == ("Acme Japan", "Acme Japan")
