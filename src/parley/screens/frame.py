"""The frame round every signed-in page: where the person is, their groups, and what waits for them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parley.groups.queries import area_names
from parley.notifications.queries import waiting_counts
from parley.people.queries import is_of_the_sample
from parley.people.terms import SAMPLE_COMPANY
from parley.screens.asking import Asked


@dataclass(frozen=True, slots=True)
class Self:
    """Whoever is signed in, as the frame shows them."""

    name: str
    side: str


@dataclass(frozen=True, slots=True)
class Place:
    """A group in the frame's list."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """How to undo what was just done: a button that does, or a link to where it is done."""

    words: str
    href: str
    sends: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence shown once at the top: good, warn or bad."""

    level: str
    text: str
    back: WayBack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What frame.html is given."""

    person: Self
    company: str
    sample_mode: bool
    place: str
    waiting: int
    decisions_waiting: int
    groups: list[Place]
    group_count: int
    operations: bool
    messages: list[Message]


def frame_for(request: Asked, place: str) -> Frame:
    """Make the frame: two queries, whatever the company's size."""
    person = request.user
    viewer = request.viewer
    areas = area_names(viewer)
    sample = settings.SAMPLE_ALLOWED and is_of_the_sample(person)
    counts = waiting_counts(viewer, at=request.now)
    return Frame(
        person=Self(person.name, person.side.value),
        company=SAMPLE_COMPANY if sample else settings.COMPANY,
        sample_mode=sample,
        place=place,
        waiting=counts.all,
        decisions_waiting=counts.decisions,
        groups=[Place(key, name) for pk, key, name in areas if pk in viewer.inside],
        group_count=len(areas),
        operations=viewer.operations,
        messages=[_message(each) for each in messages.get_messages(request)],
    )


def _message(kept: Any) -> Message:
    level, *back = (kept.extra_tags or "good").split("\n")
    return Message(level, str(kept), WayBack(back[0], back[1], sends=back[2] == "sends") if back else None)


def page(
    request: Asked, template: str, context: dict[str, Any] | None = None, *, place: str = "", status: int = 200
) -> HttpResponse:
    """Answer somebody who is signed in with a page in its frame."""
    return render(
        request,
        template,
        {"frame": frame_for(request, place), "viewer": request.viewer} | (context or {}),
        status=status,
    )


def say_unknown(request: Asked, *asked: tuple[str, str | None, object]) -> None:
    """Say at the top of this page which words of its address ask for nothing that is there."""
    for what, word, known in asked:
        if word and known is None:
            text = _("There is no %(what)s “%(word)s”, so the page is not narrowed by it.")
            say(request, text % {"what": what, "word": word[:80]}, level="warn")


def paged(request: Asked, pages: "Paginator[Any]") -> "Page[Any]":
    """Give the page that is asked for; when there is none such, say so and give the nearest."""
    wanted = request.GET.get("page")
    found = pages.get_page(wanted)
    if wanted and wanted.strip() not in {str(found.number), "last"}:
        text = _("There is no page “%(word)s”: this is page %(number)d.")
        say(request, text % {"word": wanted[:20], "number": found.number}, level="warn")
    return found


def say(request: Asked, sentence: str, *, level: str = "good", back: WayBack | None = None) -> None:
    """Show a sentence at the top of the next page, with a way back from what it says."""
    way = [back.words, back.href, "sends" if back.sends else "leads"] if back else []
    messages.add_message(request, messages.INFO, sentence, extra_tags="\n".join([level, *way]))
