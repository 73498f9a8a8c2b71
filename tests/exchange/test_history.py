"""A history of dated changes comes in whole or not at all, goes before what Parley saw, and goes again when undone."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone

from parley.exchange.actions.history import import_history
from parley.exchange.actions.undoing import ask_to_undo, undo_batch
from parley.exchange.models import Batch
from parley.exchange.rules.history_mapping import history_mapping_of
from parley.exchange.terms import Source, Weight
from parley.exchange.terms.history import HistoryFound, HistoryNotTaken
from parley.kernel.refusals import Refusals, Refused
from parley.ledger.models import Entry
from parley.ledger.queries import broken_links
from parley.ledger.terms import MACHINE, Ref
from parley.roadmap.models import Initiative
from parley.roadmap.models.flow import Stay, TargetMove
from parley.roadmap.terms import Stage, initiative_ref
from tests.cast import Cast, history
from tests.exchange.made import AT, take_in
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEAD = "initiative,at,field,before,after\n"
ROADMAP = ("key,title,group,stage,horizon,created_on\nA,Consent signals,identity,beta,now,2026-01-10\n"
           "B,Clean rooms,identity,stopped,later,2025-01-01\n")  # fmt: skip
ROWS = (
    "A,2026-01-15T09:00:00+01:00,stage,,gather\n"
    "B,2026-02-01,stage,,alpha\n"
    "A,2026-03-01T10:00:00+00:00,stage,gather,beta\n"
    "B,2026-05-01,stage,alpha,stopped\n"
)
TOLD = HEAD + ROWS
TARGETS = """
[history]
begins = "all"
[history.targets]
beta_in = "beta"
live_in = "live"
[history.releases]
match = 'R(\\d+)'
[history.releases.dates]
R1 = 2026-03-01
R2 = 2026-06-01
"""


def day(month: int, of: int, hour: int = 0) -> datetime:
    return datetime(2026, month, of, hour, tzinfo=UTC)


def taken(content: str | bytes, *, mapping: str = "", system: str = "crm", at: datetime = AT, **given: Any
          ) -> HistoryFound:  # fmt: skip
    held = content.encode() if isinstance(content, str) else content
    facts: dict[str, Any] = {"actor": MACHINE} | given
    return import_history(source=Source("history.csv", lambda: BytesIO(held)), mapping=history_mapping_of(mapping),
                          system=system, at=at, **facts)  # fmt: skip


def not_taken(content: str | bytes, **given: Any) -> list[str]:
    """Take a file in of which nothing is kept, and give what was said."""
    before = [*Stay.objects.order_by("pk").values()], TargetMove.objects.count(), Entry.objects.count()
    with pytest.raises(HistoryNotTaken) as nothing:
        taken(content, **given)
    assert before == ([*Stay.objects.order_by("pk").values()], TargetMove.objects.count(), Entry.objects.count())
    return [str(problem) for problem in nothing.value.found.problems]


def stays(key: str) -> list[tuple[Any, ...]]:
    own = Stay.objects.filter(initiative__key=key).order_by("entered_at", "pk")
    return [*own.values_list("stage", "entered_at", "left_at", "begun")]


@pytest.fixture
def roadmap(cast: Cast) -> Cast:
    take_in({"initiatives": ROADMAP})
    return cast


A = [(Stage.GATHER, day(1, 15, 8), day(3, 1, 10), True), (Stage.BETA, day(3, 1, 10), None, True)]
B = [(Stage.ALPHA, day(2, 1), day(5, 1), False), (Stage.STOPPED, day(5, 1), None, True)]  # began a year before


def test_a_history_goes_before_what_was_found_and_says_since_when_that_holds(roadmap: Cast) -> None:
    assert stays("A") == [(Stage.BETA, AT, None, False)]
    found = taken(TOLD)
    assert (stays("A"), stays("B")) == (A, B)
    assert (found.rows, found.taken, found.stays, found.elsewhere, found.problems) == (4, 2, 4, 0, [])
    told = Entry.objects.order_by("-pk")[:1].get()
    assert told.kind == "initiatives.history_taken_in"
    assert Entry.objects.filter(abouts__kind="batch", abouts__key=found.batch).count() == 1, "one event for a batch"
    sentence = "took in the history of 2 initiatives: 4 stays in a stage, and 0 targets that were moved"
    for ref in (Ref("batch", found.batch or 0), *map(initiative_ref, Initiative.objects.values_list("pk", flat=True))):
        assert history(ref)[0] == sentence
    assert not list(broken_links())


def test_the_order_of_the_rows_does_not_matter(roadmap: Cast) -> None:
    taken(HEAD + "".join(reversed(ROWS.splitlines(keepends=True))))
    assert (stays("A"), stays("B")) == (A, B)


def test_twice_is_once(roadmap: Cast) -> None:
    taken(TOLD, mapping=TARGETS)
    assert not_taken(TOLD, mapping=TARGETS) == []


def test_a_dry_run_writes_nothing(roadmap: Cast) -> None:
    assert not_taken(TOLD, dry_run=True) == []
    assert stays("A") == [(Stage.BETA, AT, None, False)]


def test_undoing_it_leaves_what_parley_saw(roadmap: Cast) -> None:
    before = [*Stay.objects.order_by("pk").values()]
    batch = taken(TOLD + "A,2026-04-01,beta_in,R1,R2\n", mapping=TARGETS).batch
    assert TargetMove.objects.count() == 1
    row = Batch.objects.get(pk=batch)
    ask_to_undo(batch=row, actor=roadmap.ines, at=AT)
    assert undo_batch(batch=row.pk, actor=roadmap.ines, at=AT) == []
    assert [*Stay.objects.order_by("pk").values()] == before
    assert not TargetMove.objects.exists()
    row.refresh_from_db()
    assert row.report["past_taken_back"] == 4
    assert "undid an import: took 4 stays of initiatives in a stage back" in history(Ref("batch", row.pk))
    assert taken(TOLD).taken == 2, "it can come in again"
    assert not list(broken_links())


def test_a_history_that_is_here_is_not_changed_by_one_that_reads_otherwise(roadmap: Cast) -> None:
    taken(TOLD)
    other = TOLD.replace("2026-02-01", "2026-02-02")
    (said,) = not_taken(other)
    assert said.startswith("history.csv, initiative “B”: Its history is here already and reads otherwise; what is here")
    assert said.endswith("(left as it was)")


def test_what_happened_since_it_came_here_is_as_parley_saw_it(roadmap: Cast) -> None:
    said = "A,2026-11-23T11:00:00Z,stage,beta,build\nA,2026-11-24,stage,build,beta\n"
    found = taken(TOLD + said, at=day(11, 25))
    (problem,) = found.problems
    assert str(problem).startswith(
        "history.csv, initiative “A”: Its history ends in another stage than it came here in"
    )
    assert stays("A") == [A[0], (Stage.BETA, day(3, 1, 10), day(11, 23, 11), True), (Stage.BETA, AT, None, False)]


def test_what_began_in_parley_has_no_other_past_in_the_same_stage(cast: Cast) -> None:
    row = initiative(cast, key="A", source="crm", at=AT)
    taken(HEAD + "A,2026-01-15,stage,,gather\nA,2026-03-01,stage,gather,beta\n")
    assert stays("A") == [(Stage.GATHER, day(1, 15), day(3, 1), False), (Stage.BETA, AT, None, True)]
    assert Stay.objects.filter(initiative=row).count() == 2


def test_several_fields_of_one_moment_are_one_change_and_a_target_moves_between_releases_alone(roadmap: Cast) -> None:
    mapping = TARGETS.replace("[history]", '[history]\nstage = { from = ["status", "phase"], join = " / " }') + (
        '[history.words.stage]\n"plan /" = "explore"\n"do / alpha" = "alpha"\n"do / beta" = "beta"\n'
    )
    found = taken(
        HEAD + 'A,2026-01-15,all,,"{""status"": ""plan"", ""phase"": """", ""beta_in"": ""R1""}"\n'
        "A,2026-02-01,status,plan,do\nA,2026-02-01,phase,,alpha\n"
        "A,2026-02-02,beta_in,R1,R2\nA,2026-02-03,beta_in,R2,R4\nA,2026-02-04,beta_in,R4,R3\n"
        "A,2026-02-05,beta_in,R3,TBD\nA,2026-02-06,beta_in,TBD,R9\nA,2026-02-07,live_in,,R9\n"
        "A,2026-03-01,phase,alpha,beta\n",
        mapping=mapping,
    )
    assert stays("A") == [
        (Stage.EXPLORE, day(1, 15), day(2, 1), True), (Stage.ALPHA, day(2, 1), day(3, 1), True),
        (Stage.BETA, day(3, 1), None, True),
    ]  # fmt: skip
    moves = TargetMove.objects.order_by("pk").values_list("stage", "before", "after", "releases", "days")
    assert [*moves] == [(Stage.BETA, "R1", "R2", 1, 92), (Stage.BETA, "R2", "R4", 2, None),
                        (Stage.BETA, "R4", "R3", -1, None)]  # fmt: skip
    assert (found.later, found.earlier) == (2, 1)
    assert [str(each) for each in found.problems] == [
        "history.csv, line 8, beta_in “TBD”: This is no release, so nothing is counted as moved to it or from it."
    ]


