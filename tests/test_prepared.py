"""Prepared queries: the same answers as the query they are made of, for each asker, and built once for a shape."""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.db.models import Count, Model, QuerySet, Value
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import mark_safe
from hypothesis import HealthCheck, given, settings

from parley.groups.queries import viewer_of
from parley.ledger.terms import MACHINE
from parley.people.actions import add_person
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Side, Viewer
from parley.prepared import _Shapes, padded, prepared, prepared_one, prepared_pages
from parley.roadmap.models import Initiative
from parley.screens.tour import pages_of
from parley.search.queries import FINDABLE, TITLED
from tests.cast import Cast
from tests.random_company import AT, build, plans
from tests.roadmap.made import initiative
from tests.screens.everything import addresses, fill

pytestmark = [pytest.mark.django_db, pytest.mark.database]

VISIBLE = {str(kind): visible for kind, visible in FINDABLE.items()} | {name: one for name, (one, _) in TITLED.items()}
PREPARED = {name: prepared(lambda viewer, name=name: VISIBLE[name](viewer).order_by("pk")) for name in VISIBLE}


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(plan=plans)
def test_everybody_is_answered_as_by_the_query_itself(plan: dict[str, Any]) -> None:
    with transaction.atomic():
        made = build(plan=plan, actor=MACHINE, at=AT)
        for person in made.people:
            viewer = viewer_of(person)
            for name, visible in VISIBLE.items():
                assert PREPARED[name](viewer) == list(visible(viewer).order_by("pk")), name
        transaction.set_rollback(True)


def test_a_query_is_built_once_for_all_of_one_shape(cast: Cast) -> None:
    built: list[int] = []

    @prepared
    def someone(key: int) -> QuerySet[Person]:
        built.append(key)
        return people_in_the_company().select_related("function").filter(pk=key)

    for person in (cast.noor, cast.elena, cast.aiko):
        with CaptureQueriesContext(connection) as queries:
            assert [(each.name, each.function) for each in someone(person.pk)] == [(person.name, person.function)]
        assert len(queries) == 1
    assert len(built) == 2, "built with two sets of marks, and never again"


def test_days_moments_texts_and_sets_take_their_own_values(cast: Cast) -> None:
    @prepared
    def joined(since: datetime, name: str, keys: frozenset[int], on: date) -> QuerySet[Person, tuple[Any, ...]]:
        rows = people_in_the_company().filter(name=name, pk__in=keys)
        return rows.annotate(on=Value(on), since=Value(since)).values_list("name", "on")

    everybody = frozenset({cast.noor.pk, cast.elena.pk})
    today = cast.at.date()
    for day in (today, today - timedelta(days=400)):
        for person in (cast.noor, cast.elena):
            assert joined(cast.at, person.name, everybody, day) == [(person.name, day)]
    assert joined(cast.at, cast.aiko.name, everybody, today) == []
    assert joined(cast.at, cast.aiko.name, frozenset(), today) == []


def test_what_is_equal_stays_equal(cast: Cast) -> None:
    @prepared
    def same(viewer: Viewer, key: int) -> QuerySet[Person]:
        return Person.objects.filter(pk=key) if viewer.person == key else Person.objects.none()

    assert same(cast.viewer(cast.noor), cast.noor.pk) == [cast.noor]
    assert same(cast.viewer(cast.noor), cast.elena.pk) == []
    assert same(cast.viewer(cast.elena), cast.elena.pk) == [cast.elena]


def test_nought_and_the_first_of_the_values_are_told_apart(cast: Cast) -> None:
    @prepared
    def someone(key: int) -> QuerySet[Person]:
        return people_in_the_company().filter(pk=key)

    assert someone(0) == []
    assert someone(cast.noor.pk) == [cast.noor]


def test_nothing_found_is_none_and_the_first_is_given(cast: Cast) -> None:
    @prepared_one
    def of_side(side: Side) -> QuerySet[Person]:
        return people_in_the_company().filter(function__side=side).order_by("pk")

    @prepared_one
    def called(name: str) -> QuerySet[Person]:
        return people_in_the_company().filter(name=name)

    assert of_side(Side.PRODUCT) == people_in_the_company().filter(function__side=Side.PRODUCT).order_by("pk").first()
    assert called("Nobody") is None
    assert called(cast.aiko.name) == cast.aiko


