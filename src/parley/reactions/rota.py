"""After what may change who runs a meeting, its group's rota is drawn up anew: drawing it again changes nothing."""

from datetime import datetime

from parley.groups.queries import areas_that_go_on
from parley.ledger.queries import Told
from parley.ledger.terms import MACHINE
from parley.meetings.actions import draw_rota

OF_A_GROUP = {
    "series.planned", "meeting.planned", "meeting.moved", "meeting.cancelled", "group.facilitator",
    "group.member_removed", "meeting.run_noted",
}  # fmt: skip
AWAY = {"away_from", "away_until", "region", "time_zone"}


def see_to_rota(told: Told, at: datetime) -> None:
    """Draw up anew who runs the meetings of the groups that an entry may concern."""
    about = {ref.kind: ref.key for ref in told.event.about()}
    if told.event.kind in OF_A_GROUP:
        areas = areas_that_go_on({about["area"]})
    elif told.event.kind == "person.returned" or AWAY & set(getattr(told.event, "fields", ())):
        areas = areas_that_go_on(run_by=about.get("person"))
    else:
        return
    for area in areas:
        draw_rota(area=area, actor=MACHINE, at=at)
