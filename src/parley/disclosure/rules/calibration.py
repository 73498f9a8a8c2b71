"""Whether what clients were told turned out so: shares kept, Brier's score, and slip. Formulas: METHODS.md (k)."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from math import sqrt

from parley.disclosure.terms import Band, Became, Brier, Calibration, Forecast, Outcome, Slip
from parley.kernel.intervals import two_sided, wilson
from parley.people.terms import Side, Viewer
from parley.roadmap.terms import Confidence, Stage

SAID = {Confidence.HIGH: (0.8, 1.0), Confidence.MEDIUM: (0.6, 0.8), Confidence.LOW: (0.0, 0.6)}  # what each word means
MIDDLE = {Confidence.HIGH: 0.9, Confidence.MEDIUM: 0.7, Confidence.LOW: 0.3}
ENOUGH_FOR_SLIP, ENOUGH_FOR_BRIER = 20, 40  # promises whose outcome is settled

Settled = tuple[Confidence, Became]


def may_compare_areas(viewer: Viewer) -> bool:
    """Whether somebody sees the promises of all areas side by side: product operations, executives and deciders."""
    return viewer.operations or bool(viewer.decides) or viewer.side is Side.NEITHER


def is_forecast(promise: Forecast) -> bool:
    """Whether it said anything of the future: what is told of a thing that is live already promises nothing."""
    return promise.live_on is None or promise.told_on < promise.live_on


def became(promise: Forecast, *, on: date) -> Became | None:
    """Say what became of a promise by a day; none while its window has not ended."""
    if promise.due >= on:
        return None
    if promise.live_on:
        days = (promise.live_on - promise.due).days
        return Became(Outcome.KEPT if days <= 0 else Outcome.LATE, days)
    days = (on - promise.due).days
    if promise.stage is Stage.LIVE:
        return Became(None, days)
    return Became(Outcome.DROPPED if promise.stage is Stage.STOPPED else Outcome.STILL_OPEN, days)


def calibration_of(promises: Collection[Forecast], *, on: date) -> Calibration:
    """Hold promises against what became of them by a day."""
    found = [(each.confidence, became(each, on=on)) for each in promises if is_forecast(each)]
    ended = [(confidence, each) for confidence, each in found if each]
    settled = [(confidence, each) for confidence, each in ended if each.outcome]
    brier = chance = slip = None
    if len(settled) >= ENOUGH_FOR_BRIER:
        chances = [MIDDLE[confidence] for confidence, _each in settled]
        kept = [each.outcome is Outcome.KEPT for _confidence, each in settled]
        brier, chance = brier_of(chances, kept), two_sided(spiegelhalter(chances, kept))
    if sum(each.outcome is not Outcome.STILL_OPEN for _confidence, each in settled) >= ENOUGH_FOR_SLIP:
        came = (Outcome.KEPT, Outcome.LATE)
        slip = Slip(median_of(still_to_come([(each.days, each.outcome in came) for _confidence, each in settled])))
    return Calibration(
        bands=tuple(_band(confidence, settled) for confidence in SAID),
        running=len(found) - len(ended),
        unknown=len(ended) - len(settled),
        brier=brier,
        chance=chance,
        slip=slip,
    )


def _band(confidence: Confidence, settled: Sequence[Settled]) -> Band:
    """Count the promises of one confidence."""
    counts = Counter(each.outcome for sure, each in settled if sure is confidence)
    kept = counts[Outcome.KEPT]
    return Band(
        confidence=confidence,
        kept=kept,
        late=counts[Outcome.LATE],
        still_open=counts[Outcome.STILL_OPEN],
        dropped=counts[Outcome.DROPPED],
        interval=wilson(kept, counts.total()),
    )


def compared(band: Band) -> int:
    """Hold a band against its word: 1 when more was kept than was said, -1 when less, 0 when that cannot be told."""
    if band.interval is None:
        return 0
    (low, high), (least, most) = band.interval, SAID[band.confidence]
    return 1 if low > most else -1 if high < least else 0


def brier_of(chances: Sequence[float], kept: Sequence[bool]) -> Brier:
    """Give the mean of (chance - outcome)², 0 at best, with Murphy's parts over promises of equal chance."""
    n = len(chances)
    base = sum(kept) / n
    groups = [[k for c, k in zip(chances, kept, strict=True) if c == chance] for chance in sorted(set(chances))]
    rates = [(chance, len(group), sum(group) / len(group)) for chance, group in zip(sorted(set(chances)), groups,
             strict=True)]  # fmt: skip
    return Brier(
        score=sum((c - k) ** 2 for c, k in zip(chances, kept, strict=True)) / n,
        reliability=sum(size * (chance - rate) ** 2 for chance, size, rate in rates) / n,
        resolution=sum(size * (rate - base) ** 2 for _chance, size, rate in rates) / n,
        uncertainty=base * (1 - base),
    )


def spiegelhalter(chances: Sequence[float], kept: Sequence[bool]) -> float:
    """Give Spiegelhalter's Z: Σ(o - p)(1 - 2p) / sqrt(Σ(1 - 2p)² p(1 - p)); normal when the chances are right.

    The chances are those of `MIDDLE`, none of which is 0, 1 or a half alone.
    """
    above = sum((k - c) * (1 - 2 * c) for c, k in zip(chances, kept, strict=True))
    return above / sqrt(sum((1 - 2 * c) ** 2 * c * (1 - c) for c in chances))


def still_to_come(watched: Collection[tuple[int, bool]]) -> list[tuple[int, float]]:
    """Give the share still to come after each day on which something came, by Kaplan and Meier.

    `watched`: days until it came (True), or as long as it was watched without coming (False).
    """
    share, curve = 1.0, []
    for day in sorted({days for days, came in watched if came}):
        at_risk = sum(days >= day for days, _came in watched)
        share *= 1 - sum(came and days == day for days, came in watched) / at_risk
        curve.append((day, share))
    return curve


def median_of(curve: Sequence[tuple[int, float]]) -> int | None:
    """Give the first day after which at most half is still to come; none when more than half is."""
    return next((day for day, share in curve if share <= 0.5 + 1e-12), None)
