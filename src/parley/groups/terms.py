"""The words of groups: how somebody belongs to one."""

from enum import StrEnum

from parley.ledger.terms import Ref


class MemberKind(StrEnum):
    """A core member comes always; one on call is invited only when an item needs their function."""

    CORE = "core"
    ON_CALL = "on_call"


def area_ref(key: int) -> Ref:
    """Name a product area, and with it its group, for the ledger."""
    return Ref("area", key)


def team_ref(key: int) -> Ref:
    """Name a team for the ledger."""
    return Ref("team", key)
