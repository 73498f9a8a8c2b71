"""What one has to know before calling a client: what to tell, what to correct, what to keep to oneself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parley.disclosure.queries import Tellable, ToldThem, tellable_to, told_to
from parley.disclosure.queries.announcements import announced_to
from parley.disclosure.rules import because
from parley.kernel.spans import today_of
from parley.screens.asking import Asked
from parley.screens.rendering import day

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.clients.queries import Known
    from parley.roadmap.terms import Stage
    from parley.screens.clients.becoming import Said


@dataclass(frozen=True, slots=True)
class ToTell:
    """Something to say in the call: words that may be said, with what the client was told of it before."""

    tellable: Tellable
    told: ToldThem | None
    waits: bool = False  # it is there now, and they are to hear so

    @property
    def same(self) -> bool:
        """Whether they were told just this, so that there is nothing new to say."""
        words = self.tellable.telling.words
        return bool(self.told and words and self.told.text == words.text)


@dataclass(slots=True)
class Before:
    """All of it, for one client and one reader."""

    correct: list[tuple[ToldThem, str]] = field(default_factory=list)  # with why it no longer holds
    tell: list[ToTell] = field(default_factory=list)
    told: list[ToldThem] = field(default_factory=list)  # of which nothing new may be said
    keep: list[tuple[int, str]] = field(default_factory=list)


def before_calling(request: Asked, known: "Known", labels: "Mapping[Stage, str]") -> Before:
    """Gather it. Two queries, and one more for whoever looks after the client."""
    today = today_of(request.user, request.now)
    viewer, client = request.viewer, known.client
    cares = known.cared_for_by(viewer.person, today)
    tellable = tellable_to(viewer, client.pk, client.region_id, cares=cares, labels=labels, on=today)
    heard, asked_for = told_to(viewer, client.pk, on=today)
    there = set(announced_to(client.pk, today)) if cares else set()
    told = {each.initiative: each for each in heard}
    words = {each.initiative for each in tellable}
    broken = [each for each in told.values() if each.correction]
    rest = words | {each.initiative for each in broken}
    return Before(
        correct=[(each, because(each.faults) if each.seen else _("it changed")) for each in broken],
        tell=[
            ToTell(each, told.get(each.initiative), waits=each.initiative in there)
            for each in tellable
            if not (each.initiative in told and told[each.initiative].correction)
        ],
        told=[each for key, each in told.items() if key not in rest],
        keep=[each for each in asked_for if each[0] not in rest and each[0] not in told],
    )


def as_notes(client: "Client", before: Before, said: "Iterable[Said]", facts: str) -> str:
    """Write it as plain text, for one's own notes: it says what may be told, and what to keep to oneself."""
    lines = [_("Before you call %s (for yourself, not for the client)") % client.name, facts, ""]
    lines += _part(
        _("Correct this"),
        [
            f"{told.title}: {told.draft} ({_('told')} {day(told.told_on)}: “{told.text}”; {why})"
            for told, why in before.correct
        ],
    )
    lines += _part(_("You may tell them"), [_said(each) for each in before.tell])
    lines += _part(
        _("They were told before"), [f"{each.title}, {day(each.told_on)}: “{each.text}”" for each in before.told]
    )
    lines += _part(_("They asked for"), [_asked(each) for each in said])
    lines += _part(_("Keep to yourself"), [title for _key, title in before.keep])
    return "\n".join(lines).strip() + "\n"


def _part(title: str, rows: list[str]) -> list[str]:
    return [title, *(f"- {' '.join(row.split())}" for row in rows), ""] if rows else []


def _said(each: ToTell) -> str:
    words: Any = each.tellable.telling.words
    told = f" ({_('told')} {day(each.told.told_on)})" if each.told else ""
    name = each.tellable.telling.name
    known = f" ({_('known to them as')} {name})" if name != each.tellable.title else ""
    return f"{each.tellable.title}{known}: “{words.text}”{told}"


def _asked(each: "Said") -> str:
    became = ", ".join(link.initiative.title for link in each.links)
    return f"{day(each.insight.said_on)}: “{each.insight.text[:200]}”" + (f" ({became})" if became else "")
