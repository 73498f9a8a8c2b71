"""A trial as it is planned, in the words that planning it takes."""

from parley.trials.models import Trial
from parley.trials.queries.seeing import questions_of, quotas_of
from parley.trials.terms import QuestionDraft, TrialPlan, Wanted
from parley.trials.terms.candidates import Dimension


def plan_now(trial: Trial) -> TrialPlan:
    """Give the plan of a trial. Two queries."""
    return TrialPlan(
        code_name=trial.code_name,
        aim=trial.aim,
        first_day=trial.first_day,
        last_day=trial.last_day,
        places=trial.places,
        questions=tuple(
            QuestionDraft(asks=each.asks, changes_mind=each.changes_mind, kind=each.kind, region=each.region_id,
                          segment=each.segment)
            for each in questions_of(trial.pk)
        ),
        wanted=tuple(
            Wanted(each.over, str(each.region_id) if each.over is Dimension.REGION else each.value, each.least)
            for each in quotas_of(trial.pk)
        ),
        least_regions=trial.least_regions,
        least_segments=trial.least_segments,
        requirements=trial.requirements,
        agreement=trial.agreement,
        rest_months=trial.rest_months,
    )  # fmt: skip
