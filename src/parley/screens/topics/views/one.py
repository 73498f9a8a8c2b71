"""One topic: its why, who stands behind it, what was said, and what becomes of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.decisions.queries import decisions_settling
from parley.decisions.rules import may_open
from parley.decisions.terms import TOLD
from parley.meetings.queries.discussed import discussions_of
from parley.screens import asking
from parley.screens.asking import Asked
from parley.screens.conversations.forms import CommentForm
from parley.screens.conversations.origins import origin_of
from parley.screens.conversations.shown import before_of, latest, talked
from parley.screens.conversations.unnamed import say_who_is_not_told
from parley.screens.frame import page, say
from parley.screens.hearing import hear, hearing
from parley.screens.posting import attempt, status_of
from parley.screens.telling import told_in_sight
from parley.screens.topics.forms import AnswerForm, ParkForm, SupportForm, WithdrawForm
from parley.screens.topics.standing import kind_of, listed, standing_of
from parley.topics.actions import end_support, say_about, support_topic
from parley.topics.queries import (
    discussed_before,
    facts_of,
    initiatives_of,
    needs_of,
    standing_behind,
    supporters_of,
    topic_seen,
)
from parley.topics.rules import may_answer, may_support, may_take_back
from parley.topics.terms import WAITING, TopicState, topic_ref
from parley.voices.queries import latest_comments_in

if TYPE_CHECKING:
    from django.forms import Form

    from parley.meetings.queries.discussed import Discussion
    from parley.topics.models import Topic


def found(request: Asked, key: int) -> "Topic":
    """The topic, if the asker may see it. Raises Http404."""
    return asking.found(topic_seen(request.viewer, key))


@require_GET
def topic(request: Asked, key: int) -> HttpResponse:
    """One topic."""
    return shown(request, found(request, key))


def shown(request: Asked, row: "Topic", **sent: "Form") -> HttpResponse:
    """The page of a topic; `sent` holds the form that was refused, under its place on the page."""
    viewer, facts, today = request.viewer, facts_of(row), timezone.localdate(request.now)
    waits = row.state in WAITING
    supporters = supporters_of(row)
    mine = next((each for each in supporters if each.person_id == viewer.person), None)
    discussions = discussions_of(viewer, row.pk)
    forms: dict[str, Form] = {
        "support": SupportForm(initial={"why": mine.why if mine else ""}, auto_id="support_%s"),
        "answer": AnswerForm(initial={"version": row.version, "answer": decided_in(discussions)}, auto_id="answer_%s"),
        "park": ParkForm(auto_id="park_%s"),
        "withdraw": WithdrawForm(auto_id="withdraw_%s"),
    } | sent
    before = discussed_before(viewer, area=row.area_id, title=row.title, besides=row.pk) if waits else []
    decisions = decisions_settling(viewer, row.pk)
    context = {
        "topic": row,
        "hearing": hearing(viewer, row.area_id, row),
        "standing": standing_of(row, today),
        "kind": kind_of(row),
        "waits": waits,
        "standing_behind": standing_behind(viewer, supporters),
        "mine": mine,
        "needs": needs_of(row),
        "initiatives": initiatives_of(viewer, row.pk),
        "talk": talked(request, latest(request, latest_comments_in(row.thread_id, before_of(request))), row).of(
            row.thread_id, reverse("topic_comments", args=[row.pk]), sent.get("comment"), markable=True
        ),
        "origin": origin_of(request, topic_ref(row.pk)),
        "decisions": decisions,
        "settled_unseen": row.state is TopicState.DECIDED and not any(each.state in TOLD for each in decisions),
        "before": listed(before, today),
        "discussions": discussions,
        "offered": bool(decided_in(discussions)),
        "merged_into": topic_seen(viewer, row.merged_into_id) if row.merged_into_id else None,
        "forms": forms,
        "open": next(iter(sent), ""),
        "may_answer": waits and may_answer(viewer, row.area_id),
        "may_support": may_support(viewer, facts),
        "may_decide": waits and may_open(viewer, row.area_id),
        "brought_it": may_take_back(viewer, facts),
    }
    status = max([status_of(form) for form in sent.values()], default=200)
    return page(request, "topics/topic.html", context, place="topics", status=status)


def decided_in(discussions: "Sequence[Discussion]") -> str:
    """Give what the last meeting that discussed a topic decided about it, to be offered as its answer."""
    return "\n".join(discussions[0].decided) if discussions else ""


def carried_out(request: Asked, form: "Form", do: Callable[[dict[str, Any]], object], sentence: str) -> bool:
    """Do what a form says; whether it was in order and no rule refused."""
    if not form.is_valid():
        return False
    attempt(form, lambda: do(form.cleaned_data))
    if form.errors:
        return False
    if sentence:
        say(request, sentence)
    return True


@require_GET
def history(request: Asked, key: int) -> HttpResponse:
    """Everything that happened to a topic."""
    row = found(request, key)
    told = told_in_sight(request, topic_ref(key))
    return page(request, "topics/history.html", {"topic": row, "told": told}, place="topics")


@require_POST
def comments(request: Asked, key: int) -> HttpResponse:
    """Say something about a topic."""
    row, form = found(request, key), CommentForm(request.POST, request.FILES, auto_id="comment_%s")
    if form.is_valid():
        text, files = form.cleaned_data["text"], form.cleaned_data["file"]
        said = attempt(form, lambda: say_about(topic=row, text=text, files=files, drafted=True, actor=request.user,
                                               at=request.now))  # fmt: skip
        if said:
            say_who_is_not_told(request, said, topic_ref(key))
            return redirect(reverse("topic", args=[key]) + f"#comment-{said.pk}")
    return shown(request, row, comment=form)


@require_POST
def following(request: Asked, key: int) -> HttpResponse:
    """Choose how much one hears of a topic."""
    hear(request, thread=found(request, key).thread, on=topic_ref(key))
    return redirect("topic", key)


@require_POST
def support(request: Asked, key: int) -> HttpResponse:
    """Want the answer too, and say why."""
    row, form = found(request, key), SupportForm(request.POST, auto_id="support_%s")

    def do(given: dict[str, Any]) -> None:
        support_topic(topic=row, why=given["why"], actor=request.user, at=request.now)

    if carried_out(request, form, do, _("You stand behind it. You hear what becomes of it.")):
        return redirect("topic", key)
    return shown(request, row, support=form)


@require_POST
def support_end(request: Asked, key: int) -> HttpResponse:
    """Stand behind a topic no longer."""
    row = found(request, key)
    end_support(topic=row, actor=request.user, at=request.now)
    say(request, _("You no longer stand behind “%s”.") % row.title)
    still = topic_seen(request.viewer, key)
    return redirect("topic", key) if still else redirect("topics")
