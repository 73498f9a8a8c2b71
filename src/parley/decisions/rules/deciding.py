"""Deciding from a mail: when a link still works, who may take it back, and who decides for whom for a time."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from parley.decisions.rules.settling import sees_settled
from parley.decisions.terms import LONGEST_DEPUTY, UNSETTLED, DecisionFacts, DecisionState, LinkFacts
from parley.kernel.refusals import Refused
from parley.people.terms import Viewer

CHANGED = "The brief has changed since you looked. Read it as it is now, then confirm once more: nothing is lost."


def sign_of(brief: Sequence[Any]) -> str:
    """Give the sign of what a brief says: another one as soon as any word or value of it is another."""
    return hashlib.sha256(json.dumps(brief, ensure_ascii=False, default=str).encode()).hexdigest()


def why_ended(link: LinkFacts, decision: DecisionFacts, person: int, at: datetime) -> str:
    """Say why a link settles nothing any more, and what to do instead; empty when it still does."""
    if link.used:
        return "This link was used: it settled its decision. Read it in Parley."
    if link.revoked:
        return "This link was taken back. Sign in to decide, or ask a facilitator to send another."
    if link.moved:
        return "This was mailed to an address you had before. Sign in to decide, or ask a facilitator to send another."
    if decision.state is DecisionState.WITHDRAWN:
        return "This need not be decided any more. Read in Parley why."
    if link.settled or decision.state not in UNSETTLED:
        return "This was settled meanwhile. Read it in Parley."
    if link.expires_at <= at:
        return "This link is too old. Sign in to decide, or ask a facilitator to send another."
    if person != decision.decider and person not in decision.deputies:
        return "Somebody else decides this now. Say in its conversation what you see."
    return ""


def may_see_to_links(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody sends and takes back links to settle a decision: decider, facilitators, product operations."""
    return decision.state in UNSETTLED and sees_settled(viewer, decision)


def must_see_to_links(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer sees to the links by which a decision is settled."""
    if not sees_settled(viewer, decision):
        raise Refused("Its decider, a facilitator or product operations see to the mail. Ask one of them.")
    if decision.state not in UNSETTLED:
        raise Refused("Nothing waits to be decided here. Read the decision as it is now.")


def must_be_for_oneself(*, oneself: bool) -> None:
    """Raise Refused when somebody else would use a link: nobody decides in another’s name."""
    if not oneself:
        raise Refused("This link was sent to somebody else. Nobody decides in another’s name: ask them to name you.")


def must_see_what_it_weighs(*, hidden: int) -> None:
    """Raise Refused for a deputy who cannot see all that is weighed."""
    if hidden:
        raise Refused("It weighs an initiative that you may not see. Ask its product team to let you in, then decide.")


def may_name_deputy(viewer: Viewer, *, waits: bool) -> bool:
    """Whether somebody decides anything, so that there is something to decide for them."""
    return bool(viewer.decides) or waits


def must_decide_somewhere(viewer: Viewer, *, waits: bool) -> None:
    """Raise Refused for somebody who decides nothing, and has nobody to name."""
    if not may_name_deputy(viewer, waits=waits):
        raise Refused("Only whoever decides names a deputy. Nothing waits for you to be decided.")


def must_stand_in(*, oneself: bool, left: bool) -> None:
    """Raise Refused for a deputy who cannot be one."""
    if oneself:
        raise Refused("You cannot stand in for yourself. Name a colleague.", field="person")
    if left:
        raise Refused("They have left the company. Name somebody who is here.", field="person")


def must_be_a_time(first: date, last: date, *, today: date) -> None:
    """Raise Refused for days on which nobody can stand in."""
    if last < first:
        raise Refused("The last day lies before the first. Choose a later one.", field="last")
    if first < today:
        raise Refused("This day has passed. Choose today or a later one.", field="first")
    if last - first > LONGEST_DEPUTY:
        raise Refused("That is longer than half a year. Name another decider instead.", field="last")
