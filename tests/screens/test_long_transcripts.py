"""A transcript of the largest size that a file may have fits the form that brings it back."""

import random

import pytest
from django.core import signing

from parley.meetings.rules.talk import MOST_UPLOADED
from parley.screens.meetings.talking import MOST_SEALED, AsWritten

LATIN = ["".join(random.Random(n).choices("etaoinshrdlu", k=2 + n % 8)) + " " for n in range(4000)]  # noqa: S311 - no secret
JAPANESE = [chr(code) for code in (*range(0x3041, 0x3097), *range(0x4E00, 0x6400, 7))]


@pytest.mark.parametrize("words", [LATIN, JAPANESE], ids=["latin", "japanese"])
def test_the_longest_transcript_fits_the_form(words):
    """The words are drawn evenly, which packs worse than what people say."""
    chosen = random.Random(5)  # noqa: S311 - no secret
    lines, size = [], 0
    while size < MOST_UPLOADED:
        lines.append(f"Person {chosen.randint(1, 30)}: {''.join(chosen.choices(words, k=20))}")
        size += len(lines[-1].encode()) + 1
    text = "\n".join(lines)
    sealed = signing.dumps([7, {"text": text}], serializer=AsWritten, compress=True)
    assert len(sealed) < MOST_SEALED
    assert signing.loads(sealed, serializer=AsWritten) == [7, {"text": text}]
