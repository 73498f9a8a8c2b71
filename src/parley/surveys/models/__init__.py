"""Tables of surveys."""

from parley.surveys.models.answers import Invited, OpenAnswer, Sheet
from parley.surveys.models.waves import Followed, ImportedTotal, Question, Release, Wave, WaveArea, WaveRegion

__all__ = [
    "Followed",
    "ImportedTotal",
    "Invited",
    "OpenAnswer",
    "Question",
    "Release",
    "Sheet",
    "Wave",
    "WaveArea",
    "WaveRegion",
]
