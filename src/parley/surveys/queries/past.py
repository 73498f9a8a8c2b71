"""Seeing what a wave that is taken in meets: whether it is here already, and what was made of it."""

from datetime import UTC, time

from parley.people.queries import functions
from parley.surveys.models import Followed, Wave
from parley.surveys.queries.released import found_in

DAY_BEGINS, DAY_ENDS = time(9, 0, tzinfo=UTC), time(12, 0, tzinfo=UTC)  # the same day for nearly every reader


def is_here(name: str) -> bool:
    """Whether a wave of that name is here, and was not taken out or given up."""
    return Wave.objects.filter(name__iexact=name, withdrawn_at=None).exists()


def is_followed(wave: Wave) -> bool:
    """Whether a topic was opened because of what it found."""
    return Followed.objects.filter(wave=wave).exists()


def held_beside(wave: Wave) -> str:
    """Give the name of a released wave that was held beside this one; nothing when none was."""
    later = Wave.objects.filter(opens_at__gte=wave.closes_at, released_at__isnull=False, withdrawn_at=None)
    names = (each.name for each in later.order_by("opens_at") if found_in(each.pk).get("before") == wave.name)
    return next(names, "")


def sides_of_functions() -> dict[str, str]:
    """Give the side of each function that is here, by its key."""
    return {each.key: each.side.value for each in functions()}
