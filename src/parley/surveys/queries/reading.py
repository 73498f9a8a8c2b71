"""Seeing what was written in own words, for the two of product operations who read it before others do."""

from uuid import UUID

from django.db.models import Q, QuerySet

from parley.surveys.models import OpenAnswer, Wave


def _left_for(wave: Wave, reader: int) -> QuerySet[OpenAnswer]:
    rows = OpenAnswer.objects.filter(wave=wave, second=None)
    return rows.filter(Q(first=None) | ~Q(first=reader))


def left_to_read(wave: Wave, reader: int) -> int:
    """Say how many answers somebody has still to read: those that nobody read, or that only somebody else did."""
    return _left_for(wave, reader).count()


def one_to_read(wave: Wave, reader: int) -> OpenAnswer | None:
    """Give one of them, each time by chance, so that no order tells which sheet it came from; none when all are read.

    Only its key, its words, and what the first reader left of them.
    """
    return _left_for(wave, reader).only("key", "words", "shown", "first", "wave").order_by("?").first()


def answer_in(wave: Wave, key: UUID) -> OpenAnswer | None:
    """Give one answer of a wave by its key, whoever has read it; none when there is no such."""
    return OpenAnswer.objects.filter(wave=wave, pk=key).first()


def are_words_read(wave: Wave) -> bool:
    """Whether nothing that was written in a wave waits for a reader."""
    return not OpenAnswer.objects.filter(wave=wave, second=None).exists()
