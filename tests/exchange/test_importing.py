"""A folder comes in whole or not at all, and whoever sent it is told what is wrong with it."""

from datetime import date, timedelta

import pytest

from parley.clients.queries import clients_written_out, insights_written_out
from parley.exchange.terms import Kind, NothingKept, Weight
from parley.groups.actions import name_facilitator
from parley.groups.queries import area_by_key, places_written_out
from parley.kernel.refusals import Refused
from parley.ledger.queries import broken_links, history_of
from parley.ledger.terms import MACHINE, Ref
from parley.meetings.actions import hand_over_everything, name_first_week
from parley.meetings.queries import meetings_visible_to
from parley.meetings.queries.writing_out import series_written_out
from parley.meetings.terms import Held
from parley.people.actions import first_administrator
from parley.people.queries import is_empty, people_by_key, person_by_key
from parley.reactions.table import TELLS
from parley.roadmap.queries import initiative_by_key, links_of, overrides_of
from parley.roadmap.queries.writing_out import initiatives_written_out
from parley.roadmap.terms import Audience, Confidence, Horizon, Stage
from parley.voices.actions import let_in, open_thread
from parley.voices.models import Guest
from tests.cast import Cast, history
from tests.exchange.made import AT, export, refused, take_in, unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FOLDER = {
    "people": "key,name,email,function,side,region,time_zone\n"
              "noor,Noor Haddad,noor@acme.example,Product management,product,EMEA,Europe/London\n"
              "sam,Sam Okafor,sam@acme.example,Client services,business,EMEA,Europe/London\n",
    "groups": "key,name,charter,teams\nidentity,Identity,Who a person is to us.,Consent: 12.5; Login: 24\n",
    "members": "group,person,role,since\nidentity,noor,product_person; core,2026-01-05\n"
               "Identity,Sam Okafor,facilitator; core,\n",
    "meetings": "group,title,day,frequency,time,time_zone\nidentity,Weekly,Tuesday,biweekly,14:00,Europe/London\n",
    "clients": "key,name,parent,region,revenue,currency,aliases,account_managers\n"
               "1,Acme Japan,2,APAC,1.2m,EUR,,sam@acme.example\n2,Acme,,EMEA,,,ACME Corp,\n",
    "initiatives": "key,title,group,stage,horizon,window,because,owner\n"
                   "7,One consent,identity,build,next,Q2 2087,People are asked twice.,noor\n",
    "insights": "client,said_on,text,author,supports\nACME Corp,2026-05-04,Asked twice.,sam,7\n",
}  # fmt: skip


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


def test_a_move_that_a_rule_refuses_is_said_with_its_line(cast: Cast) -> None:
    head = "key,title,group,stage,horizon,window,because\n"
    take_in({"initiatives": head + "7,One consent,identity,build,next,Q2 2089,\n8,Proof,identity,gather,next,,\n"})
    moved = {"initiatives": head + "7,One consent,identity,build,next,Q2 2020,\n8,Proof,identity,build,next,,\n"}
    assert ["initiatives.csv, line 2, window “One consent”" in said for said in refused(moved)] == [True]
    row = initiative_by_key("8", source="crm")
    assert row
    assert row.stage is Stage.GATHER
    report = take_in(moved, mapping='[initiatives]\non_error = "skip"\n')
    tally = report.tallies[Kind.INITIATIVES]
    assert (tally.changed, tally.unchanged) == (1, 1)
    assert [each.stage for each in initiatives_written_out()] == [Stage.BUILD, Stage.BUILD]


