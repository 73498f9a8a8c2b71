"""What came of the wave before: the topics that followed, as the reader sees them; the next one opens with them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from parley.screens.asking import Asked
from parley.screens.results.shown import Followed, because_of
from parley.surveys.queries.followed import what_came_of
from parley.surveys.queries.released import found_in
from parley.surveys.queries.waves import wave_before
from parley.surveys.rules.finding import found_of

if TYPE_CHECKING:
    from parley.surveys.models import Wave


@dataclass(frozen=True, slots=True)
class CameOf:
    """The topics that followed from a wave, with its name; both empty when nothing did."""

    wave: str
    rows: list[Followed]


def came_before(request: Asked, wave: "Wave") -> CameOf:
    """Give what came of the wave before this one. Three queries, or one when there was none."""
    before = wave_before(wave)
    follows = what_came_of(before, request.viewer)
    if before is None or not follows:
        return CameOf("", [])
    because = because_of(before.pk, found_of(found_in(before.pk)), follows, timezone.localdate(request.now))
    return CameOf(before.name, [each for rows in because.rows.values() for each in rows])
