"""Two answers of one client at the same moment. Run as a program, as tests.races.

`python -m tests.trials.feedback_races RACE` with DATABASE_URL naming an empty database, in which nothing else happens.
"""

import json
import sys
from typing import Any

from tests.races import at_once
from tests.reactions.scenes import begin


def answering(cast: Any) -> dict[str, Any]:
    """A client sends by its link what somebody notes of it in the same moment."""
    from parley.clients.models import Insight  # noqa: PLC0415 - settings first, here and below
    from parley.kernel.spans import today_of  # noqa: PLC0415
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.trials.actions import give_feedback, note_feedback  # noqa: PLC0415
    from parley.trials.models import TrialAnswer  # noqa: PLC0415
    from parley.trials.terms import Tap  # noqa: PLC0415
    from tests.trials.feedback_made import asked, buyer, said, taking_part, trial  # noqa: PLC0415

    made = trial(cast)
    (place,) = taking_part(cast, made, buyer(cast, "Nordbank"))
    link, _token = asked(cast, place)
    noted = {"said_on": today_of(cast.aiko, cast.at), "actor": cast.aiko, "at": cast.at}
    ended = at_once(
        lambda: give_feedback(link=link, answers=said(made, Tap.YES, "Good."), actor=MACHINE, at=cast.at),
        lambda: note_feedback(place=place, answers=said(made, Tap.NO, "Bad."), **noted),
    )
    rows = TrialAnswer.objects.filter(place=place)
    return {"ended": ended, "kept": rows.count(), "count": rows.filter(latest=True).count(),
            "insights": Insight.objects.count()}  # fmt: skip


def concluding(cast: Any) -> dict[str, Any]:
    """Two workers do at the same moment what was decided about a trial."""
    from parley.ledger.queries import history_of  # noqa: PLC0415
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.trials.actions import conclude  # noqa: PLC0415
    from parley.trials.models import TrialOutcome  # noqa: PLC0415
    from parley.trials.terms import Follows, trial_ref  # noqa: PLC0415
    from tests.decisions.made import settle_and_publish  # noqa: PLC0415
    from tests.trials.feedback_made import outcome_asked, trial  # noqa: PLC0415

    made = trial(cast)
    decision = outcome_asked(cast, made)
    option = TrialOutcome.objects.get(trial=made, follows=Follows.CHANGE).option
    settle_and_publish(decision=decision, option=option, actor=cast.elena, at=cast.at)
    ended = at_once(*[lambda: conclude(trial=made, actor=MACHINE, at=cast.at)] * 2)
    kinds = [each.event.kind for each in history_of(trial_ref(made.pk))]
    return {"ended": ended, "closed": kinds.count("trial.closed")}


if __name__ == "__main__":
    race = {each.__name__: each for each in (answering, concluding)}[sys.argv[1]]
    sys.stdout.write(json.dumps(race(begin())))
