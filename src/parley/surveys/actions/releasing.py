"""Releasing what a wave found: counted once from the sealed sheets, kept as one text that never changes."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.surveys.events.waves import WaveReleased
from parley.surveys.models import Release, Wave
from parley.surveys.queries.waves import state_of
from parley.surveys.terms.waves import Part, WaveState


@action
def release_figures(*, wave: Wave, content: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Release the figures of a sealed wave. Done twice is once; a wave that is not sealed is left alone.

    They are counted outside: that takes long, and nothing of a sealed wave changes meanwhile.
    """
    row = Wave.objects.select_for_update().get(pk=wave.pk)
    if state_of(row) is not WaveState.COUNTING:
        return
    keep_release(wave=row, part=Part.FIGURES, content=content, actor=actor, at=at)
    row.released_at = at
    row.save(update_fields=["released_at"])


@action
def keep_release(*, wave: Wave, part: Part, content: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Keep a part of what a wave found as one canonical text with its SHA-256. A part that is there stays as it is."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    if Release.objects.get_or_create(wave=wave, part=part, defaults={"content": text, "digest": digest})[1]:
        record(WaveReleased(wave=wave.pk, part=part, digest=digest))
