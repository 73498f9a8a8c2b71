"""Two who settle, publish, supersede or change the same decision at the same moment. Run as a program, as tests.races.

`python -m tests.decisions.races RACE` with DATABASE_URL naming an empty database, in which nothing else happens.
"""

import json
import sys
from datetime import timedelta
from typing import Any

from tests.races import at_once
from tests.reactions.scenes import begin

Race = dict[str, Any]


def _after(made: Any) -> Race:
    from parley.decisions.terms import decision_ref  # noqa: PLC0415 - settings first, here and below
    from parley.ledger.queries import history_of  # noqa: PLC0415

    made.refresh_from_db()
    kinds = [each.event.kind for each in history_of(decision_ref(made.pk))]
    held = made.settlements.filter(ended_at=None)
    return {"state": made.state.value, "in force": held.count(), "settled": kinds.count("decision.settled"),
            "published": kinds.count("decision.published"), "changed": kinds.count("decision.changed")}  # fmt: skip


def settling(cast: Any) -> Race:
    """The decider settles it twice, from two pages that show the same."""
    from parley.decisions.actions import settle_decision  # noqa: PLC0415
    from parley.decisions.queries import options_of  # noqa: PLC0415
    from tests.decisions.made import REASON, decision  # noqa: PLC0415

    made = decision(cast)
    given: dict[str, Any] = {"decision": made, "reason": REASON, "seen_version": 1, "actor": cast.elena, "at": cast.at}
    ended = at_once(*[lambda option=option: settle_decision(option=option, **given) for option in options_of(made)])
    return {"ended": ended} | _after(made)


def editing(cast: Any) -> Race:
    """The decider settles it while its options are written anew."""
    from parley.decisions.actions import change_decision, settle_decision  # noqa: PLC0415
    from parley.decisions.queries import options_of  # noqa: PLC0415
    from tests.decisions.made import REASON, decision, options  # noqa: PLC0415

    made = decision(cast)
    chosen, seen = options_of(made)[0], {"decision": made, "seen_version": 1, "at": cast.at}
    ended = at_once(
        lambda: settle_decision(option=chosen, reason=REASON, actor=cast.elena, **seen),
        lambda: change_decision(question="Who waits?", decide_by=made.decide_by, options=options(), actor=cast.noor,
                                **seen),
    )  # fmt: skip
    return {"ended": ended} | _after(made)


def publishing(cast: Any) -> Race:
    """Two publish the same, from two pages that show the same."""
    from parley.decisions.actions import publish_decision, settle_decision  # noqa: PLC0415
    from parley.decisions.queries import options_of  # noqa: PLC0415
    from tests.decisions.made import REASON, decision  # noqa: PLC0415

    made = decision(cast)
    settle_decision(decision=made, option=options_of(made)[0], reason=REASON, actor=cast.elena, at=cast.at)
    given: dict[str, Any] = {"decision": made, "seen_version": 2, "at": cast.at}
    ended = at_once(*[lambda by=by: publish_decision(actor=by, **given) for by in (cast.femi, cast.ines)])
    return {"ended": ended} | _after(made)


def superseding(cast: Any) -> Race:
    """Two decisions would take the place of one, and are published at the same moment."""
    from parley.decisions.actions import publish_decision, settle_decision  # noqa: PLC0415
    from parley.decisions.queries import options_of  # noqa: PLC0415
    from tests.decisions.made import REASON, decision, settle_and_publish  # noqa: PLC0415

    by_elena: dict[str, Any] = {"actor": cast.elena, "at": cast.at}
    old = decision(cast)
    settle_and_publish(decision=old, option=options_of(old)[0], **by_elena)
    new = [decision(cast, supersedes=old, question=f"Again {n}: who goes first?") for n in (1, 2)]
    for each in new:
        settle_decision(decision=each, option=options_of(each)[0], reason=REASON, **by_elena)
    by_femi: dict[str, Any] = {"actor": cast.femi, "at": cast.at}
    ended = at_once(*[lambda each=each: publish_decision(decision=each, **by_femi) for each in new])
    for each in new:
        each.refresh_from_db()
    return {"ended": ended, "states": sorted(each.state.value for each in new)} | _after(old)


def by_link(cast: Any) -> Race:
    """The link of one mail is confirmed twice, from two pages that show the same."""
    from parley.decisions.actions import decide_by_link, make_deciding_link  # noqa: PLC0415
    from parley.decisions.queries import link_by, options_of, sign_of_brief  # noqa: PLC0415
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from tests.decisions.made import REASON, decision  # noqa: PLC0415

    made = decision(cast)
    link = link_by(make_deciding_link(decision=made, person=cast.elena, actor=MACHINE, at=cast.at))
    given: dict[str, Any] = {"link": link, "reason": REASON, "seen": sign_of_brief(made), "signed_in": False,
                             "actor": cast.elena, "at": cast.at}  # fmt: skip
    ended = at_once(*[lambda option=option: decide_by_link(option=option, **given) for option in options_of(made)])
    return {"ended": ended} | _after(made)


