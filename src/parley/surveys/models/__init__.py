"""Tables of surveys."""

from parley.surveys.models.answers import Invited, OpenAnswer, Sheet
from parley.surveys.models.waves import Followed, Question, Release, Wave, WaveArea, WaveRegion

__all__ = ["Followed", "Invited", "OpenAnswer", "Question", "Release", "Sheet", "Wave", "WaveArea", "WaveRegion"]
