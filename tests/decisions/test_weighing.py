"""Two initiatives are put against each other: what that names to whom, who is asked, and whose words are kept."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from parley.decisions.actions import complete_why, put_against, record_agreement
from parley.decisions.models import Agreement
from parley.decisions.queries import decisions_visible_to, options_of, whys_asked_of
from parley.decisions.rules import sign_of
from parley.groups.actions import remove_member
from parley.kernel.refusals import Refused, Stale
from parley.ledger.terms import MACHINE
from parley.notifications.queries import waiting_for
from parley.notifications.terms import Waits
from parley.people.actions import note_leaving
from parley.roadmap.terms import Audience
from tests.cast import Cast
from tests.decisions.made import REASON, without_why
from tests.roadmap.made import initiative

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.roadmap.models import Initiative

pytestmark = pytest.mark.django_db


def compete(cast: Cast, first: "Initiative", other: "Initiative", **given: Any) -> "Decision":
    facts: dict[str, Any] = {"decide_by": cast.at.date() + timedelta(days=7), "actor": cast.noor, "at": cast.at}
    return put_against(initiative=first, other=other, **facts | given)


def asked(cast: Cast, person: Any) -> tuple[int, int]:
    """Count for how many whys somebody is asked: on the docket, and on Today."""
    viewer = cast.viewer(person)
    today = [each for each in waiting_for(viewer, at=cast.at) if each.waits is Waits.WHY]
    return len(whys_asked_of(viewer)), len(today)


def test_the_question_names_nothing_that_not_everybody_in_the_group_may_see(cast: Cast) -> None:
    shown, hidden = initiative(cast), initiative(cast, "Secret merger", audience=Audience.PRODUCT_TEAM)
    for pair in ((shown, hidden), (hidden, shown)):
        with pytest.raises(Refused, match="Not everybody in the group may see “Secret merger”"):
            compete(cast, *pair)
    elsewhere = initiative(cast, "Dashboards", area=cast.reporting, actor=MACHINE)
    with pytest.raises(Refused, match="Not everybody in the group may see “Dashboards”"):
        compete(cast, shown, elsewhere, decider=cast.elena, actor=cast.ines)


def test_an_owner_from_elsewhere_is_let_in_and_asked_as_long_as_they_may_see_it(cast: Cast) -> None:
    first = initiative(cast)
    row = compete(cast, first, without_why(cast, "Household graph", cast.omar))
    assert decisions_visible_to(cast.viewer(cast.omar)).filter(pk=row.pk).exists()
    assert asked(cast, cast.omar) == (1, 1)
    compete(cast, first, without_why(cast, "Clean rooms", cast.sam))
    assert asked(cast, cast.sam) == (1, 1)
    remove_member(area=cast.identity, person=cast.sam, actor=MACHINE, at=cast.at)
    assert asked(cast, cast.sam) == (0, 0)


def test_an_owner_who_left_is_not_asked(cast: Cast) -> None:
    other = initiative(cast, "Household graph", owner=cast.omar)
    note_leaving(person=cast.omar, on=cast.at.date(), actor=MACHINE, at=cast.at)
    assert [each.asks_id for each in options_of(compete(cast, initiative(cast), other, actor=cast.sam))] == [None, None]


def test_of_two_who_write_a_why_the_second_reads_the_first_and_what_was_agreed_is_set_aside(cast: Cast) -> None:
    row = compete(cast, initiative(cast), initiative(cast, "Household graph", owner=cast.noor), actor=cast.sam)
    option = options_of(row)[1]
    record_agreement(decision=row, option=option, reason=REASON, actor=cast.femi, at=cast.at)
    read = sign_of([option.why])
    by: dict[str, Any] = {"option": option, "seen_why": read, "actor": cast.noor, "at": cast.at}
    complete_why(why="It pays off within a year.", **by)
    assert not Agreement.objects.filter(decision=row).exists()
    with pytest.raises(Stale) as stale:
        complete_why(why="Two clients wait for it in Tokyo.", **by)
    assert (stale.value.theirs, stale.value.yours) == (
        "It pays off within a year.",
        "Two clients wait for it in Tokyo.",
    )