DIRT = {
    "A,yesterday,stage,,gather": "line 2, at “yesterday”: This is not a moment",
    "A,2027-01-01,stage,,gather": "line 2, at “2027-01-01”: This has not happened yet",
    "A,2026-01-01,stage,,gathering": "line 2, stage “gathering”: This is no stage, so the initiative is taken to stay",
    "A,2026-01-01,votes,,3": "line 2, field “votes”: Nothing is known of such a field",
    "Z,2026-01-01,stage,,gather": "line 2, initiative “Z”: No initiative is known by this",
    "A,2026-01-01,stage,gather": "line 2: This row has 4 cells, the header 5",
    "A,2026-01-01,all,,beta": "line 2, after: Where a history begins, all fields are said at once",
    '"A,2026-01-01,stage,,gather': "line 2: A quote is opened here and never closed",
}


@pytest.mark.parametrize(("row", "said"), DIRT.items())
def test_a_row_that_cannot_be_understood_stops_all_of_it(roadmap: Cast, row: str, said: str) -> None:
    mapping = '[history]\nbegins = "all"\n'
    lines = not_taken(f"{HEAD}{row}\n", mapping=mapping)
    assert len(lines) == 1
    assert said in lines[0]
    good = HEAD + ("" if row.startswith('"') else f"{row}\n") + ROWS + (f"{row}\n" if row.startswith('"') else "")
    found = taken(good, mapping=f'{mapping}on_error = "skip"\n')
    assert found.taken == 2
    assert [each for each in found.problems if each.weight is Weight.ROW]
    assert stays("B") == B


