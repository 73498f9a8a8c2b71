"""The sample's launches: one is being told to clients region by region, one was looked back at."""

from datetime import timedelta
from typing import TYPE_CHECKING

from parley.clients.queries import carers_of
from parley.disclosure.actions import (
    Occasion,
    ThereFrom,
    look_back,
    open_announcements,
    plan_launch,
    plan_region,
    put_aside,
    say_ready,
    tell_announced,
)
from parley.disclosure.queries.announcements import open_announcements as waiting
from parley.disclosure.terms.launching import Came, LaunchTexts
from parley.ledger.terms import MACHINE
from parley.people.queries import regions
from parley.roadmap.queries import initiative_to_change
from parley.seeds.stage import Telling
from parley.seeds.words import TELLERS

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.roadmap.models import Initiative

PHONE, BUDGETS = "Dashboards on a phone", "Budgets that last the day"
FOR_PHONES = LaunchTexts(
    for_whom="Heads of media who look at numbers on the way, and whoever meets them.",
    enablement="Open your own client’s dashboard on your phone once, and show it to a colleague.",
    support_notes="Old phones show the table and not the curve. There is no app, and none is planned.",
    measure="Meetings in which numbers were shown on a phone, asked of 40 account managers",
    expected="Ten minutes saved before each of 300 meetings a week",
)
FOR_BUDGETS = LaunchTexts(
    for_whom="Small clients without a trader, and who places their campaigns.",
    enablement="The two slides with spend curves before and after.",
    support_notes="Clients ask how to switch it off: in each campaign, under Pace.",
    measure="Spend curves of the last quarter",
    expected="1.5 million euros a year of unspent evenings",
)
CAME = (
    "Campaigns that were spent by noon are one in nine now, not one in five. The evenings that came back are smaller "
    "campaigns than we thought."
)
NOT_THERE = "Support in Tokyo has the notes in English only; Hana has them translated by Friday."


def tell_launches(telling: Telling) -> None:
    """Plan both, tell clients of the one, and look back at the other."""
    _told_by_region(telling, telling.initiatives[PHONE])
    _looked_back(telling, telling.initiatives[BUDGETS])


def _told_by_region(telling: Telling, row: "Initiative") -> None:
    """It is there in two regions, and many clients there were told; the third has its day in three weeks."""
    keeper = _keeper(row)
    plan_launch(initiative=row, texts=FOR_PHONES, back_on=(telling.at + timedelta(days=80)).date(), actor=keeper,
                at=telling.ago(19))  # fmt: skip
    for region in regions():
        late = region.name == "APAC"
        day = telling.at.date() + timedelta(days=21 if late else -8)
        there = ThereFrom(day=day, enabled=True, supported=not late)
        plan_region(initiative=row, region=region, there=there, actor=keeper, at=telling.ago(18))
        say_ready(initiative=row, region=region, ready=not late, because=NOT_THERE if late else "", actor=keeper,
                  at=telling.ago(10))  # fmt: skip
    open_announcements(initiative=row, actor=MACHINE, at=telling.ago(8, 0))
    cast = {telling.people[teller].pk for teller in TELLERS}
    for number, each in enumerate(waiting().filter(initiative=row)):
        at = telling.ago(7 - number % 6, 13)
        teller = next(iter(carers_of(each.client_id, at)), None)
        if teller is None or teller.pk in cast or number % 3 == 0:
            continue
        if number % 10 == 1:
            put_aside(
                announcement=each, because="They close their agency at the end of the month.", actor=teller, at=at
            )
        else:
            tell_announced(initiative=row, announcements=[each.pk], how=Occasion(on=at.date()), actor=teller, at=at)


def _looked_back(telling: Telling, row: "Initiative") -> None:
    """What was expected of it was written half a year ago, and what came of it last week."""
    keeper = _keeper(row)
    due = telling.ago(9).date()
    plan_launch(initiative=row, texts=FOR_BUDGETS, back_on=due, actor=keeper, at=telling.ago(190))
    look_back(initiative=row, came=Came.PARTLY, text=CAME, figure="0.9 million euros a year", actor=keeper,
              at=telling.ago(6))  # fmt: skip


def _keeper(row: "Initiative") -> "Person":
    owner = initiative_to_change(row.pk).owner
    assert owner  # noqa: S101 - each initiative of the story has one
    return owner
