"""The forms that change an initiative: each works, refuses with its sentence, and says when it is stale."""

import re
from dataclasses import replace

import pytest

from parley.disclosure.actions import move_stage, stop
from parley.kernel.spans import window_of
from parley.roadmap.actions import rename_initiative
from parley.roadmap.queries import (
    initiative_to_change,
    initiatives_visible_to,
    overrides_of,
    plan_of,
    region_overrides_of,
    regions_of,
    why_of,
)
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Why
from tests.roadmap.made import TITLE, WHY, initiative

pytestmark = pytest.mark.django_db
WHY_TYPED = {
    "because": WHY.because,
    "who_benefits": WHY.who_benefits,
    "budget": WHY.budget,
    "expected_return": WHY.expected_return,
    "return_basis": WHY.return_basis,
    "instead": WHY.instead,
}
NEW = {"title": TITLE, "stage": "beta", "horizon": "now", "audience": "group", "window": "Q2 2087"} | WHY_TYPED
REASON = "The audits moved to autumn."
FORMS = {
    "why/": WHY_TYPED,
    "plan/": {"horizon": "next", "window": "Q3 2087", "confidence": "low", "reason": REASON},
    "stage/": {"stage": "build", "reason": REASON},
    "audience/": {"audience": "product_team"},
    "regions/": {"reason": REASON},
    "title/": {"title": "Proof of consent"},
    "stop/": {"reason": REASON},
}


def at(row, rest=""):
    return f"/initiatives/{row.pk}/{rest}"


def text_of(answer):
    return " ".join(answer.content.decode().split())


def post(cast, row, rest, **given):
    return cast.browser(cast.noor).post(at(row, rest), given)


def now(row):
    return initiative_to_change(row.pk)


def test_an_initiative_is_added_with_its_why(cast):
    browser = cast.browser(cast.noor)
    assert "The why comes first" in text_of(browser.get("/groups/identity/initiatives/new/"))
    typed = NEW | {"budget_amount": "1.2m", "budget_currency": "eur", "regions": [cast.emea.pk, cast.apac.pk]}
    answer = browser.post("/groups/identity/initiatives/new/", typed)
    row = initiatives_visible_to(cast.viewer(cast.aiko)).get()
    assert answer.url == at(row)
    why = why_of(row.why)
    assert why
    assert str(why.budget_sum) == "€1.2m"
    assert row.owner == cast.noor
    assert regions_of(row.pk) == [cast.apac, cast.emea]


