"""Finding the initiative an address names, among what the asker may see."""

from typing import TYPE_CHECKING

from parley.roadmap.queries import initiative_seen
from parley.screens.asking import Asked, found

if TYPE_CHECKING:
    from parley.roadmap.models import Initiative


def seen(request: Asked, key: int) -> "Initiative":
    """Give the initiative, or answer as if there were none."""
    return found(initiative_seen(request.viewer, key))
