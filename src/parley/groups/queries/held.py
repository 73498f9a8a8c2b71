"""Areas that are held while something of them is changed. Whoever holds people too holds areas first."""

from collections.abc import Collection

from parley.groups.models import Area


def area_to_change(key: int) -> Area:
    """Give an area, held until the transaction ends, so that it neither ends nor gets another decider meanwhile."""
    return areas_to_change([key])[key]


def areas_to_change(keys: Collection[int]) -> dict[int, Area]:
    """Give areas by key, held until the transaction ends, one after the other."""
    rows = Area.objects.select_related("decider__function").select_for_update(of=("self",), no_key=True)
    return {each.pk: each for each in rows.filter(pk__in=keys).order_by("pk")}
