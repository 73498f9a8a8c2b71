"""For whom somebody may make a file of decisions: for nobody who would see more in it than they do themselves."""

from parley.kernel.refusals import Refused
from parley.people.terms import Viewer
from parley.roadmap.terms import AUDIENCES, Audience


def may_hand_to(viewer: Viewer, audience: Audience, area: int, *, goes_on: bool) -> bool:
    """Whether somebody sees all that an audience of an area sees; `area` is 0 for all areas together.

    An area that was dissolved has no product team any more.
    """
    match audience:
        case Audience.COMPANY:
            return True
        case Audience.GROUP:
            return bool(area) and (viewer.operations or area in viewer.inside)
        case Audience.PRODUCT_TEAM:
            keeps = viewer.operations or area in viewer.product_of | viewer.decides
            return bool(area) and goes_on and keeps


def audiences_for(viewer: Viewer, area: int, *, goes_on: bool) -> list[Audience]:
    """Give the audiences for which somebody may make a file, narrowest first."""
    return [each for each in AUDIENCES if may_hand_to(viewer, each, area, goes_on=goes_on)]


def must_hand_to(viewer: Viewer, audience: Audience, area: int, *, goes_on: bool) -> None:
    """Raise Refused unless somebody may make a file for an audience."""
    if not may_hand_to(viewer, audience, area, goes_on=goes_on):
        raise Refused(
            "You do not see all that they see, so the file would not be theirs. Make it for the whole company, or as "
            "you see it."
        )
