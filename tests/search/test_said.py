"""Whether something was said before: found by its rarest words, on both databases, however much was said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.roadmap.actions import merge_insights
from parley.search.actions import learn_meanings, rebuild
from parley.search.queries.meaning import is_there, near
from parley.search.queries.said import said_before
from parley.search.rules.likeness import (
    Frequencies,
    likeness_of,
    worth_asking,
    worth_comparing,
    worth_seeking,
    woven,
)
from tests.clients.made import hartmann, said

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOISE = ["The invoice arrives too late each month.", "Please add a dark theme.", "Exports lose their column order.",
         "Seats cannot be moved between offices."]  # fmt: skip


@pytest.fixture
def spoken(cast):
    client, other = hartmann(cast), hartmann(cast, name="Nordbank")
    first = said(cast, client, "We must prove to auditors that deleted profiles are gone.", days_ago=9)
    second = said(cast, other, "Auditors ask us to prove that profiles were deleted", days_ago=3)
    for text in NOISE:
        said(cast, client, text)
    rebuild()
    return first, second


def texts(cast, text, **more):
    return [each.insight.text for each in said_before(cast.viewer(cast.omar), text, **more)]


def test_the_same_in_other_words_comes_first_and_the_rest_not_at_all(cast, spoken):
    first, second = spoken
    asked = "Can you prove an auditor that a profile is deleted?"
    assert set(texts(cast, asked)) == {first.text, second.text}
    assert texts(cast, first.text, but=[first.pk]) == [second.text]
    assert texts(cast, first.text)[0] == first.text
    assert texts(cast, "監査の証明") == texts(cast, "") == texts(cast, "?!") == []
    assert len(said_before(cast.viewer(cast.omar), asked, most=1)) == 1


def test_of_what_was_merged_one_is_offered_and_leads_to_the_one_that_is_kept(cast, spoken):
    first, second = spoken
    merge_insights(insights=[second], into=first, actor=cast.noor, at=cast.at)
    found = said_before(cast.viewer(cast.omar), second.text)
    assert [(each.insight, each.kept) for each in found] == [(second, first.pk)]
    assert found[0].likeness == pytest.approx(1, abs=0.2)


def test_it_takes_the_same_queries_however_much_is_found(cast, spoken):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            said_before(cast.viewer(cast.omar), "Prove to auditors that profiles are deleted")
        return len(asked)

    queries()
    few = queries()
    client = hartmann(cast, name="Aldermay")
    for n in range(30):
        said(cast, client, f"Prove number {n} to auditors: profiles are deleted.")
    rebuild()
    assert queries() == few <= 7  # two of which make the viewer


def test_dense_scripts_are_found_too(cast, spoken):
    client = hartmann(cast, name="Sakura")
    row = said(cast, client, "監査のために削除の証明が必要です")
    rebuild()
    assert texts(cast, "削除の証明をください") == [row.text]


def test_rare_words_are_sought_and_only_few_things_are_looked_at():
    found = Frequencies({"the": 900_000, "audit": 400, "proof": 300, "deletion": 200, "gdpr": 1}, 1_000_000)
    assert worth_seeking(found, but_itself=False) == ["gdpr", "deletion", "proof"]
    assert worth_seeking(found, but_itself=True) == ["deletion", "proof"]
    holds = [("gdpr", 1), ("proof", 2), ("deletion", 2), ("proof", 3)]
    assert worth_comparing(holds, found) == [2, 1, 3]
    assert worth_asking("Short one\na much longer sentence") == ["short", "one", "sentence", "longer", "much"]
    assert likeness_of("proof of deletion", {1: "proof of deletion", 2: "the"}, found)[1] == pytest.approx(1)
    assert likeness_of("of", {1: "proof"}, found) == {}


def test_a_german_note_finds_its_english_twin_where_meanings_are_known(cast, spoken):
    """Without the encoder nothing is learnt, and what is sought by words is found as before."""
    first, second = spoken
    german = "Prüfer verlangen von uns den Nachweis, dass gelöschte Profile wirklich weg sind."
    assert learn_meanings() == (2 + len(NOISE) if is_there() else 0)
    assert learn_meanings() == 0
    assert set(texts(cast, german)) == ({first.text, second.text} if is_there() else set())
    assert texts(cast, first.text)[0] == first.text
    assert [each.pk for each in (first, second)] == sorted(near(german, most=2)) or not is_there()


def test_what_is_found_by_words_and_by_meaning_stands_in_one_order():
    assert woven([1, 2, 3], [4, 2, 5]) == [1, 2, 4, 3, 5]
    assert woven([], [4, 5]) == [4, 5]
    assert woven([1, 2, 3], []) == [1, 2, 3]
