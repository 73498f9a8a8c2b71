"""Who may put a client forward, agree, invite it and note its answer; and what follows for its place."""

import re
from datetime import date, timedelta

from parley.groups.rules import may_keep_roadmap
from parley.kernel.refusals import Refused
from parley.kernel.spans import spoken_day
from parley.people.terms import Viewer
from parley.roadmap.rules.whys import must_be_a_reason
from parley.trials.terms import CAN_BE_INVITED, OUT_OF_IT, SAID_NO, PlaceState, Reply, TrialFacts, TrialState
from parley.trials.terms.candidates import Standing

LINK_LASTS = timedelta(days=60)  # at most; never beyond the last day of its words or of the trial
ANSWERED_WITHIN = timedelta(days=14)  # after the last day a link to the questions still takes an answer
ENDED = "This link does not hold any more. Please ask whoever sent it to you."
SAID = {
    PlaceState.PROPOSED: "waits for its account manager",
    PlaceState.AGREED: "is put forward already",
    PlaceState.HELD_BACK: "was held back by its account manager",
    PlaceState.INVITED: "is invited already",
    PlaceState.WAITING: "is on the waiting list",
    PlaceState.ACCEPTED: "takes part already",
    PlaceState.DECLINED: "said: not this time",
    PlaceState.NOT_INTERESTED: "said that it is not for them",
    PlaceState.TAKEN_OUT: "was taken out",
}
# Words by which a client may have heard that it will be in a trial, in the languages of Parley.
PLACE_WORDS = re.compile(
    r"\b(alpha|beta|pilot\w*|trial\w*|early (access|adopter\w*)|preview|testphase|testkunde\w*|erprobung|vorab\w*)\b"
    r"|ベータ|アルファ|先行|試用|パイロット",
    re.IGNORECASE,
)


def may_speak_for(viewer: Viewer, *, cares: bool) -> bool:
    """Whether somebody says for a client whether it may be invited: who looks after it, and product operations."""
    return cares or viewer.operations


def must_speak_for(viewer: Viewer, *, cares: bool) -> None:
    """Raise Refused unless the viewer speaks for the client."""
    if not may_speak_for(viewer, cares=cares):
        raise Refused("Whoever looks after this client says whether it may be asked. Ask them, or product operations.")


def may_invite(viewer: Viewer, area: int, *, cares: bool) -> bool:
    """Whether somebody invites a client that may be: who looks after it, and who plans the trial."""
    return cares or may_keep_roadmap(viewer, area)


def must_invite(viewer: Viewer, area: int, *, cares: bool) -> None:
    """Raise Refused unless the viewer invites this client."""
    if not may_invite(viewer, area, cares=cares):
        raise Refused("Whoever looks after this client invites it, or who plans the trial. Ask one of them.")


def must_be_proposable(state: PlaceState | None, name: str) -> None:
    """Raise Refused unless a client can be put forward: it never was, or was taken out."""
    if state not in {None, PlaceState.TAKEN_OUT}:
        raise Refused(f"{name} {SAID[state]}. Choose another client.", field="client")


def must_wait_for_consent(state: PlaceState) -> None:
    """Raise Refused unless it is open whether a client may be invited, or what was said of that can still change."""
    if state not in {PlaceState.PROPOSED, PlaceState.AGREED, PlaceState.HELD_BACK}:
        raise Refused(f"This client {SAID[state]}, so that is settled. Take it out if it must not take part.")


def held_back_because(text: str, *, name: str) -> str:
    """Give back why a client is held back. Raises Refused when it says nothing."""
    return must_be_a_reason(text, title=name, say="what stands in the way, and until when", field="because")


def nominated_because(text: str, *, name: str) -> str:
    """Give back why a client fits, in a sentence, or nothing: what it asked for speaks for itself."""
    if not text.strip():
        return ""
    return must_be_a_reason(text, title=name, say="what they would try first", field="because")


def must_be_invitable(trial: TrialFacts, state: PlaceState, on: date) -> None:
    """Raise Refused unless a client can be invited now."""
    if trial.state is not TrialState.OPEN:
        raise Refused("Nobody is invited before the trial is open, or after it has ended. Ask who plans it.")
    if on > trial.last_day:
        raise Refused(f"The trial ended on {spoken_day(trial.last_day)}. Extend it before you invite anybody.")
    if state not in CAN_BE_INVITED and state is not PlaceState.INVITED:
        raise Refused(f"This client {SAID[state]}, so it is not invited.")


def must_hold(*, ended: bool) -> None:
    """Raise Refused for a link that takes nothing any more. The sentence is read by the client."""
    if ended:
        raise Refused(ENDED)


def must_take_reply(trial: TrialFacts, state: PlaceState, on: date) -> None:
    """Raise Refused unless a reply to an invitation still counts; it may be changed as long as its link holds."""
    if trial.state is not TrialState.OPEN or on > trial.last_day:
        raise Refused("This has ended, so there is nothing to answer any more. Thank you for looking.")
    if state not in {PlaceState.INVITED, PlaceState.WAITING, PlaceState.ACCEPTED, *SAID_NO}:
        raise Refused(ENDED)


def state_after(reply: Reply, trial: TrialFacts, state: PlaceState) -> PlaceState:
    """Give what a client's place becomes by its reply: yes is a place while there is one, else the waiting list."""
    if reply is Reply.NOT_NOW:
        return PlaceState.DECLINED
    if reply is Reply.NOT_FOR_US:
        return PlaceState.NOT_INTERESTED
    if state is PlaceState.ACCEPTED or trial.taken < trial.places:
        return PlaceState.ACCEPTED
    return PlaceState.WAITING


def must_be_in_no_other(standing: Standing, on: date, *, relative: str = "") -> None:
    """Raise Refused when a client said yes to another trial meanwhile. The sentence is read by the client."""
    if relative or (standing.trial_ends and standing.trial_ends >= on):
        raise Refused("Your company takes part in something else with us already. Please ask whoever invited you.")


def must_take_answers(trial: TrialFacts, on: date) -> None:
    """Raise Refused unless what clients say still counts for a trial."""
    if trial.state is not TrialState.OPEN or on > feedback_ends(trial):
        raise Refused("The time for answers is over. What you still hear, note as an insight.")


def must_be_in_it(state: PlaceState) -> None:
    """Raise Refused unless a client can be taken out."""
    if state in OUT_OF_IT:
        raise Refused(f"This client {SAID[state]}, so it is not in the trial.")


def must_take_part(state: PlaceState) -> None:
    """Raise Refused unless a client takes part."""
    if state is not PlaceState.ACCEPTED:
        raise Refused(f"This client {SAID[state]}. Only who takes part answers the questions.")


def invitation_ends(trial: TrialFacts, words_until: date, on: date) -> date:
    """Give the last day of an invitation: of its words, of the trial, or 60 days on, whichever comes first."""
    return min(words_until, trial.last_day, on + LINK_LASTS)


def feedback_ends(trial: TrialFacts) -> date:
    """Give the last day of a link to the questions: two weeks after the trial's."""
    return trial.last_day + ANSWERED_WITHIN


def speaks_of_a_place(text: str, code_name: str) -> bool:
    """Whether a client that was told this may have heard that it will be in a trial."""
    return bool(PLACE_WORDS.search(text)) or code_name.casefold() in text.casefold()
