"""The page of the ways of doing an initiative: proposing, talking, choosing; and what its own page says of them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parley.roadmap.actions.exploring import choose_solution
from parley.roadmap.queries.solutions import choice_of, choices_of, solutions_of
from parley.roadmap.terms import Audience, Stage
from parley.voices.actions import say
from parley.voices.queries.attached import attached_in
from tests.roadmap.made import initiative, proposed
from tests.voices import hostile

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Ask once a year",
    "text": "The banner comes back after a year.",
    "speaks_for": "The law asks for it in two countries.",
    "speaks_against": "Publishers lose a percent of consent.",
    "helps": "Legal, and clients in France",
}
WHY = "Two countries ask for it by law, and we give up a percent of consent."


@pytest.fixture
def row(cast):
    return initiative(cast, stage=Stage.EXPLORE)


@pytest.fixture
def page(row):
    return reverse("initiative_solutions", args=[row.pk])


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_empty_page_offers_the_first_step(cast, row, page):
    assert "Nobody has written down yet how this could be done" in text_of(cast.browser(cast.sam).get(page))
    said = text_of(cast.browser(cast.sam).get(reverse("initiative", args=[row.pk])))
    assert f'href="{page}"' in said
    assert "Write down the first way" in said


def test_business_proposes_with_a_sketch(cast, row, page):
    sent = TYPED | {"file": SimpleUploadedFile("banner.png", hostile.png())}
    answer = cast.browser(cast.sam).post(page, sent)
    (made,) = solutions_of(row.pk)
    assert (answer.status_code, answer["Location"]) == (302, f"{page}#solution-{made.pk}")
    (kept,) = attached_in((made.thread_id,))
    shown = text_of(cast.browser(cast.noor).get(page))
    assert "Publishers lose a percent of consent." in shown
    assert f"/attachments/{kept.pk}/preview/" in shown
    assert f"Proposed by {cast.sam.name}, business" in shown


def test_what_is_missing_is_said_of_each_part_and_the_rest_is_kept(cast, row, page):
    answer = cast.browser(cast.sam).post(page, TYPED | {"speaks_against": "", "helps": ""})
    said = text_of(answer)
    assert answer.status_code == 422
    assert "Every solution has something." in said
    assert "Say whom it helps" in said
    assert "The law asks for it in two countries.</textarea>" in said
    assert not solutions_of(row.pk)


def test_it_is_chosen_and_the_initiative_says_so(cast, row, page):
    first, second = proposed(cast, row), proposed(cast, row, title="Ask once a year")
    browser = cast.browser(cast.noor)
    sent = {"seen": 0, "solution": second.pk, "reason": WHY}
    assert browser.post(reverse("initiative_choice", args=[row.pk]), sent)["Location"] == page
    said = text_of(cast.browser(cast.sam).get(reverse("initiative", args=[row.pk])))
    assert "Chosen: Ask once a year." in said
    assert WHY in said
    assert f"Against: {first.title}." in said
    assert "Choose another" in text_of(browser.get(page))
    assert "chose the solution" in said.lower()


def test_whoever_was_slower_sees_both_reasons(cast, row):
    first, second = proposed(cast, row), proposed(cast, row, title="Ask once a year")
    choose_solution(solution=first, reason=WHY, actor=cast.noor, at=cast.at)
    sent = {"seen": 0, "solution": second.pk, "reason": "It is the cheaper of both, by a quarter."}
    answer = cast.browser(cast.noor).post(reverse("initiative_choice", args=[row.pk]), sent)
    assert answer.status_code == 409
    assert WHY in text_of(answer)
    assert "cheaper of both" in text_of(answer)
    assert choices_of(row.pk)[0].solution == first


def test_a_reason_that_says_nothing_is_refused(cast, row):
    first, _other = proposed(cast, row), proposed(cast, row, title="Ask once a year")
    address = reverse("initiative_choice", args=[row.pk])
    answer = cast.browser(cast.noor).post(address, {"seen": 0, "solution": first.pk, "reason": "strategic"})
    assert answer.status_code == 422
    assert "“Strategic” alone does not say why" in text_of(answer)
    others = cast.browser(cast.sam).post(address, {"seen": 0, "solution": first.pk, "reason": WHY})
    assert others.status_code == 422
    assert choice_of(row.pk) is None


def test_a_member_says_something_and_takes_it_back(cast, row, page):
    made = proposed(cast, row)
    browser = cast.browser(cast.sam)
    address = reverse("solution_comments", args=[row.pk, made.pk])
    assert browser.post(address, {"text": "Two of my clients would sign for that."}).status_code == 302
    assert "Two of my clients would sign for that." in text_of(browser.get(page))
    said = made.thread.comments.get()
    assert browser.post(address, {"text": ""}).status_code == 422
    assert browser.post(reverse("comment_withdrawal", args=[said.pk])).url == f"{page}#said"
    assert "Two of my clients" not in text_of(browser.get(page))


def test_its_author_writes_it_differently_and_withdraws_it(cast, row, page):
    cast.browser(cast.sam).post(page, TYPED)
    (made,) = solutions_of(row.pk)
    address = reverse("initiative_solution", args=[row.pk, made.pk])
    browser = cast.browser(cast.sam)
    assert "Ask once a year" in text_of(browser.get(address))
    assert browser.post(address, TYPED | {"helps": "Legal alone", "version": 1}).status_code == 302
    assert browser.post(address, TYPED | {"version": 1}).status_code == 409
    assert cast.browser(cast.aiko).get(address).status_code == 422
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "No country asks for it any more."}).status_code == 302
    assert "Withdrawn" in text_of(browser.get(page))
    assert browser.get(address).status_code == 404


def test_a_sketch_is_added_by_whoever_proposed_it(cast, row, page):
    made = proposed(cast, row, files=[])
    address = reverse("solution_sketches", args=[row.pk, made.pk])
    file = {"file": SimpleUploadedFile("banner.png", hostile.png())}
    assert cast.browser(cast.noor).post(address, file).status_code == 302
    assert cast.browser(cast.noor).post(address, {}).status_code == 422
    bad = {"file": SimpleUploadedFile("banner.svg", hostile.SCRIPT)}
    refused = cast.browser(cast.noor).post(address, bad)
    assert refused.status_code == 422
    assert "An SVG can hold a script" in text_of(refused)
    assert cast.browser(cast.aiko).post(address, {}).status_code == 422
    assert len(attached_in((made.thread_id,))) == 1


def test_a_stranger_finds_nothing(cast, row, page):
    made = proposed(cast, row)
    said = say(thread=made.thread, text="Hm.", actor=cast.sam, at=cast.at)
    browser = cast.browser(cast.omar)
    for name, keys in (("initiative_solutions", [row.pk]), ("initiative_solution", [row.pk, made.pk])):
        assert browser.get(reverse(name, args=keys)).status_code == 404
    for name, keys in (
        ("initiative_solutions", [row.pk]),
        ("initiative_choice", [row.pk]),
        ("initiative_solution", [row.pk, made.pk]),
        ("solution_sketches", [row.pk, made.pk]),
        ("solution_comments", [row.pk, made.pk]),
        ("comment_withdrawal", [said.pk]),
    ):
        assert browser.post(reverse(name, args=keys), TYPED).status_code == 404
    other = initiative(cast, "Shown to all", stage=Stage.LAUNCH, audience=Audience.COMPANY)
    assert browser.get(reverse("initiative_solution", args=[other.pk, made.pk])).status_code == 404
    assert browser.get(reverse("initiative_solutions", args=[other.pk])).status_code == 200


def test_the_number_of_queries_is_the_same_for_one_and_for_twelve(cast, row, page, django_assert_max_num_queries):
    for number in range(12):
        made = proposed(cast, row, title=f"Way {number}")
        say(thread=made.thread, text="Hm.", actor=cast.sam, at=cast.at)
    browser = cast.browser(cast.noor)
    browser.get(page)
    with django_assert_max_num_queries(12):
        browser.get(page)
