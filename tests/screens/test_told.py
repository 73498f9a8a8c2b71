"""Everything clients were told about one initiative, and whether it still holds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.clients.models import Client
from parley.disclosure.actions import (
    Occasion,
    change_regions,
    drop_correction,
    replan,
    replan_region,
    stop,
    tell_freely,
)
from parley.disclosure.models import Correction, Statement
from parley.disclosure.queries import faults_of, now_of, statements_broken
from parley.disclosure.terms import Told, Words
from parley.kernel.spans import today_of
from parley.people.queries import regions
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan
from tests.disclosure.made import Q2, Q3, approved, buyer, fresh, in_build, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.HIGH)
WHY = "The audits moved to autumn."


@pytest.fixture
def row(cast):
    row = in_build(cast)
    approved(cast, row)
    return row


def page_of(cast, row, person=None, query=""):
    answer = cast.browser(person or cast.aiko).get(f"/initiatives/{row.pk}/told/{query}")
    assert answer.status_code == 200
    return " ".join(answer.text.partition("<main")[2].split())


def moved(cast, row, plan=LATER):
    replan(initiative=row, plan=plan, reason=WHY, actor=cast.noor, at=cast.at)


def test_who_was_told_what_and_whether_it_holds(cast, row):
    assert "No client was told anything about this yet" in page_of(cast, row)
    nordbank, hartmann = buyer(cast), buyer(cast, "Hartmann")
    told(cast, row, nordbank, on=today_of(cast.aiko, cast.at) - timedelta(days=20))
    told(cast, row, hartmann)
    page = page_of(cast, row)
    assert page.index("Hartmann") < page.index("Nordbank")
    assert "to Ms Berg · by Aiko Tanaka · Q2 2087, high confidence" in page
    assert page.count(">holds<") == 2
    assert "still holds" in page_of(cast, row, query="?show=broken")
    moved(cast, row)
    how = Occasion(on=today_of(cast.aiko, cast.at))
    tell_freely(initiative=row, name="Consent signals", client=nordbank,
                words=Words(None, "Later, we think."), how=how, actor=cast.aiko, at=cast.at)  # fmt: skip
    page = page_of(cast, row)
    assert "It no longer holds: it is delayed by 92 days. They have not been told yet." in page
    assert "They were told something since." in page
    assert "no window and no confidence given · in words of their own" in page
    page = page_of(cast, row, query="?show=broken")
    assert ("Hartmann" in page, "Nordbank" in page) == (True, False)
    drop_correction(correction=Correction.objects.get(closed_at=None), because="They never counted on it.",
                    actor=cast.aiko, at=cast.at)  # fmt: skip
    assert "need not be told, because: “They never counted on it.”" in page_of(cast, row, query="?show=broken")


def test_one_sees_what_was_told_of_what_one_may_see(cast):
    row = in_build(cast, audience=Audience.GROUP)
    how = Occasion(on=today_of(cast.sam, cast.at))
    tell_freely(initiative=row, name="Consent signals", client=buyer(cast, manager=cast.sam),
                words=Words(None, "Soon."), how=how, actor=cast.sam, at=cast.at)  # fmt: skip
    assert "Soon." in page_of(cast, row, cast.noor)
    assert cast.browser(cast.omar).get(f"/initiatives/{row.pk}/told/").status_code == 404


def test_the_database_finds_what_the_rule_finds(cast, row):
    kinds = [None, Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH]
    how = Occasion(on=today_of(cast.aiko, cast.at))
    for n, region in enumerate((cast.emea, cast.apac, cast.amer)):
        for m, sure in enumerate(kinds):
            for window in (Q2, Q3, None):
                client = buyer(cast, f"Client {n} {m} {window}", region=region)
                words = Words(None, "Soon.", window, sure if window else None)
                tell_freely(
                    initiative=row,
                    name="Consent signals",
                    client=client,
                    words=words,
                    how=how,
                    actor=cast.aiko,
                    at=cast.at,
                )
    told(cast, row, buyer(cast))

    viewer = cast.viewer(cast.ines)

    def agree():
        now = now_of(fresh(row), on=cast.at.date())
        found = set(statements_broken(viewer, now, [each.pk for each in regions()], on=cast.at.date()))
        rows = Statement.objects.filter(latest=True, client__left_on=None).select_related("client")
        assert found == {each for each in rows if faults_of(each, now)}
        return len(found)

    now = {"reason": WHY, "actor": cast.noor, "at": cast.at}
    seen = [agree()]
    said = Words(None, "In the third quarter.", Q3, Confidence.MEDIUM)
    for whom in (Told.ANY_CLIENT, Told.NAMED_CLIENTS):
        approved(cast, row, said, whom=whom, clients=list(Client.objects.order_by("pk")[:9]))
        seen.append(agree())
    approved(cast, row)
    moved(cast, row)
    seen.append(agree())
    replan_region(initiative=row, region=cast.apac, plan=replace(LATER, confidence=Confidence.LOW), **now)
    seen.append(agree())
    moved(cast, row, replace(LATER, window=None, confidence=Confidence.LOW))
    seen.append(agree())
    change_regions(initiative=row, regions=[cast.emea], **now)
    seen.append(agree())
    stop(initiative=fresh(row), **now)
    seen.append(agree())
    assert len(set(seen)) == len(seen)


def test_one_statement_and_thirty_ask_the_same(cast, row):
    def queries(query=""):
        browser = cast.browser(cast.aiko)
        browser.get(f"/initiatives/{row.pk}/told/{query}")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/initiatives/{row.pk}/told/{query}").status_code == 200
        return len(asked)

    told(cast, row, buyer(cast))
    moved(cast, row)
    few = queries(), queries("?show=broken")
    moved(cast, row, replace(LATER, window=Q2))
    for n in range(34):
        told(cast, row, buyer(cast, f"Client {n}"))
    moved(cast, row)
    assert (queries(), queries("?show=broken")) == few
    assert "31 to 35 of 35" in page_of(cast, row, query="?show=broken&page=2")
