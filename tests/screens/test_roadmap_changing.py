"""The forms that change an initiative: each works, refuses with its sentence, and says when it is stale."""

import re
from dataclasses import replace

import pytest

from parley.disclosure.actions import move_stage
from parley.kernel.spans import window_of
from parley.roadmap.actions import rename_initiative
from parley.roadmap.queries import overrides_of, plan_of, region_overrides_of, regions_of
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Why
from tests.roadmap.made import TITLE, WHY, initiative
from tests.screens.roadmap_forms import REASON, WHY_TYPED, at, now, post, text_of

pytestmark = pytest.mark.django_db
FORMS = {
    "why/": WHY_TYPED,
    "plan/": {"horizon": "next", "window": "Q3 2087", "confidence": "low", "reason": REASON},
    "stage/": {"stage": "build", "reason": REASON},
    "audience/": {"audience": "product_team"},
    "regions/": {"reason": REASON},
    "title/": {"title": "Proof of consent"},
    "stop/": {"reason": REASON},
}


def test_only_product_people_are_asked(cast):
    row = initiative(cast)
    for person in (cast.aiko, cast.elena, cast.femi):
        browser = cast.browser(person)
        for rest, typed in (FORMS | {f"regions/{cast.apac.pk}/": FORMS["plan/"]}).items():
            for answer in (browser.get(at(row, rest)), browser.post(at(row, rest), typed)):
                assert answer.status_code == 422, rest
                assert "Only the area’s product people can change its roadmap" in text_of(answer)
        page = text_of(browser.get(at(row)))
        assert 'aria-disabled="true">Change this initiative' in page
        assert "Raise a topic with them instead" in page
    assert cast.browser(cast.omar).get("/groups/identity/initiatives/new/").status_code == 422
    assert now(row).version == 1


def test_every_form_opens_and_works(cast):
    row = initiative(cast)
    for rest, typed in FORMS.items():
        opened = cast.browser(cast.noor).get(at(row, rest))
        assert opened.status_code == 200
        assert now(row).title in text_of(opened)
        assert post(cast, row, rest, **typed).status_code == 302, rest
    changed = now(row)
    assert (changed.title, changed.stage) == ("Proof of consent", Stage.STOPPED)
    assert plan_of(changed) == Plan(horizon=Horizon.NEXT, window=window_of("Q3 2087"), confidence=Confidence.LOW)


@pytest.mark.parametrize("rest", ["why/", "plan/", "stage/", "audience/", "title/", "regions/", "stop/"])
def test_a_stale_form_shows_both_texts(cast, rest):
    row = initiative(cast)
    rename_initiative(initiative=row, title="Meanwhile", actor=cast.noor, at=cast.at)
    answer = post(cast, row, rest, **FORMS[rest] | {"version": 1})
    assert answer.status_code == 409
    assert "Somebody changed this" in text_of(answer)
    if rest == "title/":
        assert "Meanwhile" in text_of(answer)
        assert "Proof of consent" in text_of(answer)
    assert now(row).version == 2


def test_a_conflict_says_who_changed_it_and_why_and_keeps_all_that_was_typed(cast):
    row = initiative(cast)
    first = {"horizon": "later", "window": "Q4 2087", "reason": "The auditors asked for another year.", "version": 1}
    assert cast.browser(cast.petra).post(at(row, "plan/"), first).status_code == 404
    assert post(cast, row, "plan/", **first).status_code == 302
    answer = post(cast, row, "plan/", **FORMS["plan/"] | {"version": 1})
    html = text_of(answer)
    assert answer.status_code == 409
    assert "Noor" in html[html.index("Who changed it, and why") :]
    assert "The auditors asked for another year." in html
    typed = html[html.index("All that you typed") :]
    for words in ("Q3 2087", "Low", REASON):
        assert words in typed
    assert "csrf" not in typed.lower().split("</dl>")[0]
    assert ">1<" not in typed
    assert 'class="framed"' in html


def test_every_page_that_can_break_a_promise_knows_what_was_read(cast):
    row = initiative(cast)
    of_region = f"regions/{cast.apac.pk}/"
    pages = [text_of(cast.browser(cast.noor).get(at(row, rest))) for rest in ("regions/", of_region, "stop/")]
    assert all(re.search(r'<input type="hidden" name="version" value="1"', page) for page in pages)
    assert post(cast, row, of_region, **FORMS["plan/"] | {"version": 1}).status_code == 302
    answer = post(cast, row, of_region, **FORMS["plan/"] | {"horizon": "later", "version": 1})
    assert answer.status_code == 409
    assert "next, Q3 2087, confidence low" in text_of(answer)
    assert "later, Q3 2087, confidence low" in text_of(answer)
    assert region_overrides_of(row.pk).get().horizon is Horizon.NEXT
    answer = post(cast, row, "regions/", regions=[cast.emea.pk], reason="The law is European.", version=1)
    assert answer.status_code == 409
    assert "all regions" in text_of(answer)
    assert not regions_of(row.pk)


