"""A survey is there for whom it asks: in the list, on Today, and for who plans it to look at; others are told so."""

import pytest
from django.test import Client

from parley.ledger.terms import MACHINE
from parley.surveys.actions.opening import open_wave
from parley.surveys.actions.planning import withdraw_wave
from parley.surveys.models import Sheet, Wave
from tests.cast import Cast
from tests.screens.surveys.answered import WORDS, at, begun
from tests.surveys.made import answer, answers, crew, later, opened, planned, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_others_are_told_so_and_what_is_planned_or_given_up_is_not_there(cast: Cast, wave: Wave):
    lena = cast.browser(cast.lena)
    page = lena.get(at(wave))
    assert page.status_code == 200
    assert "This wave asks others" in page.text
    assert ">Begin<" not in page.text
    assert lena.post(at(wave, "draft")).status_code == 422
    assert lena.post(at(wave, "questions", 1), {"answer": "1"}).status_code == 422
    assert lena.post(at(wave, "answers")).status_code == 422
    assert lena.get(at(wave, "questions", 1)).headers["Location"] == at(wave)
    assert not Sheet.objects.exists()
    draft, gone = planned(cast, name="Later", **later(cast, 2)), opened(cast, name="Gone", **later(cast))
    withdraw_wave(wave=gone, reason="Others are meant.", actor=cast.ines, at=cast.at)
    for person in (cast.sam, cast.ines):
        for key in (draft.pk, gone.pk, 987_654):
            for below in ("", "questions/1/", "answers/", "answers/thanks/"):
                assert cast.browser(person).get(f"/surveys/{key}/{below}").status_code == 404
            for below in ("draft/", "questions/1/", "answers/", "answers/end/"):
                assert cast.browser(person).post(f"/surveys/{key}/{below}").status_code == 404
    assert begun(cast.browser(cast.sam), wave).get(at(wave, "questions", 6)).status_code == 404
    assert Client().get(at(wave)).headers["Location"].startswith("/sign-in/")


def test_the_list_shows_what_waits_then_what_is_open_then_what_is_over(cast: Cast, browser: Client):
    assert "No survey has been held yet" in browser.get("/surveys/").text
    people = crew(cast, 12)
    old = opened(cast, name="Spring")
    answer(old, people[0], answers(1))
    sealed(old)
    wave = opened(cast, name="Autumn")
    planned(cast, name="Next year", **later(cast))
    page = browser.get("/surveys/").text
    assert page.index("Autumn") < page.index("Spring")
    assert "1 of 18 answered." in page
    assert "Next year" not in page
    assert page.count("btn-main") == 1
    answer(wave, cast.sam, answers(1))
    assert "You have answered. It closes" in browser.get("/surveys/").text
    assert "It asks others. It closes" in cast.browser(cast.lena).get("/surveys/").text


def test_who_plans_a_wave_looks_at_it_as_who_is_asked_and_nothing_is_kept(cast: Cast):
    crew(cast, 12)
    wave, ines = planned(cast), cast.browser(cast.ines)
    for number in range(1, 6):
        page = ines.get(at(wave, "preview", number))
        assert page.status_code == 200
        assert "counts for nothing" in page.text
        given = {"answer": "4", "words": WORDS, "next": "yes"}
        led = ines.post(at(wave, "preview", number), given).headers["Location"]
        assert led == (at(wave, "preview", number + 1) if number < 5 else f"/company/surveys/{wave.pk}/")
    assert not [name for name in ines.cookies if name.startswith("survey_secret")]
    assert not Sheet.objects.exists()
    assert ines.get(at(wave, "preview", 6)).status_code == 404
    assert cast.browser(cast.sam).get(at(wave, "preview", 1)).status_code == 404
    open_wave(wave=wave, actor=MACHINE, at=cast.at)
    refused = cast.browser(cast.sam).get(at(wave, "preview", 1))
    assert (refused.status_code, "Only product operations" in refused.text) == (422, True)


def test_it_waits_on_today_until_it_is_answered(cast: Cast, wave: Wave, browser: Client):
    page = browser.get("/").text
    assert "Answer the survey" in page
    assert "Autumn: 5 questions, 2 minutes" in page
    assert f'href="{at(wave)}"' in page
    assert "until " in page
    assert "Answer the survey" not in cast.browser(cast.lena).get("/").text
    answer(wave, cast.sam, answers(1))
    assert "Answer the survey" not in browser.get("/").text
