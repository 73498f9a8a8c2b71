"""What can happen to dissent that has no name. Nothing says that somebody wrote one."""

from dataclasses import dataclass

from parley.decisions.events.told import DecisionEvent


@dataclass(frozen=True, kw_only=True)
class DissentsOpened(DecisionEvent, kind="decision.dissents_opened"):
    """Everything that was written without a name was opened for whoever decides, and for whoever sees the decision."""

    dissents: int

    def sentence(self) -> str:
        what = "one dissent" if self.dissents == 1 else f"{self.dissents} dissents"
        return f"opened {what} without a name on {self.mark}"
