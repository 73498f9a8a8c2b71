"""What initiatives take comes in with their file: team-weeks, what comes first, what excludes what."""

import pytest

from parley.exchange.terms import NothingKept
from parley.roadmap.models import Estimate, Initiative, Tie
from parley.roadmap.rules.taking import Tying, tied_anew
from parley.roadmap.terms import initiative_ref
from parley.roadmap.terms.portfolio import TieKind
from tests.cast import Cast, history
from tests.exchange.made import export, take_in, unchanged

HEAD = "key,title,group,stage,horizon,takes,needs_first,excludes\n"
A, B, C = (f"{key},{title},{group},gather,later," for key, title, group in (
    ("a", "Graph", "identity"), ("b", "Reach", "reporting"), ("c", "Rooms", "identity")))  # fmt: skip
BEFORE, APART = TieKind.BEFORE, TieKind.APART


@pytest.mark.django_db
@pytest.mark.database
def test_a_file_says_what_initiatives_take_and_says_it_anew(cast: Cast) -> None:
    first = {"initiatives": f"{HEAD}{A}6,b;c,\n{B}2.5,,c\n{C},,\n"}
    take_in(first)
    a, b, c = (Initiative.objects.get(key=key).pk for key in "abc")
    assert dict(Estimate.objects.values_list("initiative", "team_weeks")) == {a: 6, b: 2.5}
    assert set(Tie.objects.values_list("kind", "first", "second")) == {(BEFORE, b, a), (BEFORE, c, a), (APART, b, c)}
    assert "took in by an import what 3 initiatives take, and what comes first" in history(initiative_ref(c))
    unchanged(first)
    unchanged({"initiatives": export()["initiatives"]})
    report = take_in({"initiatives": f"{HEAD}{A},c,\n"})
    (tally,) = report.tallies.values()
    assert (tally.added, tally.changed, tally.unchanged) == (0, 1, 0)
    take_in({"initiatives": f"{HEAD}{B}3,,\n"})
    assert dict(Estimate.objects.values_list("initiative", "team_weeks")) == {b: 3}
    assert set(Tie.objects.values_list("kind", "first", "second")) == {(BEFORE, c, a)}
    unchanged({"initiatives": f"key,title,group,stage,horizon\n{A[:-1]}\n"})  # a column that is not there says nothing


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(
    ("rows", "column", "sentence"),
    [
        (f"{A}6,b,\n{B}2,a,\n", "needs_first", "neither could ever begin"),
        (f"{A}6,a,\n", "needs_first", "neither could ever begin"),
        (f"{A}6,,a\n", "excludes", "cannot exclude itself"),
        (f"{A}6,b,b\n{B}2,,\n", "excludes", "cannot exclude it"),
        (f"{A}6,nowhere,\n", "needs_first", "No initiative is known by this"),
        (f"{A}many,,\n", "takes", "Write team-weeks as a number"),
        (f"{A}0,,\n", "takes", "between 0.1 and"),
    ],
)
def test_what_cannot_be_stops_the_import_with_its_place(cast: Cast, rows: str, column: str, sentence: str) -> None:
    with pytest.raises(NothingKept) as stopped:
        take_in({"initiatives": HEAD + rows})
    problem = stopped.value.report.problems[0]
    assert (problem.line, problem.column) == (2, column)
    assert sentence in problem.sentence
    assert not Initiative.objects.exists()


def test_a_long_round_is_found_and_what_lies_before_and_behind_it_is_not() -> None:
    wanted = {key: Tying(frozenset({key - 1}), None) for key in range(2, 9)} | {1: Tying(frozenset(), None)}
    assert tied_anew(wanted, frozenset())[1] == []
    wanted[3] = Tying(frozenset({2, 6}), None)
    _ties, refused = tied_anew(wanted, frozenset())
    assert [key for key, _why in refused] == [3, 4, 5, 6]
