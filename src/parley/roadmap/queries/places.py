"""Where an initiative stands within its horizon, and what stands next to it."""

from parley.roadmap.models import Initiative
from parley.roadmap.queries.boards import DONE


def place_beside(initiative: Initiative, *, up: bool) -> int | None:
    """The place of what a board shows next above (`up`) or below an initiative, the first is 1; none at the end."""
    rows = Initiative.objects.filter(area=initiative.area_id, horizon=initiative.horizon).order_by("position", "pk")
    order = list(rows.values_list("pk", "stage"))
    at = next(place for place, (key, _stage) in enumerate(order) if key == initiative.pk)
    beside = reversed(range(at)) if up else range(at + 1, len(order))
    return next((place + 1 for place in beside if order[place][1] not in DONE), None)
