"""Changing what is shown of what was written in own words: two people read it, then all is released at once."""

import secrets
from datetime import datetime

from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.people.models import Person
from parley.surveys.actions.releasing import keep_release
from parley.surveys.events.words import WordsRead
from parley.surveys.models import OpenAnswer, Release, Sheet, Wave
from parley.surveys.rules import reading as rules
from parley.surveys.rules.planning import must_run_waves
from parley.surveys.terms.waves import FEWEST_WORDS_FROM, Part


@action
def read_words(*, answer: OpenAnswer, shown: str, actor: Person, at: datetime) -> None:
    """Say what is shown of one answer in own words: all, with gaps, or nothing. Two people do so, one after the other.

    The second takes out more or agrees. When all are read twice they are released, and which was whose is in no row.
    Raises Refused for who may not, for the same reader twice, and for anything but gaps.
    """
    must_run_waves(acting(actor))
    wave = Wave.objects.select_for_update().get(pk=answer.wave_id)
    released = Release.objects.filter(wave=wave, part=Part.WORDS).exists()
    rules.must_be_read_once_more(released=released, sealed=wave.sealed_at is not None)
    row = OpenAnswer.objects.get(pk=answer.pk)
    rules.must_be_another(row.first_id, actor.pk, read=row.second_id is not None)
    row.shown = rules.shown_of(row.shown if row.first_id else row.words, shown)
    if row.first_id is None:
        row.first = actor
    else:
        row.second = actor
    row.save()
    record(WordsRead(wave=wave.pk))
    if not OpenAnswer.objects.filter(wave=wave, second=None).exists():
        _release(wave, actor, at)


def _release(wave: Wave, actor: Person, at: datetime) -> None:
    said = list(OpenAnswer.objects.filter(wave=wave).exclude(shown="").values_list("side", "shown"))
    secrets.SystemRandom().shuffle(said)
    answered: dict[str, int] = {"": 0}
    for side in Sheet.objects.filter(wave=wave).values_list("side", flat=True):
        answered[""] += 1
        answered[side] = answered.get(side, 0) + bool(side)
    # Once released, sheets have no side any more, and words have one only where enough answered.
    if wave.released_at and not wave.imported:
        answered |= {side: FEWEST_WORDS_FROM for side, _words in said if side}
    found = rules.words_by_unit(said, answered)
    content = {"words": [{"side": side, "words": list(words)} for side, words in sorted(found.items())]}
    keep_release(wave=wave, part=Part.WORDS, content=content, actor=actor, at=at)
