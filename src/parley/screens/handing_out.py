"""A file that somebody takes with them."""

from django.conf import settings
from django.http import HttpResponse

from parley.people.queries import sample_is_loaded
from parley.people.terms import SAMPLE_COMPANY

PDF = "application/pdf", "pdf"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"
MARKDOWN = "text/markdown; charset=utf-8", "md"


def as_file(content: bytes, kind: tuple[str, str], name: str) -> HttpResponse:
    """Answer with a file to be kept; nobody on the way keeps it."""
    response = HttpResponse(content, content_type=kind[0])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind[1]}"'
    response["Cache-Control"] = "private, no-store"
    return response


def company() -> str:
    """Give the name of the company whose file it is."""
    return SAMPLE_COMPANY if settings.SAMPLE_ALLOWED and sample_is_loaded() else settings.COMPANY
