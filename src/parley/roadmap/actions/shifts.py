"""Writing down what a shift of a team has to do with initiatives."""

from collections.abc import Mapping
from datetime import datetime

from parley.groups.models import Shift
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.roadmap.events.shifts import PartOfShift
from parley.roadmap.models import ShiftPart
from parley.roadmap.terms.shifts import Part


@action
def note_parts(*, shift: Shift, parts: Mapping[int, Part], actor: Actor, at: datetime) -> None:
    """Note which initiatives wait, are stopped or gain by a shift. Part of lending, which asked whether it may."""
    for key, part in sorted(parts.items()):
        ShiftPart.objects.create(shift=shift, initiative_id=key, part=part)
        record(PartOfShift(initiative=key, shift=shift.pk, part=part))
