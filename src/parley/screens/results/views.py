"""The results of a wave, as everybody in the company sees them; before they are there, how far it has come."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_safe

from parley.screens import asking
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say_unknown
from parley.screens.rendering import moment, url
from parley.screens.results.about import about_words
from parley.screens.results.files import FILES
from parley.screens.results.ranked import valued
from parley.screens.results.shown import ONE_WAY, TWO_WAYS, because_of, findings, parts_of
from parley.screens.surveys.shown import rate_words
from parley.surveys.queries.followed import what_came_of
from parley.surveys.queries.reading import are_words_read
from parley.surveys.queries.released import found_in
from parley.surveys.queries.waves import rate_of, state_of, wave_seen
from parley.surveys.rules.finding import asked_in, found_of, said_in
from parley.surveys.rules.planning import may_run_waves
from parley.surveys.terms.found import Found
from parley.surveys.terms.waves import Kind, Part, WaveState

if TYPE_CHECKING:
    from parley.surveys.models import Wave

SURVEYS = "/surveys/"
FORMS = {
    "results.pdf": later("PDF"), "results.pptx": later("Slides"), "results.xlsx": later("Excel"),
    "results.csv": later("CSV"), "results.md": later("Markdown"), "figures.json": later("JSON"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """One question whose parts are shown, or can be."""

    text: str
    href: str
    here: bool


@require_safe
def page(request: Asked, key: int) -> HttpResponse:
    """Show what a wave found, or how far it has come; everybody sees the same figures."""
    wave = asking.found(wave_seen(request.viewer, key))
    content = found_in(wave.pk)
    if not content:
        context = {"wave": wave, "sentence": standing_words(wave, request), "home": SURVEYS}
        return framed(request, "results/waiting.html", context, place="surveys")
    return framed(request, "results/page.html", _found(request, wave, found_of(content)), place="surveys")


def _found(request: Asked, wave: "Wave", found: Found) -> dict[str, Any]:
    said = found_in(wave.pk, Part.WORDS)
    because = because_of(wave.pk, found, what_came_of(wave, request.viewer), timezone.localdate(request.now))
    asked = findings(found, because)
    questions = [each.question for each in asked]
    keys = [each.key for each in questions]
    wanted = request.GET.get("question")
    here = wanted if wanted in keys else next(iter(keys), "")
    say_unknown(request, (_("question"), wanted, wanted if wanted in keys else None))
    return {
        "wave": wave,
        "home": SURVEYS,
        "files": [(FORMS[file], url("survey_file", wave.pk, file)) for file in (*FILES, "figures.json")],
        "found": found,
        "about": about_words(found),
        "first": next(iter(asked), None),
        "others": asked[1:],
        "looks": [Look(each.text, f"?question={each.key}#parts", each.key == here) for each in questions],
        "parts": parts_of(found, here, ONE_WAY, because),
        "crosses": parts_of(found, here, TWO_WAYS, because),
        "valued": valued(found, because),
        "said": said_in(said),
        "unsaid": "" if said.get("words") else _unsaid(wave, found, released=bool(said)),
        "reads": may_run_waves(request.viewer),
        "followed": [each for rows in because.rows.values() for each in rows],
    }  # fmt: skip


def _unsaid(wave: "Wave", found: Found, *, released: bool) -> str:
    """Say why no words are shown, in case none are; nothing of a wave that asked for none, or brought none."""
    if wave.imported or not asked_in(found, Kind.OPEN):
        return ""
    if released or are_words_read(wave):
        return _("Too few wrote something for any of it to be shown.")
    return _("Two people of product operations read them first, to take out names. Then they stand here.")


def standing_words(wave: "Wave", request: Asked) -> str:
    """Say how far a wave without results has come."""
    match state_of(wave):
        case WaveState.PLANNED:
            return _("It is planned, and opens %(when)s.") % {"when": moment(wave.opens_at)}
        case WaveState.OPEN if wave.closes_at > request.now:
            said = _("It is open until %(when)s. Until then nothing is shown but how many have answered.")
            return f"{said % {'when': moment(wave.closes_at)}} {rate_words(rate_of(wave), closed=False)}".rstrip()
        case WaveState.WITHDRAWN:
            return _("It was withdrawn. Nothing of it was counted, and nothing is shown.")
    return _("It is closed, and is being counted. That takes a few minutes; come back then.")