def test_a_refused_plan_leaves_its_regions_and_the_rest_of_it_as_they_were(cast: Cast) -> None:
    head = "key,title,group,stage,horizon,window,confidence,region_overrides\n"
    take_in({"initiatives": head + "7,One consent,identity,build,now,Q2 2089,high,\n"})
    moved = {"initiatives": head + "7,One consent,identity,alpha,later,Q2 2020,low,EMEA: window Q4 2089\n"}
    report = take_in(moved, mapping='[initiatives]\non_error = "skip"\n')
    (said,) = [str(each) for each in report.problems]
    assert said.startswith("initiatives.csv, line 2, window “One consent”: Q2 2020 has ended already.")
    assert said.endswith("Not taken from this row either: horizon, confidence, region_overrides. (left as it was)")
    (row,) = initiatives_written_out()
    assert (row.stage, row.horizon, row.confidence) == (Stage.ALPHA, Horizon.NOW, Confidence.HIGH)
    assert not row.region_overrides.all()


def test_a_column_that_is_not_there_leaves_things_as_they_are() -> None:
    take_in(FOLDER)
    unchanged({"people": "key,name\nsam,Sam Okafor\n"})
    sam = person_by_key("sam")
    assert sam
    assert sam.email == "sam@acme.example"


def test_every_bad_row_of_every_file_is_told_at_once_and_nothing_is_kept() -> None:
    said = refused(FOLDER | {
        "people": "key,name,email,time_zone\nnoor,Noor,noor@acme.example,PT\nsam,,sam(at)acme,Europe/London\n",
        "clients": "key,name,revenue,currency\n1,Acme,lots,EUR\n",
        "initiatives": "key,title,group,stage,horizon\n7,One,identty,biuld,next\n7b,Two,identity\n",
    })  # fmt: skip
    text = "\n".join(said)
    assert "people.csv, line 2, time_zone “PT”: This is not a time zone" in text
    assert "America/Los_Angeles" in text
    assert "people.csv, line 3, email “sam(at)acme”: This is not an e-mail address" in text
    assert "clients.csv, line 2, revenue “lots”" in text
    assert "initiatives.csv, line 2, group “identty”: No group is known by this. Did you mean “identity”?" in text
    assert "initiatives.csv, line 2, stage “biuld”: This is none of" in text
    assert "Did you mean “build”?" in text
    assert "initiatives.csv, line 3: This row has 3 cells, the header 5" in text
    assert is_empty()


