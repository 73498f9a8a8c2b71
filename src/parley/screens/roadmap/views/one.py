"""Finding the initiative an address names, among what the asker may see."""

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from parley.roadmap.queries import initiatives_in_full
from parley.screens.asking import Asked

if TYPE_CHECKING:
    from parley.roadmap.models import Initiative


def seen(request: Asked, key: int) -> "Initiative":
    """Give the initiative, or answer as if there were none."""
    return get_object_or_404(initiatives_in_full(request.viewer), pk=key)
