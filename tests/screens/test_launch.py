"""The page of a launch: its plan, region by region, what it lacks, how many were told, and the look back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.disclosure.actions import ThereFrom, look_back, plan_region
from parley.disclosure.models.launching import LaunchPlan, LaunchRegion, LookBack
from parley.disclosure.terms.launching import Came
from parley.groups.actions import add_member
from parley.ledger.terms import MACHINE
from parley.people.actions import keep_region
from parley.roadmap.terms import Audience
from tests.disclosure.launched import ON, TEXTS, asking, day, in_launch, moved, opened, planned, there_from
from tests.disclosure.made import approved, fresh, in_build, mia

pytestmark = pytest.mark.django_db
GIVEN = {"for_whom": TEXTS.for_whom, "enablement": TEXTS.enablement, "measure": TEXTS.measure,
         "expected": TEXTS.expected, "support_notes": TEXTS.support_notes}  # fmt: skip


def at(row, rest=""):
    return f"/initiatives/{row.pk}/launch/{rest}"


def read(cast, person, address):
    return cast.browser(person).get(address).content.decode()


def test_a_launch_without_a_plan_says_what_would_be_here_and_who_plans(cast):
    row = in_build(cast)
    assert f'href="{at(row, "plan/")}"' in read(cast, cast.noor, at(row))
    html = read(cast, cast.sam, at(row))
    assert f'href="{at(row, "plan/")}"' not in html
    assert "planned by product marketing" in html
    assert f'href="{at(row)}"' in read(cast, cast.sam, f"/initiatives/{row.pk}/")


def test_a_plan_begins_with_what_the_why_expects_and_is_kept(cast):
    row = in_build(cast)
    html = read(cast, cast.noor, at(row, "plan/"))
    assert "€6m to €9m a year" in html
    assert "Spend of the 41 clients over the last four quarters" in html
    browser = cast.browser(cast.noor)
    answer = browser.post(at(row, "plan/"), GIVEN | {"back_on": day(cast, 90)}, follow=True)
    html = answer.content.decode()
    assert "The plan is kept." in html
    assert TEXTS.for_whom in html
    assert LaunchPlan.objects.get().back_on == day(cast, 90)
    wrong = browser.post(at(row, "plan/"), GIVEN | {"for_whom": "?", "back_on": day(cast, 90), "version": 1})
    assert wrong.status_code == 422
    assert "Say for which clients it is" in wrong.content.decode()
    moved_day = GIVEN | {"back_on": day(cast, 99), "version": 1}
    assert browser.post(at(row, "plan/"), moved_day).status_code == 422
    assert browser.post(at(row, "plan/"), moved_day | {"reason": ON}).status_code == 302
    assert browser.post(at(row, "plan/"), moved_day | {"for_whom": "Others"}).status_code == 409
    html = read(cast, cast.noor, at(row))
    assert "before; moved to" in html
    assert ON in html


def test_a_plan_that_says_too_little_says_once_it_says_what_it_counts(cast):
    row = in_build(cast)
    says = "The plan counts as made once it says "
    assert f"{says}for whom it is, what colleagues need" in read(cast, cast.noor, at(row, "plan/"))
    planned(cast, row)
    for rest in ("", "plan/"):
        assert f"{says}from which day it is there in some region." in read(cast, cast.noor, at(row, rest))
    there_from(cast, row, day(cast, 5))
    assert says not in read(cast, cast.noor, at(row))


def test_strangers_find_nothing_and_readers_may_not_change_it(cast):
    row = in_build(cast, audience=Audience.GROUP)
    planned(cast, row)
    for rest in ("", "plan/", f"regions/{cast.emea.pk}/", "look-back/", "announcements/"):
        assert cast.browser(cast.omar).get(at(row, rest)).status_code == 404, rest
    for rest in ("plan/", f"regions/{cast.emea.pk}/", f"regions/{cast.emea.pk}/readiness/", "look-back/"):
        assert cast.browser(cast.omar).post(at(row, rest), GIVEN).status_code == 404, rest
    assert cast.browser(cast.sam).get(at(row)).status_code == 200
    for rest in ("plan/", f"regions/{cast.emea.pk}/"):
        assert cast.browser(cast.sam).post(at(row, rest), GIVEN).status_code == 422, rest
    assert cast.browser(cast.noor).get(at(row, "regions/999999/")).status_code == 404
    assert not LaunchRegion.objects.exists()


def test_each_region_says_what_it_lacks_and_who_sees_to_it(cast):
    row = in_build(cast)
    planned(cast, row)
    html = read(cast, cast.noor, at(row))
    assert html.count("It has no day yet.") == 3
    assert "not ready yet" in html
    browser = cast.browser(cast.noor)
    where = at(row, f"regions/{cast.emea.pk}/")
    refused = browser.post(where + "readiness/", {"ready": "yes"})
    assert refused.status_code == 422
    assert "EMEA is not ready: It has no day yet." in refused.content.decode()
    all_there = {"enabled": "on", "supported": "on"}
    assert browser.post(where, {"day": day(cast, 8), "version": 1} | all_there).status_code == 302
    assert browser.post(where, {"day": day(cast, 9), "version": 2}).status_code == 422  # moving it has a reason
    assert browser.post(where, {"day": day(cast, 9), "version": 1, "reason": ON}).status_code == 409
    approved(cast, row)
    html = browser.get(at(row)).content.decode()
    assert "Planned for the second quarter of 2087." in html
    assert "nothing missing" in html
    version = LaunchPlan.objects.get().version
    html = browser.post(where + "readiness/", {"ready": "yes", "version": version}, follow=True).content.decode()
    assert "EMEA is ready, in your name." in html
    assert "Noor Haddad" in html
    assert browser.post(where + "readiness/", {"ready": "yes", "version": version}).status_code == 409
    wrong = browser.post(where + "readiness/", {"because": "no", "version": version + 1})
    assert wrong.status_code == 422
    why = {"because": "Support there has not been trained.", "version": version + 1}
    html = browser.post(where + "readiness/", why, follow=True).content.decode()
    assert "Not ready, because: “Support there has not been trained.”" in html


def test_a_region_that_was_ready_says_when_it_is_not_any_more(cast):
    row = in_launch(cast)
    approved(cast, row)
    browser = cast.browser(cast.noor)
    browser.post(at(row, f"regions/{cast.emea.pk}/readiness/"), {"ready": "yes"})
    there = ThereFrom(day=day(cast), enabled=True, supported=False)
    plan_region(initiative=row, region=cast.emea, there=there, actor=cast.noor, at=cast.at)
    assert "was ready, is not any more" in read(cast, cast.noor, at(row))


def test_the_page_says_how_many_were_told_and_keepers_read_who_waits(cast):
    row = in_launch(cast)
    asking(cast, row)
    approved(cast, row)
    moved(cast, row)
    opened(cast, row)
    html = read(cast, cast.sam, at(row))
    assert "0 of 1" in html
    assert "Nordbank" not in html
    listed = read(cast, cast.noor, at(row, "announcements/"))
    assert "Nordbank" in listed
    assert "Aiko Tanaka" in listed
    assert "Nordbank" not in read(cast, cast.sam, at(row, "announcements/"))
    assert "Told 0 of 1 clients that it is there." in read(cast, cast.sam, f"/initiatives/{row.pk}/")
    html = read(cast, cast.sam, "/groups/identity/promises/")
    assert "Told that it is there" in html
    assert "0 of 1" in html


def test_product_marketing_of_elsewhere_reads_who_can_act_and_is_sent_to_no_empty_list(cast):
    row = in_launch(cast)
    plan = {"version": LaunchPlan.objects.get().version, "day": day(cast)}
    cast.browser(cast.noor).post(at(row, f"regions/{cast.emea.pk}/"), plan)  # support has no notes any more
    asking(cast, row)
    moved(cast, row)
    opened(cast, row)
    marketer = mia(cast)
    html = read(cast, marketer, at(row))
    assert "Whoever plans the launch notes when it does." in html
    assert "Ask one of them. Here these are: Noor Haddad." in html
    assert "Day and what colleagues have" not in html
    assert "Who was told, and who waits" not in html
    assert "Which clients these are, whoever looks after them reads" in html
    assert "Who was told, and who waits" in read(cast, cast.noor, at(row))
    add_member(area=cast.identity, person=marketer, actor=MACHINE, at=cast.at)
    html = read(cast, marketer, at(row))
    assert "Day and what colleagues have" in html
    assert "Here these are" not in html
    assert "Here these are: Mia Marketing, Noor Haddad." in read(cast, cast.sam, at(row))


def test_the_look_back_stands_beside_what_was_expected(cast):
    row = in_launch(cast, owner=cast.noor)
    moved(cast, row)
    browser = cast.browser(cast.noor)
    given = {"came": "met", "text": "Spend came back with 31 of the 41 clients.", "figure": "€7.1m a year"}
    early = browser.post(at(row, "look-back/"), given)
    assert early.status_code == 422
    assert "Come back then" in early.content.decode()
    assert browser.post(at(row, "look-back/"), {"came": "", "text": ""}).status_code == 422
    look_back(initiative=fresh(row), came=Came.MET, text=given["text"], figure=given["figure"], actor=cast.noor,
              at=cast.at + timedelta(days=91))  # fmt: skip
    html = read(cast, cast.sam, at(row))
    for words in ("€7.1m a year", given["text"], "it did what it was for", TEXTS.expected):
        assert words in html
    assert LookBack.objects.count() == 1


def test_a_look_back_that_is_due_waits_on_today_and_says_so(cast):
    old = cast.at - timedelta(days=100)
    row = in_build(cast, owner=cast.noor, at=old)
    planned(cast, row, at=old, back_on=(old + timedelta(days=90)).date())
    moved(cast, row)
    html = read(cast, cast.noor, "/")
    assert "It was launched. Write what came of it:" in html
    assert f'href="{at(row, "look-back/")}"' in html
    html = read(cast, cast.sam, at(row))
    assert "nobody has written what came of it yet" in html
    browser = cast.browser(cast.noor)
    given = {"came": "partly", "text": "Spend came back with 31 of the 41 clients."}
    assert browser.post(at(row, "look-back/"), given).status_code == 302
    assert "nobody has written what came of it yet" not in read(cast, cast.sam, at(row))
    assert browser.post(at(row, "look-back/"), given).status_code == 422


def test_queries_do_not_grow_with_regions(cast):
    def asked(row):
        browser = cast.browser(cast.noor)
        browser.get(at(row))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(at(row)).status_code == 200
        return len(queries)

    row = in_launch(cast)
    before = asked(row)
    for number in range(9):
        region = keep_region(name=f"Region {number}", actor=MACHINE, at=cast.at)
        there_from(cast, row, day(cast, number), region=region)
    assert asked(row) == before <= 16
