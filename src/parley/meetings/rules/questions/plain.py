"""The plain rule the coach is measured against: what starts with an auxiliary is closed. Source: METHODS.md e."""

import re

AUXILIARY = (
    r"(?:is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)(?:n['’]t)?"
)
STARTS = re.compile(rf"\W*(?:(?:so|and|but|or|well|okay|ok|oh|um|uh)\W+)*{AUXILIARY}\b", re.IGNORECASE)


def is_closed_by_form(question: str) -> bool:
    """Whether a question starts with an auxiliary verb."""
    return STARTS.match(question) is not None
