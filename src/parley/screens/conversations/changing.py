"""Changing comments: writing one's own differently, taking it back, and answering another in a word."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.kernel.refusals import Refused
from parley.screens.asking import Asked
from parley.screens.conversations.forms import ChangeForm
from parley.screens.conversations.places import page_of, place_of, seen
from parley.screens.conversations.unnamed import say_who_is_not_told
from parley.screens.frame import page, say
from parley.screens.posting import managed, status_of
from parley.search.queries.conversations import readers_of
from parley.voices.actions import withdraw_comment
from parley.voices.actions.commenting import change_comment, react
from parley.voices.queries import credited_of
from parley.voices.rules import must_be_changeable
from parley.voices.terms import Given, ReactionKind


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: int) -> HttpResponse:
    """Write differently what one said."""
    row = seen(request, key)
    said, on = row.comment, row.talk.on
    must_be_changeable(request.viewer, said.author_id, credited=bool(credited_of(Given.COMMENT, [key])))
    form = ChangeForm(request.POST or None, initial={"text": said.text, "edits": said.edits})
    if form.is_valid():
        given = form.cleaned_data

        def do() -> None:
            readers = readers_of(request.viewer, on, said)
            change_comment(
                comment=said, text=given["text"], seen_edits=given["edits"], readers=readers, on=on,
                actor=request.user, at=request.now,
            )  # fmt: skip

        if managed(form, do):
            said.refresh_from_db(fields=["text"])
            say_who_is_not_told(request, said, on)
            return redirect(place_of(row))
    context = {"comment": said, "form": form, "title": row.talk.title, "back": place_of(row)}
    return page(request, "conversations/change.html", context, status=status_of(form))


@require_POST
def withdrawal(request: Asked, key: int) -> HttpResponse:
    """Take back what one said."""
    row = seen(request, key)
    withdraw_comment(comment=row.comment, on=row.talk.on, actor=request.user, at=request.now)
    say(request, _("Your comment is taken back."))
    return redirect(f"{page_of(row.talk.page)}#said")


@require_POST
def reactions(request: Asked, key: int) -> HttpResponse:
    """Say in a word what one thinks of it, or no longer."""
    row = seen(request, key)
    given, dropped = request.POST.get("kind", ""), request.POST.get("drop", "")
    if (given or dropped) not in {*ReactionKind}:
        raise Refused(_("Parley could not tell what you think of it. Press one of the three words below the comment."))
    react(comment=row.comment, kind=ReactionKind(given or dropped), stands=bool(given), on=row.talk.on,
          actor=request.user, at=request.now)  # fmt: skip
    return redirect(place_of(row))
