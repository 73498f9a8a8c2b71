"""Which clients must not be asked for a trial now, and the sentence that says so without naming another trial."""

from parley.kernel.refusals import Refused
from parley.kernel.spans import spoken_day
from parley.trials.terms import Fatigue


def fatigue_refusal(fatigue: Fatigue) -> str:
    """Say why a client is not asked now, and from when it may be; nothing when it may be asked."""
    if fatigue.left:
        return "It is not a client any more."
    if fatigue.another:
        return f"{fatigue.another}, of the same company, is in this trial already."
    for until, why in (
        (fatigue.busy_until, "It is in another trial until {}."),
        (fatigue.sensitive_until, "It is asked for nothing extra until {}."),
        (fatigue.rests_until, "It rests from trials until {}."),
    ):
        if until:
            return why.format(spoken_day(until))
    return ""


def must_be_free(fatigue: Fatigue, name: str) -> None:
    """Raise Refused unless a client may be asked for a trial now."""
    if sentence := fatigue_refusal(fatigue):
        raise Refused(f"{name} cannot be asked now. {sentence} Choose another client.", field="client")
