"""What was wrong with a file, as a file."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parley.exchange.queries.uploads import upload_seen
from parley.exchange.rules import line
from parley.screens.asking import Asked, found


def told_of(found: Mapping[str, Any]) -> list[list[Any]]:
    """Give what was said about a file: row, column, value, sentence, what becomes of it, and in how many rows."""
    return [[*each, 1][:6] for each in found.get("problems", [])]


@require_GET
def report(request: Asked, key: int) -> HttpResponse:
    """Give a row for each thing that was said about a file, and for each row that stayed when it was undone."""
    row = found(upload_seen(request.viewer, key))
    lines = [
        line([_("file"), _("row"), _("column"), _("value"), _("what is wrong"), _("what became of it"), _("rows")])
    ]
    lines += [line([row.name, str(number), column, value, sentence, weight, str(times)])
              for number, column, value, sentence, weight, times in told_of(row.found)]  # fmt: skip
    lines += [line([row.name, str(number), "", name, _("This looks like the client “%s”.") % like, _("a question"), ""])
              for name, like, number in row.found.get("near", [])]  # fmt: skip
    kept = row.batch.report.get("kept", []) if row.batch else []
    lines += [line([row.name, "", kind, str(which), why, _("stays"), ""]) for kind, which, why in kept]
    answer = HttpResponse("\N{BYTE ORDER MARK}" + "".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{row.pk}.csv"'
    return answer