@pytest.mark.parametrize("rest", ["plan/", "stage/", "stop/", "regions/"])
@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "it cannot stay empty"),
        ("Leadership wants it", "does not say why"),
        (TITLE, "This repeats the title"),
        ("z" * 6000, "at most 5000 characters"),
    ],
)
def test_nothing_moves_without_a_reason(cast, rest, reason, sentence):
    row = initiative(cast, regions=[cast.emea])
    answer = post(cast, row, rest, **FORMS[rest] | {"reason": reason})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert now(row).version == 1


def test_a_new_why_leaves_the_earlier_one_to_read(cast):
    row = initiative(cast)
    post(cast, row, "why/", **WHY_TYPED | {"budget": "Three teams", "reason": "The beta grew.", "version": 1})
    html = text_of(cast.browser(cast.noor).get(at(row, "why/")))
    assert "Three teams" in html
    assert "Two teams for two quarters" in html
    answer = post(cast, row, "why/", **WHY_TYPED | {"budget": ""})
    assert answer.status_code == 422
    assert "so it stays complete. Missing now: the budget" in text_of(answer)


def test_it_is_shown_once_its_why_is_complete(cast):
    row = initiative(cast, why=Why(), audience=Audience.PRODUCT_TEAM)
    html = text_of(cast.browser(cast.noor).get(at(row, "audience/")))
    assert "Still missing: the problem it solves, who benefits" in html
    answer = post(cast, row, "audience/", audience="group")
    assert answer.status_code == 422
    assert "Write it first." in text_of(answer)
    assert post(cast, row, "why/", **WHY_TYPED).status_code == 302
    assert post(cast, row, "audience/", audience="group").status_code == 302
    assert now(row).shown_to is Audience.GROUP


def test_it_is_shown_further_with_a_name_and_a_reason_and_no_longer(cast):
    row = initiative(cast)
    assert post(cast, row, "audience/", audience="company").status_code == 422
    reason = "Every sales call opens with the audits."
    assert post(cast, row, "audience/", audience="company", override_reason="strategic").status_code == 422
    assert not overrides_of(row.pk)
    assert post(cast, row, "audience/", audience="company", override_reason=reason).status_code == 302
    assert now(row).shown_to is Audience.COMPANY
    assert cast.browser(cast.omar).post(at(row, "override/"), {"waives": "audience"}).status_code == 422
    assert post(cast, row, "override/", waives="nonsense").status_code == 302
    assert overrides_of(row.pk).exists()
    post(cast, row, "override/", waives="audience")
    assert now(row).shown_to is Audience.GROUP


def test_a_region_is_planned_differently_and_then_again_as_everywhere(cast):
    row = initiative(cast)
    address = f"regions/{cast.apac.pk}/"
    assert post(cast, row, address, **FORMS["plan/"]).status_code == 302
    assert region_overrides_of(row.pk).get().horizon is Horizon.NEXT
    assert "differs" in text_of(cast.browser(cast.noor).get(at(row, "regions/")))
    assert post(cast, row, address, same="on", reason="Tokyo has its audit.").status_code == 302
    assert not region_overrides_of(row.pk)
    assert post(cast, row, "regions/999999/", **FORMS["plan/"]).status_code == 404


def test_an_owner_is_named_by_name(cast):
    row = initiative(cast)
    assert post(cast, row, "title/", owner="Sam Okafor").status_code == 302
    assert now(row).owner == cast.sam
    answer = post(cast, row, "title/", owner="Grace Gone")
    assert answer.status_code == 422
    assert "Nobody here is called" in text_of(answer)
    assert post(cast, row, "title/", owner="").status_code == 302
    assert now(row).owner is None


def test_a_window_that_has_passed_is_refused_unless_it_was_there(cast):
    row = initiative(cast, stage=Stage.LIVE, audience=Audience.COMPANY, window=window_of("Q1 2026"))
    move_stage(initiative=row, stage=Stage.BUILD, reason=REASON, actor=cast.noor, at=cast.at)
    kept = {"horizon": "next", "window": "Q1 2026", "confidence": "low", "reason": REASON}
    assert post(cast, row, "plan/", **kept).status_code == 302
    assert now(row).horizon is Horizon.NEXT
    answer = post(cast, row, "plan/", **kept | {"window": "Q2 2026"})
    assert answer.status_code == 422
    assert "Q2 2026 has ended already. Write a window that is still to come" in text_of(answer)
    assert 'id="id_window_error"' in answer.content.decode()


def test_a_long_why_begins_large_and_is_there_in_full(cast):
    first = "Auditors **cannot** see [consent](https://example.org) of anybody."
    row = initiative(cast, why=replace(WHY, because="# Motivation\n\n" + first + "\n\n" + "* They ask again. " * 30))
    html = cast.browser(cast.noor).get(at(row)).content.decode()
    (large,) = re.findall(r"<blockquote class=.why [^>]*><p>(.*?)</p>", html)
    assert large.startswith("Auditors cannot see consent of anybody. They ask again.")
    assert len(large) <= 280
    assert "# Motivation\n\n" + first in html[html.index("All of it, as it was written") :]


def test_who_is_not_signed_in_changes_nothing(cast, client):
    row = initiative(cast)
    for rest, typed in FORMS.items():
        assert client.post(at(row, rest), typed).status_code == 302
    assert now(row).version == 1
