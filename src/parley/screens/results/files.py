"""The results of a wave as files: the frozen text itself, tables and documents, with what the page may show."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from parley.screens import asking
from parley.screens.asking import Asked
from parley.screens.handing_out import MARKDOWN, PDF, SLIDES, as_file, company
from parley.screens.markdown import markdown_of
from parley.screens.rendering import absolute
from parley.screens.results.tables import Tables, csv_of, tables_of
from parley.screens.results.written import document
from parley.surveys.queries.released import found_in, release_of
from parley.surveys.queries.waves import wave_seen
from parley.surveys.rules.finding import found_of, said_in
from parley.surveys.terms.waves import Part

if TYPE_CHECKING:
    from parley.screens.documents import Line
    from parley.surveys.models import Wave

JSON = "application/json", "json"
CSV = "text/csv; charset=utf-8", "csv"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"
FROZEN = {"figures.json": Part.FIGURES, "words.json": Part.WORDS}


@require_safe
def one(request: Asked, key: int, file: str) -> HttpResponse:
    """Give one file; before the release, the page that says why there is none yet. Raises Http404 for other names."""
    wave = asking.found(wave_seen(request.viewer, key))
    make = FILES.get(file)
    if make is None and file not in FROZEN:
        raise Http404
    if wave.released_at is None:
        return _not_yet(key)
    if make is None:
        return _frozen(wave, FROZEN[file])
    return make(request, wave)


def _not_yet(key: int) -> HttpResponseRedirect:
    return redirect("survey_results", key)


def _frozen(wave: "Wave", part: Part) -> HttpResponse:
    """Give a part as it is kept, byte for byte. Raises Http404 when there is none, as of words that nobody read yet."""
    kept = asking.found(release_of(wave.pk, part))
    return as_file(kept.content.encode(), JSON, f"survey-{wave.pk}-{part.value}")


def _tables(wave: "Wave") -> Tables:
    return tables_of(found_of(found_in(wave.pk)), said_in(found_in(wave.pk, Part.WORDS)))


def _csv(request: Asked, wave: "Wave") -> HttpResponse:
    return as_file(csv_of(_tables(wave)).encode("utf-8-sig"), CSV, _name(wave))


def _workbook(request: Asked, wave: "Wave") -> HttpResponse:
    from parley.screens.results.workbook import workbook_of  # noqa: PLC0415 - 0.1 s that only workbooks need

    made = workbook_of(_tables(wave), title=wave.name, author=company(), at=request.now)
    return as_file(made, WORKBOOK, _name(wave))


def _slides(request: Asked, wave: "Wave") -> HttpResponse:
    from parley.screens.slides import slides_of  # noqa: PLC0415 - 0.5 s that only slides need

    drawn = slides_of(_lines(wave, crosses=False), author=company(), foot=f"{company()} · {wave.name}", at=request.now)
    return as_file(drawn, SLIDES, _name(wave))


def _paper(request: Asked, wave: "Wave") -> HttpResponse:
    from parley.screens.document_paper import paper_of  # noqa: PLC0415 - 0.3 s that only PDFs need

    whole = absolute("survey_file", wave.pk, "results.md")
    return as_file(paper_of(_lines(wave), title=wave.name, author=company(), whole=whole), PDF, _name(wave))


def _markdown(request: Asked, wave: "Wave") -> HttpResponse:
    return as_file(markdown_of(_lines(wave)).encode(), MARKDOWN, _name(wave))


def _lines(wave: "Wave", *, crosses: bool = True) -> "list[Line]":
    found, said = found_of(found_in(wave.pk)), said_in(found_in(wave.pk, Part.WORDS))
    return list(document(found, said, address=absolute("survey_results", wave.pk), crosses=crosses))


def _name(wave: "Wave") -> str:
    return f"survey-{wave.pk}"


FILES: dict[str, Callable[[Asked, "Wave"], HttpResponse]] = {
    "results.pdf": _paper,
    "results.pptx": _slides,
    "results.xlsx": _workbook,
    "results.csv": _csv,
    "results.md": _markdown,
}
