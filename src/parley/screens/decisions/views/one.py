"""One decision: its options side by side, who disagrees, and, for its decider, the way to settle it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.decisions.queries import (
    OUTCOMES,
    Way,
    decision_seen,
    facts_of,
    givers_behind,
    initiatives_weighed,
    line_of,
    may_supersede,
    open_rounds_on,
    positions_on,
    said_about,
    thread_of_decision,
    topics_of,
)
from parley.decisions.rules import (
    may_change,
    may_discuss,
    may_escalate,
    may_hand_over,
    may_publish,
    may_record_agreement,
    may_review,
    may_see_to_links,
    may_send_back,
    may_settle,
    may_withdraw,
    may_write_in_round,
)
from parley.decisions.terms import TOLD, UNPUBLISHED, UNSETTLED, decision_ref
from parley.notifications.queries.decided import for_my_clients
from parley.roadmap.queries import evidence_of
from parley.screens import asking
from parley.screens.asking import Asked
from parley.screens.decisions.audiences import choices_of, seen_by
from parley.screens.decisions.checking import Check, check_of, words_published
from parley.screens.decisions.dissenting import dissenting, hold_secret, opens_dissents
from parley.screens.decisions.forms import (
    AgreeForm,
    DeciderForm,
    DissentForm,
    EscalateForm,
    PublishForm,
    ReviewForm,
    SendBackForm,
    SettleForm,
    WithdrawForm,
)
from parley.screens.decisions.given import gave
from parley.screens.decisions.readers import ONCE_PUBLISHED, SINCE, STAYS
from parley.screens.decisions.said import of_options, said_here
from parley.screens.decisions.settled import progress_of
from parley.screens.decisions.shown import credited, options_shown, standing_of
from parley.screens.decisions.weighing import weighed
from parley.screens.frame import page, say
from parley.screens.posting import must_be_shown, status_of, when_shown
from parley.screens.telling import told_in_sight
from parley.screens.topics.forms import CommentForm
from parley.voices import actions as voices
from parley.voices.queries import comment_in, credits_given_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import Form

    from parley.decisions.models import Agreement, Decision, DecisionRound, Option
    from parley.decisions.queries import Giver

# By what the page shows these forms.
PLACES = {
    "settle": "decides",
    "publish": "publishes",
    "send_back": "publishes",
    "agree": "may_agree",
    "escalate": "may_escalate",
    "withdraw": "may_withdraw",
}


def found(request: Asked, key: int) -> "Decision":
    """The decision, if the asker may see it. Raises Http404."""
    return asking.found(decision_seen(request.viewer, key))


@require_GET
def decision(request: Asked, key: int) -> HttpResponse:
    """One decision."""
    return shown(request, found(request, key))


def shown(request: Asked, row: "Decision", **sent: "Form") -> HttpResponse:
    """The page of a decision; `sent` holds the form that was refused, under its place on the page."""
    viewer, facts = request.viewer, facts_of(row)
    weighs = initiatives_weighed(viewer, row.pk)
    initiatives = {each.pk: each for each in weighs if each.in_sight}
    topics = topics_of(viewer, row.pk)
    options = options_shown(row, initiatives)
    decides = row.state in UNSETTLED and may_settle(viewer, facts)
    publishes = may_publish(viewer, facts)
    said = said_about(row, topics, (each.option for each in options)) if publishes else said_here(row, options)
    positions = positions_on(viewer, row.pk)
    dissents = [each for each in positions if each.way is Way.DISSENTS]
    mine = next((each.text for each in dissents if each.person == viewer.person), "")
    forms = when_shown(
        comment=lambda: CommentForm(auto_id="comment_%s"),
        dissent=lambda: DissentForm(initial={"text": mine}, auto_id="dissent_%s"),
        decider=lambda: DeciderForm(auto_id="decider_%s"),
        withdraw=lambda: WithdrawForm(auto_id="withdraw_%s"),
        review=lambda: ReviewForm(initial={"version": row.version}, auto_id="review_%s"),
        escalate=lambda: EscalateForm(auto_id="escalate_%s"),
        send_back=lambda: SendBackForm(initial={"version": row.version}, auto_id="return_%s"),
    )
    today = timezone.localdate(request.now)
    progress = progress_of(viewer, row, weighs, options, on=today)
    choices = [each.option for each in options]
    if decides:
        forms["settle"] = settle_form(row, choices, progress.agreement)
    if may_record_agreement(viewer, facts):
        forms["agree"] = AgreeForm(
            options=[(each.pk, each.title) for each in choices], initial={"version": row.version}, auto_id="agree_%s"
        )
    check, sends_back = None, may_send_back(viewer, facts)
    if (publishes or sends_back) and (waits := progress.settled):
        words = words_published(row, waits.settlement, choices, positions)
        check = check_of(viewer, row, waits.settlement, waits.sights, words)
    if publishes and check:
        givers = givers_behind(viewer, initiatives, topics, said)
        forms["publish"] = publish_form(row, givers, check)
    context = {
        "decision": row,
        "standing": standing_of(row, today),
        "told": row.state in TOLD,
        "open": row.state in UNSETTLED,
        "progress": progress,
        "once_published": ONCE_PUBLISHED,
        "read_by": SINCE if row.state in TOLD else STAYS,
        "options": options,
        "moved": any(change.moved_to for each in options for change in each.changes),
        "initiatives": list(initiatives.values()),
        "topics": topics,
        "dissents": dissents,
        "comments": [each for each in said if each.thread_id == row.thread_id],
        "of_options": of_options(options, said, positions),
        "credited": credited(credits_given_by("decision", row.pk)) if row.state in TOLD else [],
        "line": line_of(viewer, row),
        "my_clients": for_my_clients(viewer, [row.pk], on=today).get(row.pk, ()) if row.state in TOLD else (),
        "forms": forms | sent,
        "sent": next(iter(sent), ""),
        "decides": decides,
        "publishes": publishes,
        "sends_back": sends_back,
        "check": check,
        "may_discuss": may_discuss(viewer, facts),
        "may_escalate": may_escalate(viewer, facts),
        "may_agree": may_record_agreement(viewer, facts),
        "may_withdraw": may_withdraw(viewer, facts),
        "weighed": weighed(initiatives.values(), evidence_of(initiatives)) if row.state in UNSETTLED else [],
        "writes_now": open_round_on(row, request) if row.state in UNSETTLED else None,
        "due_again": may_review(viewer, facts, today),
        "may_change": may_change(viewer, facts) and len(initiatives) == len(weighs),
        "may_supersede": may_supersede(viewer, row),
        "sees_links": may_see_to_links(viewer, facts),
        "audiences": choices_of(
            viewer, row.area_id, goes_on=row.area.dissolved_on is None, seen_by=seen_by(row.state, weighs)
        ),
        "may_hand_over": may_hand_over(viewer, facts),
        "reviews": [each for each in reversed(positions) if each.way in OUTCOMES],
        "unnamed": [each.text for each in positions if each.way is Way.UNSIGNED],
        "opens_dissents": decides and opens_dissents(viewer, row),
    } | dissenting(row, asked=not decides and not publishes)
    for name, form in sent.items():
        must_be_shown(form, shown=_has_place(name, context))
    status = max([status_of(form) for form in sent.values()], default=200)
    answer = page(request, "decisions/decision.html", context, place="decisions", status=status)
    return hold_secret(request, answer)


def open_round_on(row: "Decision", request: Asked) -> "DecisionRound | None":
    """The round in which the asker may write now, if any. One query, or none for whoever is not in the group."""
    if not may_write_in_round(request.viewer, row.area_id):
        return None
    return next((each for each in open_rounds_on(row.pk) if each.closes_at > request.now), None)


def _has_place(name: str, shown: dict[str, Any]) -> bool:
    """Whether the page shows a form, once somebody may have done something meanwhile."""
    row: Decision = shown["decision"]
    match name:
        case "dissent":
            return row.state in UNPUBLISHED and not (shown["decides"] or shown["publishes"])
        case "decider":
            return bool(shown["may_hand_over"])
        case _:
            return bool(shown[PLACES[name]]) if name in PLACES else True


def settle_form(
    row: "Decision", options: "Iterable[Option]", agreed: "Agreement | None" = None, *, data: Any = None
) -> SettleForm:
    """The form that settles a decision; what the group agreed on stands in it already, to be confirmed."""
    start = {"option": agreed.option_id, "reason": agreed.reason} if agreed else {}
    return SettleForm(
        data,
        options=[(each.pk, each.title) for each in options],
        initial={"version": row.version} | start,
        auto_id="settle_%s",
    )


def publish_form(row: "Decision", givers: "list[Giver]", check: Check | None, *, data: Any = None) -> PublishForm:
    """The form that publishes; everybody who gave something is to be credited unless whoever publishes says no."""
    others = [each for each in givers if each.person.pk != row.decider_id]
    return PublishForm(
        data,
        givers=[(each.person.pk, f"{each.person.name}: {gave(gift.kind for gift in each.gifts)}") for each in others],
        warned=check is not None and bool(check.warned),
        initial={"version": row.version, "credits": [each.person.pk for each in others]},
        auto_id="publish_%s",
    )


@require_GET
def history(request: Asked, key: int) -> HttpResponse:
    """Everything that happened to a decision."""
    row = found(request, key)
    told = told_in_sight(request, decision_ref(key))
    return page(request, "decisions/history.html", {"decision": row, "told": told}, place="decisions")


@require_POST
def comment_withdrawal(request: Asked, key: int, comment: int) -> HttpResponse:
    """Take back what one said."""
    said = asking.found(comment_in(thread_of_decision(found(request, key), comment), comment))
    voices.withdraw_comment(comment=said, on=decision_ref(key), actor=request.user, at=request.now)
    say(request, _("Your comment is taken back."))
    return redirect("decision_options" if request.GET.get("on") == "option" else "decision", key)


@require_POST
def following(request: Asked, key: int) -> HttpResponse:
    """Follow a decision, or no longer."""
    row, wanted = found(request, key), request.POST.get("follow") == "yes"
    voices.follow(thread=row.thread, following=wanted, actor=request.user, at=request.now)
    say(request, _("You hear what happens to it.") if wanted else _("You no longer hear of it."))
    return redirect("decision", key)
