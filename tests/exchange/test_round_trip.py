"""What is written out is read back the same, whatever the texts are."""

import csv
import io
from datetime import date, time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.clients.actions import add_client, keep_domain, name_account_manager, note_insight
from parley.kernel.money import Money
from parley.kernel.spans import window_of
from parley.ledger.queries import broken_links
from parley.meetings.actions import keep_holiday, keep_hour_costs, keep_series
from parley.meetings.models import Series
from parley.meetings.terms.hours import USUAL_HALVES, SeriesHour
from parley.roadmap.actions import add_initiative, give_override, link_insight, say_what_it_takes
from parley.roadmap.terms import Audience, Confidence, Horizon, Stage, Stance, Waiver, Why
from parley.roadmap.terms.portfolio import Takes
from tests.cast import Cast
from tests.exchange.made import export, take_in, unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NASTY = [
    '=HYPERLINK("http://evil.example")', "+1", "-1 and less", "@everyone", "\ttab first", "'quoted'", "''twice",
    "'=apostrophe", 'a "quote", a comma; a semicolon', "one\ntwo\n\nthree", "back\\slash; and \\; more",
    "🙂 emoji 日本語 ñ", "text with  two spaces", "'", "'-", "line\rreturn", "\u202eright to left", "a: b: c", "#REF!",
]  # fmt: skip


def company(cast: Cast) -> None:
    """Fill the cast's company with one of everything, in nasty words."""
    now = {"actor": cast.ines, "at": cast.at}
    client = add_client(name='=Acme; "Sons"', region=cast.emea, segment="-Retail", source="crm", key="'7",
                        revenue=Money(Decimal("1200000.50"), "EUR"), **now)  # fmt: skip
    daughter = add_client(name="Acme: Japan", region=cast.apac, parent=client, **now)
    name_account_manager(client=client, person=cast.aiko, named=True, **now)
    name_account_manager(client=client, person=cast.sam, named=True, **now)
    for domain in ("sons.example", "acme.example"):
        keep_domain(client=client, domain=domain, **now)
    why = Why(because="=SUM(A1) consent is\nasked twice", who_benefits='-publishers, "all"', budget="+two teams",
              budget_sum=Money(Decimal(300000), "USD"), expected_return="@fewer complaints", return_basis="'a survey'",
              instead="  the old \\; banner")  # fmt: skip
    full = add_initiative(
        area=cast.identity, title="=One consent; everywhere", stage=Stage.BETA, horizon=Horizon.NEXT, why=why,
        window=window_of(f"{cast.at.year + 1}-02 to {cast.at.year + 1}-05"), confidence=Confidence.MEDIUM,
        audience=Audience.GROUP, regions=(cast.emea, cast.apac), owner=cast.noor, **now,
    )  # fmt: skip
    give_override(initiative=full, waives=Waiver.AUDIENCE, audience=Audience.COMPANY, until=None,
                  reason="=Sales must know; the fair is in May", **now)  # fmt: skip
    bare = add_initiative(
        area=cast.reporting, title="@bare", stage=Stage.GATHER, horizon=Horizon.LATER, why=Why(), **now
    )
    other = add_initiative(area=cast.identity, title="=or", stage=Stage.GATHER, horizon=Horizon.LATER, why=Why(), **now)
    say_what_it_takes(initiative=full, takes=Takes(Decimal("7.5"), (bare.pk,), (other.pk,)), **now)
    say_what_it_takes(initiative=other, takes=Takes(Decimal(12), (bare.pk,), (full.pk,)), **now)
    keep_series(area=cast.identity, title="=Weekly", rule="FREQ=WEEKLY;BYDAY=TU", local_time=cast.at.time(),
                time_zone="Europe/London", starts_on=date(2026, 1, 6), said="'tis weekly", **now,
                hours=[SeriesHour(1, 1, time(9), "Asia/Tokyo", 1), SeriesHour(2, 0, time(22), "America/New_York", -1)],
                second_regions=[cast.apac.pk, cast.amer.pk])  # fmt: skip
    keep_holiday(day=date(2026, 12, 25), name="=Christmas; at home", **now)
    keep_holiday(day=date(2026, 4, 29), name="Shōwa Day", region=cast.apac, **now)
    keep_hour_costs(halves=[9, *USUAL_HALVES[1:]], weekend=7, **now)
    for number, text in enumerate(NASTY):
        insight = note_insight(client=daughter if number % 2 else client, text=text, said_on=date(2026, 1, 1 + number),
                               on_behalf_of=cast.sam, actor=cast.aiko, at=cast.at)  # fmt: skip
        link_insight(initiative=full, insight=insight, stance=list(Stance)[number % 2], actor=cast.ines, at=cast.at)


def empty_again() -> None:
    """Take everything out of the test's database, as no action can: another installation is meant."""
    names = [name for name in connection.introspection.table_names() if name.startswith("parley_")]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("parley_entry", "parley_about"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table in ("parley_entry", "parley_about"):
            cursor.execute(f"DROP TRIGGER {table}_no_delete")
        for name in names:
            if "indexed" not in name:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - a name from the database itself


def test_an_export_taken_in_elsewhere_is_exported_the_same(cast: Cast) -> None:
    company(cast)
    before = export()
    assert before["insights"].count("\n") > len(NASTY)
    empty_again()
    report = take_in(before)
    after = export()
    for name, text in before.items():
        assert after[name] == text, name
    assert report.moved
    assert not list(broken_links())


def test_an_export_taken_in_again_changes_nothing(cast: Cast) -> None:
    company(cast)
    unchanged(export())


def test_a_rule_written_another_way_is_the_same_rule(cast: Cast) -> None:
    head = "key,group,title,rule,starts_on,time,time_zone\n"
    rows = ['w,identity,Weekly,"RRULE:wkst=mo;interval=1;byday=th,tu;freq=weekly",,14:00,Europe/London\n',
            "m,identity,Monthly,FREQ=MONTHLY;BYDAY=TU,2026-12-08,14:00,Europe/London\n"]  # fmt: skip
    take_in({"meetings": head + "".join(rows)})
    written = export()["meetings"]
    assert "FREQ=WEEKLY;BYDAY=TU,TH" in written
    assert "FREQ=MONTHLY;BYDAY=2TU" in written
    unchanged({"meetings": head + "".join(rows)})
    unchanged({"meetings": written})
    for series in Series.objects.all():
        keep_series(series=series, area=cast.identity, title=series.title, local_time=series.local_time, at=cast.at,
                    time_zone=series.time_zone, starts_on=series.starts_on, said=series.said, actor=cast.femi,
                    rule="FREQ=WEEKLY;BYDAY=TH,TU" if series.key == "w" else "FREQ=MONTHLY;BYDAY=TU")  # fmt: skip
    assert export()["meetings"] == written


def test_no_cell_of_an_export_is_a_formula(cast: Cast) -> None:
    company(cast)
    for name, text in export().items():
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row), (name, row)


def test_an_export_asks_as_often_for_many_rows_as_for_few(cast: Cast) -> None:
    company(cast)
    with CaptureQueriesContext(connection) as few:
        export()
    for number in range(30):
        add_client(name=f"Client {number}", region=cast.emea, actor=cast.ines, at=cast.at)
    with CaptureQueriesContext(connection) as many:
        export()
    assert len(few) == len(many)
