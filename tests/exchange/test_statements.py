"""What clients were told in the past comes in from a file, with the corrections that it implies."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.disclosure.models import Correction, Statement, ToldPromise
from parley.disclosure.terms import Means, NoLonger
from parley.kernel.spans import window_of
from parley.ledger.models import Entry
from parley.roadmap.terms import Confidence, initiative_ref
from tests.cast import history
from tests.disclosure.made import approved, buyer, in_build, told
from tests.exchange.made import AT, export, kept_of, refused, take_in, unchanged
from tests.exchange.test_round_trip import empty_again

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = "client,initiative,told_on,words,window,confidence,to_whom,told_by\n"


@pytest.fixture
def row(cast):
    return in_build(cast, key="CON-1", source="crm")


@pytest.fixture
def nordbank(cast):
    return buyer(cast)


def line(day="2026-03-02", words="It comes next spring.", window="Q1 2087", confidence="high", client="Nordbank"):
    return f"{client},CON-1,{day},{words},{window},{confidence},Ms Berg,aiko@parley.example\n"


def test_what_was_told_comes_in_with_its_promise_and_opens_its_correction(cast, row, nordbank):
    report = take_in({"statements": HEAD + line() + line("2026-01-15", "Soon.", "", "")})
    assert [str(each) for each in report.problems] == [
        "statements.csv: One client was told something that does not hold. A correction is opened for it."
    ]
    latest, before = Statement.objects.order_by("-told_on")
    assert (latest.client, latest.initiative, latest.text, latest.to_whom) == (
        nordbank, row, "It comes next spring.", "Ms Berg"
    )  # fmt: skip
    assert (latest.by, latest.means, latest.name, latest.track) == (
        cast.aiko, Means.IMPORT, "something we are working on", None,
    )  # fmt: skip
    assert (latest.latest, before.latest, before.window_last) == (True, False, None)
    assert (latest.window_last, latest.confidence) == (window_of("Q1 2087").last, Confidence.HIGH)
    correction = Correction.objects.get()
    assert (correction.statement, correction.why, correction.days) == (latest, NoLonger.LATER, 91)
    assert ToldPromise.objects.get().told_on == date(2026, 3, 2)
    assert [each.data["added"] for each in Entry.objects.filter(kind="statement.taken_in")] == [2]
    assert history(initiative_ref(row.pk))[0].startswith("broke what")


def test_twice_is_once_and_a_dry_run_only_says(cast, row, nordbank):
    files = {"statements": HEAD + line() + line(client="Nordbank", day="2026-04-01", window="Q4 2086")}
    report = kept_of(files, dry_run=True)
    assert "A correction is opened for it." in str(report.problems[0])
    assert not Statement.objects.exists()
    assert not Correction.objects.exists()
    take_in(files)
    unchanged(files)
    assert Statement.objects.count() == 2


def test_the_past_does_not_hide_what_was_told_since(cast, row, nordbank):
    approved(cast, row)
    now = told(cast, row, nordbank)
    take_in({"statements": HEAD + line()})
    assert Statement.objects.get(latest=True) == now
    assert not Correction.objects.exists()
    same_day = now.told_on.isoformat()
    take_in({"statements": HEAD + line(same_day)}, at=cast.at + timedelta(days=1))
    assert Statement.objects.get(latest=True) == now


def test_a_later_statement_of_a_file_replaces_an_earlier_one_and_its_correction(cast, row, nordbank):
    take_in({"statements": HEAD + line()})
    take_in({"statements": HEAD + line("2026-05-02", "Later than we said.", "Q2 2087", "high")})
    assert Statement.objects.get(latest=True).told_on == date(2026, 5, 2)
    assert not Correction.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (line(client="Nordbnk"), "statements.csv, line 2, client “Nordbnk”: No client is called so"),
        (line().replace("CON-1", "CON-2"), "line 2, initiative “CON-2”: No initiative is known by this."),
        (line(day="2099-01-01"), "line 2, told_on “2099-01-01”: They cannot have been told on a day"),
        (line(day="soon"), "line 2, told_on “soon”"),
        (line(window="", confidence="high"), "line 2, confidence “high”: A confidence belongs to a window."),
        (line(window="spring"), "line 2, window “spring”"),
        (line(words=""), "line 2, words: Every row needs a words"),
        (line(words="x" * 1001), "line 2, words"),
        (line() + line(), "line 3"),
        (line().replace("aiko@parley.example", "nobody"), "line 2, told_by “nobody”: Nobody is known by this."),
    ],
)
def test_what_is_wrong_is_said_with_file_row_and_column_and_nothing_comes_in(cast, row, nordbank, bad, said):
    assert any(said in each for each in refused({"statements": HEAD + bad}))
    assert not Statement.objects.exists()


def test_what_was_told_never_changes(cast, row, nordbank):
    head = "key," + HEAD
    take_in({"statements": head + "7," + line()})
    unchanged({"statements": head + "7," + line()})
    (said,) = refused({"statements": head + "7," + line(words="It comes at Easter.")})
    assert "What was told under this key reads differently" in said


def test_a_mapping_names_the_columns_and_the_advice_names_the_file(cast, row, nordbank):
    mapping = """
        source = "crm"
        [statements.columns]
        client = "Account"
        initiative = "Feature"
        told_on = "Date"
        words = "What we said"
    """
    head = "Account,Feature,Date,What we said\n"
    take_in({"statements": head + "Nordbank,CON-1,2026-02-03,We are on it.\n"}, mapping=mapping)
    assert Statement.objects.get().text == "We are on it."
    (said,) = refused({"statements": head + "Nordbank AG,CON-1,2026-02-03,We are on it.\n"}, mapping=mapping)
    assert "[statements.words.client]" in said


def test_statements_are_exported_as_they_came_and_read_back_the_same(cast, row, nordbank):
    approved(cast, row)
    told(cast, row, nordbank)
    take_in({"statements": HEAD + line()})
    before = export()
    assert before["statements"].count("\n") == 3
    unchanged(before, at=cast.at)
    empty_again()
    take_in(before, at=cast.at)
    assert export() == before


def test_queries_do_not_grow_with_the_clients(cast, row):
    for n in range(60):
        buyer(cast, f"Buyer {n:02}")

    def queries(first, last, day):
        lines = [line(day, client=f"Buyer {n:02}", window="Q3 2087", confidence="") for n in range(first, last)]
        with CaptureQueriesContext(connection) as asked:
            take_in({"statements": HEAD + "".join(lines)}, at=AT + timedelta(hours=first))
        return len(asked)

    queries(0, 1, "2026-01-01")  # which makes the promise
    assert queries(1, 2, "2026-01-02") == queries(3, 60, "2026-01-03")
