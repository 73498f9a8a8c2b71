"""Initiatives with their whys and overrides, as an export writes them."""

from collections.abc import Iterator
from datetime import UTC

from parley.exchange.queries.cells import Cells, day, sum_of, window
from parley.exchange.queries.recorded import moment
from parley.exchange.rules import listed
from parley.roadmap.models import Initiative, Override
from parley.roadmap.queries.taking import ties_written_out
from parley.roadmap.queries.writing_out import initiatives_written_out
from parley.roadmap.terms import Waiver


def initiative_rows() -> Iterator[Cells]:
    """Every initiative."""
    ties = ties_written_out()
    for initiative in initiatives_written_out():
        needs, excludes = ties.get(initiative.pk, ((), ()))
        tied = {"needs_first": listed(needs), "excludes": listed(excludes)}
        yield {**_initiative(initiative), **_why(initiative), **_overrides(initiative), **tied}


def _initiative(row: Initiative) -> Cells:
    return {
        "source": row.source,
        "key": row.key,
        "title": row.title,
        "group": row.area.key,
        "stage": row.stage.value,
        "horizon": row.horizon.value,
        "window": window(row.window_first, row.window_last),
        "confidence": row.confidence.value if row.confidence else "",
        "audience": row.audience.value,
        "regions": listed(each.region.name for each in row.regions.all()),
        "owner": row.owner.key if row.owner else "",
        "takes": f"{row.estimate.team_weeks:.1f}".removesuffix(".0") if hasattr(row, "estimate") else "",
        "position": str(row.position),
        "created_on": day(row.created_at.astimezone(UTC).date()),
        "live_at": moment(row.live_at),
        "region_overrides": listed(
            f"{each.region.name}: " + ", ".join(f"{name} {value}" for name, value in (
                ("horizon", each.horizon), ("window", window(each.window_first, each.window_last)),
                ("confidence", each.confidence)) if value)
            for each in row.region_overrides.all()
        ),
    }  # fmt: skip


def _why(row: Initiative) -> Cells:
    why = row.why
    if why is None:
        return {}
    texts = ("because", "who_benefits", "budget", "expected_return", "return_basis", "instead", "budget_currency")
    return {"budget_amount": sum_of(why.budget_amount)} | {name: getattr(why, name) for name in texts}


def _overrides(row: Initiative) -> Cells:
    cells: Cells = {}
    for override in row.overrides.all():
        cells |= _override(override)
    return cells


def _override(override: Override) -> Cells:
    rule = override.waives.value
    far = {"audience_override_to": override.audience.value} if override.audience else {}
    return {
        f"{rule}_override": override.reason,
        f"{rule}_override_by": override.by.key if override.by else "",
        f"{rule}_override_given": day(override.given_at.astimezone(UTC).date()),
        f"{rule}_override_until": day(override.until),
    } | (far if override.waives is Waiver.AUDIENCE else {})
