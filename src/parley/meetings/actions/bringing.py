"""What goes with an item to another agenda: who is called in for it, and what its lead prepared."""

from parley.groups.queries import on_call_of
from parley.meetings.models import AgendaItem, CalledIn, Preparation


def _bring_along(item: AgendaItem, there: AgendaItem) -> None:
    """Call in for an item whoever was for the one it comes from and is still on call; and let its lead go on preparing.

    What a lead prepared is for them and the facilitators: somebody else who leads it now begins anew.
    """
    on_call = on_call_of(there.meeting.area_id).order_by().values("pk")
    called = CalledIn.objects.filter(item=item, person__in=on_call).exclude(
        person__in=there.called_in.values("person")
    )  # fmt: skip
    CalledIn.objects.bulk_create(
        CalledIn(item=there, person_id=who, function_id=what) for who, what in called.values_list("person", "function")
    )
    prepared = Preparation.objects.filter(item=item).first()
    if prepared and there.lead_id == item.lead_id and not Preparation.objects.filter(item=there).exists():
        Preparation.objects.create(item=there, questions=prepared.questions, asked_of_you=prepared.asked_of_you)


def _fill_in(there: AgendaItem, item: AgendaItem, *, carried_from: AgendaItem | None) -> None:
    """Make an item one with another about the same thing, which stands: what that lacks comes from this one."""
    there.carried_from = there.carried_from or carried_from
    there.why = there.why or item.why
    there.lead_id = there.lead_id or item.lead_id
    there.save(update_fields=["carried_from", "why", "lead"])
