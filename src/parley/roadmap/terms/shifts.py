"""The words of what a shift of a team has to do with initiatives."""

from enum import StrEnum


class Part(StrEnum):
    """What becomes of an initiative by a shift: the lender drops some, and the borrower may have asked for one."""

    WAITS = "waits"
    STOPS = "stops"
    GAINS = "gains"  # the team is lent for it
