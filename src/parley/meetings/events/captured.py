"""What can happen to a line that was written down while a meeting was on."""

from dataclasses import dataclass

from parley.meetings.events.live import LiveEvent
from parley.meetings.terms.live import Captured


@dataclass(frozen=True, kw_only=True)
class LineCorrected(LiveEvent, kind="live.corrected"):
    """What was decided was said in other words."""

    def sentence(self) -> str:
        """Say where."""
        return f"corrected what was decided in {self.where}"


@dataclass(frozen=True, kw_only=True)
class LineLeftOut(LiveEvent, kind="live.left_out"):
    """A line was left out of the minutes; what it linked to stays."""

    captured: Captured

    def sentence(self) -> str:
        """Say what it was."""
        words = {
            Captured.DECISION: "what was decided",
            Captured.ACTION: "what somebody promised",
            Captured.PARKED: "a topic for later",
            Captured.INSIGHT: "what a client said",
        }
        return f"left {words[self.captured]} out of the minutes of {self.where}"
