"""Two who lend the same team at the same moment. Run as a program, as tests.races.

`python -m tests.disclosure.races RACE` with DATABASE_URL naming an empty database, in which nothing else happens.
"""

import json
import sys
from decimal import Decimal
from typing import Any

from tests.races import at_once
from tests.reactions.scenes import begin


def lending(cast: Any) -> dict[str, Any]:
    """The decider and product operations lend 60% of a team for the same weeks."""
    from parley.groups.actions import keep_team  # noqa: PLC0415 - settings first, here and below
    from parley.groups.models import Shift  # noqa: PLC0415
    from parley.groups.terms import Amount  # noqa: PLC0415
    from tests.disclosure.test_shifting import lent  # noqa: PLC0415

    team = keep_team(area=cast.identity, name="Consent core", capacity=Decimal(13), actor=cast.ines, at=cast.at)
    most = Amount(share=60)
    ended = at_once(*[lambda by=by: lent(cast, team, amount=most, actor=by) for by in (cast.elena, cast.ines)])
    return {"ended": ended, "lent": Shift.objects.count()}


def extending(cast: Any) -> dict[str, Any]:
    """One lends what another extends a shift into."""
    from parley.disclosure.actions import extend_shift  # noqa: PLC0415
    from parley.groups.actions import keep_team  # noqa: PLC0415
    from parley.groups.models import Shift  # noqa: PLC0415
    from parley.groups.terms import Amount  # noqa: PLC0415
    from tests.disclosure.test_shifting import lent  # noqa: PLC0415

    team = keep_team(area=cast.identity, name="Consent core", capacity=Decimal(13), actor=cast.ines, at=cast.at)
    most = Amount(share=60)
    shift = lent(cast, team, weeks=1, amount=most)
    after, why = shift.back_on, "The auditor asked for two more reports."
    ended = at_once(
        lambda: extend_shift(shift=shift, last=after, reason=why, actor=cast.elena, at=cast.at),
        lambda: lent(cast, team, weeks=1, first=after, amount=most, actor=cast.ines),
    )
    shift.refresh_from_db()
    return {"ended": ended, "lent": Shift.objects.count() + (shift.back_on > after)}


if __name__ == "__main__":
    race = {each.__name__: each for each in (lending, extending)}[sys.argv[1]]
    sys.stdout.write(json.dumps(race(begin())))
