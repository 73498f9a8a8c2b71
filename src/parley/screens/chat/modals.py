"""The forms that people fill in in Slack, as its Block Kit draws them, and what was filled in."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from parley.screens.topics.forms import TopicForm
from parley.topics.terms import TopicKind

NOTE, RAISE = "note_insight", "raise_topic"  # as docs/slack-manifest.json names the two entries of a message's menu
LONGEST_SHOWN = 3_000  # letters that a field may be begun with
LONGEST_OPTION = 75
Choice = tuple[str, str]  # a key, and what it is called


def note_form(text: str, on: date) -> View:
    """Note what a client said."""
    blocks = [
        _input("client", _("Client"), _picker(_("Begin to type its name"))),
        _input("text", _("What they said"), PlainTextInputElement(multiline=True, initial_value=text[:LONGEST_SHOWN])),
        _input("said_on", _("When they said it"), DatePickerElement(initial_date=on.isoformat())),
    ]
    return _modal(NOTE, _("Note an insight"), blocks, _("Note it"))


def raise_form(text: str, area: Choice | None) -> View:
    """Bring a topic to a group."""
    kinds = [_option((kind, str(words))) for kind, words in TopicForm.KINDS]
    blocks = [
        _input("area", _("Which group?"), _picker(_("Begin to type its name"), area)),
        _input("kind", _("It is"), StaticSelectElement(options=kinds, initial_option=kinds[0])),
        _input("title", _("What is it about?"), PlainTextInputElement(max_length=200), _("As you would ask it aloud.")),
        _input("why", _("Why does it matter?"),
               PlainTextInputElement(multiline=True, initial_value=text[:LONGEST_SHOWN]),
               _("Who has the problem, what it costs them, and what a client said if one did.")),
    ]  # fmt: skip
    return _modal(RAISE, _("Raise a topic"), blocks, _("Bring it to the group"))


def told(title: str, words: str) -> View:
    """Say something in place of a form."""
    return _modal("told", title, [SectionBlock(text=MarkdownTextObject(text=words))])


def _modal(name: str, title: str, blocks: Sequence[Block], submit: str | None = None) -> View:
    return View(
        type="modal", callback_id=name, title=title[:24], blocks=blocks, submit=submit[:24] if submit else None,
        close=_("Close")[:24],
    )  # fmt: skip


def _input(name: str, label: str, element: InputInteractiveElement, hint: str | None = None) -> InputBlock:
    element.action_id = name
    return InputBlock(block_id=name, label=label, element=element, hint=hint)


def _picker(words: str, chosen: Choice | None = None) -> ExternalDataSelectElement:
    first = _option(chosen) if chosen else None
    return ExternalDataSelectElement(placeholder=words, min_query_length=0, initial_option=first)


def _option(choice: Choice) -> Option:
    value, label = choice
    short = label if len(label) <= LONGEST_OPTION else f"{label[: LONGEST_OPTION - 1]}…"
    return Option(value=value, label=short)


def offered(choices: Iterable[Choice]) -> dict[str, Any]:
    """Answer with what can be chosen."""
    return {"options": [_option(each).to_dict() for each in choices]}


def filled_in(view: dict[str, Any]) -> dict[str, str]:
    """Give what was filled in, by the name of the field; empty where nothing was."""
    found: dict[str, str] = {}
    for name, elements in view.get("state", {}).get("values", {}).items():
        element = elements.get(name) or {}
        chosen = element.get("selected_option") or {}
        found[name] = element.get("value") or element.get("selected_date") or chosen.get("value") or ""
    return found


def kind_of(word: str) -> TopicKind:
    """Give the kind of topic that was chosen; a question for any other word."""
    return TopicKind(word) if word in set(TopicKind) else TopicKind.QUESTION
