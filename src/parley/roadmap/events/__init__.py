"""What can happen to the roadmap."""

from parley.roadmap.events.answering import InsightAnswered, InsightAnswerEnded
from parley.roadmap.events.duties import (
    DutyChanged,
    DutyListed,
    DutyMet,
    DutyOwedAgain,
    DutyTakenOff,
    DutyWaived,
)
from parley.roadmap.events.plans import (
    InitiativeAdded,
    InitiativeRehomed,
    InitiativeRenamed,
    OwnerNamed,
    RegionReplanned,
    RegionsChanged,
    Reordered,
    Replanned,
    StageMoved,
    StageRenamed,
    WhyWritten,
)
from parley.roadmap.events.showing import (
    AcceptanceEnded,
    AudienceAsked,
    ConcentrationAccepted,
    InsightLinked,
    InsightUnlinked,
    OverrideEnded,
    OverrideGiven,
    ShownToChanged,
)
from parley.roadmap.events.taking_in import InitiativesTakenIn, LinksTakenIn

__all__ = [
    "AcceptanceEnded",
    "AudienceAsked",
    "ConcentrationAccepted",
    "DutyChanged",
    "DutyListed",
    "DutyMet",
    "DutyOwedAgain",
    "DutyTakenOff",
    "DutyWaived",
    "InitiativeAdded",
    "InitiativeRehomed",
    "InitiativeRenamed",
    "InitiativesTakenIn",
    "InsightAnswerEnded",
    "InsightAnswered",
    "InsightLinked",
    "InsightUnlinked",
    "LinksTakenIn",
    "OverrideEnded",
    "OverrideGiven",
    "OwnerNamed",
    "RegionReplanned",
    "RegionsChanged",
    "Reordered",
    "Replanned",
    "ShownToChanged",
    "StageMoved",
    "StageRenamed",
    "WhyWritten",
]
