"""Names in own words: found by the words of the text, and never by reading all names."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.surveys.queries.naming import named_in
from parley.surveys.rules.drafting import minutes_for, next_to_answer, order_for, rate_while_open, whole_of
from parley.surveys.rules.naming import addresses_in, called_in, listed, runs_of
from parley.surveys.terms.waves import CORE
from tests.cast import Cast
from tests.clients.made import hartmann
from tests.surveys.made import crew

PEOPLE = ["Aiko Tanaka", "Sam Okafor", "Will Grace", "田中 愛子"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to ada@client.example or @ben.b, not to a @ b.", ["ada@client.example", "@ben.b"]),
        ("ada@client.example, ada@client.example", ["ada@client.example"]),
        ("half past 3 @ noon", []),
    ],
)
def test_mail_addresses_and_handles_are_found(text, found):
    assert addresses_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("aiko waited", ["Aiko Tanaka"]),
        ("The Tanaka case", ["Aiko Tanaka"]),
        ("The same again: Samuel", []),
        ("We will see. Will it?", []),
        ("I asked Will twice", ["Will Grace"]),
        ("田中さんに聞きました", ["田中 愛子"]),
        ("Nobody was asked", []),
    ],
)
def test_people_of_ones_groups_are_found_by_a_part_of_their_name(text, found):
    assert called_in(text, PEOPLE) == found


def test_a_name_within_another_is_said_once():
    assert listed(["Ana", "Sam Okafor", "Anastasia Kim", "Sam", "Sam Okafor"]) == ["Ana", "Sam Okafor", "Anastasia Kim"]


def test_runs_are_of_one_to_three_words_and_do_not_cross_sentences():
    runs = runs_of("We lost Bright Lane Media. Then aiko tanaka left, too")
    assert {"We lost Bright", "Bright Lane Media", "Aiko Tanaka"} <= set(runs.as_typed)
    assert "bright lane media" in runs.plain
    assert "lost" not in runs.plain
    assert not [each for each in runs.plain if "media then" in each]
    assert len(runs_of("a b " * 200).as_typed) <= 3 * 400


def test_a_draft_is_whole_shuffled_and_resumed():
    draft = {"influence": 3, "why": None, "value": ["roadmap", "vision"]}
    assert whole_of(CORE, draft) == {"influence": 3}
    assert next_to_answer(CORE, draft) == 3
    assert next_to_answer(CORE, draft | {"speak": 1}) == 4
    assert next_to_answer(CORE, {each.key: None for each in CORE}) is None
    orders = {tuple(item.key for item in order_for(CORE[3], f"token {n}")) for n in range(200)}
    assert len(orders) > 90, "of 120 orders"
    firsts = [order_for(CORE[3], f"token {n}")[0].key for n in range(2_000)]
    assert all(320 < firsts.count(item.key) < 480 for item in CORE[3].items), "each stands first as often"


@pytest.mark.parametrize(
    ("invited", "answered", "shown"),
    [(9, 9, None), (10, 4, 0), (10, 5, 50), (40, 9, 10), (200, 9, 0), (1_000, 999, 95), (20, 20, 95)],
)
def test_the_rate_of_an_open_wave_is_rounded_down_to_five_people_and_to_fives(invited, answered, shown):
    assert rate_while_open(invited, answered) == shown


def test_minutes_are_at_least_one():
    assert [minutes_for(n) for n in (1, 5, 12)] == [1, 2, 5]


@pytest.mark.django_db
@pytest.mark.database
class TestLookedUp:
    def test_people_clients_and_addresses_are_named_as_the_writer_may_know_them(self, cast: Cast):
        hartmann(cast, name="Hartmann Ltd")
        viewer = cast.viewer(cast.sam)
        text = "petra novak told Hartmann, and AIKO knows. Mail x@y.example."
        assert named_in(viewer, text) == ["x@y.example", "Petra Novak", "Aiko Tanaka", "Hartmann Ltd"]
        assert named_in(viewer, "Tell us earlier what slips. We will ask.") == []
        assert named_in(viewer, " ") == []

    def test_it_asks_the_same_few_questions_however_many_names_there_are(self, cast: Cast):
        viewer = cast.viewer(cast.sam)
        text = "Aiko Tanaka, Crew Number3 and Hartmann " * 15

        def asked() -> list[str]:
            with CaptureQueriesContext(connection) as seen:
                named_in(viewer, text)
            return [each["sql"] for each in seen]

        first = asked()
        crew(cast, 40)
        assert len(asked()) == len(first) <= 4

    def test_names_are_looked_up_as_a_whole_and_never_by_a_part(self, cast: Cast):
        viewer = cast.viewer(cast.sam)
        with CaptureQueriesContext(connection) as seen:
            named_in(viewer, "Hartmann lost Petra Novak")
        looked_up = [each["sql"] for each in seen if "Hartmann" in each["sql"] or "hartmann" in each["sql"]]
        assert len(looked_up) == 3
        assert not [sql for sql in looked_up if "LIKE" in sql or " IN (" not in sql]
