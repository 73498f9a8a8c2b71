"""Web hooks for the tests."""

from typing import TYPE_CHECKING

from parley.notifications.actions.hooks import make_hook
from parley.notifications.terms.hooks import Sent
from tests.cast import Cast

if TYPE_CHECKING:
    from parley.notifications.models.hooks import Hook


def hook(cast: Cast, address: str = "https://hooks.example.com/parley", *kinds: Sent) -> "tuple[Hook, str]":
    """Make a web hook of some kinds, or all, owned by Ines; give it with its secret."""
    return make_hook(address=address, kinds=kinds or tuple(Sent), owner=cast.ines, actor=cast.ines, at=cast.at)
