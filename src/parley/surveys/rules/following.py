"""When a topic may be opened because of a result."""

from parley.kernel.refusals import Refused


def must_be_shown(*, shown: bool) -> None:
    """Raise Refused for a result that the release does not show."""
    if not shown:
        raise Refused("This result is not shown, so nothing can follow from it. Choose one on the page.")


def must_be_here(name: str, *, here: bool) -> None:
    """Raise Refused for an owner who has left."""
    if not here:
        raise Refused(f"{name} has left the company. Choose somebody who is here.", field="owner")
