"""What whoever publishes a decision looks at before: who reads what of it, and the names that stand in its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from parley.decisions.queries import Way, initiatives_weighed, options_in, sights_after
from parley.decisions.rules import UNTOLD, is_named_too_far, reaches_everybody, reason_beside
from parley.decisions.terms import Sight
from parley.disclosure.queries import NamedInitiative, named_in

if TYPE_CHECKING:
    from parley.decisions.models import Decision, Option, Settlement
    from parley.decisions.queries import Position
    from parley.people.terms import Viewer


@dataclass(frozen=True, slots=True)
class Named:
    """Something that the words name, and why that is worth a second look."""

    name: str
    href: str
    note: str
    warns: bool  # some who read the words should not read it


@dataclass(frozen=True, slots=True)
class Reader:
    """Some people, and what they read once it is published."""

    who: str
    question: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """All of it."""

    readers: tuple[Reader, ...]
    named: tuple[Named, ...]

    @property
    def warned(self) -> tuple[Named, ...]:
        """Names that some who read the words should not read."""
        return tuple(each for each in self.named if each.warns)


def words_published(
    decision: "Decision", settled: "Settlement", options: Iterable["Option"], positions: Iterable["Position"]
) -> str:
    """Give all words that more people read once a decision is published; what the group said stays with it."""
    said = [each.text for each in positions if each.way in (Way.DISSENTS, Way.UNSIGNED)]
    whys = [f"{each.title} {each.why}" for each in options]
    return " ".join([decision.question, decision.context, decision.what_changed, settled.reason, *whys, *said])


def check_of(
    viewer: "Viewer", decision: "Decision", settled: "Settlement", sights: Sequence[Sight], words: str
) -> Check:
    """Look at what is about to be published, as far as the viewer may see what it names. One query.

    `sights` say how far all that it weighs is seen once its effects came into force, `words` is what is read then.
    """
    initiatives, clients = named_in(viewer, words)
    named = [
        Named(each.title, reverse("initiative", args=[each.key]), *_note(each, sights, decision))
        for each in initiatives
    ]
    said = _("a client: colleagues may read it, and whoever retells the reason names them")
    named += [Named(name, reverse("client", args=[key]), said, warns=True) for key, name in clients.items()]
    return Check(tuple(_readers(decision, settled, sights)), tuple(each for each in named if each.note))


def warned_of_reason(viewer: "Viewer", decision: "Decision", settled: "Settlement") -> tuple[Named, ...]:
    """Give the names in a reason just written that not all who will read it should read; whoever wrote it sees most."""
    weighs = initiatives_weighed(viewer, decision.pk)
    effects = next((effects for option, effects in options_in(decision.pk) if option.pk == settled.option_id), ())
    return check_of(viewer, decision, settled, sights_after(weighs, effects), settled.reason).warned


def _note(row: NamedInitiative, sights: Sequence[Sight], decision: "Decision") -> tuple[str, bool]:
    now = Sight(initiative=row.key, area=row.area, shown_to=row.shown_to)
    then = next((each for each in sights if each.initiative == row.key), now)
    if is_named_too_far(then, area=decision.area_id, weighed=sights):
        return _("an initiative that some who will read this may not see"), True
    if row.outside and row.outside.casefold() != row.title.casefold():
        return _("our own name for it: clients know it as “%(name)s”") % {"name": row.outside}, False
    return "", False


def _readers(decision: "Decision", settled: "Settlement", sights: Sequence[Sight]) -> list[Reader]:
    group = _("The group of %(area)s, its decider, product operations") % {"area": decision.area.name}
    found = [Reader(group, question=True, reason=settled.reason)]
    everybody = reaches_everybody(sights)
    if everybody:
        found.append(Reader(_("Everybody in the company"), question=True, reason=settled.reason))
    else:
        if sights:
            narrow = _("Others who may see every initiative it weighs")
            found.append(Reader(narrow, question=True, reason=settled.reason))
        whole = any(reason_beside(each, sights, "told") == UNTOLD for each in sights)
        untold = _("In the history of what changes for them: “%(words)s”") % {"words": UNTOLD}
        found.append(Reader(_("Everybody else in the company"), question=False, reason=untold if whole else ""))
    found.append(Reader(_("Clients"), question=False, reason=""))
    return found
