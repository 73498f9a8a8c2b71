"""What was recorded about initiatives and insights comes in from a file: labels, acceptances, answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from parley.clients.queries import insight_pks
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import person_keys
from parley.roadmap.actions.arranging import rename_stage
from parley.roadmap.actions.spreading import _keep_inbox
from parley.roadmap.events.taking_in import RecordedTakenIn
from parley.roadmap.models import Acceptance, NotPlanned
from parley.roadmap.queries.recorded import stages_written_out
from parley.roadmap.queries.writing_out import initiative_pks
from parley.roadmap.terms import Stage

Identity = tuple[str, str]  # the source, and the key it gives


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRow:
    """What somebody gave in their name, with a reason, about an initiative or an insight."""

    about: Identity
    reason: str
    given_at: datetime
    by: str | None = None
    ended_at: datetime | None = None


@action
def take_in_stages(*, labels: Iterable[tuple[Stage, str]], actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Call stages what a file calls them; gives how many labels were added, changed and the same."""
    before = stages_written_out()
    added = changed = same = 0
    for stage, label in labels:
        if before.get(stage) == label:
            same += 1
            continue
        rename_stage(stage=stage, label=label, actor=actor, at=at)
        added, changed = added + (stage not in before), changed + (stage in before)
    return added, changed, same


@action
def take_in_acceptances(*, rows: Iterable[GivenRow], batch: int, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Add accepted concentrations that are not here; gives how many were added, changed (none) and here already."""
    initiatives, people = initiative_pks(), person_keys()
    there = set(Acceptance.objects.values_list("initiative", "given_at"))
    rows = list(rows)
    new = [row for row in rows if (initiatives[row.about], row.given_at) not in there]
    if not new:
        return 0, 0, len(rows)
    Acceptance.objects.bulk_create(
        Acceptance(initiative_id=initiatives[row.about], reason=row.reason, by_id=people[row.by] if row.by else None,
                   given_at=row.given_at, ended_at=row.ended_at)
        for row in new
    )  # fmt: skip
    record(RecordedTakenIn(batch=batch, acceptances=len(new), answers=0))
    return len(new), 0, len(rows) - len(new)


@action
def take_in_answers(*, rows: Iterable[GivenRow], batch: int, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Add answers that are not here: what was answered waits no more. Gives the same figures as acceptances do."""
    insights, people = insight_pks(), person_keys()
    there = set(NotPlanned.objects.values_list("insight", "given_at"))
    rows = list(rows)
    new = [row for row in rows if (insights[row.about], row.given_at) not in there]
    if not new:
        return 0, 0, len(rows)
    NotPlanned.objects.bulk_create(
        NotPlanned(insight_id=insights[row.about], reason=row.reason, by_id=people[row.by] if row.by else None,
                   given_at=row.given_at, ended_at=row.ended_at)
        for row in new
    )  # fmt: skip
    _keep_inbox({insights[row.about] for row in new})
    record(RecordedTakenIn(batch=batch, acceptances=0, answers=len(new)))
    return len(new), 0, len(rows) - len(new)
