"""What was recorded about initiatives and insights, as an export writes it: all of it, whoever may see it."""

from collections.abc import Iterator

from parley.roadmap.models import Acceptance, NotPlanned, StageLabel
from parley.roadmap.terms import Stage


def stages_written_out() -> dict[Stage, str]:
    """Give the company's own labels of stages."""
    rows = StageLabel.objects.order_by("pk")
    return dict(rows.values_list("stage", "label"))


def acceptances_written_out() -> Iterator[Acceptance]:
    """Every accepted concentration, ended ones too, in the order in which they were given."""
    return Acceptance.objects.select_related("initiative", "by").order_by("pk").iterator(chunk_size=1000)


def answers_written_out() -> Iterator[NotPlanned]:
    """Every answer that something is not planned, ended ones too, in the order in which they were given."""
    rows = NotPlanned.objects.select_related("insight", "by").defer("insight__text").order_by("pk")
    return rows.iterator(chunk_size=1000)
