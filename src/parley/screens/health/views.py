"""Whether Parley can serve."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from parley.people.queries import is_empty


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers, 503 with a sentence when it does not."""
    del request
    try:
        is_empty()
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("Parley can serve.\n", content_type="text/plain; charset=utf-8")
