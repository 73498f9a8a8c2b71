"""What can happen to decisions."""

from parley.decisions.events.settling import (
    AgreementEnded,
    AgreementRecorded,
    DecisionEscalated,
    DecisionSentBack,
    DecisionSettled,
    DiscussionBegun,
)
from parley.decisions.events.told import (
    Changed,
    DeciderChanged,
    DecisionChanged,
    DecisionEvent,
    DecisionKept,
    DecisionOpened,
    DecisionPublished,
    DecisionReached,
    DecisionRehomed,
    DecisionSuperseded,
    DecisionWithdrawn,
    DissentRecorded,
    WeighingEvent,
)
from parley.decisions.events.weighing import (
    LeaningSaid,
    LeaningTakenBack,
    PrivateNoteKept,
    WhyAsked,
    WhyCompleted,
)

__all__ = [
    "AgreementEnded",
    "AgreementRecorded",
    "Changed",
    "DeciderChanged",
    "DecisionChanged",
    "DecisionEscalated",
    "DecisionEvent",
    "DecisionKept",
    "DecisionOpened",
    "DecisionPublished",
    "DecisionReached",
    "DecisionRehomed",
    "DecisionSentBack",
    "DecisionSettled",
    "DecisionSuperseded",
    "DecisionWithdrawn",
    "DiscussionBegun",
    "DissentRecorded",
    "LeaningSaid",
    "LeaningTakenBack",
    "PrivateNoteKept",
    "WeighingEvent",
    "WhyAsked",
    "WhyCompleted",
]
