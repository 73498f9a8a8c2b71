"""Who may take in a file of insights: it speaks for many clients at once."""

from parley.exchange.terms.intake import ABOUT_CLIENTS, FileMapping
from parley.kernel.refusals import Refused
from parley.people.terms import Viewer


def may_import(viewer: Viewer) -> bool:
    """Whether somebody may take in files: product operations, and product people of any area."""
    return viewer.operations or bool(viewer.product_of)


def must_import(viewer: Viewer) -> None:
    """Raise Refused unless the viewer may take in files."""
    if not may_import(viewer):
        raise Refused("Product operations and product people import files. Send them yours, or note what a client said "
                      "one by one.")  # fmt: skip


def must_import_as(viewer: Viewer, mapping: FileMapping) -> None:
    """Raise Refused unless the viewer may take in a file of these columns: only product operations change clients."""
    must_import(viewer)
    if viewer.operations:
        return
    if not mapping.brings_insights or any(fact in mapping.columns for fact in ABOUT_CLIENTS):
        raise Refused("Only product operations import facts about clients. Leave those columns out, or ask them to "
                      "import this file.")  # fmt: skip
