"""How much somebody hears of a thing, as its page shows it: the button to follow, which opens a small menu."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parley.kernel.refusals import Refused
from parley.ledger.terms import Ref
from parley.notifications.actions.levels import hear_of_thing
from parley.notifications.queries.levels import usual_for
from parley.notifications.terms import Level
from parley.screens.asking import Asked
from parley.screens.frame import say

if TYPE_CHECKING:
    from parley.people.terms import Viewer

USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu."""

    value: str
    words: str
    about: str
    on: bool


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the button says, and what its menu offers."""

    words: str
    choices: list[Choice]


def level_words() -> dict[Level, str]:
    """Say each level as one chooses it."""
    return {
        Level.EVERYTHING: _("Everything"),
        Level.CONCERNS: _("What concerns me"),
        Level.DECISIONS: _("Decisions only"),
        Level.NOTHING: _("Nothing"),
    }


def level_said() -> dict[Level, str]:
    """Say what each level lets through."""
    return {
        Level.EVERYTHING: _("Every comment and every change."),
        Level.CONCERNS: _("What is mine, what I gave or follow, and decisions."),
        Level.DECISIONS: _("Only what was decided."),
        Level.NOTHING: _("Only what needs me, and what became of what I gave."),
    }


def hearing(viewer: "Viewer", area: int, thing: Any) -> Hearing:
    """Say how much the viewer hears of a thing of an area, which was read with `hears` and `following`."""
    chosen = thing.hears
    words, said, usual = level_words(), level_said(), usual_for(viewer, area)
    about = words[usual] if usual else _("What concerns me")
    choices = [Choice(level.value, words[level], said[level], on=level is chosen) for level in Level]
    choices.append(Choice(USUAL, _("As of its group"), _("Usual for you: %(level)s") % {"level": about}, on=not chosen))
    if chosen:
        return Hearing(_("You hear: %(level)s") % {"level": words[chosen]}, choices)
    return Hearing(_("You follow it") if thing.following else _("Follow"), choices)


def chosen_in(request: Asked, name: str = "level") -> Level | None:
    """Give the level that a form sent; none for what is usual. Raises Refused for a word that is none."""
    said = str(request.POST.get(name, ""))
    if said == USUAL:
        return None
    if said not in set(Level):
        raise Refused(_("Choose how much you want to hear: one of the lines of the list."))
    return Level(said)


def hear(request: Asked, *, thread: Any, on: Ref) -> None:
    """Note how much the asker wants to hear of a thing, and say so."""
    level = chosen_in(request)
    hear_of_thing(thread=thread, on=on, level=level, actor=request.user, at=request.now)
    if level is None:
        say(request, _("You hear as much of it as of its group."))
    else:
        say(request, _("From now on you hear of it: %(what)s") % {"what": level_said()[level]})