def test_every_region_is_all_regions(cast):
    everywhere = [cast.emea.pk, cast.apac.pk, cast.amer.pk]
    cast.browser(cast.noor).post("/groups/identity/initiatives/new/", NEW | {"regions": everywhere})
    assert initiatives_visible_to(cast.viewer(cast.aiko)).get().all_regions


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"because": "Strategic"}, "“Strategic” alone does not say why. Say which problem it solves"),
        ({"because": "Leadership wants it"}, "leadership wants it does not say why"),
        ({"because": TITLE}, "This repeats the title"),
        ({"budget": ""}, "Still missing: the budget."),
        ({"audience": "company"}, "At Beta an initiative is shown to its group at most"),
        ({"title": ""}, "it cannot stay empty"),
        ({"title": "a\0b"}, "cannot be kept"),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"because": "y" * 1_000_000}, "at most 5000 characters"),
        ({"window": "soon"}, "is not a window of time"),
        ({"budget_amount": "lots", "budget_currency": "EUR"}, "is not an amount"),
        ({"budget_amount": "12"}, "An amount needs its currency"),
        ({"window": "Q1 2026"}, "Q1 2026 has ended already"),
        ({"budget_amount": "-12", "budget_currency": "EUR"}, "A budget is zero or more"),
        ({"stage": "dream"}, "cannot be chosen here"),
        ({"regions": ["💥"]}, "cannot be chosen here"),
    ],
)
def test_what_cannot_be_added_is_refused_with_a_sentence(cast, typed, sentence):
    answer = cast.browser(cast.noor).post("/groups/identity/initiatives/new/", NEW | typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not initiatives_visible_to(cast.viewer(cast.ines))


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


def test_all_that_is_wrong_is_said_at_once_each_at_its_field(cast):
    wrong = {
        "title": "", "because": "Strategic", "budget_amount": "lots", "budget_currency": "", "window": "soon",
        "stage": "gather", "audience": "company",
    }  # fmt: skip
    answer = cast.browser(cast.noor).post("/groups/identity/initiatives/new/", NEW | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    for field in ("title", "because", "budget_amount", "budget_currency", "window"):
        assert f'id="id_{field}_error"' in page, field
    answer = cast.browser(cast.noor).post("/groups/identity/initiatives/new/", NEW | wrong | {"title": TITLE})
    assert 'id="id_audience_error"' in answer.content.decode()
    answer = post(cast, initiative(cast), "plan/", horizon="now", window="soon", reason="ok")
    assert answer.content.decode().count('class="wrong"') == 2


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


def test_leaving_stages_out_is_asked_about(cast):
    row = initiative(cast, stage=Stage.GATHER)
    assert "Leave them out" not in text_of(cast.browser(cast.noor).get(at(row, "stage/")))
    answer = post(cast, row, "stage/", stage="alpha", reason=REASON)
    assert answer.status_code == 422
    assert "This skips Explore solutions: what people would have learned there stays unknown." in text_of(answer)
    assert "Leave them out" in text_of(answer)
    assert now(row).stage is Stage.GATHER
    assert post(cast, row, "stage/", stage="alpha", reason=REASON, skipping="on").status_code == 302
    assert now(row).stage is Stage.ALPHA


def test_a_long_why_begins_large_and_is_there_in_full(cast):
    first = "Auditors **cannot** see [consent](https://example.org) of anybody."
    row = initiative(cast, why=replace(WHY, because="# Motivation\n\n" + first + "\n\n" + "* They ask again. " * 30))
    html = cast.browser(cast.noor).get(at(row)).content.decode()
    (large,) = re.findall(r"<blockquote class=.why [^>]*><p>(.*?)</p>", html)
    assert large.startswith("Auditors cannot see consent of anybody. They ask again.")
    assert len(large) <= 280
    assert "# Motivation\n\n" + first in html[html.index("All of it, as it was written") :]


def test_what_is_stopped_is_taken_up_again(cast):
    row = initiative(cast)
    stop(initiative=row, reason=REASON, actor=cast.noor, at=cast.at)
    back = cast.browser(cast.noor).get(at(row, "stop/"), follow=True)
    assert back.redirect_chain == [(at(row), 302)]
    assert "It is stopped already." in text_of(back)
    assert "to clients yet" not in text_of(back)
    answer = post(cast, row, "stop/", reason=REASON)
    assert answer.status_code == 422
    assert "stopped already" in text_of(answer)
    page = text_of(cast.browser(cast.aiko).get(at(row)))
    assert "Nothing: it was stopped." in page
    assert "Stopped it at Beta" in page
    assert "Take it up again" not in page
    assert post(cast, row, "stage/", stage="explore", reason=REASON).url == at(row, "taking-up/")
    browser = cast.browser(cast.noor)
    assert "Take it up again" in text_of(browser.get(at(row)))
    assert re.search(r'value="beta"[^>]* checked', text_of(browser.get(at(row, "taking-up/"))))
    assert post(cast, row, "taking-up/", stage="explore", reason="ok").status_code == 422
    assert post(cast, row, "taking-up/", stage="explore", reason=REASON).status_code == 302
    assert now(row).stage is Stage.EXPLORE
    again = cast.browser(cast.noor).get(at(row, "taking-up/"), follow=True)
    assert again.redirect_chain == [(at(row), 302)]
    assert "It is under way already." in text_of(again)
    assert cast.browser(cast.aiko).post(at(row, "taking-up/"), {"stage": "beta", "reason": REASON}).status_code == 422
    assert cast.browser(cast.omar).get(at(row, "taking-up/")).status_code == 404


def test_taking_up_at_a_later_stage_asks_about_those_left_out(cast):
    row = initiative(cast, stage=Stage.GATHER)
    stop(initiative=row, reason=REASON, actor=cast.noor, at=cast.at)
    assert "Leave them out" not in text_of(cast.browser(cast.noor).get(at(row, "taking-up/")))
    answer = post(cast, row, "taking-up/", stage="live", reason=REASON)
    assert answer.status_code == 422
    assert "This skips Explore solutions, " in text_of(answer)
    assert "Leave them out" in text_of(answer)
    assert now(row).stage is Stage.STOPPED
    assert post(cast, row, "taking-up/", stage="live", reason=REASON, skipping="on").status_code == 302
    assert now(row).stage is Stage.LIVE


def test_who_is_not_signed_in_changes_nothing(cast, client):
    row = initiative(cast)
    for rest, typed in FORMS.items():
        assert client.post(at(row, rest), typed).status_code == 302
    assert now(row).version == 1
