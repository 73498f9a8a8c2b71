"""Tables of surveys."""

from parley.surveys.models.answers import Invited, OpenAnswer, Sheet
from parley.surveys.models.waves import Question, Release, Wave, WaveArea, WaveRegion

__all__ = ["Invited", "OpenAnswer", "Question", "Release", "Sheet", "Wave", "WaveArea", "WaveRegion"]
