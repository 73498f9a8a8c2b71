"""Tables of decisions."""

from parley.decisions.models.deciding import DecidingDeputy, DecidingLink, DecidingPolicy
from parley.decisions.models.discussing import Leaning, PrivateNote
from parley.decisions.models.rounds import DecisionNote, DecisionRound
from parley.decisions.models.settling import (
    Agreement,
    Decision,
    DecisionInitiative,
    DecisionTopic,
    Dissent,
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
    "Effect",
    "Leaning",
    "Option",
    "PrivateNote",
    "Settlement",
]
