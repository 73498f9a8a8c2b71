"""What people say in surveys of their influence, by cell, to stand beside what was measured."""

from collections.abc import Mapping

from parley.surveys.terms.influence import Cell, Perceived


def perceived_of() -> Mapping[Cell, Perceived]:
    """Give the share who agree to `influence` in the newest released wave, by cell; nothing while there is none.

    Keys are cells of one cut, as ((“group”, key of the area),), ((“side”, “business”),), ((“region”, key),) or
    ((“function”, key),), and () for the whole. Only cells of the frozen release: what it hides is not there.
    """
    return {}
