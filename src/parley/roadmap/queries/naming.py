"""Initiatives by their titles in what somebody wrote."""

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Lower

from parley.kernel.words import names_in
from parley.people.terms import Viewer
from parley.roadmap.models import Initiative
from parley.roadmap.queries.seeing import initiatives_visible_to


def initiatives_named_in(viewer: Viewer, text: str) -> list[Initiative]:
    """Give the initiatives a text names by their titles, as far as the viewer may see them, by title. One query."""
    rows: QuerySet[Initiative] = initiatives_visible_to(viewer).annotate(inside=Value(text.lower(), TextField()))
    held = rows.annotate(low=Lower("title")).filter(inside__contains=F("low")).order_by("title", "pk")
    return [each for each in held if names_in(text, [each.title])]
