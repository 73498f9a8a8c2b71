"""Whether a client may be asked for a trial now, one by one; the sentence names no other trial."""

from datetime import date

from parley.kernel.refusals import Refused
from parley.trials.rules.cohort import LEFT, bars_now
from parley.trials.terms.candidates import Standing


def fatigue_refusal(standing: Standing, pause: int, on: date, *, relative: str = "") -> str:
    """Say why a client is not asked now; nothing when it may be. `pause`: months of rest after a trial or a refusal.

    `relative` names another client of its company that is in the trial already.
    """
    if standing.left:
        return LEFT.sentence
    if relative:
        return f"{relative}, of the same company, is in this trial already."
    return next((bar.sentence for bar in bars_now(standing, pause, on)), "")


def must_be_free(name: str, refusal: str) -> None:
    """Raise Refused when something stands against asking a client."""
    if refusal:
        raise Refused(f"{name} cannot be asked now. {refusal} Choose another client.", field="client")
