"""What stages ask for on screens: the track and what is missing, moving on without, ticking, Today, and the list."""

from datetime import date, timedelta
from typing import Any

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from parley.disclosure.actions import move_stage
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import meet_duty
from parley.roadmap.models.duties import OwedDuty, StageDuty
from parley.roadmap.queries import initiative_to_change
from parley.roadmap.terms import Audience, Stage
from parley.roadmap.terms import duties as terms
from parley.roadmap.terms.duties import DutyKind
from parley.screens.duties import duty_words
from parley.screens.rendering import day
from tests.cast import Cast
from tests.languages.catalogues import KEYWORDS, compiled
from tests.roadmap.duties import WHY, WITHOUT, listed, on
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def days_since(reader: Any, due: date) -> int:
    return (today_of(reader, timezone.now()) - due).days


def page(cast: Cast, row: Any, person: str = "noor", rest: str = "") -> Any:
    return cast.browser(getattr(cast, person)).get(f"/initiatives/{row.pk}/{rest}")


def test_what_a_duty_is_called_is_marked_once_and_said_in_the_language_of_the_reader(settings, tmp_path):
    made = Catalog()
    for _line, message, _comments, context in extract_from_file("python", terms.__file__, keywords=KEYWORDS):
        made.add(message, f"• {message}", context=context)
    file = tmp_path / "qz" / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(compiled(made))
    settings.LOCALE_PATHS, settings.LANGUAGES = [str(tmp_path)], [*settings.LANGUAGES, ("qz", "Dots")]
    with override("qz"):
        assert [duty_words(kind) for kind in DutyKind] == [f"• {terms.DUTY_WORDS[kind]}" for kind in DutyKind]
        assert duty_words("a price") == "a price"  # what a company calls so itself stays as it is


def test_the_page_shows_the_way_and_what_is_missing_for_the_next_step(cast: Cast) -> None:
    listed(cast)
    listed(cast, DutyKind.LEGAL_REVIEW, function=cast.functions["legal"])
    listed(cast, DutyKind.MARKET_PLAN, function=cast.functions["product-marketing"])
    row = initiative(cast)
    meet_duty(initiative=row, kind=DutyKind.MARKET_PLAN, actor=cast.noor, at=cast.at)
    said = text_of(page(cast, row))
    assert "Beta, 1 of 3" in said
    assert '<li class="track-next">Build<span class="hidden">, next</span>' in said
    assert "Missing before Build" in said
    due = day(cast.at.date() + timedelta(days=28))
    assert f"<b>Notes for support</b>: Support owes it by {due}." in said
    assert "Nobody from Support is in its group yet." in said
    assert "Nobody from Legal" not in said  # Lena is on call
    assert said.count("Say that it is done") == 2
    assert "Say that it is done" not in text_of(page(cast, row, "aiko"))


def test_what_is_late_is_said_as_a_fact_and_what_is_whole_too(cast: Cast) -> None:
    listed(cast, days=2)
    row = initiative(cast, at=cast.at - timedelta(days=8))  # due two days later, by the days of UTC
    assert f"{days_since(cast.noor, cast.at.date() - timedelta(days=6))} days late" in text_of(page(cast, row))
    meet_duty(initiative=row, kind=DutyKind.SUPPORT_NOTES, actor=cast.noor, at=cast.at)
    said = text_of(page(cast, row))
    assert "Everything that is owed before Build is there." in said
    assert "days late" not in said


def test_insights_say_which_regions_are_heard(cast: Cast) -> None:
    listed(cast, DutyKind.INSIGHTS_FROM_REGIONS, stage=Stage.GATHER, number=2, function=cast.functions["sales"])
    row = initiative(cast, stage=Stage.GATHER)
    said = text_of(page(cast, row))
    assert "0 of 2 regions so far. Nobody yet from AMER, APAC and EMEA." in said
    assert f'href="{reverse("initiative_insights", args=[row.pk])}">See to it' in said


def test_one_that_was_there_before_shows_its_way_and_owes_nothing(cast: Cast) -> None:
    row = initiative(cast)
    listed(cast)
    said = text_of(page(cast, row))
    assert "Missing before" not in said
    assert '<li class="track-now" aria-current="step">Beta<span' in said
    assert "It owes nothing: it was at its stage before" in text_of(page(cast, row, rest="duties/"))


