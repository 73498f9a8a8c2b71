"""Minutes as a document for one reader."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parley.languages.joining import headed, names_listed
from parley.languages.moments import moment_words
from parley.meetings.rules import titled
from parley.meetings.terms import ItemState, Presence, Purpose
from parley.meetings.terms.minutes import LineFacts, LineKind
from parley.screens.decisions.given import gave
from parley.screens.documents import As, Line
from parley.screens.rendering import absolute, day, url
from parley.voices.terms import Given

if TYPE_CHECKING:
    from datetime import datetime

    from parley.meetings.queries import ItemMinutes, Minutes


def name_of(minutes: "Minutes") -> str:
    """Give the name of the file: its group and its day."""
    meeting = minutes.meeting
    on = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone))
    return f"minutes-{meeting.area.key}-{on:%Y-%m-%d}"


def title_of(minutes: "Minutes") -> str:
    """Give the title of a document."""
    return titled(minutes.meeting.area.name, minutes.meeting.title, headed)


def document(minutes: "Minutes", *, reader_zone: str, at: "datetime") -> Iterator[Line]:
    """Write minutes out, in the order of the meeting, with days and hours as the reader’s clock has them."""
    meeting = minutes.meeting
    yield Line(As.TITLE, title_of(minutes))
    yield Line(As.ABOUT, moment_words(meeting.starts_at, meeting.time_zone, reader_zone=reader_zone, at=at))
    yield from _people(minutes)
    for item in minutes.items:
        yield from _item(item)
    if minutes.results:
        yield Line(As.NAME, _("Besides") if minutes.inside else _("You promised"))
        yield from _results(minutes.results)
    if minutes.additions:
        yield Line(As.NAME, _("Added later"))
        yield from _additions(minutes.additions)
    if minutes.credits:
        yield Line(As.NAME, _("Credited"))
        yield Line(As.WORDS, "\n".join(headed(each.name, given_words(each)) for each in minutes.credits))


def _people(minutes: "Minutes") -> Iterator[Line]:
    meeting = minutes.meeting
    if minutes.inside:
        for words, presence in (
            (pgettext("who came", "Here"), Presence.PRESENT),
            (pgettext("who came", "Apologies"), Presence.APOLOGIES),
        ):
            if names := minutes.named(presence):
                yield Line(As.ABOUT, names_listed(names), words)
        if meeting.note_taker:
            yield Line(As.ABOUT, meeting.note_taker.name, pgettext("who takes them", "Notes"))
    if meeting.minutes_published_at and meeting.minutes_published_by:
        said = {"day": day(meeting.minutes_published_at), "name": meeting.minutes_published_by.name}
        yield Line(As.ABOUT, _("Published %(day)s by %(name)s") % said)


def _item(item: "ItemMinutes") -> Iterator[Line]:
    line = item.line
    yield Line(As.NAME, line.title)
    about = [purpose_words(line.item.purpose)]
    if line.item.lead:
        about.append(_("led by %(name)s") % {"name": line.item.lead.name})
    if line.called_in:
        about.append(_("with %(names)s, called in") % {"names": names_listed([each.name for each in line.called_in])})
    yield Line(As.BELOW, " · ".join(about))
    if line.item.state is ItemState.UNREACHED:
        yield Line(As.BELOW, _("Not reached."))
    yield from _results(item.results)
    if line.notes:
        yield Line(As.WORDS, line.notes)
    yield from _additions(item.additions)


def _additions(additions: list[LineFacts]) -> Iterator[Line]:
    for each in additions:
        yield Line(As.BELOW, added_words(each))
        yield Line(As.WORDS, each.words)


def purpose_words(purpose: Purpose) -> str:
    """Say what an item is for."""
    return {Purpose.INFORM: _("to inform"), Purpose.HEAR: _("to hear"), Purpose.DECIDE: _("to decide")}[purpose]


def given_words(line: LineFacts) -> str:
    """Say what somebody gave whom minutes credit."""
    return gave(Given(each) for each in line.words.split())


def added_words(line: LineFacts) -> str:
    """Say when something was added to minutes, by whom and why."""
    words = {"day": day(line.at), "name": line.name, "why": line.why}
    return _("Added %(day)s by %(name)s, because: %(why)s") % words


def _results(results: list[LineFacts]) -> Iterator[Line]:
    """Say what came of an item; below what has a page of its own, the address of that page."""
    for each in results:
        lead, text = result_words(each)
        yield Line(As.RESULT, text, lead)
        if page := _page_of(each):
            yield Line(As.BELOW, absolute(*page))


def result_href(result: LineFacts) -> str:
    """Give the page of the topic or insight that a line speaks of; nothing for other lines."""
    page = _page_of(result)
    return url(*page) if page else ""


def _page_of(result: LineFacts) -> tuple[str, int] | None:
    if result.topic:
        return "topic", result.topic
    return ("insight", result.insight) if result.insight else None


def said_by_client(result: LineFacts) -> str:
    """Give what a client said, with whose words they are."""
    return _("“%(words)s” (%(client)s)") % {"words": result.words, "client": result.client}


def result_words(result: LineFacts) -> tuple[str, str]:
    """Say what came of an item: what it is, and the words; the first ends the sentence where there are none."""
    match result.kind:
        case LineKind.DECIDED:
            return _("Decided"), result.words
        case LineKind.ANSWERED:
            return _("Answered"), result.words
        case LineKind.PARKED:
            return _("Left for later"), _("it comes back %(day)s") % {"day": day(result.day)} if result.day else ""
        case LineKind.MERGED:
            return _("Became part of another topic"), ""
        case LineKind.PROMISED:
            words = {"text": result.words, "name": result.name, "day": day(result.day)}
            return _("Promised"), _("%(text)s (%(name)s, by %(day)s)") % words
        case LineKind.LATER:
            return _("Left for later"), result.words
        case LineKind.SAID:
            return _("A client said"), said_by_client(result)
        case LineKind.CREDITED:
            return result.name, given_words(result)
        case LineKind.ADDED:
            return added_words(result), result.words
