"""An agenda being made: what is put on it, changed, reordered, taken off, and who is called in."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.decisions.queries import decisions_visible_to
from parley.groups.queries import on_call_of
from parley.kernel.refusals import Refused, Stale
from parley.ledger.terms import ref_of
from parley.meetings.actions import add_item, call_in, call_off, change_item, drop_item, move_item
from parley.meetings.queries import (
    AGENDA_ITEM,
    is_seen,
    items_visible_to,
    meeting_facts,
    said_by,
    thing_of,
    title_of,
    waiting_for_agenda,
    whole_items,
)
from parley.meetings.queries.seats import people_to_lead
from parley.meetings.rules import item_mark, must_change_agenda, why_not_add
from parley.meetings.rules.presenting import may_see_preparation
from parley.meetings.terms import Purpose
from parley.roadmap.queries import initiatives_visible_to
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.forms import ChangeItemForm, ItemForm, PersonForm
from parley.screens.meetings.showing import show
from parley.screens.meetings.shown import thing_href, when_words
from parley.screens.meetings.views.meeting import find
from parley.screens.posting import attempt, status_of
from parley.topics.queries import discussed_before, needs_of, topics_visible_to

if TYPE_CHECKING:
    from parley.meetings.models import AgendaItem

THINGS = {"topic": topics_visible_to, "initiative": initiatives_visible_to, "decision": decisions_visible_to}


@require_http_methods(["GET", "POST"])
def new(request: Asked, key: int) -> HttpResponse:
    """Put something on the agenda: of what waits, or a line of one's own. `?topic=3` and the like choose beforehand."""
    meeting = find(request, key)
    if meeting.area_id not in request.viewer.inside and not request.viewer.operations:
        raise Http404
    people = list(people_to_lead(meeting.area_id))
    waiting = waiting_for_agenda(request.viewer, meeting, request.now)
    asked_for = _asked_for(request.GET)
    purpose = next((each.purpose for each in waiting if str(each.ref) == asked_for), Purpose.HEAR)
    start = {"purpose": purpose, "minutes": 15, "thing": asked_for}
    form = ItemForm(request.POST or None, waiting=waiting, people=people, initial=start)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["lead"] = next((each for each in people if each.pk == given["lead"]), None)
        given["purpose"] = Purpose(given["purpose"])
        given |= _chosen(request, given.pop("thing"))
        if attempt(form, lambda: add_item(meeting=meeting, **given, actor=request.user, at=request.now)):
            say(request, _("It is on the agenda."))
            return redirect("meeting", key)
    context = {
        "meeting": meeting,
        "when": when_words(request, meeting),
        "form": form,
        "waiting": waiting,
        "refusal": why_not_add(request.viewer, meeting_facts(meeting)),
    }
    place = f"group:{meeting.area.key}"
    return framed(request, "meetings/new_item.html", context, place=place, status=status_of(form))


def _asked_for(given: QueryDict) -> str:
    return next((f"{kind}:{given[kind]}" for kind in THINGS if key_of(given.get(kind, ""))), "")


def _chosen(request: Asked, chosen: str) -> dict[str, Any]:
    """Find what was chosen from the list; the form has checked that it is on it."""
    if not chosen:
        return {}
    ref = ref_of(chosen)
    if ref.kind == AGENDA_ITEM:
        item = get_object_or_404(items_visible_to(request.viewer), pk=ref.key)
        return {"title": item.title, "carried_from": item}
    found = THINGS[ref.kind](request.viewer)
    return {ref.kind: get_object_or_404(found, pk=ref.key), "title": ""}


