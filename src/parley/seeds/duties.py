"""What the sample's stages ask for: the list from the beginning, and how it went with each initiative."""

from datetime import datetime
from typing import TYPE_CHECKING

from parley.ledger.terms import MACHINE
from parley.roadmap.actions import begin_duty_list, change_duty, meet_duty
from parley.roadmap.queries.duties import duties_listed, still_owed
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import DutyKind
from parley.seeds.stage import BEGINNING, Telling

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.roadmap.models import Initiative

LAWFUL = "identity"  # the area whose initiatives legal looks at
WENT_ON = {
    ("Right to be forgotten in one day", Stage.BUILD): "The regulator’s day is the first of March, and the trial would "
    "end after it. Noor writes its outcome down while it is built.",
}
STILL_OPEN = {"Right to be forgotten in one day"}  # of which something is late
NOTES = {
    DutyKind.OPTIONS_COMPARED: "Three ways compared with the group: what each costs, and what it leaves out.",
    DutyKind.TRIAL_QUESTIONS: "Four questions, agreed with the clients who take part.",
    DutyKind.TRIAL_OUTCOME: "Five of six clients kept using it after the last day.",
    DutyKind.MARKET_PLAN: "Whom it is for, what is said, and who tells them in which week.",
    DutyKind.ENABLEMENT: "Two sessions for each region; the recording is in the handbook.",
    DutyKind.SUPPORT_NOTES: "Nine answers for the first week, and whom to call.",
    DutyKind.LEGAL_REVIEW: "Read with counsel in three countries; two sentences were changed.",
}


def tell_duties(telling: Telling) -> None:
    """Begin the list as the company began, with a legal review in the one area that asked for it."""
    then = telling.at - BEGINNING
    begin_duty_list(actor=MACHINE, at=then)
    for each in duties_listed().filter(kind=DutyKind.LEGAL_REVIEW):
        change_duty(
            duty=each, label=each.label, function=each.function, days=each.days, areas=[telling.areas[LAWFUL]],
            actor=MACHINE, at=then,
        )  # fmt: skip


def see_to(
    telling: Telling, initiative: "Initiative", keeper: "Person", *, before: datetime, to: Stage | None = None
) -> str:
    """Meet what an initiative owes at its stage, `before` it goes `to` another; or give why it goes on without that.

    Without a stage to go to, only what has been due, in time; and of some not even that.
    """
    owed = still_owed().filter(initiative=initiative).order_by("pk")
    without = WENT_ON.get((initiative.title, to), "") if to else ""
    if without:
        owed = owed.exclude(kind=DutyKind.TRIAL_OUTCOME)
    if to is None:  # insights are yet to be told
        owed = owed.filter(due_on__lt=telling.at.date()).exclude(kind=DutyKind.INSIGHTS_FROM_REGIONS)
    for each in owed if to or initiative.title not in STILL_OPEN else ():
        late = (telling.at.date() - each.due_on).days if each.due_on else 0
        at = before if to else telling.ago(late + 2)
        meet_duty(initiative=initiative, kind=each.kind, note=NOTES.get(each.kind, ""), actor=keeper, at=at)
    return without
