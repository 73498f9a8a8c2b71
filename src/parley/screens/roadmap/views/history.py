"""The history of one initiative, told from the ledger as its own page tells it: “moved it from Q2 to Q3”."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from parley.decisions.queries import decided_in, reason_told
from parley.ledger.queries import history_of
from parley.ledger.terms import Ref, refs_in
from parley.people.queries import names_of
from parley.roadmap.terms import initiative_ref
from parley.screens.asking import Asked
from parley.screens.decided_by import deciders_in
from parley.screens.rendering import day, url
from parley.screens.telling import Line, filled, line_of, linked, titles_for

if TYPE_CHECKING:
    from parley.roadmap.models import Initiative

# Links to insights and what people said stand elsewhere on the page.
KINDS = (
    "initiative.added",
    "initiative.renamed",
    "initiative.why_written",
    "initiative.replanned",
    "initiative.region_replanned",
    "initiative.stage_moved",
    "initiative.duty_met",
    "initiative.duty_owed_again",
    "initiative.duty_waived",
    "initiative.regions_changed",
    "initiative.owner_named",
    "initiative.rehomed",
    "initiative.estimated",
    "initiative.tied",
    "initiative.shown_to_changed",
    "initiative.override_given",
    "initiative.override_ended",
    "initiative.concentration_accepted",
    "initiative.acceptance_ended",
    "solution.proposed",
    "solution.rewritten",
    "solution.withdrawn",
    "solution.chosen",
    "talk_track.approved",
    "talk_track.ended",
    "telling.override_given",
    "telling.override_ended",
)


def told_of(
    request: Asked, row: "Initiative", regions: Mapping[int, str], decisions: Mapping[int, str], *, limit: int
) -> list[Line]:
    """Tell what happened, newest first.

    Two queries, when the names it needs are handed in or are people's, and three when a decision changed it.
    """
    told = history_of(initiative_ref(row.pk), kinds=KINDS, limit=limit)
    refs = {ref for each in told for ref in refs_in(each.sentence)}
    refs |= {cause for each in told if (cause := decided_in(each))}
    behind = [row.owner, row.area.decider, row.why.written_by if row.why else None]
    people = {each.pk: each for each in behind if each}  # who is on the page anyway need not be asked for again
    named = {each.actor for each in told} | {ref.key for ref in refs if ref.kind == "person"}
    people |= names_of(named - people.keys())
    titles = {initiative_ref(row.pk): escape(_("it"))}
    titles[Ref("area", row.area_id)] = linked(url("group", row.area.key), row.area.name)
    titles |= {Ref("region", key): escape(name) for key, name in regions.items()}
    titles |= {Ref("person", key): linked(url("person", key), each.name) for key, each in people.items()}
    titles |= {Ref("decision", key): linked(url("decision", key), title) for key, title in decisions.items()}
    if unknown := [ref for ref in refs if ref not in titles]:
        titles |= titles_for(request, unknown)
    deciders = deciders_in(told, titles)
    return [
        line_of(
            each, people, deciders, when=day(each.at), sentence=_opened(filled(each.sentence, titles)),
            why=reason_told(each, titles),
        )
        for each in told
    ]  # fmt: skip


def _opened(sentence: Markup) -> Markup:
    """Begin with a capital, unless it begins with a link."""
    return sentence if sentence.startswith("<") else sentence[:1].upper() + sentence[1:]
