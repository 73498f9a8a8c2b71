"""The docket as its pages show it: how many decisions are how far, and which of them are asked for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parley.decisions.terms import DecisionState
from parley.screens.asking import Asked

if TYPE_CHECKING:
    from parley.decisions.queries import Counted

SHOWN = (
    DecisionState.OPEN,
    DecisionState.DISCUSSING,
    DecisionState.ESCALATED,
    DecisionState.DECIDED,
    DecisionState.PUBLISHED,
    DecisionState.SUPERSEDED,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One state as a choice: its word in addresses, its word on the page, how many, whether it is chosen.

    `seen` are those that the list holds for its reader.
    """

    state: str
    words: str
    count: int | None
    chosen: bool
    seen: int = 0

    @property
    def promises(self) -> bool:
        """Whether there are more than the list holds."""
        return self.count is not None and self.count > self.seen


def state_words() -> dict[DecisionState, str]:
    """Give the word of each state."""
    return {
        DecisionState.OPEN: _("Open"),
        DecisionState.DISCUSSING: _("Discussing"),
        DecisionState.ESCALATED: _("Escalated"),
        DecisionState.DECIDED: _("Decided"),
        DecisionState.PUBLISHED: _("Published"),
        DecisionState.SUPERSEDED: _("Superseded"),
    }


def state_asked(request: Asked) -> DecisionState | None:
    """Give the state that the address asks for, if any."""
    return next((each for each in SHOWN if each.value == request.GET.get("state")), None)


def totals_of(counts: "Iterable[Counted]") -> tuple[int, int]:
    """Say how many decisions are not published, and how many of them are late."""
    counts = list(counts)
    return sum(sum(each.states.values()) for each in counts), sum(each.overdue for each in counts)


def columns_of(
    counts: "Iterable[Counted]", chosen: DecisionState | None, seen: Mapping[DecisionState, int]
) -> list[Column]:
    """Give all states to choose from; those before publishing with how many are there, and how many of them seen."""
    added: Counter[DecisionState] = Counter()
    for each in counts:
        added.update(each.states)
    told = (DecisionState.PUBLISHED, DecisionState.SUPERSEDED)
    words = state_words()
    return [
        Column(
            each.value,
            words[each],
            None if each in told else max(added[each], seen.get(each, 0)),
            each is chosen,
            seen.get(each, 0),
        )
        for each in SHOWN
    ]
