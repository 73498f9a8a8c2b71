"""What must be handed over before somebody leaves, said as a sentence."""

from collections.abc import Collection, Iterable, Mapping

from parley.kernel.refusals import Refused
from parley.meetings.terms import NEVER_EMPTY, Held, Holding

WORDS: Mapping[Held, tuple[str, str]] = {
    Held.DECIDES: ("decides for an area", "decides for {} areas"),
    Held.FACILITATES: ("runs the meetings of a group", "runs the meetings of {} groups"),
    Held.ROADMAPS: ("keeps a roadmap", "keeps {} roadmaps"),
    Held.INITIATIVES: ("owns an initiative", "owns {} initiatives"),
    Held.CLIENTS: ("looks after a client", "looks after {} clients"),
    Held.DECISIONS: ("is asked for a decision", "is asked for {} decisions"),
    Held.POINTS: ("has promised something", "has promised {} things"),
    Held.NOTES: ("takes the notes of a coming meeting", "takes the notes of {} coming meetings"),
    Held.LEADS: ("leads an item of a coming meeting", "leads items of {} coming meetings"),
}


def words_of_holding(held: Held, count: int) -> str:
    """Say what somebody holds: “keeps 2 roadmaps”."""
    one, many = WORDS[held]
    return one if count == 1 else many.format(count)


def orphaned(holdings: Iterable[Holding], *, heirs: Collection[Held], emptied: Collection[Held]) -> list[Holding]:
    """Give what would be left to nobody: no heir was chosen, and it was not said that it stays empty, or it cannot."""
    return [
        each
        for each in holdings
        if each.things
        and each.held not in heirs
        and (each.held in NEVER_EMPTY or (each.alone and each.held not in emptied))
    ]


def must_leave_nothing_behind(
    name: str, holdings: Iterable[Holding], *, heirs: Collection[Held], emptied: Collection[Held]
) -> None:
    """Raise Refused, listing it, when something would be left to nobody."""
    left = orphaned(holdings, heirs=heirs, emptied=emptied)
    if left:
        listed = ", ".join(
            words_of_holding(each.held, len(each.things) if each.held in NEVER_EMPTY else each.alone) for each in left
        )
        raise Refused(
            f"{name} holds what would be left to nobody: {listed}. Choose who takes it over, or say that it stays "
            "empty where it may.",
            field="heir",
        )


def must_be_an_heir(name: str, *, left: bool, leaver: bool) -> None:
    """Raise Refused unless somebody may take over: in the company, and not whoever leaves."""
    if left or leaver:
        raise Refused(f"{name} cannot take this over. Choose somebody who stays in the company.", field="heir")
