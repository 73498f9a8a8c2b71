"""Files from strangers: a sentence for everything that is wrong, with row and column, and nothing half imported."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from parley.clients.models import Client, Insight
from parley.exchange.rules.days import day_of, order_of
from parley.exchange.rules.filemapping import as_recognised
from parley.exchange.rules.sums import decimals_of, sum_of
from parley.exchange.terms.intake import MOST_TOLD, DayOrder, Decimals
from parley.kernel.refusals import Refused
from tests.exchange.files import not_taken, said, source_of, taken
from tests.exchange.workbooks import MAIN, workbook

BASE = [pytest.mark.django_db, pytest.mark.database]
pytestmark = BASE
HEAD = "client,date,text\n"


@pytest.mark.parametrize(
    "text",
    ["2026-03-04", "2026-03-04T09:30:00+02:00", "2026-03-04 09:30:00", "4.3.2026", "04.03.26", "4/Mar/26 3:42 PM",
     "4 March 2026", "March 4, 2026", "Wed, 4 Mar 2026 10:00:00", "4. März 2026", "2026/03/04"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text):
    assert day_of(text, None) == date(2026, 3, 4)


@pytest.mark.parametrize("text", ["31/2/2026", "44197", "soon", "2026-13-01", "", "4/3"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Refused, match=r"Write it like 2027-03-15|Write a day from then on"):
        day_of(text, None)


def test_the_order_of_day_and_month_is_read_off_the_column_and_never_guessed():
    assert order_of(["4/3/2026", "6/21/2025 16:14"]) is DayOrder.MONTH_FIRST
    assert order_of(["4/3/2026", "21/6/2025"]) is DayOrder.DAY_FIRST
    assert order_of(["4/3/2026"]) is None
    assert day_of("4/3/2026", DayOrder.MONTH_FIRST) == date(2026, 4, 3)
    assert day_of("4/3/2026", DayOrder.DAY_FIRST) == date(2026, 3, 4)
    with pytest.raises(Refused, match="two orders"):
        order_of(["21/6/2025", "6/21/2025"])
    outcome = not_taken(HEAD + "Acme,4/3/2026,One\n")
    assert (
        "notes.csv, line 2, date “4/3/2026”: This could be two days, and no row of the file shows which."
        in said(outcome)[0]
    )
    assert taken(HEAD + "Acme,4/3/2026,One\nAcme,21/6/2025,Two\n").insights == 2
    assert {each.isoformat() for each in Insight.objects.values_list("said_on", flat=True)} == {
        "2026-03-04",
        "2025-06-21",
    }


@pytest.mark.parametrize(
    ("text", "decimals", "amount", "currency"),
    [("1.200.000,50", None, "1200000.50", ""), ("1,200,000.50", None, "1200000.50", ""), ("1,5", None, "1.50", ""),
     ("EUR 1.200,00", None, "1200", "EUR"), ("€1200", None, "1200", "EUR"), ("1 200 000", None, "1200000", ""),
     ("1'200.00 CHF", None, "1200", "CHF"), ("1.200", Decimals.COMMA, "1200", ""), ("1,200", Decimals.COMMA, "1.2", ""),
     ("1.2m", None, "1200000", "")],
)  # fmt: skip
def test_a_sum_is_read_however_it_is_written(text, decimals, amount, currency):
    assert sum_of(text, decimals) == (Decimal(amount), currency)


def test_a_sum_that_could_be_two_is_asked_about():
    with pytest.raises(Refused, match=r"This could be 1200 or 1\.200"):
        sum_of("1.200", None)
    assert decimals_of(["1.200", "3,50"]) is Decimals.COMMA
    assert decimals_of(["1.200", "1.200.000"]) is Decimals.COMMA
    with pytest.raises(Refused, match="two ways"):
        decimals_of(["1.200,50", "1,200.50"])
    text = "client;date;text;revenue;currency\nAcme;2026-03-01;One;{};EUR\nGlobex;2026-03-01;Two;1.200.000,50;EUR\n"
    taken(text.format("1.200"))
    assert Client.objects.get(name="Acme").revenue == Decimal(1200)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfec\x00l\x00", "This is UTF-16, not CSV in UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is a spreadsheet of the old kind (XLS)"),
        (b"\x1f\x8b\x08\x00", "This is a packed file"),
        (b"PK\x03\x04nothing", "This is no XLSX file that can be read"),
        (b"", "The file is empty"),
    ],
)
def test_what_cannot_be_read_at_all_is_refused(content, sentence):
    with pytest.raises(Refused) as refused:
        taken(content)
    assert sentence in refused.value.sentence


def test_a_wrong_encoding_is_named_line_by_line():
    outcome = not_taken(b"client,date,text\nM\xfcller,2026-03-01,One\nAcme,2026-03-01,Two\n")
    assert "line 2: Byte 2 of this line (0xfc, “ü” in Latin-1) is not UTF-8" in said(outcome)[0]
    assert Insight.objects.count() == 0


def test_merged_cells_are_named_and_not_guessed():
    rows = [
        ["Client", "Date", "Text"],
        ["Acme", (46082, 1), "One"],
        [None, (46083, 1), "Two"],
        ["B", (46083, 1), "Three"],
    ]
    outcome = not_taken(workbook(rows, merged=["A2:A3"]), name="notes.xlsx")
    assert said(outcome) == [("notes.xlsx, line 3: Cells A2:A3 are merged, so this row has no value of its own there. "
                             "Unmerge them, and write the value into each row.")]  # fmt: skip


def test_cells_of_workbooks_are_read_as_they_are_shown():
    cells = ['<c t="inlineStr"><is><t>Acme</t></is></c>', (46082.5, 3), '<c t="str"><f>A1</f><v>=1+1 said</v></c>', 7]
    taken(workbook([["Client", "Date", "Text", "Id"], cells]))
    insight = Insight.objects.get()
    assert (insight.said_on, insight.text, insight.key) == (date(2026, 3, 1), "=1+1 said", "7")
    wrong = ["Acme", (46082, 1), '<c t="e"><v>#REF!</v></c>', 8]
    outcome = not_taken(workbook([["Client", "Date", "Text", "Id"], wrong]))
    assert "line 2: Cell C2 shows an error of its formula (#REF!)" in said(outcome)[0]


def test_a_zip_bomb_is_not_opened():
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", "x")
        with file.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(64):
                sheet.write(b"0" * 1024**2)
    with pytest.raises(Refused, match="unpacks to far more than it holds"):
        taken(made.getvalue())


def test_entities_of_its_own_are_refused():
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet {MAIN}><sheetData><row r="1"/></sheetData></worksheet>'
    with pytest.raises(Refused, match="holds what no spreadsheet writes"):
        taken(workbook([], sheet=bomb))


def test_a_sheet_of_ten_million_rows_is_refused():
    row = '<row r="{}"><c t="inlineStr"><is><t>{}</t></is></c></row>'
    rows = row.format(1, "client") + row.format(10_000_000, "Acme")
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    mapping = '[columns]\nclient = "client"'
    with pytest.raises(Refused, match="more than 1,048,576 rows"):
        taken(workbook([], sheet=sheet), mapping=mapping)


def test_more_rows_than_are_taken_are_refused():
    mapping, _ = as_recognised(("client", "date", "text"))
    assert mapping.brings_insights
    text = HEAD + "".join(f"Acme,2026-03-01,Number {n}\n" for n in range(3_001))
    with pytest.raises(Refused, match="more than 2,000 rows"):
        taken(text, most=2_000)
    assert Insight.objects.count() == 0


def test_what_is_said_is_bounded():
    outcome = not_taken(HEAD + "".join(f"Acme,never {n},One\n" for n in range(3_000)))
    assert (len(outcome.found.problems), outcome.found.untold, outcome.found.bad) == (MOST_TOLD, 2_000, 3_000)


def test_what_is_wrong_with_many_rows_is_said_once():
    rows = "".join(f"Acme,2026-03-01,Number {n},Nobody\n" for n in range(60))
    found = taken(f"client,date,text,Noted by\nAcme,2026-03-01,First,\n{rows}").found
    assert [(each.line, each.times, each.column, each.value) for each in found.problems] == [
        (3, 60, "Noted by", "Nobody")
    ]
    assert "notes.csv, 60 rows, first on line 3, Noted by “Nobody”: Nobody in the company" in str(found.problems[0])


def test_every_other_thing_that_can_be_wrong_has_its_sentence():
    outcome = not_taken(
        HEAD + ",2026-03-01,One\nAcme,,Two\nAcme,2026-03-01,\nAcme,2126-03-01,Later\n"
        f'Acme,2026-03-01,{"x" * 5001}\nAcme,2026-03-01,One,more\n{"y" * 201},2026-03-01,One\n"Acme,2026-03-01,open\n'
    )
    assert [each.sentence.split(".")[0] for each in outcome.found.problems] == [
        "Every row needs a client: a name, or the key of the system the file comes from",
        "Every row needs a day: when the client said it",
        "Every row needs a text: what the client said",
        "They cannot have said it on a day that has not come",
        "This has 5,001 characters; an insight has at most 5,000",
        "This row has 4 cells, the header 3",
        "A client’s name has at most 200 characters",
        "A quote is opened here and never closed",
    ]
    assert [each.line for each in outcome.found.problems] == list(range(2, 10))
    assert source_of("").open().read() == b""


def test_everything_wrong_with_a_row_is_said_at_once():
    outcome = not_taken(HEAD + ",soon,\nAcme,2026-03-01,Good\n")
    assert [each.column for each in outcome.found.problems] == ["client", "date", "text"]
    assert (outcome.found.bad, outcome.found.good) == (1, 1)


def test_a_revenue_in_what_is_no_currency_is_refused():
    outcome = not_taken("client,revenue,currency\nAcme,5,XXQ\n")
    assert "There is no currency “XXQ”" in said(outcome)[0]
