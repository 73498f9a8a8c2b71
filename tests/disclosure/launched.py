"""Launches for tests, made through actions."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from parley.disclosure.actions import ThereFrom, move_stage, open_announcements, plan_launch, plan_region
from parley.disclosure.terms.launching import LaunchTexts
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Stage, Stance
from tests.clients.made import said
from tests.disclosure.made import buyer, fresh, in_build
from tests.roadmap.made import TITLE

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.disclosure.models.launching import LaunchPlan
    from parley.roadmap.models import Initiative
    from tests.cast import Cast

TEXTS = LaunchTexts(
    for_whom="Media buyers of regulated advertisers",
    enablement="Watch the ten minutes on proof of consent.",
    support_notes="Clients will ask why a bid has no proof: send them the list of exchanges.",
    measure="Spend of the 41 clients, from finance",
    expected="€6m to €9m a year",
)
ON = "It runs for all beta clients without a ticket for four weeks."


def planned(cast: "Cast", of: "Initiative", **given: Any) -> "LaunchPlan":
    """A plan by Noor, looked back at in 90 days."""
    facts = {"texts": TEXTS, "back_on": day(cast, 90), "actor": cast.noor, "at": cast.at} | given
    return plan_launch(initiative=of, **facts)


def day(cast: "Cast", ahead: int = 0) -> date:
    """The day so many days from the cast's, in UTC."""
    return (cast.at + timedelta(days=ahead)).date()


def there_from(cast: "Cast", of: "Initiative", on: date | None, **given: Any) -> None:
    """Give EMEA its day, all that colleagues need being there."""
    facts = {"region": cast.emea, "actor": cast.noor, "at": cast.at} | given
    plan_region(initiative=of, there=ThereFrom(day=on, enabled=True, supported=True), **facts)


def moved(cast: "Cast", of: "Initiative", stage: Stage = Stage.LAUNCH, **given: Any) -> None:
    """Move it to a stage, by Noor."""
    facts = {"reason": ON, "skipping": True, "actor": cast.noor, "at": cast.at} | given
    move_stage(initiative=fresh(of), stage=stage, **facts)


def asking(cast: "Cast", of: "Initiative", name: str = "Nordbank", **given: Any) -> "Client":
    """A client that asks for it."""
    client = buyer(cast, name, **given)
    note = said(cast, client, f"{name} cannot prove consent.")
    link_insight(initiative=of, insight=note, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    return client


def opened(cast: "Cast", of: "Initiative", **given: Any) -> int:
    """Find who is to hear of it, as the worker does after its stage was moved."""
    facts: dict[str, Any] = {"just_moved": True, "actor": MACHINE, "at": cast.at} | given
    return open_announcements(initiative=of, **facts)


def in_launch(cast: "Cast", **given: Any) -> "Initiative":
    """An initiative in build that is planned for today in EMEA, or so many days `ahead`; `in_build` says the rest."""
    title, ahead = given.pop("title", TITLE), given.pop("ahead", 0)
    row = in_build(cast, title, **given)
    planned(cast, row)
    there_from(cast, row, day(cast, ahead), at=cast.at + timedelta(days=min(ahead, 0)))
    return row
