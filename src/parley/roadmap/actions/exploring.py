"""Exploring: ways of doing an initiative are written down and compared, and one of them is chosen, with a reason."""

from collections.abc import Iterable
from datetime import datetime

from parley.groups.queries import acting
from parley.groups.rules import must_keep_roadmap
from parley.ledger.door import action, record
from parley.people.models import Person
from parley.roadmap.actions.duties import meet_duty
from parley.roadmap.events.solutions import SolutionChosen, SolutionProposed, SolutionRewritten, SolutionWithdrawn
from parley.roadmap.models import Initiative
from parley.roadmap.models.solutions import Solution, SolutionChoice
from parley.roadmap.queries import initiative_to_change
from parley.roadmap.queries.solutions import choice_of, titles_standing
from parley.roadmap.rules import must_be_a_reason
from parley.roadmap.rules import solutions as rules
from parley.roadmap.terms import initiative_ref
from parley.roadmap.terms.duties import DutyKind
from parley.roadmap.terms.solutions import SolutionWords
from parley.voices.actions import follow, open_thread
from parley.voices.actions.attaching import attach
from parley.voices.terms import Attachable


@action
def propose_solution(
    *, initiative: Initiative, words: SolutionWords, files: Iterable[Attachable] = (), actor: Person, at: datetime
) -> Solution:
    """Write down a way of doing an initiative, perhaps with sketches; whoever does so follows what is said of it.

    Raises Refused for somebody outside the group, when something is not said, or the initiative is over.
    """
    row = initiative_to_change(initiative.pk)
    rules.must_propose(acting(actor), row.area_id)
    rules.must_be_explored(row.stage)
    said = rules.solution_of(words)
    rules.must_be_new(said.title, titles_standing(row.pk))
    thread = open_thread(actor=actor, at=at)
    solution = Solution.objects.create(
        initiative=row, thread=thread, title=said.title, text=said.text, speaks_for=said.speaks_for,
        speaks_against=said.speaks_against, helps=said.helps, written_by=actor, written_at=at,
    )  # fmt: skip
    record(SolutionProposed(initiative=row.pk, solution=solution.pk))
    for file in files:
        attach(thread=thread, file=file, on=initiative_ref(row.pk), actor=actor, at=at)
    follow(thread=thread, following=True, on=initiative_ref(row.pk), actor=actor, at=at)
    return solution


@action
def rewrite_solution(
    *, solution: Solution, words: SolutionWords, seen_version: int | None = None, actor: Person, at: datetime
) -> None:
    """Write a solution differently. Raises Refused as `propose_solution`, once it is chosen; Stale when it changed."""
    row, initiative = _to_change(solution)
    rules.must_rewrite(acting(actor), initiative.area_id, row.written_by_id)
    rules.must_be_explored(initiative.stage)
    rules.must_not_be_chosen(chosen=_is_chosen(row))
    said = rules.solution_of(words)
    rules.must_be_as_read(version=row.version, seen=seen_version, theirs=row.text, yours=said.text)
    if said.title != row.title:
        rules.must_be_new(said.title, titles_standing(initiative.pk, but=row.pk))
    for name in ("title", "text", "speaks_for", "speaks_against", "helps"):
        setattr(row, name, getattr(said, name))
    row.version += 1
    row.save()
    record(SolutionRewritten(initiative=initiative.pk, solution=row.pk))


@action
def sketch_solution(*, solution: Solution, file: Attachable, actor: Person, at: datetime) -> None:
    """Attach a sketch to a solution. Raises Refused as `rewrite_solution`, but for one that is chosen."""
    row, initiative = _to_change(solution)
    rules.must_rewrite(acting(actor), initiative.area_id, row.written_by_id)
    rules.must_be_explored(initiative.stage)
    attach(thread=row.thread, file=file, on=initiative_ref(initiative.pk), actor=actor, at=at)


@action
def withdraw_solution(*, solution: Solution, reason: str, actor: Person, at: datetime) -> None:
    """Compare a solution no more. Raises Refused once it is chosen, without a reason, and as `rewrite_solution`."""
    row, initiative = _to_change(solution)
    rules.must_rewrite(acting(actor), initiative.area_id, row.written_by_id)
    rules.must_be_explored(initiative.stage)
    rules.must_not_be_chosen(chosen=_is_chosen(row))
    why = must_be_a_reason(reason, title=row.title, say="why it is not worth comparing any more")
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        record(SolutionWithdrawn(initiative=initiative.pk, solution=row.pk), reason=why)


@action
def choose_solution(*, solution: Solution, reason: str, seen_choice: int = 0, actor: Person, at: datetime) -> None:
    """Choose how an initiative is done, against the others that stand; what was chosen before ends, and stays readable.

    `seen_choice` is the key of the choice that held when the page was read, 0 for none. Raises Refused unless the actor
    keeps the roadmap, without a reason that says something, and when there is nothing to compare; Stale when somebody
    was quicker.
    """
    row, initiative = _to_change(solution)
    must_keep_roadmap(acting(actor), initiative.area_id)
    rules.must_be_explored(initiative.stage)
    rules.must_be_standing(standing=row.withdrawn_at is None)
    why = must_be_a_reason(reason, title=row.title, say=rules.CHOOSES)
    before = choice_of(initiative.pk)
    rules.must_know_the_choice(
        seen=seen_choice, now=before.pk if before else 0, theirs=before.reason if before else "", yours=why
    )
    rules.must_be_another(chosen=before is not None and before.solution_id == row.pk)
    against = initiative.solutions.filter(withdrawn_at=None).exclude(pk=row.pk).order_by("pk")
    others = tuple(against.values_list("pk", flat=True))
    rules.must_be_compared(len(others) + 1)
    if before:
        before.ended_at = at
        before.save(update_fields=["ended_at"])
    SolutionChoice.objects.create(initiative=initiative, solution=row, reason=why, chosen_by=actor, chosen_at=at)
    instead = before.solution_id if before else None
    record(SolutionChosen(initiative=initiative.pk, solution=row.pk, against=others, instead_of=instead), reason=why)
    meet_duty(initiative=initiative, kind=DutyKind.OPTIONS_COMPARED, note=f"Chosen: {row.title}", actor=actor, at=at)


def _to_change(solution: Solution) -> tuple[Solution, Initiative]:
    """A solution and its initiative, both locked; always in that order, so that two changes wait for each other."""
    initiative = initiative_to_change(solution.initiative_id)
    row: Solution = Solution.objects.select_for_update().get(pk=solution.pk)
    return row, initiative


def _is_chosen(row: Solution) -> bool:
    return bool((now := choice_of(row.initiative_id)) and now.solution_id == row.pk)