def test_a_number_no_row_can_have_finds_nothing(cast: Cast) -> None:
    @prepared_one
    def person(key: int) -> QuerySet[Person]:
        return Person.objects.filter(pk=key)

    assert person(10**20) is None
    assert person(cast.aiko.pk) == cast.aiko


def test_pages_give_what_the_query_gives(cast: Cast) -> None:
    def by_name(side: Side) -> QuerySet[Person]:
        return people_in_the_company().filter(function__side=side).annotate(extra=Value("x")).order_by("name", "pk")

    rows, pages = by_name(Side.BUSINESS), prepared_pages(by_name)(Side.BUSINESS)
    assert len(pages) == rows.count() > 3
    assert pages[:2] == list(rows[:2])
    assert pages[2:4] == list(rows[2:4])
    assert pages[len(pages) : len(pages) + 5] == []
    part: Any = Paginator(pages, 2).get_page(2)
    assert (list(part), part.paginator.count, part.has_previous()) == (list(rows[2:4]), rows.count(), True)


def test_a_value_worked_out_of_another_is_refused(cast: Cast) -> None:
    @prepared
    def later(at: datetime) -> QuerySet[Person]:
        return people_in_the_company().filter(seen_until__lt=at + timedelta(days=1))

    with pytest.raises(TypeError, match="works a value out of another"):
        later(cast.at)


@pytest.mark.parametrize(
    "build",
    [
        lambda text: Person.objects.filter(name__startswith=text),
        lambda text: Person.objects.filter(name=text.strip()),
        lambda text: Person.objects.filter(name=text.lower()),
    ],
    ids=["beginning", "stripped", "lowered"],
)
def test_a_text_that_is_worked_on_is_refused(cast: Cast, build: Any) -> None:
    with pytest.raises(TypeError, match="works a value out of another"):
        prepared(build)("100%")


def test_signs_of_a_pattern_never_find_everybody(cast: Cast) -> None:
    @prepared
    def called(name: str) -> QuerySet[Person]:
        return Person.objects.filter(name__iexact=name)

    with suppress(TypeError):  # where it is asked for as a pattern, it is refused
        assert called("%") == []


def test_asking_which_of_two_values_is_larger_is_refused(cast: Cast) -> None:
    @prepared
    def between(one: int, other: int) -> QuerySet[Person]:
        return Person.objects.filter(pk=one) if one < other else Person.objects.filter(pk__gt=other)

    with pytest.raises(TypeError, match="works a value out of another"):
        between(1, 2)


def test_columns_that_hold_only_small_numbers_are_asked_for_them(cast: Cast) -> None:
    first, second = initiative(cast), initiative(cast, "Second")
    assert first.position < second.position

    @prepared
    def placed(position: int) -> QuerySet[Initiative]:
        return Initiative.objects.filter(position__gte=position).order_by("pk")

    assert placed(second.position) == [second]
    assert placed(99) == []


def test_texts_that_are_more_than_text_are_refused(cast: Cast) -> None:
    @prepared
    def called(name: str) -> QuerySet[Person]:
        return Person.objects.filter(name=name)

    with pytest.raises(TypeError, match="plain value"):
        called(mark_safe("Noor"))


def inside(row: Any, above: tuple[int, ...] = ()) -> str:
    """Tell everything that is in a row: of an object all columns with their kinds, and the objects it brings."""
    if id(row) in above:
        return "the object that brought it"
    if isinstance(row, Model):
        here = (*above, id(row))
        told = {name: inside(value, here) for name, value in vars(row).items() if name != "_state"}
        brought = {name: inside(value, here) for name, value in row._state.fields_cache.items()}
        return f"{type(row).__name__} {sorted(told.items())} {sorted(brought.items())} {row._state.adding}"
    if isinstance(row, dict | tuple):
        parts = [part for each in row.items() for part in each] if isinstance(row, dict) else row
        return f"{type(row).__name__} {[inside(each, above) for each in parts]}"
    return f"{type(row).__name__} {row!r}"


