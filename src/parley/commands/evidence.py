"""`parley evidence [INITIATIVE]`: who asks for what, with the figures that its page shows, for whoever runs Parley."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from parley.groups.queries import acting
from parley.ledger.terms import MACHINE
from parley.roadmap.queries import Standing, initiatives_visible_to, standing_of
from parley.roadmap.rules import grounds_of, share_of_revenue, verdict_of
from parley.screens.rendering import day
from parley.screens.roadmap.who_asks import VERDICTS, Compared, evidence_words

if TYPE_CHECKING:
    from parley.roadmap.models import Initiative

WORD = "evidence"
HELP = "Say who asks for an initiative, or for each: the verdict and the figures behind it."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take which one, and in what form."""
    parser.add_argument("initiative", metavar="INITIATIVE", nargs="?", type=int, help="the number in its address")
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")


def run(options: argparse.Namespace) -> int:
    """Print it; 1 when there is no such initiative."""
    viewer, now = acting(MACHINE), timezone.now()
    rows = initiatives_visible_to(viewer).order_by("pk")
    if options.initiative is not None:
        rows = rows.filter(pk=options.initiative)
        if not rows:
            print(f"There is no initiative {options.initiative}. Its number stands in its address.", file=sys.stderr)
            return 1
    found = [(row, standing) for row in rows
             if (standing := standing_of(viewer, row.pk, row.area_id, on=now.date()))]  # fmt: skip
    if options.json:
        print(json.dumps([_facts(row, standing, now) for row, standing in found], cls=DjangoJSONEncoder, indent=2))
        return 0
    for row, standing in found:
        print("\n".join(_lines(row, standing)), end="\n\n")
    return 0


def _facts(row: "Initiative", standing: Standing, now: datetime) -> dict[str, Any]:
    asking, accepted = standing.asking, standing.accepted
    return {
        "initiative": row.pk,
        "title": row.title,
        "area": row.area.key,
        "at": now,
        "verdict": verdict_of(asking),
        "grounds": grounds_of(asking),
        "asking": asdict(asking),
        "all_clients": asdict(standing.everybody),
        "share_of_revenue": share_of_revenue(asking, standing.everybody),
        "rank": asdict(standing.rank) if standing.rank else None,
        "accepted": asdict(accepted) if accepted else None,
    }


def _lines(row: "Initiative", standing: Standing) -> list[str]:
    said = evidence_words(standing, area=row.area.name, sums=True)
    asking, everybody = said.asking, said.everybody
    lines = [f"{row.pk}  {row.title}", f"  {VERDICTS[said.verdict]}: {' '.join(said.grounds)}"]
    if standing.accepted:
        lines.append(f"  Accepted by {standing.accepted.by or 'Parley'}, because: {standing.accepted.reason}")
    if asking.most_insights:
        lines += [
            f"  Clients: {asking.clients} of {everybody.clients}, {asking.left} of them have left",
            f"  Most insights: {said.most}, {asking.most_insights.client}, of {asking.insights}",
            f"  Effective clients: {asking.effective:.1f}",
            f"  Share of yearly revenue: {said.revenue}. {said.revenue_note}",
            f"  Regions: {_places(said.regions)}",
            f"  Segments: {_places(said.segments)}",
            f"  Voices: newest {day(asking.newest)}, middle {day(asking.middle)}",
        ]
    if said.rank:
        lines.append(f"  {said.rank}")
    if asking.against:
        lines.append(f"  Against: {asking.against} insights of {asking.clients_against} clients")
    return [*lines, f"  Heard within a year: {everybody.heard} of {everybody.clients} clients"]


def _places(places: list[Compared]) -> str:
    return ", ".join(f"{each.name} {each.asking} of {each.of}" for each in places) or "none known"
