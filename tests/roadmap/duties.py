"""What tests of duties share: a company's list, what an initiative owes, and moving it on."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from parley.disclosure.actions import move_stage
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import list_duty
from parley.roadmap.models.duties import OwedDuty
from parley.roadmap.queries import initiative_to_change
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import DutyKind

if TYPE_CHECKING:
    from parley.roadmap.models import Initiative
    from parley.roadmap.models.duties import StageDuty
    from tests.cast import Cast

WHY = "Six clients asked to keep it after the trial ended."
WITHOUT = "The regulator's day is fixed; Lena reads it in January."


def listed(cast: "Cast", kind: DutyKind = DutyKind.SUPPORT_NOTES, **given: Any) -> "StageDuty":
    """Put something on the list: notes for support at beta, owed by support for four weeks, unless told otherwise."""
    facts = {"stage": Stage.BETA, "function": cast.functions["support"], "days": 28, "actor": MACHINE, "at": cast.at}
    return list_duty(kind=kind, **(facts | given))


def owes(row: "Initiative", stage: Stage | None = None) -> list[DutyKind]:
    """What an initiative still owes, at one stage or at any."""
    rows = OwedDuty.objects.filter(initiative=row, done_at=None).order_by("pk")
    return [each.kind for each in rows if stage in {None, each.stage}]


def on(cast: "Cast", row: "Initiative", stage: Stage, at: datetime | None = None, **given: Any) -> "Initiative":
    """Move an initiative to a stage; gives it as it is then."""
    facts = {"reason": WHY, "actor": cast.noor} | given
    move_stage(initiative=row, stage=stage, at=at or cast.at, **facts)
    return initiative_to_change(row.pk)


def now(cast: "Cast", person: str = "noor") -> dict[str, object]:
    """Who does something, and when, as actions take it."""
    return {"actor": getattr(cast, person), "at": cast.at}
