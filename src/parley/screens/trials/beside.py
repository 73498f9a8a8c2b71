"""The trials of an initiative, as they stand beside it."""

from typing import TYPE_CHECKING, Any

from parley.roadmap.terms import Stage
from parley.screens.asking import Asked
from parley.screens.trials.page import KINDS, STATES
from parley.trials.rules.planning import may_plan
from parley.trials.terms import STAGE_OF, TrialState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.roadmap.models import Initiative
    from parley.screens.roadmap.beside_it import Tried

TRIED = (Stage.EXPLORE, Stage.ALPHA, Stage.BETA, Stage.BUILD)  # when a trial is planned


def trials_shown(request: Asked, row: "Initiative", trials: "Sequence[Tried]") -> dict[str, Any]:
    """Give an initiative's trials as they are shown, and whether the viewer may plan one. No query."""
    return {
        "trials": trials,
        "may_try": may_plan(request.viewer, row.area_id) and row.stage in TRIED,
        "trial_kinds": KINDS,
        "trial_states": STATES,
    }


def taking_part(trials: "Sequence[Tried]", row: "Initiative") -> tuple[int, int] | None:
    """Give how many clients take part in the open trial of an initiative's stage, and for how many there are places."""
    for each in trials:
        if each.state is TrialState.OPEN and STAGE_OF[each.kind] is row.stage:
            return each.taken, each.places
    return None
