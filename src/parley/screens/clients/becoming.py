"""What became of what clients said: the initiatives it speaks for, where they are, and what credits it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from parley.ledger.terms import Ref
from parley.prepared import padded
from parley.roadmap.queries import links_of_insights, stage_labels
from parley.screens.asking import Asked
from parley.screens.telling import titles_for
from parley.voices.queries import credited_among
from parley.voices.terms import Given

if TYPE_CHECKING:
    from parley.clients.models import Insight
    from parley.roadmap.models import InsightLink
    from parley.roadmap.terms import Stage


@dataclass(slots=True)
class Said:
    """One insight with what became of it, as far as the viewer may see."""

    insight: "Insight"
    links: "list[InsightLink]" = field(default_factory=list)
    credits: list[Markup] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Became:
    """Insights with what became of them, and the words for stages."""

    said: list[Said]
    stage_labels: "dict[Stage, str]"


def told_of(request: Asked, insights: "Iterable[Insight]") -> Became:
    """Give the insights with what became of them, and the words for stages. Five queries at most."""
    said = {each.pk: Said(each) for each in insights}
    if said:
        for link in links_of_insights(request.viewer, list(said)):
            said[link.insight_id].links.append(link)
        _credit(request, said)
    return Became(list(said.values()), stage_labels())


def _credit(request: Asked, said: dict[int, Said]) -> None:
    rows = [
        (each.given, Ref(each.credited_by_kind, each.credited_by))
        for each in credited_among(Given.INSIGHT, padded(said))
    ]
    titles = titles_for(request, [ref for _, ref in rows])
    for insight, ref in dict.fromkeys(rows):
        if ref in titles:
            said[insight].credits.append(titles[ref])
