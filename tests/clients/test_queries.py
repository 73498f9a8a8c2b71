"""What is read of clients and insights: never a revenue, unless it is what is asked for."""

from typing import Any

import pytest

from parley.clients.actions import name_account_manager
from parley.clients.queries import (
    client_meant,
    clients_like,
    clients_listed,
    clients_visible_to,
    insights_visible_to,
    managers_by_client,
    spoken_by_client,
)
from parley.people.actions import note_leaving
from tests.cast import Cast
from tests.clients.made import hartmann, said

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_no_revenue_is_read_with_a_client_its_parent_or_what_it_said(cast: Cast) -> None:
    viewer = cast.viewer(cast.omar)
    sets: list[Any] = [clients_visible_to(viewer), insights_visible_to(viewer), clients_listed(viewer, words="n")]
    for rows in sets:
        assert "revenue" not in str(rows.query)


def test_account_managers_are_given_by_client_and_name_without_leavers(cast: Cast) -> None:
    one, other = hartmann(cast), hartmann(cast, name="Nadir", manager=cast.omar)
    name_account_manager(client=one, person=cast.sam, named=True, actor=cast.ines, at=cast.at)
    by_name = sorted([cast.aiko.name, cast.sam.name])
    assert managers_by_client([one.pk, other.pk]) == {one.pk: by_name, other.pk: [cast.omar.name]}
    note_leaving(person=cast.omar, on=cast.at.date(), actor=cast.ines, at=cast.at)
    assert managers_by_client([one.pk, other.pk]) == {one.pk: by_name}
    assert managers_by_client([]) == {}


def test_a_list_says_how_often_and_when_last_clients_spoke(cast: Cast) -> None:
    viewer, one, silent = cast.viewer(cast.omar), hartmann(cast), hartmann(cast, name="Nadir")
    days = [said(cast, one, f"It was {ago} days ago.", days_ago=ago).said_on for ago in (9, 2, 5)]
    assert spoken_by_client(viewer, [one.pk, silent.pk]) == {one.pk: (3, max(days))}


def test_ones_own_clients_are_offered_first(cast: Cast) -> None:
    for name in ("Banca Aria", "Banca Bruna", "Banca Corda"):
        hartmann(cast, name=name, manager=cast.sam)
    hartmann(cast, name="Nordbanca")
    hartmann(cast, name="Banca Zeta")
    viewer = cast.viewer(cast.aiko)
    like = [client.name for client in clients_like(viewer, "banca", limit=4)]
    assert like == ["Banca Zeta", "Nordbanca", "Banca Aria", "Banca Bruna"]
    assert [client.name for client in clients_like(viewer, "")] == ["Banca Zeta", "Nordbanca"]
    assert client_meant(viewer, "\u0301") == []
