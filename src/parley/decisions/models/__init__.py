"""Tables of decisions."""

from parley.decisions.models.deciding import DecidingDeputy, DecidingLink, DecidingPolicy
from parley.decisions.models.discussing import Leaning, PrivateNote
from parley.decisions.models.dissenting import Dissent, DissentOpening, UnsignedDissent
from parley.decisions.models.reviewing import Review
from parley.decisions.models.rounds import DecisionNote, DecisionRound
from parley.decisions.models.settling import (
    Agreement,
    Decision,
    DecisionInitiative,
    DecisionTopic,
    Effect,
    Option,
    Settlement,
)

__all__ = [
    "Agreement",
    "DecidingDeputy",
    "DecidingLink",
    "DecidingPolicy",
    "Decision",
    "DecisionInitiative",
    "DecisionNote",
    "DecisionRound",
    "DecisionTopic",
    "Dissent",
    "DissentOpening",
    "Effect",
    "Leaning",
    "Option",
    "PrivateNote",
    "Review",
    "Settlement",
    "UnsignedDissent",
]
