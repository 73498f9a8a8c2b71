"""Who may be asked to a trial: each reason against it as a sentence that is true; and how well a client fits.

None of the sentences names another trial, or says why a client is spared: whoever reads them may not know of that.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from parley.kernel.spans import spoken_day
from parley.trials.terms.candidates import Bar, Barred, Candidate, Consent, Fit, Standing
from parley.trials.terms.cohort import Wish

MOST_COUNTED = 5  # insights of one client: being loud is no fit
LEFT = Barred(Bar.LEFT, "It is no client any more.")
POINTS = ((relativedelta(months=6), 3), (relativedelta(months=12), 2))  # of an insight not older than that; else 1


def fit_of(said_on: Iterable[date], on: date) -> Fit:
    """Say how well a client fits whose insights ask for the initiative: 3 points each, 2 or 1 for older ones.

    The newest five count, so 15 points at most. Our own scale: there is no published one (METHODS.md, i).
    """
    days = sorted(said_on, reverse=True)
    points = sum(
        next((points for age, points in POINTS if day >= on - age), 1) for day in days[:MOST_COUNTED]
    )  # fmt: skip
    return Fit(points, len(days), days[0] if days else None)


def bars_of(candidate: Candidate, wish: Wish, on: date) -> tuple[Barred, ...]:
    """Give all that keeps a client out of a trial that begins on a day; nothing for who is eligible."""
    standing = candidate.standing
    if standing.inside:
        return ()
    found = [*_for_good(candidate, wish), *bars_now(standing, wish.pause, on)]
    if standing.consent is Consent.DECLINED:
        found.append(Barred(Bar.DECLINED, "Its account manager does not want it to be asked."))
    elif wish.agreed_only and standing.consent is not Consent.AGREED:
        found.append(Barred(Bar.NOT_AGREED, "Its account manager has not agreed yet."))
    if wish.covered_only and not standing.covered:
        found.append(Barred(Bar.NOT_COVERED, "No agreement with it covers trials."))
    return tuple(found)


def _for_good(candidate: Candidate, wish: Wish) -> Iterable[Barred]:
    """Give what time will not mend."""
    if candidate.standing.left:
        yield LEFT
    if wish.regions is not None and candidate.region is None:
        yield Barred(Bar.OUT_OF_SCOPE, "Its region is not known, and the initiative applies to some regions only.")
    elif wish.regions is not None and candidate.region not in wish.regions:
        yield Barred(Bar.OUT_OF_SCOPE, "The initiative does not apply to its region.")
    if candidate.key in wish.leave_out:
        yield Barred(Bar.LEFT_OUT, "Somebody left it out of this trial.")
    if candidate.standing.said_no:
        yield Barred(Bar.SAID_NO, "It was asked for this trial and said no.")


def bars_now(standing: Standing, pause: int, on: date) -> Iterable[Barred]:
    """Give the limits of fatigue: one running trial at most, `pause` months after it or a refusal, no bad moment."""
    if standing.trial_open:
        yield Barred(Bar.IN_TRIAL, "It is in another trial, whose end is open.")
    elif standing.trial_ends and standing.trial_ends >= on:
        words = f"It is in another trial until {spoken_day(standing.trial_ends)}."
        yield Barred(Bar.IN_TRIAL, words, _day_after(standing.trial_ends))
    else:
        rested = [day + relativedelta(months=pause) for day in (standing.trial_ends, standing.rests_from) if day]
        if rested and max(rested) > on:
            words = f"It rests from trials, and can be asked again from {spoken_day(max(rested))} on."
            yield Barred(Bar.RESTS, words, max(rested))
    if standing.sensitive and standing.sensitive_until is None:
        yield Barred(Bar.SENSITIVE, "It is asked for nothing extra at the moment.")
    elif standing.sensitive and standing.sensitive_until and standing.sensitive_until >= on:
        until = standing.sensitive_until
        words = f"It is asked for nothing extra until {spoken_day(until)}."
        yield Barred(Bar.SENSITIVE, words, _day_after(until))


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
