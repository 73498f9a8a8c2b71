"""Releasing what a wave found: counted once from the sealed sheets, kept as one text that never changes."""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.surveys.events.waves import WaveReleased
from parley.surveys.models import Invited, OpenAnswer, Release, Sheet, Wave
from parley.surveys.queries.waves import state_of
from parley.surveys.rules.reading import may_be_by_side
from parley.surveys.terms.waves import Part, WaveState


@action
def release_figures(*, wave: Wave, content: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Release the figures of a sealed wave. Done twice is once; a wave that is not sealed is left alone.

    They are counted outside: that takes long, and nothing of a sealed wave changes meanwhile. From then on no sheet
    says where it was counted.
    """
    row = Wave.objects.select_for_update().get(pk=wave.pk)
    if state_of(row) is not WaveState.COUNTING:
        return
    keep_release(wave=row, part=Part.FIGURES, content=content, actor=actor, at=at)
    row.released_at = at
    row.save(update_fields=["released_at"])
    if not row.imported:  # what came as a file is whoever’s the file is, and nobody here was asked
        _forget_where(row, {value for each in content["figures"] for cut, value in each["cell"] if cut == "side"})
        _forget_whom_earlier_ones_asked(row)


@action
def keep_release(*, wave: Wave, part: Part, content: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Keep a part of what a wave found as one canonical text with its SHA-256. A part that is there stays as it is."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    if Release.objects.get_or_create(wave=wave, part=part, defaults={"content": text, "digest": digest})[1]:
        record(WaveReleased(wave=wave.pk, part=part, digest=digest))


def _forget_whom_earlier_ones_asked(wave: Wave) -> None:
    """Delete the invitations of earlier waves: the next is held beside this one, and asks nothing of those."""
    Invited.objects.filter(wave__released_at__isnull=False).exclude(wave=wave).delete()


def _forget_where(wave: Wave, sides: Collection[str]) -> None:
    """Write the sheets once more in random order, without where they were counted: it has done its work.

    In a part of one or two people it would say whose a sheet is. Words keep their side where they may be shown by it:
    each of the `sides` that wrote is shown in figures, too.
    """
    answered = Counter(Sheet.objects.filter(wave=wave).values_list("side", flat=True))
    words = OpenAnswer.objects.filter(wave=wave)
    written = Counter(words.values_list("side", flat=True))
    if not may_be_by_side(written, answered) or not written.keys() <= set(sides):
        words.exclude(side="").update(side="")
    sheets = list(Sheet.objects.filter(wave=wave).values_list("answers", flat=True))
    secrets.SystemRandom().shuffle(sheets)
    Sheet.objects.filter(wave=wave).delete()
    Sheet.objects.bulk_create((Sheet(wave=wave, answers=each) for each in sheets), batch_size=1_000)
    enqueue("sweep_wave", payload={"wave": wave.pk}, unique_key=f"sweep_wave:{wave.pk}")
