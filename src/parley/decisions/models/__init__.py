"""Tables of decisions."""

from parley.decisions.models.discussing import Leaning, PrivateNote
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
    "Decision",
    "DecisionInitiative",
    "DecisionTopic",
    "Dissent",
    "Effect",
    "Leaning",
    "Option",
    "PrivateNote",
    "Settlement",
]
