"""Bringing a topic: choosing the group, what was discussed before, and writing it differently later."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parley.groups.queries import area_seen, groups_by_name
from parley.kernel.spans import today_of
from parley.kernel.words import plain
from parley.people.queries import every_function, every_region, functions, regions
from parley.roadmap.queries import initiatives_visible_to, titles_to_choose
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.conversations.origins import taken_up
from parley.screens.frame import page, say
from parley.screens.posting import attempt, status_of
from parley.screens.rendering import day
from parley.screens.topics.forms import ChangeForm, TopicForm
from parley.screens.topics.standing import listed
from parley.screens.topics.views.one import found
from parley.topics.actions import bring_topic, change_topic
from parley.topics.queries import discussed_before, facts_of
from parley.topics.rules import may_take_back
from parley.topics.terms import WAITING, TopicKind

if TYPE_CHECKING:
    from parley.groups.models import Area
    from parley.roadmap.models import Initiative
    from parley.search.queries.conversations import SeenComment

MANY = ("initiatives", "regions", "functions")


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Bring a topic to a group; without a group, choose one first."""
    origin = taken_up(request)
    about = _about(request, origin)
    areas = groups_by_name(request.viewer)
    wanted = request.GET.get("group") or (about.area.key if about else origin.talk.area if origin else "")
    area = next((each for each in areas if each.key == wanted), None)
    if area is None:
        areas.sort(key=lambda each: (each.pk not in request.viewer.inside, each.name))
        return page(request, "topics/choose.html", {"areas": areas, "mine": request.viewer.inside}, place="topics")
    if request.method != "POST":
        start = {"initiatives": [about.pk] if about else [], "why": plain(origin.comment.text) if origin else ""}
        form = _form(request, area, about, initial=start)
        return _new(request, area, form)
    if "look" in request.POST:  # without JavaScript: look first, send later
        typed: dict[str, Any] = {name: request.POST.get(name) for name in TopicForm.base_fields}
        typed |= {name: request.POST.getlist(name) for name in MANY}
        return _new(request, area, _form(request, area, about, initial=typed), title=request.POST.get("title", ""))
    form = _form(request, area, about, request.POST)
    if form.is_valid():
        topic = attempt(form, lambda: _bring(request, area, form.cleaned_data, origin))
        if topic:
            say(request, _("Your topic is with the group. It gets an answer by %s.") % day(topic.answer_by))
            return redirect("topic", topic.pk)
    return _new(request, area, form)


@require_GET
def similar(request: Asked) -> HttpResponse:
    """What the group discussed before under a similar title: the part of the form that changes while one types."""
    area = area_seen(request.viewer, request.GET.get("group", ""))
    title = request.GET.get("title", "")[:200]
    before = discussed_before(request.viewer, area=area.pk, title=title) if area else []
    return page(request, "topics/before.html", {"before": listed(before, request.now.date())})


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: int) -> HttpResponse:
    """Write a topic differently, while it waits; for whoever brought it."""
    topic = found(request, key)
    if not may_take_back(request.viewer, facts_of(topic)) or topic.state not in WAITING:
        return redirect("topic", key)
    start = {"title": topic.title, "why": topic.why, "version": topic.version}
    form = ChangeForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        attempt(
            form,
            lambda: change_topic(
                topic=topic,
                title=given["title"],
                why=given["why"],
                seen_version=given["version"],
                actor=request.user,
                at=request.now,
            ),
        )
        if not form.errors:
            say(request, _("Your topic says it differently now."))
            return redirect("topic", key)
    return page(request, "topics/change.html", {"topic": topic, "form": form}, place="topics", status=status_of(form))


def _about(request: Asked, origin: "SeenComment | None") -> "Initiative | None":
    on = origin.talk.on if origin else None
    key = on.key if on and on.kind == "initiative" else key_of(request.GET.get("initiative", ""))
    return initiatives_visible_to(request.viewer).filter(pk=key).first() if key else None


def _form(
    request: Asked, area: "Area", about: "Initiative | None", data: Any = None, initial: dict[str, Any] | None = None
) -> TopicForm:
    choices = dict(titles_to_choose(request.viewer, area.pk))
    if about:
        choices.setdefault(about.pk, about.title)
    return TopicForm(
        data,
        initial=initial,
        initiatives=choices.items(),
        regions=[(each.pk, each.name) for each in every_region()],
        functions=[(each.pk, each.name) for each in every_function()],
        today=today_of(request.user, request.now),
        answer_days=area.group.answer_days,
        similar_at=reverse("similar_topics") + "?" + urlencode({"group": area.key}),
    )


def _new(request: Asked, area: "Area", form: TopicForm, *, title: str = "") -> HttpResponse:
    before = discussed_before(request.viewer, area=area.pk, title=title or str(form.data.get("title", ""))[:200])
    context = {
        "area": area,
        "form": form,
        "before": listed(before, request.now.date()),
        "more_open": form.is_bound or bool(form.initial.get("initiatives")),
        "send_to": request.get_full_path(),
    }
    return page(request, "topics/new.html", context, place="topics", status=status_of(form))


def _bring(request: Asked, area: "Area", given: dict[str, Any], origin: "SeenComment | None") -> Any:
    about = initiatives_visible_to(request.viewer).filter(pk__in=given["initiatives"])
    return bring_topic(
        area=area,
        kind=TopicKind(given["kind"]),
        title=given["title"],
        why=given["why"],
        initiatives=list(about),
        regions=list(regions().filter(pk__in=given["regions"])),
        functions=list(functions().filter(pk__in=given["functions"])),
        answer_by=given["answer_by"],
        from_comment=origin.comment if origin else None,
        actor=request.user,
        at=request.now,
    )
