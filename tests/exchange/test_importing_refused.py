"""What a folder may not bring is said with its place, all at once; and what a mapping makes of it."""

import pytest

from parley.exchange.terms import Kind
from parley.kernel.refusals import Refused
from parley.people.queries import is_empty, people_by_key, person_by_key
from parley.roadmap.queries import initiative_by_key
from parley.roadmap.queries.writing_out import initiatives_written_out
from parley.roadmap.terms import Confidence, Horizon, Stage
from tests.cast import Cast
from tests.exchange.made import FOLDER, export, refused, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]
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


def test_only_product_operations_import(cast: Cast) -> None:
    with pytest.raises(Refused, match="Only product operations"):
        take_in({"people": FOLDER["people"]}, actor=cast.noor)
    take_in({"people": FOLDER["people"]}, actor=cast.ines)