def find_item(request: Asked, key: int) -> "AgendaItem":
    """Give an item the viewer may know of, with its meeting. Raises Http404."""
    items = whole_items(items_visible_to(request.viewer)).select_related("meeting__area", "lead")
    item: AgendaItem = get_object_or_404(items, pk=key)
    return item


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: int) -> HttpResponse:
    """Change an item, call somebody in for it, or take it off."""
    item = find_item(request, key)
    seen, free = is_seen(item), thing_of(item) is None
    if item.meeting.area_id not in request.viewer.inside and not request.viewer.operations:
        raise Http404
    people = list(people_to_lead(item.meeting.area_id))
    start = {"title": item.title, "purpose": item.purpose, "minutes": item.minutes, "lead": item.lead_id,
             "why": item.why if seen else "", "seen": item_mark(said_by(item, why=seen))}  # fmt: skip
    form = ChangeItemForm(request.POST or None, people=people, initial=start)
    if not free:
        del form.fields["title"]
    if not seen:
        del form.fields["why"]
    if request.method == "POST" and form.is_valid():
        given = {"why": None} | form.cleaned_data
        given["lead"] = next((each for each in people if each.pk == given["lead"]), None)
        given["purpose"] = Purpose(given["purpose"])
        if attempt(form, lambda: change_item(item=item, **given, actor=request.user, at=request.now)):
            say(request, _("The item is changed."))
            return redirect("meeting", item.meeting_id)
    return _item(request, item, form)


def _item(request: Asked, item: "AgendaItem", form: ChangeItemForm) -> HttpResponse:
    called = [each.person for each in item.called_in.all()]
    seen = is_seen(item)
    on_call = [each for each in on_call_of(item.meeting.area_id) if each not in called] if seen else []
    alike = (
        item.topic
        and seen
        and discussed_before(
            request.viewer, area=item.meeting.area_id, title=item.topic.title, besides=item.topic.pk, limit=3
        )
    )
    context = {
        "item": item,
        "alike": alike or [],
        "meeting": item.meeting,
        "when": when_words(request, item.meeting),
        "title": title_of(item) if seen else _("An item for fewer people"),
        "href": thing_href(thing_of(item)) if seen else "",
        "seen": seen,
        "form": form,
        "called": called,
        "needs": needs_of(item.topic).functions if item.topic and seen else (),
        "on_call": on_call,
        "calling": PersonForm(people=on_call),
        "prepared": may_see_preparation(request.viewer, meeting_facts(item.meeting), item.lead_id),
        "changes": _may_change(request, item),
    }
    place = f"group:{item.meeting.area.key}"
    return framed(request, "meetings/item.html", context, place=place, status=status_of(form))


def _may_change(request: Asked, item: "AgendaItem") -> bool:
    try:
        must_change_agenda(request.viewer, meeting_facts(item.meeting), lead=item.lead_id)
    except Refused:
        return False
    return True


@require_POST
def place(request: Asked, key: int) -> HttpResponse:
    """Give an item another place on the agenda."""
    item = find_item(request, key)
    text = request.POST.get("position", "")
    if not (text.isdecimal() and len(text) < 5):
        raise Refused(_("That is no place on an agenda. Use the buttons beside the item."))
    seen = request.POST.get("seen", "")
    try:
        move_item(item=item, position=int(text), seen=seen, actor=request.user, at=request.now)
    except Refused as refusal:  # said on the agenda as it is now, where one tries again
        status = 409 if isinstance(refusal, Stale) else 422
        return show(request, find(request, item.meeting_id), refusal=refusal.sentence, status=status)
    return redirect("meeting", item.meeting_id)


@require_POST
def removal(request: Asked, key: int) -> HttpResponse:
    """Take an item off the agenda."""
    item = find_item(request, key)
    drop_item(item=item, actor=request.user, at=request.now)
    say(request, _("It is off the agenda. A topic goes on waiting for its answer."))
    return redirect("meeting", item.meeting_id)


@require_POST
def called_in(request: Asked, key: int) -> HttpResponse:
    """Call somebody in for an item, or tell them that they are not needed."""
    item = find_item(request, key)
    if item.meeting.area_id not in request.viewer.inside and not request.viewer.operations:
        raise Http404  # whoever is called in does not learn, by trying names, who else is
    must_change_agenda(request.viewer, meeting_facts(item.meeting), lead=item.lead_id)
    off = request.POST.get("off") == "yes"
    people = [each.person for each in item.called_in.all()] if off else list(on_call_of(item.meeting.area_id))
    form = PersonForm(request.POST, people=people)
    if not form.is_valid():
        raise Refused(_("Choose somebody who is on call for this group."))
    person = next(each for each in people if each.pk == form.cleaned_data["person"])
    (call_off if off else call_in)(item=item, person=person, actor=request.user, at=request.now)
    told = _("%s is no longer called in.") if off else _("%s is called in for this item, and sees it and nothing else.")
    say(request, told % person.name)
    return redirect("agenda_item", key)
