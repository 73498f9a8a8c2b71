"""The directory: found by words, function, side and region; leavers apart."""

import pytest

from parley.ledger.terms import MACHINE
from parley.people.queries import (
    administers,
    directory,
    functions_with_people,
    is_self,
    names_like,
    regions_with_people,
)
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_directory_is_narrowed(cast: Cast) -> None:
    viewer = cast.viewer(cast.omar)
    assert cast.gone not in directory(viewer)
    assert list(directory(viewer, left=True)) == [cast.gone]
    assert list(directory(viewer, text="oka SAM")) == [cast.sam]
    assert list(directory(viewer, text="omar@")) == [cast.omar]
    assert set(directory(viewer, side="product", region="amer")) == {cast.petra}
    assert list(directory(viewer, function="legal")) == [cast.lena]


def test_suggestions_are_for_who_is_here(cast: Cast) -> None:
    viewer = cast.viewer(cast.omar)
    assert names_like(viewer, "a") != []
    assert len(names_like(viewer, "a", limit=3)) == 3
    assert names_like(viewer, " \0 ") == []
    assert names_like(viewer, "Grace") == []


def test_functions_and_regions_count_who_is_here(cast: Cast) -> None:
    assert functions_with_people().filter(key="client-services", here=2).exists()
    assert regions_with_people().filter(key="apac", here=2).exists()


def test_who_administers_and_who_is_oneself(cast: Cast) -> None:
    assert administers(MACHINE)
    assert administers(cast.ines)
    assert not administers(cast.femi)
    assert is_self(cast.sam, cast.sam)
    assert not is_self(cast.sam, cast.omar)
