"""What people say in surveys of their influence, by cell, to stand beside what was measured."""

from collections.abc import Mapping

from django.db.models import QuerySet

from parley.prepared import prepared_one
from parley.surveys.models import Wave
from parley.surveys.queries.released import figures_of
from parley.surveys.terms.influence import Cell, Perceived
from parley.surveys.terms.waves import INFLUENCE


def perceived_of() -> Mapping[Cell, Perceived]:
    """Give the share who agree to `influence` in the newest released wave, by cell; nothing while there is none.

    Keys are cells of one cut, as ((“group”, key of the area),), ((“side”, “business”),), ((“region”, key),) or
    ((“function”, key),), and () for the whole. Only cells of the frozen release: what it hides is not there.
    """
    wave = newest_released()
    if wave is None:
        return {}
    return {
        cell: Perceived(
            share=each["share"], low=each["low"], high=each["high"], n=each["n"], wave=wave.name, masked=each["masked"]
        )
        for (question, cell), each in figures_of(wave).items()
        if question == INFLUENCE and len(cell) < 2
    }


@prepared_one
def newest_released() -> QuerySet[Wave]:
    """The wave that closed last of those that are released, asked everybody in the groups, and of this."""
    rows = Wave.objects.filter(released_at__isnull=False, answered__gt=0, questions__key=INFLUENCE)
    return rows.filter(areas=None, regions=None, sides=[]).order_by("-closes_at", "-pk")
