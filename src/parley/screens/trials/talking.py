"""What is said about a trial, with screenshots, and its history."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say as tell
from parley.screens.posting import attempt
from parley.screens.telling import told_in_sight
from parley.screens.trials.page import shown
from parley.screens.trials.page_forms import CommentForm
from parley.trials.queries.seeing import trial_seen
from parley.trials.terms import trial_ref
from parley.voices.actions import say, withdraw_comment
from parley.voices.queries import comment_in

TOLD = 200


@require_POST
def comments(request: Asked, key: int) -> HttpResponse:
    """Say something, perhaps with a screenshot."""
    trial = found(trial_seen(request.viewer, key))
    form = CommentForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        said = attempt(
            form,
            lambda: say(thread=trial.thread, text=given["text"], files=given["file"], on=trial_ref(key),
                        actor=request.user, at=request.now),
        )  # fmt: skip
        if said:
            return redirect(f"{request.path.removesuffix('comments/')}#comment-{said.pk}")
    return shown(request, trial, comment=form)


@require_POST
def withdrawal(request: Asked, key: int, comment: int) -> HttpResponse:
    """Take a comment back."""
    trial = found(trial_seen(request.viewer, key))
    said = found(comment_in(trial.thread_id, comment))
    withdraw_comment(comment=said, on=trial_ref(key), actor=request.user, at=request.now)
    tell(request, _("Your comment is taken back."))
    return redirect("trial", key)


@require_GET
def history(request: Asked, key: int) -> HttpResponse:
    """What happened, newest first."""
    trial = found(trial_seen(request.viewer, key))
    told = told_in_sight(request, trial_ref(key), limit=TOLD)
    return framed(request, "trials/history.html", {"trial": trial, "told": told}, place="trials")
