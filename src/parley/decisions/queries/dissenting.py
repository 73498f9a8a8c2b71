"""Seeing what there is of dissent without a name; its words are read with all that is said of a decision."""

from parley.decisions.models import Decision, DissentOpening, UnsignedDissent
from parley.decisions.queries.deputies import are_deputies_in
from parley.groups.queries import insiders_of
from parley.people.queries import people_in_the_company
from parley.voices.queries import guests_of


def unread_dissents(decision: Decision) -> int:
    """How many dissents without a name are not opened yet; for actions, as nobody is told."""
    return UnsignedDissent.objects.filter(decision=decision).exclude(browser=None).count()


def opening_of(decision: Decision) -> DissentOpening | None:
    """When what was written without a name was opened, if it was; no query when the decision was read with it."""
    found: DissentOpening | None = getattr(decision, "dissent_opening", None)
    return found


def could_write_unsigned(decision: Decision) -> int:
    """How many people could disagree with a decision without a name: its group and guests, less who decides it.

    Whoever sees it only because they administer Parley may write too, and is not counted: nobody would look for the
    author there. One query.
    """
    people = people_in_the_company().filter(insiders_of(decision.area_id) | guests_of(decision.thread_id))
    return people.exclude(pk=decision.decider_id).exclude(are_deputies_in(decision)).count()
