"""What is said about a trial, with screenshots, and its history."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from parley.screens.asking import Asked, found
from parley.screens.conversations.forms import CommentForm
from parley.screens.conversations.unnamed import say_who_is_not_told
from parley.screens.frame import page as framed
from parley.screens.hearing import hear
from parley.screens.posting import attempt
from parley.screens.telling import told_in_sight
from parley.screens.trials.page import LABEL, shown
from parley.trials.queries.seeing import trial_seen, viewers_of_trial
from parley.trials.terms import trial_ref
from parley.voices.actions import say

TOLD = 200


@require_POST
def comments(request: Asked, key: int) -> HttpResponse:
    """Say something, perhaps with a screenshot."""
    trial = found(trial_seen(request.viewer, key))
    form = CommentForm(request.POST, request.FILES, label=LABEL, auto_id="comment_%s")
    if form.is_valid():
        given = form.cleaned_data
        said = attempt(
            form,
            lambda: say(thread=trial.thread, text=given["text"], files=given["file"], on=trial_ref(key),
                        readers=viewers_of_trial(trial), drafted=True, actor=request.user, at=request.now),
        )  # fmt: skip
        if said:
            say_who_is_not_told(request, said, trial_ref(key))
            return redirect(f"{request.path.removesuffix('comments/')}#comment-{said.pk}")
    return shown(request, trial, comment=form)


@require_POST
def following(request: Asked, key: int) -> HttpResponse:
    """Choose how much one hears of a trial."""
    hear(request, thread=found(trial_seen(request.viewer, key)).thread, on=trial_ref(key))
    return redirect("trial", key)


@require_GET
def history(request: Asked, key: int) -> HttpResponse:
    """What happened, newest first."""
    trial = found(trial_seen(request.viewer, key))
    told = told_in_sight(request, trial_ref(key), limit=TOLD)
    return framed(request, "trials/history.html", {"trial": trial, "told": told}, place="trials")