def standing_in(cast: Any) -> Race:
    """The decider names two deputies at once, whose time begins today."""
    from parley.decisions.actions import name_deputy  # noqa: PLC0415
    from parley.decisions.queries import deputy_named_by  # noqa: PLC0415
    from parley.kernel.spans import today_of  # noqa: PLC0415

    today = today_of(cast.elena, cast.at)
    given: dict[str, Any] = {"first": today, "last": today, "actor": cast.elena, "at": cast.at}
    ended = at_once(*[lambda person=person: name_deputy(person=person, **given) for person in (cast.ravi, cast.femi)])
    named = deputy_named_by(cast.elena)
    return {"ended": ended, "named": named is not None and named.deputy in {cast.ravi, cast.femi}}


def opening(cast: Any) -> Race:
    """Somebody disagrees without a name while it is opened."""
    from parley.decisions.actions import dissent_unsigned, open_dissents  # noqa: PLC0415
    from parley.decisions.queries import unread_dissents  # noqa: PLC0415
    from tests.decisions.made import decision  # noqa: PLC0415

    made = decision(cast)
    said: dict[str, Any] = {"decision": made, "at": cast.at}
    dissent_unsigned(text="Nobody asked Japan.", secret="one", actor=cast.sam, **said)
    ended = at_once(
        lambda: dissent_unsigned(text="Nobody asked Korea.", secret="two", actor=cast.aiko, **said),
        lambda: open_dissents(actor=cast.elena, **said),
    )
    return {"ended": ended, "unread": unread_dissents(made), "read": made.unsigned_dissents.count()} | _after(made)


def ending(cast: Any) -> Race:
    """A decision is opened in an area that is dissolved, and another for somebody who leaves, at the same moment."""
    from parley.decisions.models import Decision  # noqa: PLC0415
    from parley.decisions.terms import UNPUBLISHED  # noqa: PLC0415
    from parley.meetings.actions import hand_over_everything  # noqa: PLC0415
    from parley.meetings.actions.dissolving import dissolve_area  # noqa: PLC0415
    from parley.meetings.terms import Held  # noqa: PLC0415
    from tests.decisions.made import decision  # noqa: PLC0415

    now: dict[str, Any] = {"actor": cast.ines, "at": cast.at}
    dissolved = at_once(
        lambda: decision(cast, actor=cast.noor),
        lambda: dissolve_area(area=cast.identity, heir=cast.reporting, reason="One group for both.", **now),
    )
    heirs = {Held.DECIDES: cast.elena, Held.DECISIONS: cast.elena}
    left = at_once(
        lambda: decision(cast, area=cast.reporting, actor=cast.petra),
        lambda: hand_over_everything(leaver=cast.ravi, heirs=heirs, on=cast.at.date(), **now),
    )
    waiting = Decision.objects.filter(state__in=UNPUBLISHED)
    behind = waiting.filter(area__dissolved_on__isnull=False).count(), waiting.filter(decider=cast.ravi).count()
    return {"dissolved": dissolved, "left": left, "behind": list(behind)}


def sealing(cast: Any) -> Race:
    """One of three takes their note back while the decision is settled, which closes its round."""
    from parley.decisions.actions import open_decision_round, settle_decision, take_back_decision_note  # noqa: PLC0415
    from parley.decisions.actions import write_decision_note as write  # noqa: PLC0415
    from parley.decisions.models import DecisionNote  # noqa: PLC0415
    from parley.decisions.queries import options_of  # noqa: PLC0415
    from tests.decisions.made import REASON, decision  # noqa: PLC0415

    row, now = decision(cast), {"at": cast.at}
    made = open_decision_round(decision=row, closes_at=cast.at + timedelta(days=1), actor=cast.femi, **now)
    for person in (cast.sam, cast.aiko, cast.noor):
        write(round_=made, words=f"As {person.name} sees it", secret=person.name, actor=person, **now)
    ended = at_once(
        lambda: settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, **now),
        lambda: take_back_decision_note(round_=made, number=0, secret=cast.sam.name, actor=cast.sam, **now),
    )
    return {"ended": ended, "shown": DecisionNote.objects.count()}


if __name__ == "__main__":
    races = settling, editing, publishing, superseding, by_link, standing_in, opening, ending, sealing
    race = {each.__name__: each for each in races}[sys.argv[1]]
    sys.stdout.write(json.dumps(race(begin())))