BAD_FILES = {
    "no header": ("people", "", "The file is empty. Its first line names the columns: name"),
    "missing column": ("people", "key,email\n", "people.csv, line 1, name: This column is missing"),
    "twice the same column": ("people", "name,Name\n", "“name” is the name of columns 1 and 2"),
    "an unknown column": ("people", "key,name,shoe_size\n", "shoe_size: Parley has no such column"),
    "a near column": ("people", "key,name,timezone\n", "Did you mean “time_zone”?"),
    "semicolons": ("people", "key;name\n", 'separator = ";"'),
    "one key twice": ("people", "key,name\na,A\nb,B\na,C\n", "lines 2 and 4 are of one and the same"),
    "one e-mail twice": ("people", "key,name,email\na,A,x@y.example\nb,B,X@y.example\n", "Lines 2 and 3 have"),
    "nobody": ("people", "name\nA\n", "A person needs a key or an e-mail"),
    "a new function": ("people", "key,name,function\na,A,Alchemy\n", "This function is new. Say its side"),
    "core and on call": ("members", "group,person,role\nidentity,noor,core\nidentity,noor,on_call\n",
                         "the other of core and on call"),
    "two deciders": ("members", "group,person,role\nidentity,noor,decider\nidentity,sam,decider\n", "one person does"),
    "revenue without currency": ("clients", "name,revenue\nAcme,5\n", "A revenue needs its currency"),
    "said tomorrow": ("insights", "client,said_on,text\n1,2031-01-01,x\n", "a day that has not come"),
    "unknown client": ("insights", "client,said_on,text\nNobody,2026-01-01,x\n", "No client is known by this"),
    "a near client": ("insights", 'client,said_on,text\n"@Acme, Inc.",2026-01-01,x\n', "write into the mapping file"),
    "another text": ("insights", "key,client,said_on,text\nk,1,2026-01-01,Other words\n", "text never changes"),
    "a parent that is not there": ("clients", "key,name,parent\n9,New,Nobody\n", "No client is known by this"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_refused_with_a_sentence(case: str) -> None:
    take_in(FOLDER | {"insights": "key,client,said_on,text\nk,1,2026-01-01,Words\n"})
    before = export()
    kind, content, said = BAD_FILES[case]
    assert said in "\n".join(refused({kind: content}))
    assert export() == before


def test_bad_rows_are_left_out_when_the_mapping_says_so() -> None:
    content = "handle,name,zone\na,A,Mars\nb,B,Europe/Berlin\nb,C,Europe/Berlin\n"
    mapping = '[people]\non_error = "skip"\n[people.columns]\nkey = "handle"\ntime_zone = "zone"\n'
    report = take_in({"people": content}, mapping=mapping)
    assert report.tallies[Kind.PEOPLE].added == 1
    assert [(problem.line, problem.column) for problem in report.problems] == [(2, "time_zone"), (4, "")]
    assert set(people_by_key(["a", "b"])) == {"b"}


def test_a_cell_can_be_left_empty_instead() -> None:
    mapping = '[people]\nleave_empty = ["time_zone"]\n'
    report = take_in({"people": "key,name,time_zone\na,A,Mars\n"}, mapping=mapping)
    assert [str(problem)[:38] for problem in report.problems] == ["people.csv, line 2, time_zone “Mars”: "[:38]]
    person = person_by_key("a")
    assert person
    assert person.time_zone == "UTC"


def test_words_columns_patterns_and_constants_of_a_mapping() -> None:
    mapping = r"""
    source = "jira"
    [people.columns]
    key = { from = "who", match = '<(.+)@' }
    name = { from = ["last", "first"], join = ", ", match = '(\w+), (\w+)', write = '\2 \1' }
    [people.constants]
    time_zone = "Europe/Berlin"
    [people.defaults]
    company = "Acme"
    [people.words.operations]
    admin = "yes"
    "*" = "no"
    [people.columns.operations]
    from = "role"
    """
    take_in({"people": "who,first,last,role,company\n<bb@x.eu>,Bea,Braun,Admin,\n<c@x.eu>,Cy,Coe,user,Beta\n"},
            mapping=mapping)  # fmt: skip
    people = people_by_key(["bb", "c"])
    assert {key: (each.name, each.operations, each.company, each.time_zone) for key, each in people.items()} == {
        "bb": ("Bea Braun", True, "Acme", "Europe/Berlin"), "c": ("Cy Coe", False, "Beta", "Europe/Berlin"),
    }  # fmt: skip


def test_somebody_found_by_e_mail_takes_the_key_of_the_file(cast: Cast) -> None:
    take_in({"people": "key,name,email\nu-1,Noor Haddad,NOOR@parley.example\n",
             "members": "group,person,role\nreporting,noor@parley.example,core\n"})  # fmt: skip
    noor = person_by_key("u-1")
    assert noor
    assert noor.pk == cast.noor.pk
    assert any(area == "reporting" and person == "u-1" for area, person, *_ in places_written_out())


def test_leavers_who_still_hold_something_are_named_until_it_is_handed_over(cast: Cast) -> None:
    name_facilitator(area=cast.reporting, person=cast.sam, named=True, actor=MACHINE, at=AT)
    let_in(thread=open_thread(actor=MACHINE, at=AT), person=cast.sam, actor=MACHINE, at=AT)
    files = {"people": "key,name,left_on\nold,Olga Old,2026-01-02\nplain,Paul Plain,2026-01-02\n"
                       "sam@parley.example,Sam Okafor,2026-11-20\n",
             "members": "group,person,role\nreporting,old,decider\n",
             "initiatives": "key,title,group,stage,horizon,owner\ni,Graph,reporting,build,now,old\n"}  # fmt: skip
    report = take_in(files)
    ending = " Hand it over under Settings, People."
    assert {(each.value, each.sentence.removesuffix(ending)) for each in report.problems} == {
        ("Olga Old", "Has left and still decides for an area, owns an initiative."),
        ("Sam Okafor", "Has left and still runs the meetings of a group."),
    }  # fmt: skip
    assert {each.weight for each in report.problems} == {Weight.NOTE}
    assert not unchanged(files).problems
    assert not Guest.objects.exists()
    browser = cast.browser(cast.ines)
    shown = browser.get("/company/people/").text
    assert "Olga Old" in shown
    assert "Paul Plain" not in shown
    for name in ("old", "sam@parley.example"):
        leaver = people_by_key([name])[name]
        assert f"/people/{leaver.pk}/leaving/" in shown
        heirs = {Held.DECIDES: cast.ravi, Held.INITIATIVES: cast.petra, Held.FACILITATES: cast.omar}
        hand_over_everything(leaver=leaver, heirs=heirs, on=AT.date(), actor=cast.ines, at=AT)
    assert "still holding" not in browser.get("/company/people/").text


def test_a_leaver_is_signed_out_and_the_last_administrator_stays(cast: Cast) -> None:
    sessions = cast.sam.sessions
    take_in({"people": "key,name,email,left_on\n,Sam Okafor,sam@parley.example,2026-11-01\n"})
    cast.sam.refresh_from_db()
    assert (cast.sam.left_on, cast.sam.sessions) == (date(2026, 11, 1), sessions + 1)
    with pytest.raises(Refused, match="nobody would administer"):
        take_in({"people": "key,name,email,operations\n,Ines Costa,ines@parley.example,no\n"})


def test_only_product_operations_import(cast: Cast) -> None:
    with pytest.raises(Refused, match="Only product operations"):
        take_in({"people": FOLDER["people"]}, actor=cast.noor)
    take_in({"people": FOLDER["people"]}, actor=cast.ines)


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


def test_a_group_keeps_its_teams() -> None:
    take_in(FOLDER)
    area = area_by_key("identity")
    assert area
    assert [(team.name, str(team.capacity)) for team in area.teams.order_by("pk")] == [
        ("Consent", "12.5"),
        ("Login", "24.0"),
    ]


def test_whoever_starts_parley_after_an_import_can_still_administer_it() -> None:
    take_in(FOLDER)
    assert first_administrator(name="Noor Haddad", email="noor@acme.example", actor=MACHINE, at=AT)
    noor = person_by_key("noor")
    assert noor
    assert noor.operations
    with pytest.raises(Refused, match="Somebody is here already"):
        first_administrator(name="Eve", email="eve@acme.example", actor=MACHINE, at=AT)


def test_a_first_week_named_in_parley_outlives_the_next_import(cast: Cast) -> None:
    content = "group,title,day,frequency,time,time_zone\nidentity,Monthly,Tuesday,monthly,14:00,Europe/London\n"
    take_in({"meetings": content})
    series = next(series_written_out())
    name_first_week(series=series, day=date(2026, 12, 8), actor=cast.ines, at=AT)
    unchanged({"meetings": content})
    series = next(series_written_out())
    assert (series.rule, series.starts_on) == ("FREQ=MONTHLY;BYDAY=2TU", date(2026, 12, 8))


def test_a_change_of_the_hour_moves_the_meetings_nobody_was_told_of(cast: Cast) -> None:
    content = "group,title,day,frequency,time,time_zone\nidentity,Weekly,Tuesday,weekly,14:00,Europe/London\n"
    take_in({"meetings": content})
    take_in({"meetings": content.replace("14:00", "16:00")})
    hours = {meeting.starts_at.hour for meeting in meetings_visible_to(cast.viewer(cast.ines)).filter(starts_at__gt=AT)}
    assert hours <= {15, 16}
    assert 16 in hours


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
