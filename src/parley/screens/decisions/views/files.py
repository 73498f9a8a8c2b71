"""Taking a decision or a docket along: as PDF, slides or Markdown, for one audience, in the reader’s language."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from parley.decisions.queries import decision_seen
from parley.decisions.queries.handing_out import docket_to_take
from parley.groups.queries import area_seen
from parley.languages.moments import moment_words
from parley.languages.reading import read_by
from parley.screens import asking
from parley.screens.asking import Asked
from parley.screens.decisions import docket_written, written
from parley.screens.decisions.audiences import Handed, handed_to
from parley.screens.decisions.docketed import state_asked
from parley.screens.documents import Line
from parley.screens.handing_out import MARKDOWN, PDF, SLIDES, as_file, company
from parley.screens.markdown import markdown_of
from parley.screens.rendering import absolute

if TYPE_CHECKING:
    from parley.groups.models import Area


@require_GET
def decision(request: Asked, key: int) -> HttpResponse:
    """Give a decision as a file, for those whom the address names. Raises Http404 when they do not see it either."""
    mine = asking.found(decision_seen(request.viewer, key))
    with read_by(request.viewer.time_zone, request.viewer.language):
        handed = handed_to(request, mine.area)
        row = asking.found(decision_seen(handed.viewer, key))
        on, now = timezone.localdate(request.now), _now(request)
        lines = list(written.document(written.brief_of(handed.viewer, row), handed=handed.words, on=on, now=now))
        return _file(request, lines, handed, name=f"decision-{key}", page=absolute("decision_file", key))


@require_GET
def docket(request: Asked) -> HttpResponse:
    """Give a docket as a file: of one group or all, in one state or all, for those whom the address names."""
    area: Area | None = None
    if wanted := request.GET.get("group"):
        area = asking.found(area_seen(request.viewer, wanted))
    state = state_asked(request)
    with read_by(request.viewer.time_zone, request.viewer.language):
        handed = handed_to(request, area)
        rows = docket_to_take(handed.viewer, area=area.pk if area else 0, state=state)
        on, now = timezone.localdate(request.now), _now(request)
        lines = list(docket_written.document(rows, area=area, state=state, handed=handed.words, on=on, now=now))
        name = f"docket-{area.key if area else 'all'}-{on}"
        return _file(request, lines, handed, name=name, page=absolute("docket_file"))


def _now(request: Asked) -> str:
    zone = request.viewer.time_zone
    return moment_words(request.now, zone, reader_zone=zone, at=request.now)


def _file(request: Asked, lines: Iterable[Line], handed: Handed, *, name: str, page: str) -> HttpResponse:
    """Draw a document in the form that the address names."""
    name, lines = f"{name}-{handed.word}", list(lines)
    match request.GET.get("as", "pdf"):
        case "pdf":
            from parley.screens.document_paper import paper_of  # noqa: PLC0415 - 0.3 s that only PDFs need

            whole = page + "?" + urlencode(request.GET.dict() | {"as": "md"})
            return as_file(paper_of(lines, title=lines[0].text, author=company(), whole=whole), PDF, name)
        case "pptx":
            from parley.screens.slides import slides_of  # noqa: PLC0415 - 0.5 s that only slides need

            drawn = slides_of(lines, author=company(), foot=f"{company()} · {handed.said}", at=request.now)
            return as_file(drawn, SLIDES, name)
        case "md":
            return as_file(markdown_of(lines).encode(), MARKDOWN, name)
    raise Http404
