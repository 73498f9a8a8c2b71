"""What people say about an initiative, and who follows it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parley.roadmap.queries import viewers_of_initiative
from parley.roadmap.terms import initiative_ref
from parley.screens.asking import Asked
from parley.screens.conversations.forms import CommentForm
from parley.screens.conversations.unnamed import say_who_is_not_told
from parley.screens.hearing import hear
from parley.screens.posting import attempt
from parley.screens.roadmap.views.one import seen
from parley.screens.roadmap.views.page import LABEL, shown
from parley.voices.actions import say


@require_POST
def comments(request: Asked, key: int) -> HttpResponse:
    """Say something."""
    row = seen(request, key)
    form = CommentForm(request.POST, request.FILES, label=LABEL, auto_id="comment_%s")
    if form.is_valid():
        said = attempt(
            form,
            lambda: say(
                thread=row.thread,
                text=form.cleaned_data["text"],
                files=form.cleaned_data["file"],
                on=initiative_ref(row.pk),
                readers=viewers_of_initiative(row),
                drafted=True,
                actor=request.user,
                at=request.now,
            ),
        )
        if said:
            say_who_is_not_told(request, said, initiative_ref(key))
            return redirect(f"{request.path.removesuffix('comments/')}#comment-{said.pk}")
    return shown(request, row, form)


@require_POST
def following(request: Asked, key: int) -> HttpResponse:
    """Choose how much one hears of it."""
    hear(request, thread=seen(request, key).thread, on=initiative_ref(key))
    return redirect("initiative", key)
