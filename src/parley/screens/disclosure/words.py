"""Words for clients about an initiative: what is in force, the draft, approving, withdrawing, going further."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.disclosure.actions import (
    approve_words,
    draft_words,
    drop_draft,
    end_going_further,
    let_go_further,
    withdraw_words,
)
from parley.disclosure.queries import (
    now_of,
    telling_override_of,
    tracks_of,
    with_words,
    would_break,
    writers_of,
)
from parley.disclosure.rules import approving_refusal, bound_of, further_refusal, may_draft, must_draft
from parley.disclosure.terms import Told, Words
from parley.groups.queries import legal_approves
from parley.kernel.spans import today_of
from parley.people.queries import every_region
from parley.roadmap.queries import window_between
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.disclosure.breaking import warned
from parley.screens.disclosure.forms import DraftForm, FurtherForm, WithdrawForm
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt, managed, status_of
from parley.screens.roadmap.views.one import seen

if TYPE_CHECKING:
    from parley.disclosure.models import TalkTrack
    from parley.roadmap.models import Initiative

EARLIER = 10


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """The words in force, the draft, and those there were."""
    return _page(request, seen(request, key))


def _page(
    request: Asked, row: "Initiative", *, withdrawal: WithdrawForm | None = None, further: FurtherForm | None = None
) -> HttpResponse:
    tracks = list(tracks_of(row.pk)[: EARLIER + 2])
    draft = next((each for each in tracks if each.in_force_at is None and each.ended_at is None), None)
    in_force = next((each for each in tracks if each.in_force_at and each.ended_at is None), None)
    legal = legal_approves(row.area_id)
    refusal = ""
    if draft:
        refusal = approving_refusal(
            request.viewer, drafted_by=writers_of(draft.pk), legal=legal, legal_given=draft.legal_at is not None
        )
    now = now_of(row, on=request.now.date())
    forms = {"withdrawal": withdrawal or WithdrawForm(), "further_form": further or FurtherForm()}
    may = may_draft(request.viewer, row.area_id)
    override = telling_override_of(row.pk) if now.disclosed.further else None
    cannot_go_further = further_refusal(request.viewer, row.area_id)
    placed = {"withdrawal": in_force and may, "further_form": not override and not cannot_go_further}
    context = {
        "initiative": row,
        "unplaced": [form for name, form in forms.items() if form.errors and not placed[name]],
        "draft": draft,
        "in_force": in_force,
        "earlier": [each for each in tracks if each.ended_at][:EARLIER],
        "telling": now.telling_in(request.viewer.region),
        "breaks": len(would_break(now, with_words(now, draft))) if draft and not refusal and now.disclosed.told else 0,
        "legal": legal,
        "may_draft": may,
        "approving_refusal": refusal,
        "override": override,
        "further_refusal": cannot_go_further,
        "bound": bound_of(row.stage, row.shown_to, now.disclosed.further),
        "label": now.near.labels[row.stage],
        "told": now.disclosed.told,
        "window": lambda words: window_between(words.window_first, words.window_last),
    }
    status = max(status_of(each) for each in forms.values())
    return framed(request, "disclosure/words.html", context | forms, place="roadmap", status=status)


@require_http_methods(["GET", "POST"])
def draft(request: Asked, key: int) -> HttpResponse:
    """Draft the words, or draft them anew."""
    row = seen(request, key)
    must_draft(request.viewer, row.area_id)
    places = every_region()
    form = DraftForm(
        request.viewer, request.POST or None, places=places, today=today_of(request.user, request.now),
        initial=_start(row),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def keep() -> Any:
            return draft_words(
                initiative=row,
                name=given["name"],
                whom=Told(given["whom"]),
                words=form.words,
                clients=given["clients"],
                expires_on=given["expires_on"],
                seen_version=given["version"],
                actor=request.user,
                at=request.now,
            )

        if attempt(form, keep):
            say(request, _("Drafted. Whoever approves words sees them among what waits for them."))
            return redirect("initiative_words", key)
    now = now_of(row, on=request.now.date())
    context = {
        "initiative": row,
        "form": form,
        "label": now.near.labels[row.stage],
        "bound": bound_of(row.stage, row.shown_to, now.disclosed.further),
    }
    return framed(request, "disclosure/draft.html", context, place="roadmap", status=status_of(form))


def _start(row: "Initiative") -> dict[str, Any]:
    """What the draft form holds: the draft there is, else the words in force, else the title."""
    before = list(tracks_of(row.pk)[:2])
    track = next((each for each in before if each.ended_at is None), None)
    if track is None:
        return {"name": before[0].name if before else "", "whom": Told.ANY_CLIENT, "version": 0}
    start = DraftForm.start(words_said(track)) | {
        "name": track.name,
        "whom": track.whom,
        "clients": "\n".join(each.client.name for each in track.clients.all()),
        "version": track.version if track.in_force_at is None else 0,
    }
    return start | ({"expires_on": track.expires_on} if track.in_force_at is None else {})


def words_said(track: "TalkTrack") -> list[Words]:
    """The words of a talk track that was read with them."""
    return [
        Words(each.region_id, each.text, window_between(each.window_first, each.window_last), each.confidence)
        for each in track.words.all()
    ]


@require_POST
def approval(request: Asked, key: int) -> HttpResponse:
    """Approve the draft that was read."""
    row = seen(request, key)
    version = key_of(request.POST.get("version", "")) or 0  # of no draft: what was not read is not approved
    in_force = approve_words(initiative=row, seen_version=version, actor=request.user, at=request.now)
    if in_force:
        say(request, " ".join(filter(None, (
            _("Approved. From now on clients may be told, in exactly these words."), _to_correct(row.pk, request),
        ))))  # fmt: skip
    else:
        say(request, _("Approved. They may be said once somebody else has approved them too."))
    return redirect("initiative_words", key)


def _to_correct(initiative: int, request: Asked) -> str:
    count = warned(initiative, on=request.now.date())
    return (count and ngettext(
        "One client was told what does not hold any more, and hears a correction.",
        "%(count)d clients were told what does not hold any more, and hear a correction.", count,
    ) % {"count": count}) or ""  # fmt: skip


@require_POST
def dropping(request: Asked, key: int) -> HttpResponse:
    """Drop the draft."""
    row = seen(request, key)
    drop_draft(initiative=row, actor=request.user, at=request.now)
    say(request, _("The draft is dropped. Nothing of it was ever said."))
    return redirect("initiative_words", key)


@require_POST
def withdrawal(request: Asked, key: int) -> HttpResponse:
    """Withdraw the words in force."""
    row = seen(request, key)
    form = WithdrawForm(request.POST)
    if form.is_valid() and managed(
        form,
        lambda: withdraw_words(initiative=row, reason=form.cleaned_data["reason"], actor=request.user, at=request.now),
    ):
        say(request, _withdrawn(row.pk, request))
        return redirect("initiative_words", key)
    return _page(request, row, withdrawal=form)


def _withdrawn(initiative: int, request: Asked) -> str:
    count = warned(initiative, on=request.now.date())
    if not count:
        return _("Withdrawn. Nobody may say them any more.")
    return ngettext(
        "Withdrawn. The client who was told them hears a correction.",
        "Withdrawn. The %(count)d clients who were told hear a correction.", count,
    ) % {"count": count}  # fmt: skip


@require_POST
def further(request: Asked, key: int) -> HttpResponse:
    """Let words go further than the stage allows."""
    row = seen(request, key)
    form = FurtherForm(request.POST)
    if form.is_valid() and managed(
        form,
        lambda: let_go_further(
            initiative=row, bound=form.bound, reason=form.cleaned_data["reason"], until=form.cleaned_data["until"],
            actor=request.user, at=request.now,
        ),
    ):  # fmt: skip
        say(request, _("Words may go further now, in your name. The reason stands on the page."))
        return redirect("initiative_words", key)
    return _page(request, row, further=form)


@require_POST
def further_end(request: Asked, key: int) -> HttpResponse:
    """Let words go as far as the stage allows again, and no further."""
    row = seen(request, key)
    end_going_further(initiative=row, actor=request.user, at=request.now)
    say(request, _("Words go as far as the stage allows again, and no further."))
    return redirect("initiative_words", key)
