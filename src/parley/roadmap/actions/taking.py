"""Saying what an initiative takes: team-weeks still to be spent, what it needs first, and what excludes it."""

from datetime import datetime
from decimal import Decimal

from parley.groups.queries import acting
from parley.groups.rules import must_keep_roadmap
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.roadmap.events.taking import Estimated, Tied
from parley.roadmap.models import Estimate, Initiative, Tie
from parley.roadmap.queries import initiative_to_change, initiatives_visible_to
from parley.roadmap.queries.taking import estimate_of, takes_of, ties_before, ties_of
from parley.roadmap.rules.taking import must_be_team_weeks, must_not_be_both, must_not_go_round
from parley.roadmap.terms.portfolio import Takes, TieKind


@action
def say_what_it_takes(*, initiative: Initiative, takes: Takes, reason: str = "", actor: Actor, at: datetime) -> None:
    """Say what an initiative takes, all at once. Ties to what the actor may not see stay as they are.

    Raises Refused for somebody who does not keep the roadmap, for team-weeks that are none, and for needs that go
    round in a circle.
    """
    row = initiative_to_change(initiative.pk)
    viewer = acting(actor)
    must_keep_roadmap(viewer, row.area_id)
    weeks = must_be_team_weeks(takes.team_weeks)
    visible = set(initiatives_visible_to(viewer).exclude(pk=row.pk).values_list("pk", flat=True))
    before = takes_of(row.pk, visible)
    needs, excludes = (tuple(sorted(set(each) & visible)) for each in (takes.needs, takes.excludes))
    must_not_be_both(needs, excludes)
    must_not_go_round(row.pk, needs, (pair for pair in ties_before() if pair[1] != row.pk))
    if weeks != before.team_weeks:
        _estimate(row, weeks, actor, at)
        record(Estimated(initiative=row.pk, before=before.team_weeks, after=weeks), reason=reason)
    if (needs, excludes) != before[1:]:
        _tie(row.pk, visible, needs, excludes)
        record(Tied(initiative=row.pk, needs=needs, excludes=excludes), reason=reason)


def _estimate(row: Initiative, weeks: Decimal | None, actor: Actor, at: datetime) -> None:
    now = estimate_of(row.pk)
    if weeks is None and now:
        now.delete()
    elif weeks is not None:
        made = now or Estimate(initiative=row)
        made.team_weeks, made.by_id, made.given_at = weeks, actor.pk, at
        made.save()


def _tie(row: int, visible: set[int], needs: tuple[int, ...], excludes: tuple[int, ...]) -> None:
    """Put these ties in the place of those there were to what is visible; what needs this initiative stays."""
    for tie in ties_of(row):
        other = tie.first_id if tie.second_id == row else tie.second_id
        if other in visible and (tie.kind is TieKind.APART or tie.second_id == row):
            tie.delete()
    pairs = [(first, row, TieKind.BEFORE) for first in needs]
    pairs += [(min(other, row), max(other, row), TieKind.APART) for other in excludes]
    for first, second, kind in pairs:
        Tie.objects.create(first_id=first, second_id=second, kind=kind)