def test_moving_on_without_asks_for_the_reason_and_shows_it(cast: Cast) -> None:
    listed(cast)
    row = initiative(cast)
    browser, at = cast.browser(cast.noor), f"/initiatives/{row.pk}/stage/"
    assert "Missing before Build" in text_of(browser.get(at))
    typed = {"stage": "build", "reason": WHY, "version": row.version}
    refused = browser.post(at, typed)
    assert refused.status_code == 422
    assert "Before Build it still owes notes for support (Support). See to that first" in text_of(refused)
    assert WHY in text_of(refused).replace("&#x27;", "'")
    assert browser.post(at, typed | {"without": "x"}).status_code == 422
    assert browser.post(at, typed | {"without": WITHOUT}).status_code == 302
    assert initiative_to_change(row.pk).stage is Stage.BUILD
    said = text_of(page(cast, row, "aiko")).replace("&#39;", "'")
    assert "It went on without:" in said
    moved = OwedDuty.objects.get().done_at
    assert moved
    with timezone.override(cast.aiko.time_zone):
        on = day(timezone.localdate(moved))
    assert f"Noor Haddad moved it on without, {on}" in said
    assert WITHOUT in said


def test_what_one_move_left_behind_is_said_together(cast: Cast) -> None:
    listed(cast)
    listed(cast, DutyKind.ENABLEMENT)
    row = on(cast, initiative(cast), Stage.BUILD, without=WITHOUT)
    said = text_of(page(cast, row)).replace("&#39;", "'")
    assert "<b>Notes for support and enablement of those who sell and support it</b>" in said
    assert said.partition("It went on without:")[2].partition('id="telling"')[0].count(f"“{WITHOUT}”") == 1


def test_moving_back_asks_for_no_other_reason(cast: Cast) -> None:
    listed(cast)
    row = initiative(cast)
    sent = cast.browser(cast.noor).post(
        f"/initiatives/{row.pk}/stage/", {"stage": "alpha", "reason": WHY, "version": row.version}
    )
    assert sent.status_code == 302


def test_taking_up_further_on_asks_too(cast: Cast) -> None:
    listed(cast)
    row = initiative(cast)
    move_stage(initiative=row, stage=Stage.STOPPED, reason=WHY, actor=cast.noor, at=cast.at)
    browser, at = cast.browser(cast.noor), f"/initiatives/{row.pk}/taking-up/"
    refused = browser.post(at, {"stage": "build", "reason": WHY})
    assert refused.status_code == 422
    assert "Before Build it still owes notes for support" in text_of(refused)
    assert 'name="without"' in text_of(refused)
    assert browser.post(at, {"stage": "build", "reason": WHY, "without": WITHOUT}).status_code == 302


def tick_at(row: Any) -> str:
    return f"/initiatives/{row.pk}/duties/{OwedDuty.objects.get(initiative=row).pk}/"


def test_ticking_notes_who_did_what(cast: Cast) -> None:
    listed(cast)
    row = initiative(cast)
    at = tick_at(row)
    browser = cast.browser(cast.noor)
    assert "Done: notes for support" in text_of(browser.get(at))
    assert browser.post(at, {"note": "Page 12 of the handbook."}).status_code == 302
    said = text_of(page(cast, row, rest="duties/"))
    assert "Met at this stage" in said
    assert "Page 12 of the handbook." in said
    assert browser.post(at, {"note": ""}).status_code == 404  # it is not owed any more


def test_ticking_is_refused_to_others_and_hidden_from_strangers(cast: Cast) -> None:
    listed(cast)
    row = initiative(cast)
    at = tick_at(row)
    refused = cast.browser(cast.aiko).post(at, {"note": "I think so."})
    assert refused.status_code == 422
    assert "Support in its group can say that it is done" in text_of(refused)
    for person in (cast.omar, cast.lena):
        assert cast.browser(person).get(at).status_code == 404
        assert cast.browser(person).post(at, {"note": "x"}).status_code == 404
        assert cast.browser(person).get(f"/initiatives/{row.pk}/duties/").status_code == 404
    long = cast.browser(cast.noor).post(at, {"note": "x" * 9_000})
    assert long.status_code == 422
    assert OwedDuty.objects.get().done_at is None


