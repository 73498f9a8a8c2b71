"""The results of a wave: what an executive reads in ten seconds, and every number of it in the frozen text."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.ledger.terms import MACHINE
from parley.people.actions import give_operations
from parley.surveys.actions.planning import withdraw_wave
from parley.surveys.models import Release
from parley.surveys.queries.released import found_in
from tests.screens.results.numbers import numbers_of, of_page, said
from tests.surveys.large import content_of
from tests.surveys.made import answer, opened, planned, sealed
from tests.surveys.released import keep_text, opinions, read_all

pytestmark = pytest.mark.django_db


def at(wave, more=""):
    return f"/surveys/{wave.pk}/results/{more}"


def read(cast, person, address, status=200):
    answer = cast.browser(person).get(address)
    assert answer.status_code == status, answer.status_code
    return of_page(answer.text)


def texts(wave):
    return list(Release.objects.filter(wave=wave).values_list("content", flat=True))


def test_the_answer_stands_first_with_its_interval_who_answered_and_what_changed(cast, spring):
    page = read(cast, cast.elena, at(spring))
    whole = next(
        each for each in found_in(spring.pk)["figures"] if each["question"] == "influence" and not each["cell"]
    )
    share, low, high = (round(whole[each] * 100) for each in ("share", "low", "high"))
    answered = f"{whole['n']} of {found_in(spring.pk)['invited']} answered"
    first = f"{share}% say they can influence the roadmap ({low}–{high}), {answered}; "
    assert first in page
    since = page[page.index(first) + len(first) :].partition(".")[0]
    assert whole["change"]["words"].endswith(since)
    assert re.match(r"(up|down) \d+ points?: too few answers to say it really (rose|fell)$", since)
    assert page.index(first) < 200, "nothing of length stands before it"
    lowest, highest = (f"{round(whole[each] * 100)}%" for each in ("lowest", "highest"))
    assert f"If everybody who did not answer disagreed it would be {lowest}; if all of them agreed, {highest}." in page
    assert "Below 100 answers it is not weighted" in page


def test_the_rest_stands_below_part_by_part(cast, spring):
    page = read(cast, cast.elena, at(spring))
    titles = ["What else was asked", "say they understand why", "say they can say what they think", "come first",
              "The sides next to each other", "Part by part", "By side", "By group", "By region", "By function",
              "Two cuts at once", "By group and side", "How this is computed"]  # fmt: skip
    rest = page
    for each in titles:
        assert each in rest, each
        rest = rest.partition(each)[2]
    assert "Identity &amp; privacy" in page
    assert "Testing opportunities come first." in page
    assert re.search(r"Testing opportunities 1st \d+", page)
    assert "No clear winner" in page or "come first" in page
    assert "I agree strongly" in page


def test_what_is_hidden_is_counted_in_a_sentence_and_never_named(cast, spring):
    page = read(cast, cast.elena, at(spring))
    found = found_in(spring.pk)
    hidden = [dict(each["cell"]) for each in found["hidden"] if each["question"] == "influence"]
    functions = [each["function"] for each in hidden if set(each) == {"function"}]
    assert functions
    assert "One function is not shown: too few answered." in page
    assert len(functions) == 1
    for key in functions:
        assert found["names"]["function"][key] not in page.replace("Executives and others", "")


@pytest.mark.parametrize("more", ["", "?question=why", "?question=speak"])
def test_every_number_of_the_page_is_one_of_the_frozen_text(cast, spring, more):
    allowed = said(texts(spring))
    assert not numbers_of(read(cast, cast.elena, at(spring, more))) - allowed
    assert 7777.0 not in allowed, "the allowance is no blank cheque"


def test_another_question_may_be_seen_part_by_part_and_an_unknown_one_is_said(cast, spring):
    page = read(cast, cast.elena, at(spring, "?question=why"))
    assert page.index("Part by part") < page.index("“I understand why product decisions are made.”")
    assert "There is no question “who”" in read(cast, cast.elena, at(spring, "?question=who"))


def test_everybody_sees_the_same(cast, spring):
    def seen_by(person):
        return re.sub(r"\w{3} \d+ \w{3}( \d{4})?", "a day", read(cast, person, at(spring)))  # of one's own zone

    pages = {seen_by(person) for person in (cast.elena, cast.sam, cast.omar)}
    assert len(pages) == 1
    assert seen_by(cast.ines).replace("Read them ", "") in pages


def test_own_words_stand_there_once_two_have_read_them(cast, spring):
    before = read(cast, cast.elena, at(spring))
    assert "Two people of product operations read them first, to take out names." in before
    assert "Read them" not in before
    assert "Read them" in read(cast, cast.ines, at(spring))
    assert "Tell us why, and when." not in before
    give_operations(person=cast.noor, given=True, actor=MACHINE, at=cast.at)
    read_all(cast, spring, cast.noor, cast.at)
    after = read(cast, cast.elena, at(spring))
    assert "Tell us why, and when." in after
    assert "Two people of product operations" not in after
    assert not numbers_of(after) - said(texts(spring))


def test_while_it_is_open_nothing_is_shown_but_how_many_answered(cast):
    wave = opened(cast, name="Now", everybody=True)
    people = list(wave.people.order_by("pk"))
    for n, each in enumerate(people[: len(people) // 2 + 1]):
        answer(wave, each.person, opinions(n, agree=0.7))
    page = read(cast, cast.elena, at(wave))
    assert "It is open until" in page
    assert "how many have answered. It asks 114 people; at least 45% have answered so far." in page
    assert "influence" not in page
    sealed(wave)
    assert "It is closed, and is being counted." in read(cast, cast.elena, at(wave))


def test_a_planned_wave_is_there_for_those_who_plan_alone_and_a_withdrawn_one_too(cast):
    wave = planned(cast, name="Later", opens_at=cast.at + timedelta(days=3), closes_at=cast.at + timedelta(days=9))
    assert "It is planned, and opens" in read(cast, cast.ines, at(wave))
    assert cast.browser(cast.elena).get(at(wave)).status_code == 404
    withdraw_wave(wave=wave, reason="Too early.", actor=cast.ines, at=cast.at)
    assert "It was withdrawn." in read(cast, cast.ines, at(wave))
    assert cast.browser(cast.elena).get(at(wave)).status_code == 404
    assert cast.browser(cast.elena).get("/surveys/999999/results/").status_code == 404


def test_looking_writes_nothing_and_costs_few_queries(cast, spring):
    browser = cast.browser(cast.elena)
    browser.get(at(spring))
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(at(spring))
    assert len(asked) <= 15
    assert not [each["sql"] for each in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", each["sql"])]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "style=" not in answer.text


def kept(cast, name, content):
    """Release a wave whose text is given."""
    wave = sealed(opened(cast, name=name, everybody=True))
    keep_text(wave=wave, content=content, actor=MACHINE, at=wave.closes_at)
    return wave


def test_one_group_and_sixty_ask_the_same(cast):
    browser, counts = cast.browser(cast.elena), []
    for groups in (1, 60):
        wave = kept(cast, f"Of {groups}", content_of(groups=groups))
        browser.get(at(wave))
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(at(wave))
        counts.append(len(asked))
        assert answer.text.count("Do something about it") > groups
    assert counts[0] == counts[1] <= 15


def test_a_wave_that_was_asked_elsewhere_may_lack_nearly_everything(cast):
    whole = {"question": "influence", "cell": [], "n": 84, "share": 0.67, "low": 0.56, "high": 0.76}
    question = {"key": "influence", "kind": "agree", "text": "I can influence the roadmap."}
    wave = kept(
        cast, "Before Parley", {"name": "Before Parley", "invited": None, "questions": [question], "figures": [whole]}
    )
    page = read(cast, cast.elena, at(wave))
    assert "67% say they can influence the roadmap (56–76), 84 answered." in page
    assert "If everybody who did not answer" not in page
    for file in ("results.csv", "results.xlsx", "results.pptx", "results.pdf", "results.md"):
        assert cast.browser(cast.elena).get(at(wave, file)).status_code == 200, file


def test_the_weighted_share_leads_where_it_says_something_else(cast):
    content = content_of(groups=1)
    content["figures"][0]["weighted"] = {"share": 0.58, "low": 0.49, "high": 0.66, "leads": True}
    page = read(cast, cast.elena, at(kept(cast, "Weighted", content)))
    assert (
        "58% say they can influence the roadmap (49–66), 131 of 4000 answered. 0% 50% 100% This is weighted"
        in re.sub(r" If everybody .*?%\.", "", page)
    )
    assert "As the answers came it is 71% (61–80), up 4 points: too few answers to say it really rose." in page


def test_nothing_is_shown_of_too_few(cast):
    wave = kept(cast, "Few", content_of(groups=1) | {"figures": [], "rankings": [], "rates": []})
    page = read(cast, cast.elena, at(wave))
    assert "“I can influence the roadmap.”: too few answered, so nothing is shown." in page
    assert "Too few answered this for a ranking to be shown." in page
    assert "Do something about it" not in page
