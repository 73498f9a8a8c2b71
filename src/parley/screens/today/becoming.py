"""What became of what somebody said, as Today says it: a sentence for each, newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from parley.ledger.terms import Ref
from parley.notifications.queries.became import Became, Credit
from parley.roadmap.terms import Stage
from parley.screens.telling import linked
from parley.topics.terms import TopicState
from parley.voices.terms import Given

LINES = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence; `answer` is what somebody wrote back."""

    text: Markup
    when: datetime
    answer: str
    credited: bool


def refs_of(credited: Iterable[Credit]) -> list[Ref]:
    """List what the credits name."""
    return [ref for each in credited for ref in (each.by, Ref(each.given.value, each.key))]


def became_lines(
    credited: Iterable[Credit], became: Iterable[Became], titles: dict[Ref, Markup], stages: Mapping[Stage, str]
) -> list[Line]:
    """Say what became of each thing; a credit by something the reader may not see is not named."""
    alike: dict[tuple[Given, Ref], list[Credit]] = {}
    for each in credited:
        if each.by in titles:
            alike.setdefault((each.given, each.by), []).append(each)
    lines = [_credited(some, titles) for some in alike.values()]
    lines += [_settled(each) if each.of.kind == "topic" else _moved(each, stages) for each in became]
    return sorted(lines, key=lambda each: each.when, reverse=True)[:LINES]


def _credited(alike: list[Credit], titles: dict[Ref, Markup]) -> Line:
    """Say in one line what is credited in the same thing; not how much, as only the newest credits are read here."""
    n, one = len(alike), alike[0]
    sentences = {
        Given.INSIGHT: ngettext(
            "What you noted from a client is credited in %(by)s", "What you noted from clients is credited in %(by)s", n
        ),
        Given.TOPIC: ngettext(
            "The topic you brought is credited in %(by)s", "Topics you brought are credited in %(by)s", n
        ),
        Given.NOTE: ngettext(
            "What you wrote in a round is credited in %(by)s",
            "What you wrote in rounds is credited in %(by)s",
            n,
        ),
        Given.COMMENT: ngettext(
            "What you said is credited in %(by)s", "Some things you said are credited in %(by)s", n
        ),
    }
    sentence = _with(sentences[one.given], by=titles[one.by])
    return Line(sentence, max(each.at for each in alike), "", credited=True)


def _settled(became: Became) -> Line:
    sentences = {
        TopicState.ANSWERED: _("Your topic %(topic)s has its answer"),
        TopicState.DECIDED: _("Your topic %(topic)s was settled by a decision"),
        TopicState.PARKED: _("Your topic %(topic)s is parked; it comes back by itself"),
        TopicState.MERGED: _("Your topic %(topic)s became part of another, and so did you as a supporter"),
    }
    title = linked(reverse("topic", args=[became.of.key]), became.title)
    return Line(_with(sentences[TopicState(became.state)], topic=title), became.at, became.answer, credited=False)


def _moved(became: Became, stages: Mapping[Stage, str]) -> Line:
    title = linked(reverse("initiative", args=[became.of.key]), became.title)
    stage = Stage(became.state)
    sentence = (
        _("%(initiative)s, which you brought evidence for, was stopped")
        if stage is Stage.STOPPED
        else _("%(initiative)s, which you brought evidence for, is at “%(stage)s”")
    )
    return Line(_with(sentence, initiative=title, stage=stages[stage]), became.at, "", credited=False)


def _with(sentence: str, **parts: object) -> Markup:
    return Markup(sentence) % parts  # noqa: S704 - a sentence of our own; its parts are escaped