def test_the_same_wrong_word_is_told_once_with_how_often(roadmap: Cast) -> None:
    rows = "".join(f"A,2026-0{n}-01,stage,{'gathering' if n > 1 else ''},gathering\n" for n in range(1, 5))
    (said,) = not_taken(HEAD + rows)
    assert said.startswith("history.csv, 4 rows, first on line 2, stage “gathering”: This is no stage")


def test_a_second_beginning_and_a_change_of_something_else_are_told(roadmap: Cast) -> None:
    found = taken(HEAD + 'A,2026-01-15,all,,"{""stage"": ""gather""}"\nA,2026-02-01,all,,"{""stage"": ""beta""}"\n'
                  "A,2026-02-02,stage,alpha,beta\n", mapping='[history]\nbegins = "all"\n')  # fmt: skip
    second, other = (str(each) for each in found.problems)
    assert second.startswith("history.csv, line 3, field “all”: Its history begins a second time.")
    assert other.startswith("history.csv, line 4, before “alpha”: This is not what held before.")
    assert [each[:2] for each in stays("A")] == [(Stage.GATHER, day(1, 15)), (Stage.BETA, day(2, 1))]


def test_only_product_operations_take_a_history_in(roadmap: Cast) -> None:
    with pytest.raises(Refused, match="roduct operations"):
        taken(TOLD, actor=roadmap.noor)
    assert taken(TOLD, actor=roadmap.ines).taken == 2


@pytest.mark.parametrize(("content", "said"), [
    ("", "The file is empty. Its first line names the columns: initiative, at, field, before, after."),
    ("initiative,when,field,before,after\n", "There is no column “at”. Say in the mapping file which one it is: under"),
    (b"PK\x03\x04", "This is a spreadsheet file, not CSV in UTF-8."),
])  # fmt: skip
def test_a_file_that_is_no_history_is_refused(roadmap: Cast, content: str | bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        taken(content)
    assert refused.value.sentence.startswith(said)


def test_a_mapping_is_mended_in_one_go() -> None:
    with pytest.raises(Refusals) as refusals:
        history_mapping_of(
            '[history]\ncolour = "red"\non_error = "never"\n[history.columns]\nkey = "kep"\n'
            '[history.targets]\nalpha = "release"\nbeta = "beta"\n[history.releases]\ndates = { R1 = "soon" }\n'
        )
    said = " ".join(each.sentence for each in refusals.value.each)
    for part in ("[history] knows no “colour”", 'on_error is "stop" or "skip"', "[history.columns] knows no “key”",
                 "alpha: “release” is no stage", "needs match", "“R1” does not look like match"):  # fmt: skip
        assert part in said, part
    with pytest.raises(Refusals, match="one group in brackets"):
        history_mapping_of("[history.releases]\nmatch = 'R(\\d)(\\d)'\n")
    dated = history_mapping_of(TARGETS)
    assert dated.dates == {1: date(2026, 3, 1), 2: date(2026, 6, 1)}


def test_it_is_listed_among_imports_with_what_it_brought_and_what_went_again(roadmap: Cast) -> None:
    batch = taken(TOLD, at=timezone.now()).batch
    browser = roadmap.browser(roadmap.ines)
    assert "the history of 2 initiatives" in browser.get("/imports/").text
    assert browser.post(f"/batches/{batch}/undoing/").status_code == 302
    undo_batch(batch=batch, actor=roadmap.ines, at=timezone.now())
    assert "4 stays in a stage that it told of went again." in browser.get("/imports/").text
