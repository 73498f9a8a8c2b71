"""Own words are read by two of product operations, one at a time, with nothing beside them; then all are shown."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.ledger.terms import MACHINE
from parley.people.actions import give_operations
from parley.surveys.models import OpenAnswer, Release
from parley.surveys.queries.released import found_in
from parley.surveys.terms.waves import Part, wave_ref
from tests.cast import history
from tests.screens.results.numbers import of_page
from tests.surveys.made import opened

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="answer" value="([0-9a-f-]{36})"')


@pytest.fixture
def noor(cast):
    """Let Noor be the second of product operations."""
    give_operations(person=cast.noor, given=True, actor=MACHINE, at=cast.at)
    cast.noor.refresh_from_db()
    return cast.noor


def at(wave):
    return f"/surveys/{wave.pk}/words/"


def row_of(wave, **which):
    row = OpenAnswer.objects.filter(wave=wave, **which).first()
    assert row
    return row


def key_in(page):
    found = KEY.search(page)
    assert found, "an answer stands there"
    return found.group(1)


def looked(cast, person, wave):
    answer = cast.browser(person).get(at(wave))
    assert answer.status_code == 200
    return answer.text


def read(cast, person, wave, key, shown=None, *, status=302):
    data = {"answer": key, "shown": shown or ""} | ({"leave": "yes"} if shown is None else {"do": "show"})
    answer = cast.browser(person).post(at(wave), data)
    assert answer.status_code == status, answer.status_code
    return answer


def test_one_answer_stands_there_alone(cast, spring):
    page = looked(cast, cast.ines, spring)
    count = OpenAnswer.objects.filter(wave=spring).count()
    assert f"{count} are left for you to read." in page
    key = key_in(page)
    row = OpenAnswer.objects.get(pk=key)
    assert row.words in of_page(page)
    assert of_page(page).count("(") == 2, "no second answer"
    assert not re.search(
        r"business|product side|EMEA|AMER|APAC", of_page(page).lower().replace("product operations", "")
    )
    seen = {key_in(looked(cast, cast.ines, spring)) for _ in range(12)}
    assert len(seen) > 1, "they come by chance"


def test_two_read_each_and_then_all_are_released_at_once(cast, spring, noor):
    keys = list(OpenAnswer.objects.filter(wave=spring).values_list("pk", flat=True))
    for person in (cast.ines, noor):
        for _ in keys:
            assert not Release.objects.filter(wave=spring, part=Part.WORDS).exists()
            key = key_in(looked(cast, person, spring))
            kept = OpenAnswer.objects.get(pk=key)
            read(cast, person, spring, key, (kept.shown if kept.first_id else kept.words).replace("clients", "[…]"))
    words = [each for unit in found_in(spring.pk, Part.WORDS)["words"] for each in unit["words"]]
    assert words
    assert not any("clients" in each for each in words)
    assert any("for our […]." in each for each in words)
    assert "Nothing is left for you to read." in looked(cast, noor, spring)
    assert history(wave_ref(spring.pk))[0].startswith("released the words")
    first = read(cast, cast.ines, spring, keys[0], "", status=422).text
    assert "These words are released, and what is released never changes." in first


def test_the_same_reader_is_refused_the_second_time(cast, spring):
    row = row_of(spring)
    read(cast, cast.ines, spring, row.pk, row.words)
    again = read(cast, cast.ines, spring, row.pk, row.words, status=422).text
    assert "You have read this one. Somebody else of product operations reads it too" in again


def test_words_are_taken_out_and_never_put_in(cast, spring, noor):
    row = row_of(spring, words__contains="meetings")
    refused = read(cast, cast.ines, spring, row.pk, "More meetings, please.", status=422).text
    assert "Only take words out" in refused
    assert "More meetings, please." in refused, "what was typed is kept"
    read(cast, cast.ines, spring, row.pk, None)
    row.refresh_from_db()
    assert (row.first, row.shown) == (cast.ines, "")
    browser = cast.browser(noor)
    page = next(text for _ in range(400) if key_in(text := browser.get(at(spring)).text) == str(row.pk))
    assert "Whoever read it first leaves this one out." in page
    assert row.words not in of_page(page)
    read(cast, noor, spring, row.pk, None)


def test_nobody_else_reads_them_nor_before_it_is_closed(cast, spring):
    row = row_of(spring)
    for person in (cast.elena, cast.sam, cast.omar, cast.noor):
        assert cast.browser(person).get(at(spring)).status_code == 404
        read(cast, person, spring, row.pk, row.words, status=404)
    for key in (uuid4(), "x", ""):
        read(cast, cast.ines, spring, key, "x", status=404)
    wave = opened(cast, name="Now", everybody=True)
    assert "Nobody reads what is written before the survey is closed." in looked(cast, cast.ines, wave)
    read(cast, cast.ines, wave, row.pk, "x", status=404)
    assert cast.browser(cast.ines).get("/surveys/999999/words/").status_code == 404


def test_looking_writes_nothing_and_costs_few_queries(cast, spring):
    browser = cast.browser(cast.ines)
    browser.get(at(spring))
    with CaptureQueriesContext(connection) as asked:
        browser.get(at(spring))
    assert len(asked) <= 15
    assert not [each["sql"] for each in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", each["sql"])]
