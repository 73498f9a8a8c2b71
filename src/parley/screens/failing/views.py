"""Pages for what went wrong: each says what to do next."""

from django.http import HttpRequest, HttpResponse

from parley.screens.refusing import written
from parley.screens.rendering import plain


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say the same to a stranger of a thing as to somebody who mistyped an address; what they wrote is not lost."""
    del exception
    typed = written(request) if request.method == "POST" else []
    return plain(request, "failing/not_found.html", {"typed": typed}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the form was not Parley's own, or is too old."""
    del exception
    return plain(request, "failing/forbidden.html", status=403)


def form_from_elsewhere(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say the same of a form whose token is missing or has passed."""
    del reason
    return plain(request, "failing/forbidden.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what was sent could not be read."""
    del exception
    return plain(request, "failing/bad_request.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that Parley failed, and that nothing was half-written."""
    return plain(request, "failing/broken.html", status=500)
