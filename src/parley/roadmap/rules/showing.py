"""Who in the company sees an initiative: what its why, its stage and its overrides allow (PRODUCT.md, rules 1, 2)."""

from datetime import date

from parley.kernel.refusals import Refused
from parley.roadmap.rules.whys import is_complete, listed, missing_of, must_be_complete
from parley.roadmap.terms import AUDIENCES, Audience, Showing, Stage, Waiver

BOUNDS = {
    Stage.GATHER: (Audience.GROUP, Audience.GROUP),
    Stage.EXPLORE: (Audience.GROUP, Audience.GROUP),
    Stage.ALPHA: (Audience.GROUP, Audience.COMPANY),
    Stage.BETA: (Audience.GROUP, Audience.COMPANY),
    Stage.BUILD: (Audience.COMPANY, Audience.COMPANY),
    Stage.LAUNCH: (Audience.COMPANY, Audience.COMPANY),
    Stage.LIVE: (Audience.COMPANY, Audience.COMPANY),
    Stage.STOPPED: (Audience.COMPANY, Audience.COMPANY),  # whoever could see it also sees that and why it stopped
}  # the widest audience of each stage: without an override, and with one

AUDIENCE_WORDS = {
    Audience.PRODUCT_TEAM: "its product team",
    Audience.GROUP: "its group",
    Audience.COMPANY: "the whole company",
}


def bound_of(stage: Stage) -> Audience:
    """Give the widest audience a stage allows without an override."""
    return BOUNDS[stage][0]


def bound_with_override(stage: Stage) -> Audience:
    """Give the widest audience a stage allows with an override."""
    return BOUNDS[stage][1]


def shown_to(showing: Showing) -> Audience:
    """Give the audience in effect: the one asked for, as far as the why, the stage and overrides allow it."""
    return _narrowest(showing.audience, _by_why(showing), _by_stage(showing))


def narrowed_because(showing: Showing) -> str:
    """Say why fewer people see an initiative than was asked for; nothing when all do."""
    seen = shown_to(showing)
    if seen is showing.audience:
        return ""
    asked = AUDIENCE_WORDS[showing.audience]
    if _by_why(showing) is seen:
        missing = listed(missing_of(showing.why, title=showing.title))
        return f"It was to be shown to {asked}, but its why is not complete. Still missing: {missing}."
    return (
        f"It was to be shown to {asked}, but at {showing.label} only {AUDIENCE_WORDS[seen]} sees it. "
        f"{_way_further(showing.stage)}"
    )


def must_be_showable(showing: Showing) -> None:
    """Raise Refused, with what to do first, unless the audience asked for would be the one in effect."""
    if _rank(showing.audience) > _rank(_by_why(showing)):
        must_be_complete(showing.why, title=showing.title)
    if _rank(showing.audience) > _rank(_by_stage(showing)):
        raise Refused(
            f"At {showing.label} an initiative is shown to {AUDIENCE_WORDS[_by_stage(showing)]} at most. "
            f"{_way_further(showing.stage)}",
            field="audience",
        )


def must_be_an_override(
    showing: Showing, *, waives: Waiver, audience: Audience | None, until: date | None, today: date
) -> None:
    """Raise Refused when an override would allow nothing: a day that has passed, or a stage that allows none."""
    if until and until < today:
        raise Refused("That day has passed. Choose the last day on which the override holds.", field="until")
    if waives is Waiver.AUDIENCE and (audience is None or _rank(audience) > _rank(bound_with_override(showing.stage))):
        raise Refused(
            f"At {showing.label} an initiative is shown to {AUDIENCE_WORDS[bound_with_override(showing.stage)]} at "
            f"most. {_way_further(showing.stage)}",
            field="audience",
        )


def _way_further(stage: Stage) -> str:
    if bound_with_override(stage) is bound_of(stage):
        return "From alpha on it may be shown to the whole company with an override, from build on without."
    return "Going further needs an override: your name and the reason, shown on the page."


def _by_why(showing: Showing) -> Audience:
    waived = any(each.waives is Waiver.WHY for each in showing.waived)
    return Audience.COMPANY if waived or is_complete(showing.why, title=showing.title) else Audience.PRODUCT_TEAM


def _by_stage(showing: Showing) -> Audience:
    bound, further = BOUNDS[showing.stage]
    for each in showing.waived:
        if each.waives is Waiver.AUDIENCE and each.audience and _rank(each.audience) > _rank(bound):
            bound = _narrowest(each.audience, further)
    return bound


def _narrowest(*audiences: Audience) -> Audience:
    return min(audiences, key=_rank)


def _rank(audience: Audience) -> int:
    return AUDIENCES.index(audience)
