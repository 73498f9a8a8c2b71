"""What a message in a channel says: written anew at every look, from what its readers may see at that moment."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from slack_sdk.models.blocks import Block, ContextBlock, MarkdownTextObject, SectionBlock

from parley.decisions.queries import decisions_visible_to, settlement_of, viewers_of_decision
from parley.decisions.terms import DecisionState, decision_ref
from parley.disclosure.queries import now_of
from parley.disclosure.terms import Told as ToldTo
from parley.groups.queries import acting
from parley.kernel.words import shortened
from parley.languages.moments import day_words
from parley.ledger.terms import MACHINE, Ref
from parley.notifications.queries.channels import News, all_among
from parley.notifications.rules.chat import as_text, may_be_shown
from parley.notifications.terms.chat import Audience
from parley.people.terms import ANYBODY
from parley.reactions.mail import absolute
from parley.roadmap.queries import initiatives_visible_to, viewers_of_initiative
from parley.topics.queries import topics_visible_to, viewers_of_topic
from parley.topics.terms import TopicState

SECTION = 2_900  # letters that a section has at most, and a heading
LONG, SHORT = 1_500, 200  # letters of what people wrote: in a message of its own, and in one of several


@dataclass(frozen=True, slots=True)
class Piece:
    """What a message says of one thing: what happened, to what, and what people wrote, each under what it is."""

    what: str
    title: str
    link: str
    words: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its blocks, and the plain text that notifications show."""

    text: str
    blocks: Sequence[Block]
    hash: str = field(default="")

    def given(self) -> dict[str, Any]:
        """Give it as the methods of Slack take it: names in it mean nobody, addresses unfold nothing."""
        blocks = [each.to_dict() for each in self.blocks]
        return {"text": self.text, "blocks": blocks, "link_names": False, "parse": "none"}


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of thing that is told of: who sees it, and what is said of it."""

    visible: Callable[[Any], Any]
    viewers: Callable[[Any], Any]
    piece: Callable[[Any, datetime], Piece | None]


def message_of(news: Sequence[News], audience: Audience, at: datetime) -> Message | None:
    """Write what a channel is told of some news: of those things alone that all who read it may see. None for none."""
    about = list(dict.fromkeys(each.about for each in news))
    pieces = [piece for ref in about if (piece := _piece(ref, audience, at))]
    if not pieces:
        return None
    blocks = _whole(pieces[0]) if len(pieces) == 1 else _several(pieces)
    first = f"{pieces[0].what}: {pieces[0].title}"
    text = as_text(first if len(pieces) == 1 else _("%(first)s, and more") % {"first": first})
    said = json.dumps([text, [each.to_dict() for each in blocks]], ensure_ascii=False)
    return Message(text, blocks, hashlib.sha256(said.encode()).hexdigest())


def _piece(ref: Ref, audience: Audience, at: datetime) -> Piece | None:
    kind = KINDS.get(ref.kind)
    row = kind.visible(acting(MACHINE)).filter(pk=ref.key).first() if kind else None
    if kind is None or row is None:
        return None
    to_company = kind.visible(ANYBODY).filter(pk=ref.key).exists()
    to_all = not to_company and not audience.strangers and all_among(kind.viewers(row), audience.people)
    return kind.piece(row, at) if may_be_shown(audience, to_company=to_company, to_all_there=to_all) else None


def area_of(ref: Ref) -> int | None:
    """Give the area of a thing that channels can be told of; none of another, and of what has gone."""
    kind = KINDS.get(ref.kind)
    if kind is None:
        return None
    found: int | None = kind.visible(acting(MACHINE)).filter(pk=ref.key).values_list("area", flat=True).first()
    return found


def touched_by(refs: Collection[Ref]) -> set[Ref]:
    """Give those of them that channels are told of, with the decisions that weigh them.

    Who reads a decision hangs on who sees its initiatives.
    """
    told = {ref for ref in refs if ref.kind in KINDS}
    keys = [ref.key for ref in told if ref.kind == "initiative"]
    if not keys:
        return told
    rows = decisions_visible_to(acting(MACHINE)).filter(initiative_links__initiative__in=keys)
    return {*told, *(decision_ref(key) for key in rows.order_by().values_list("pk", flat=True))}


def _link(ref: str, key: int) -> str:
    return absolute(reverse(ref, args=[key]))


def _of_decision(row: Any, _at: datetime) -> Piece | None:
    if row.chosen is None or row.state not in {DecisionState.PUBLISHED, DecisionState.SUPERSEDED}:
        return None
    settled = settlement_of(row.pk)
    by = settled.settled_by.name if settled else row.decider.name
    what = _("Decided") if row.state is DecisionState.PUBLISHED else _("Decided, and superseded since")
    words = [(_("What"), row.chosen.title), (_("Why"), row.reason)]
    return Piece(what, row.question, _link("decision", row.pk), words, [_("By %(name)s") % {"name": by}])


def _of_topic(row: Any, at: datetime) -> Piece:
    link, by = _link("topic", row.pk), _("Brought by %(name)s") % {"name": row.brought_by.name}
    why = [(_("Why it matters"), row.why)]
    if row.state is TopicState.ANSWERED:
        return Piece(_("Answered"), row.title, link, [(_("The answer"), row.answer)], [by])
    if row.state in {TopicState.WITHDRAWN, TopicState.MERGED, TopicState.DECIDED}:
        ended = {
            TopicState.WITHDRAWN: _("A topic that was withdrawn"),
            TopicState.MERGED: _("A topic that goes on in another"),
            TopicState.DECIDED: _("A topic that a decision settled"),
        }
        return Piece(ended[row.state], row.title, link, (), [by])
    due = _("Answer by %(day)s") % {"day": day_words(row.answer_by, with_year=row.answer_by.year != at.year)}
    return Piece(_("A new topic"), row.title, link, why, [by, due])


def _of_correction(row: Any, at: datetime) -> Piece:
    now = now_of(row, on=at.date())
    link = _link("initiative", row.pk)
    if not now.disclosed.to_correct:
        return Piece(_("Corrected, or true again: what clients were told"), row.title, link)
    telling = now.telling_in(None)
    words = (
        [(_("Clients may be told now"), telling.words.text)]
        if telling.words and telling.whom is ToldTo.ANY_CLIENT
        else []
    )
    whose = _("Whoever looks after a client that was told finds draft words: %(link)s") % {
        "link": absolute(reverse("corrections"))
    }
    return Piece(_("What clients were told does not hold any more"), row.title, link, words, [whose])


def _whole(piece: Piece) -> list[Block]:
    blocks: list[Block] = [_section(f"{as_text(piece.what)}\n*<{piece.link}|{_titled(piece.title)}>*")]
    blocks += [_section(f"*{as_text(what)}*\n{_fitting(words, LONG)}") for what, words in piece.words if words]
    if piece.notes:
        notes = "  ·  ".join(as_text(each) for each in piece.notes)
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=notes, verbatim=True)]))
    return blocks


def _several(pieces: Sequence[Piece]) -> list[Block]:
    lines = []
    for each in pieces:
        words = next((text for _what, text in each.words if text), "")
        said = f"\n{as_text(shortened(words, SHORT))}" if words else ""
        lines.append(_section(f"{as_text(each.what)}: *<{each.link}|{_titled(each.title)}>*{said}"))
    return [_section(_("What happened meanwhile")), *lines]


def _fitting(words: str, most: int) -> str:
    """Shorten what people wrote, so that a section takes it however many of its letters are written as several."""
    kept = words.strip() if len(words.strip()) <= most else f"{words.strip()[: most - 1].rstrip()}…"
    text = as_text(kept)
    return text if len(text) <= SECTION else _fitting(words, most // 2)


def _titled(title: str) -> str:
    """Write a title into a link: | would end it there, and a line break the link."""
    return " ".join(as_text(title).replace("|", "¦").split()) or "…"


def _section(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


KINDS: Mapping[str, _Kind] = {
    "decision": _Kind(decisions_visible_to, viewers_of_decision, _of_decision),
    "topic": _Kind(topics_visible_to, viewers_of_topic, _of_topic),
    "initiative": _Kind(initiatives_visible_to, viewers_of_initiative, _of_correction),
}
