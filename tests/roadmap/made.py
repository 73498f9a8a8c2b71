"""Initiatives, clients and insights for tests, made through actions."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from parley.clients.actions import add_client, note_insight
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import add_initiative
from parley.roadmap.actions.exploring import propose_solution
from parley.roadmap.terms import Audience, Horizon, Stage, Why
from parley.roadmap.terms.solutions import SolutionWords
from parley.voices.terms import Attachable, FileKind, Limits, Made

if TYPE_CHECKING:
    from parley.clients.models import Insight
    from parley.roadmap.models import Initiative
    from parley.roadmap.models.solutions import Solution
    from tests.cast import Cast

WHY = Why(
    because="41 of 112 EMEA clients lose spend when consent cannot be proven in an audit.",
    who_benefits="Regulated advertisers in EMEA",
    budget="Two teams for two quarters",
    expected_return="€6m to €9m a year",
    return_basis="Spend of the 41 clients over the last four quarters",
    instead="Household graph v2 waits a quarter",
)
TITLE = "Consent signals in every bid request"


def initiative(cast: "Cast", title: str = TITLE, **given: Any) -> "Initiative":
    """Add an initiative to identity, with a complete why, shown to its group at beta, unless told otherwise."""
    facts = {
        "area": cast.identity,
        "stage": Stage.BETA,
        "horizon": Horizon.NOW,
        "why": WHY,
        "audience": Audience.GROUP,
        "actor": cast.noor,
        "at": cast.at,
    } | given
    return add_initiative(title=title, **facts)


def proposed(cast: "Cast", to: "Initiative", title: str = "A banner that asks once", **given: Any) -> "Solution":
    """Propose a solution with a sketch."""
    words = SolutionWords(
        title=title,
        text="The banner keeps what was answered, and sends it with every request.",
        speaks_for="No partner has to change anything.",
        speaks_against="It is one more thing that loads before the page.",
        helps="Publishers in EMEA with no developers of their own",
    )
    facts = {"words": words, "files": [sketch()], "actor": cast.noor, "at": cast.at} | given
    return propose_solution(initiative=to, **facts)


def sketch(name: str = "banner.webp", content: bytes = b"a sketch", **limits: int) -> Attachable:
    """Give a picture as it would have been made of a file."""
    made = Made(FileKind.WEBP, content, b"a small sketch", 64, 40)
    return Attachable(name, made, Limits(**limits))


def insight(cast: "Cast", client: str = "Nordbank", text: str = "We cannot prove consent.", **given: Any) -> "Insight":
    """Note what a new client said nine months ago."""
    region = given.pop("region", cast.emea)
    parent = given.pop("parent", None)
    made = add_client(name=client, region=region, parent=parent, actor=MACHINE, at=cast.at)
    said_on = (cast.at - timedelta(days=270)).date()
    return note_insight(client=made, text=text, said_on=said_on, actor=cast.aiko, at=cast.at, **given)
