"""What was there is not there any more, was not needed, or its client left: nobody is told of it then."""

from datetime import timedelta

import pytest

from parley.clients.actions import change_client
from parley.disclosure.actions import change_regions, end_announcements_of_leavers, move_stage, put_aside, stop
from parley.disclosure.queries import disclosed_of
from parley.disclosure.queries.announcements import announcements_assigned_to
from parley.disclosure.terms import Closing
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.roadmap.terms import Stage, initiative_ref
from parley.seeds.files import take_in
from tests.cast import history
from tests.disclosure.announced import NOT_NEEDED, one, tell, waiting
from tests.disclosure.launched import asking, day, moved, opened, there_from
from tests.disclosure.made import fresh

pytestmark = pytest.mark.django_db
WHY = "The exchanges ask for another month."


def test_one_is_put_aside_with_a_reason(cast, launched):
    with pytest.raises(Refused, match="need not be told"):
        put_aside(announcement=one(), because="no", actor=cast.aiko, at=cast.at)
    put_aside(announcement=one(), because=NOT_NEEDED, actor=cast.aiko, at=cast.at)
    assert (one().closing, one().because) == (Closing.NOT_NEEDED, NOT_NEEDED)
    with pytest.raises(Refused, match="ended already"):
        put_aside(announcement=one(), because=NOT_NEEDED, actor=cast.aiko, at=cast.at)
    announced = disclosed_of(launched.pk, on=cast.at.date()).announced
    assert (announced.told, announced.put_aside, announced.waiting, announced.of) == (0, 1, 1, 2)
    assert opened(cast, launched) == 0  # it stays aside


def test_what_is_moved_back_or_stopped_takes_it_back_with_the_reason(cast, launched):
    tell(cast, launched, one().pk)
    why = "Bids without proof came back from two exchanges."
    move_stage(initiative=launched, stage=Stage.BUILD, reason=why, actor=cast.noor, at=cast.at)
    assert (one("Hartmann").closing, one("Hartmann").because) == (Closing.TAKEN_BACK, why)
    assert one().closing is Closing.TOLD
    assert disclosed_of(launched.pk, on=cast.at.date()).announced.of == 1
    moved(cast, launched, Stage.LIVE)
    assert opened(cast, launched) == 1  # who was told is not told again
    assert waiting(launched) == {"Hartmann"}
    stop(initiative=fresh(launched), reason=why, actor=cast.noor, at=cast.at)
    assert waiting(launched) == set()


def test_a_day_that_is_moved_ahead_takes_it_back_there_until_it_comes(cast, launched):
    tokyo = asking(cast, launched, "Tokyo Trust", region=cast.apac)
    nowhere = asking(cast, launched, "Nowhere")
    change_client(client=nowhere, name=nowhere.name, region=None, actor=MACHINE, at=cast.at)
    there_from(cast, launched, day(cast, -1), region=cast.apac)
    assert opened(cast, launched) == 2
    tell(cast, launched, one().pk)
    there_from(cast, launched, day(cast, 9), reason=WHY)
    assert waiting(launched) == {tokyo.name}  # who is in no region waits for the last day
    assert [(one(name).closing, one(name).because) for name in ("Hartmann", "Nowhere")] == [
        (Closing.TAKEN_BACK, WHY), (Closing.TAKEN_BACK, WHY),
    ]  # fmt: skip
    assert history(initiative_ref(launched.pk))[0].startswith("need not tell 2 clients any more")
    assert one().closing is Closing.TOLD
    assert opened(cast, launched) == 0
    assert opened(cast, launched, at=cast.at + timedelta(days=9), just_moved=False) == 2
    assert waiting(launched) == {tokyo.name, "Hartmann", "Nowhere"}


def test_a_day_that_is_gone_takes_it_back_unless_it_is_live(cast, launched):
    there_from(cast, launched, None, reason=WHY)
    assert waiting(launched) == set()
    assert one().because == WHY
    moved(cast, launched, Stage.LIVE)
    assert opened(cast, launched) == 2  # live, it is there without a day
    there_from(cast, launched, day(cast, 3))
    assert waiting(launched) == set()
    assert "still to come" in one().because
    there_from(cast, launched, day(cast, -40), reason=WHY)
    assert opened(cast, launched) == 2
    there_from(cast, launched, day(cast, -50), reason=WHY)
    assert waiting(launched) == {"Nordbank", "Hartmann"}  # however long ago


def test_a_region_that_is_left_takes_it_back_there(cast, launched):
    why = "The regulator there asks for another proof."
    change_regions(initiative=launched, regions=[cast.apac], reason=why, actor=cast.noor, at=cast.at)
    assert waiting(launched) == set()
    assert one().because == why


def test_whoever_has_left_is_not_told(cast, launched):
    client = one().client
    rows = [{"key": client.key, "name": client.name, "left_on": day(cast).isoformat()}]
    take_in({"clients": rows}, at=cast.at)
    assert announcements_assigned_to(cast.viewer(cast.aiko), on=cast.at.date()).count() == 1
    assert end_announcements_of_leavers(actor=MACHINE, at=cast.at) == 1
    assert one().closing is Closing.LEFT
    assert end_announcements_of_leavers(actor=MACHINE, at=cast.at) == 0