def test_today_says_what_one_owes_once_for_each_initiative(cast: Cast) -> None:
    for kind, days in ((DutyKind.SUPPORT_NOTES, 5), (DutyKind.ENABLEMENT, 3), (DutyKind.MARKET_PLAN, 60)):
        listed(cast, kind, function=cast.functions["client-services"], days=days)
    row = initiative(cast, audience=Audience.GROUP)
    said = text_of(cast.browser(cast.sam).get("/"))
    assert said.count("You owe") == 1
    assert "You owe enablement of those who sell and support it for" in said
    assert f'href="/initiatives/{row.pk}/duties/"' in said
    assert f"by {day(cast.at.date() + timedelta(days=3))}" in said
    assert "One thing waits for you" in said
    assert "You owe" not in text_of(cast.browser(cast.omar).get("/"))
    on(cast, row, Stage.BUILD, without=WITHOUT)
    assert "You owe" not in text_of(cast.browser(cast.sam).get("/"))


@pytest.mark.parametrize("many", [1, 30])
def test_pages_ask_the_same_few_questions(cast: Cast, many: int, django_assert_max_num_queries: Any) -> None:
    for each in range(many):
        listed(cast, DutyKind.OTHER, label=f"thing {each}", days=3, function=cast.functions["client-services"])
    row = initiative(cast)
    for person, address in (("noor", f"/initiatives/{row.pk}/"), ("noor", f"/initiatives/{row.pk}/duties/"),
                            ("sam", "/"), ("ines", "/company/stages/")):  # fmt: skip
        browser = cast.browser(getattr(cast, person))
        browser.get(address)
        with django_assert_max_num_queries(15):
            assert browser.get(address).status_code == 200


def test_product_operations_keep_the_list(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    assert "No stage asks for anything" in text_of(browser.get("/company/stages/"))
    typed = {"stage": "build", "kind": "legal_review", "label": "", "function": cast.functions["legal"].pk,
             "days": "30", "number": "", "where": "areas", "areas": [cast.identity.pk]}  # fmt: skip
    assert browser.post("/company/stage-duties/new/", typed).status_code == 302
    said = text_of(browser.get("/company/stages/"))
    assert "The legal review" in said
    assert "Identity &amp; privacy" in said
    again = browser.post("/company/stage-duties/new/", typed)
    assert again.status_code == 422
    assert "This stage asks for that already" in text_of(again)
    row = StageDuty.objects.get()
    changed = browser.post(f"/company/stage-duties/{row.pk}/", typed | {"where": "everywhere", "label": "counsel"})
    assert changed.status_code == 302
    row.refresh_from_db()
    assert (row.label, row.everywhere, row.days) == ("counsel", True, 30)
    assert browser.get(f"/company/stage-duties/{row.pk}/end/").status_code == 302  # to where it can be sent from
    assert "The legal review" not in text_of(browser.get("/company/stages/"))
    assert browser.post(f"/company/stage-duties/{row.pk}/end/").status_code == 302
    assert browser.get(f"/company/stage-duties/{row.pk}/").status_code == 404
    assert "No stage asks for anything" in text_of(browser.get("/company/stages/"))


def test_others_do_not_keep_the_list(cast: Cast) -> None:
    row = listed(cast)
    for address in (f"/company/stage-duties/{row.pk}/", f"/company/stage-duties/{row.pk}/end/"):
        sent = cast.browser(cast.noor).post(address, {"days": "3", "where": "everywhere"})
        assert sent.status_code == 422
        assert "Only product operations can do this" in text_of(sent)
    row.refresh_from_db()
    assert (row.days, row.ended_at) == (28, None)


def test_a_late_duty_is_late_on_today(cast: Cast) -> None:
    listed(cast, function=cast.functions["client-services"], days=1)
    initiative(cast, at=cast.at - timedelta(days=10), actor=MACHINE)
    late = days_since(cast.sam, (cast.at - timedelta(days=10)).date() + timedelta(days=1))
    assert f"{late} days late" in text_of(cast.browser(cast.sam).get("/"))