@pytest.mark.parametrize(
    "build",
    [
        lambda key: Person.objects.filter(pk__gt=key).select_related("function", "region").order_by("pk"),
        lambda key: Person.objects.filter(pk__gt=key).only("name", "function__name").select_related("function"),
        lambda key: Person.objects.filter(pk__gt=key).order_by("name").values("pk", "name").annotate(n=Count("topics")),
        lambda key: Person.objects.filter(pk__gt=key).annotate(n=Count("topics")).order_by("pk"),
        lambda key: Person.objects.filter(pk__gt=key).order_by("seen_until", "name").values_list("function__side"),
        lambda key: Person.objects.filter(pk__gt=key).order_by("pk").values_list("name", flat=True),
        lambda key: Person.objects.filter(pk__gt=key).order_by("region__name").distinct(),
        lambda key: Person.objects.filter(pk=key).values_list("pk", "seen_until").union(
            Person.objects.filter(pk__gt=key).values_list("pk", "seen_until")).order_by("pk"),
        lambda key: Initiative.objects.filter(pk__gte=key).select_related("why__written_by__function", "owner"),
    ],
    ids=["related", "parts", "dictionaries", "counted", "tuples", "flat", "distinct", "union", "nested"],
)  # fmt: skip
def test_rows_are_made_as_django_makes_them(cast: Cast, build: Any) -> None:
    initiative(cast)
    add_person(name="Kim", email="kim@parley.example", function=None, region=None, actor=MACHINE, at=cast.at)
    rows, plain = prepared(build)(1), list(build(1))
    assert plain
    assert [*map(inside, rows)] == [*map(inside, plain)]


def test_named_tuples_are_refused(cast: Cast) -> None:
    with pytest.raises(TypeError, match="give objects, values or tuples"):
        prepared(lambda key: Person.objects.filter(pk=key).values_list("name", named=True))(cast.sam.pk)


@dataclass(frozen=True)
class Asked:
    word: Any


def test_equal_things_of_two_kinds_are_told_apart(cast: Cast) -> None:
    @prepared
    def named(asked: Asked) -> QuerySet[Person]:
        return Person.objects.filter(name=asked.word) if asked.word is not True else Person.objects.none()

    assert named(Asked("Noor Haddad")) == [cast.noor]
    with pytest.raises(TypeError, match="plain value"):
        named(Asked(mark_safe("Noor Haddad")))
    with pytest.raises(TypeError, match="plain value"):
        named(Asked(["Noor Haddad"]))
    assert named(Asked(word=True)) == []


@pytest.mark.parametrize("who", ["ines", *(pytest.param(who, marks=pytest.mark.once) for who in ("noor", "omar"))])
def test_every_page_is_told_what_the_plain_queries_say(cast: Cast, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[Any, set[Any]] = defaultdict(set)

    def ready_for(self: _Shapes, args: Any, kwargs: Any) -> Any:
        ready, values = original(self, args, kwargs)
        of_whom = tuple(
            (type(each), each) for each in values if not isinstance(each, datetime)
        )  # each page has a moment of its own
        if of_whom in asked[self._build]:
            return ready, values
        asked[self._build].add(of_whom)
        rows, plain = ready.rows(values), list(self._build(*args, **kwargs))
        assert sorted(map(inside, rows)) == sorted(map(inside, plain)), self._build
        if self._build(*args, **kwargs).query.order_by:
            assert [*map(inside, rows)] == [*map(inside, plain)], self._build
        return ready, values

    keys = fill(cast)
    original = _Shapes.ready_for
    monkeypatch.setattr(_Shapes, "ready_for", ready_for)
    browser = cast.browser(getattr(cast, who))
    for address in [*addresses(keys), *pages_of(getattr(cast, who)).values()]:
        browser.get(address)
    assert len(asked) > 40


def test_prefetching_and_rows_as_arguments_are_refused(cast: Cast) -> None:
    @prepared
    def with_more(key: int) -> QuerySet[Person]:
        return Person.objects.filter(pk=key).prefetch_related("function")

    with pytest.raises(TypeError, match="cannot prefetch"):
        with_more(cast.noor.pk)
    with pytest.raises(TypeError, match="pass its key"):
        with_more(cast.noor)


@pytest.mark.parametrize(("count", "length"), [(0, 0), (1, 1), (2, 2), (3, 4), (5, 8), (8, 8), (9, 16)])
def test_keys_are_padded_with_keys_that_no_row_has(count: int, length: int) -> None:
    keys = padded(range(1, count + 1))
    assert len(set(keys)) == length
    assert {key for key in keys if key > 0} == set(range(1, count + 1))
