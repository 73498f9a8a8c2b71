"""The one form of a meeting's minutes: what stands in the boxes of its items, and what somebody typed into them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parley.screens.meetings.forms import NotesForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from parley.meetings.queries import AgendaLine

BOX = re.compile(r"item-(\d{1,18})-notes", re.ASCII)


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of items' notes by item, with what others wrote meanwhile; `left` is what was typed and has no box."""

    notes: dict[int, NotesForm] = field(default_factory=dict)
    theirs: dict[int, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def typed(given: "QueryDict") -> dict[int, NotesForm]:
    """Find the notes that somebody changed on the page they had before them, by item."""
    keys = [int(found[1]) for name in given if (found := BOX.fullmatch(name))]
    forms = {key: NotesForm(given, prefix=f"item-{key}") for key in keys}
    return {key: form for key, form in forms.items() if "notes" in form.changed_data}


def boxes(lines: "Iterable[AgendaLine]", written: Mapping[int, NotesForm]) -> Boxes:
    """Make the boxes of some items; what was written and is not kept yet stands in them, ready to be sent again."""
    here = {line.item.pk: line for line in lines if not line.hidden}
    found = Boxes(left=[text for key, form in written.items() if key not in here and (text := _text(form))])
    for key, line in here.items():
        form = NotesForm(
            initial={"notes": line.notes, "seen_version": line.item.version}, prefix=f"item-{key}"
        )  # fmt: skip
        if key in written and (text := _text(written[key])) != line.notes:
            if written[key]["seen_version"].data != str(line.item.version):
                found.theirs[key] = line.notes
            form = NotesForm(_sent_again(form, line, text), prefix=f"item-{key}")
        found.notes[key] = form
    return found


def _sent_again(form: NotesForm, line: "AgendaLine", text: str) -> dict[str, str]:
    return {
        form.add_prefix("notes"): text,
        form.add_initial_prefix("notes"): line.notes,
        form.add_prefix("seen_version"): str(line.item.version),
    }


def _text(form: NotesForm) -> str:
    return str(form["notes"].data or "").replace("\r\n", "\n").strip()
