"""The exports people have are recognised by their headers, and read without a word."""

from decimal import Decimal
from pathlib import Path

import pytest

from parley.clients.models import Client, Insight
from parley.exchange.rules.filemapping import as_recognised, file_mapping_of
from parley.exchange.rules.presets import PRESETS, preset_for
from parley.exchange.rules.reading import folded_header
from parley.exchange.terms.intake import Fact
from parley.kernel.refusals import Refusals
from tests.exchange.files import not_taken, said, taken

pytestmark = [pytest.mark.django_db]
ROOT = Path(__file__).parents[2]
FORMATS = ROOT.parent / "shared" / "data" / "formats"


def headers(name: str) -> list[str]:
    path = FORMATS / name
    assert path.is_file(), f"The real headers are read from {path}, which is not there."
    return path.read_text().splitlines()[0].split(",")


@pytest.mark.parametrize(
    ("name", "key"), [("jira_csv_header.csv", "jira"), ("zendesk_csv_report_header.csv", "zendesk")]
)
def test_real_headers_are_recognised(name, key):
    preset = preset_for([folded_header(each) for each in headers(name)])
    assert preset
    assert preset.key == key


def row_of(names: list[str], **cells: str) -> str:
    return ",".join(cells.get(folded_header(name), "") for name in names)


def test_zendesk_tickets():
    names = headers("zendesk_csv_report_header.csv")
    rows = [
        row_of(names, id="1", requester="Jo", organization="Acme", subject="Export fails", created_at="2026-03-01"),
        row_of(names, id="2", organization="-", requester_domain="globex.example", subject="Slow",
               created_at="2026-03-02 10:00"),
    ]  # fmt: skip
    assert taken("\n".join([",".join(names), *rows]) + "\n").insights == 2
    assert [*Insight.objects.order_by("pk").values_list("source", "key", "client__name", "text")] == [
        ("zendesk", "1", "Acme", "Export fails"), ("zendesk", "2", "globex.example", "Slow"),
    ]  # fmt: skip


def test_jira_issues_have_columns_that_repeat():
    names = [*headers("jira_csv_header.csv"), "Labels", "Labels", "Comment", "Comment", "Custom field (Customer)"]
    cells = {"issue_key": "AB-1", "summary": "Export", "description": "As CSV", "created": "14/Jul/25 3:42 PM"}
    rows = [row_of(names, **cells, **{"custom_field_(customer)": "Acme"})]
    assert taken("\n".join([",".join(names), *rows]) + "\n").insights == 1
    insight = Insight.objects.get()
    assert (insight.key, insight.text, insight.said_on.isoformat()) == ("AB-1", "Export\n\nAs CSV", "2025-07-14")


def test_uservoice_has_a_row_for_each_voter_of_each_idea():
    text = ("Idea ID,Idea Title,Idea Description,User Email Address,Linked Idea Creation Date\n"
            "7,Dark mode,At night,jo@acme.example,2025-07-21 03:37:03\n"
            "7,Dark mode,At night,al@globex.example,2025-07-22 03:37:03\n"
            "7,Dark mode,At night,kim@gmail.com,2025-07-22 03:37:03\n")  # fmt: skip
    assert taken(text).insights == 3
    assert {*Client.objects.values_list("name", flat=True)} == {"acme.example", "globex.example", "kim@gmail.com"}
    assert not_taken(text).same == 3


def test_canny_posts_and_productboard_notes():
    taken("ID,Title,Details,Board,Company,Author,Created\n9,Dark mode,Please,Ideas,Acme,Jo,2026-03-01T10:00:00Z\n")
    taken("id,title,content,company,user_email,created_at\n5,Call,They need it,,jo@globex.example,2026-03-02\n")
    assert [*Insight.objects.order_by("pk").values_list("source", "client__name", "text")] == [
        ("canny", "Acme", "Dark mode\n\nPlease"), ("productboard", "globex.example", "Call\n\nThey need it"),
    ]  # fmt: skip


def test_salesforce_accounts_bring_clients_with_parents_segments_and_revenue():
    text = ("Account ID,Account Name,Parent Account ID,Industry,Region,Annual Revenue,Account Currency\n"
            '001A0000012AbCdIAK,Acme,001A0000099ZyXwIAK,Retail,EMEA,"1.200.000,50",EUR\n'
            '001A0000099ZyXwIAK,Globex Group,,Energy,AMER,"USD 2.000.000,00",\n'
            "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\n".replace(", ", " "))  # fmt: skip
    outcome = taken(text)
    assert (outcome.clients, outcome.found.left_out, said(outcome)) == (2, 1, [])
    acme, globex = Client.objects.get(name="Acme"), Client.objects.get(name="Globex Group")
    assert (acme.key, acme.parent, acme.segment, acme.revenue, acme.currency) == (
        "001A0000012AbCd", globex, "Retail", Decimal("1200000.50"), "EUR",
    )  # fmt: skip
    assert (globex.revenue, globex.currency) == (Decimal(2000000), "USD")
    assert not_taken(text).moved is False
    changed = taken(text.replace("Retail", "Banking").replace("001A0000012AbCdIAK", "001A0000012AbCd"))
    assert (changed.clients, changed.changed) == (0, 1)


def test_every_preset_says_what_its_columns_hold():
    for preset in PRESETS:
        names = {name for names in preset.columns.values() for name in names}
        assert all(folded_header(name) == name for name in names)
        assert any(marks & names for marks in preset.marks)


def test_the_documented_mapping_of_one_file_can_be_read():
    text = (ROOT / "docs" / "import-files.md").read_text()
    example = text.split("## A mapping file")[1].split("```")[1]
    mapping = file_mapping_of(example, ("account", "email", "subject", "body", "created_at", "requester"))
    assert mapping.columns[Fact.TEXT] == (2, 3)
    assert mapping.meant["Test"] == ""
    assert mapping.links == (("Export that lasts", ("csv export", "download all")),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("colums = 1", "no “colums”"), ('preset = "zendsk"', "Did you mean “zendesk”"), ('dates = "no"', "dates is one"),
     ('[columns]\ntext = "boddy"', "Did you mean “body”"), ('[patterns]\nclient = "x"', "has no brackets"),
     ('[links]\n"A" = [""]', "names no words"), ("source = 1", "source is one word"), ("x", "this is not TOML")],
)  # fmt: skip
def test_what_is_wrong_with_a_mapping_is_said(text, sentence):
    with pytest.raises(Refusals) as wrong:
        file_mapping_of(text, ("client", "date", "body"))
    assert sentence in wrong.value.sentence


def test_a_plain_list_of_clients_is_known_by_its_headers():
    mapping, preset = as_recognised(["id", "name", "region", "tier", "annual_revenue", "currency"])
    assert preset is None
    assert not mapping.brings_insights
    assert mapping.columns == {Fact.CLIENT_KEY: (0,), Fact.CLIENT: (1,), Fact.REGION: (2,), Fact.SEGMENT: (3,),
                               Fact.REVENUE: (4,), Fact.CURRENCY: (5,)}  # fmt: skip
