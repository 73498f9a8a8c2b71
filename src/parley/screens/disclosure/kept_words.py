"""What became of promises, in sentences: what each confidence was worth, and how late things came."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parley.disclosure.rules import compared
from parley.disclosure.terms import Band, Became, Calibration, Outcome, Slip
from parley.kernel.intervals import wilson
from parley.roadmap.terms import Confidence

CALLED = {
    Confidence.HIGH: gettext_lazy("very likely (80% and more)"),
    Confidence.MEDIUM: gettext_lazy("likely (60–80%)"),
    Confidence.LOW: gettext_lazy("possible (below 60%)"),
}
SHORT = {
    Confidence.HIGH: gettext_lazy("very likely"),
    Confidence.MEDIUM: gettext_lazy("likely"),
    Confidence.LOW: gettext_lazy("possible"),
}


@dataclass(frozen=True, slots=True)
class ShownBand:
    """The promises of one confidence as a page shows them."""

    band: Band
    called: str
    sentence: str
    interval: str
    worth: str  # held against what was said


@dataclass(frozen=True, slots=True)
class Shown:
    """How promises turned out, as a page shows it."""

    found: Calibration
    bands: list[ShownBand]
    slip: str
    brier: str


def shown(found: Calibration) -> Shown:
    """Say how promises turned out."""
    return Shown(found, [_band(each) for each in found.bands], _slip(found.slip), _brier(found))


def called(confidence: Confidence) -> str:
    """Say a confidence in the word clients would use for it."""
    return str(SHORT[confidence])


def _band(band: Band) -> ShownBand:
    name = str(CALLED[band.confidence])
    interval = interval_words(band.kept, band.of)
    if not band.of:
        return ShownBand(band, name, _("Nothing that we called so has come to its time yet."), "", "")
    sentence = ngettext(
        "Of %(of)d we called %(word)s, %(kept)d shipped in the window (Wilson %(interval)s).",
        "Of %(of)d we called %(word)s, %(kept)d shipped in the window (Wilson %(interval)s).",
        band.of,
    ) % {"of": band.of, "word": called(band.confidence), "kept": band.kept, "interval": interval}
    return ShownBand(band, name, sentence, interval, _worth(band))


def _worth(band: Band) -> str:
    match compared(band):
        case -1:
            return _("Fewer than the word says: call such things less likely, or promise them later.")
        case 1:
            return _("More than the word says: such things may be called more likely.")
    return _("Not distinguishable from what the word says, with as many as these.")


def interval_words(kept: int, of: int) -> str:
    """Say Wilson's interval in whole percent: 45–83%. Nothing of nothing."""
    found = wilson(kept, of)
    return f"{found[0]:.0%}–{found[1]:.0%}".replace("%–", "–") if found else ""


def became_words(what: Became) -> str:
    """Say what became of one promise; a delay is called a delay, in days."""
    days = abs(what.days)
    match what.outcome:
        case Outcome.KEPT if days:
            return (
                ngettext("kept, %d day before its window ended", "kept, %d days before its window ended", days) % days
            )
        case Outcome.KEPT:
            return _("kept, on the last day of its window")
        case Outcome.LATE:
            return ngettext("late by %d day", "late by %d days", days) % days
        case Outcome.STILL_OPEN:
            return ngettext("still open, late by %d day so far", "still open, late by %d days so far", days) % days
        case Outcome.DROPPED:
            return _("dropped")
    return _("live, nobody knows since when")


def _slip(slip: Slip | None) -> str:
    if slip is None:
        return ""
    if slip.days is None:
        return _("More than half of what was promised is not live yet, so there is no median delay to tell.")
    if slip.days <= 0:
        return _("Half of what was promised was live by the end of its window.")
    return (
        ngettext("Half of what was promised was live within %d day after its window ended.",
                 "Half of what was promised was live within %d days after its window ended.", slip.days) % slip.days
    )  # fmt: skip


def _brier(found: Calibration) -> str:
    brier = found.brier
    if brier is None or found.chance is None:
        return ""
    figures = {
        "score": f"{brier.score:.3f}",
        "reliability": f"{brier.reliability:.3f}",
        "resolution": f"{brier.resolution:.3f}",
        "uncertainty": f"{brier.uncertainty:.3f}",
        "p": f"{found.chance:.2f}" if found.chance >= 0.01 else "0.01",
    }
    said = _(
        "Brier score %(score)s, where 0 is perfect: reliability %(reliability)s minus resolution %(resolution)s plus "
        "uncertainty %(uncertainty)s."
    )
    if found.chance < 0.01:
        test = _("Such a score is very unlikely if the words are right (Spiegelhalter, p below %(p)s).")
    elif found.chance < 0.05:
        test = _("Such a score is unlikely if the words are right (Spiegelhalter, p = %(p)s).")
    else:
        test = _("The words are not distinguishable from right ones (Spiegelhalter, p = %(p)s).")
    return f"{said} {test}" % figures
