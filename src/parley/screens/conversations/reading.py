"""Reading conversations: one comment where it stands, what it said before, who can be named, how far one has read."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from parley.languages.prose import prose
from parley.notifications.actions.news import note_seen
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.conversations.places import page_of, place_of, seen, talk_seen
from parley.screens.frame import page
from parley.search.queries.conversations import SeenComment, readers_of
from parley.voices.actions.commenting import keep_draft, read_to
from parley.voices.queries import comment_in
from parley.voices.queries.beside import earlier_words
from parley.voices.queries.naming import offers_for
from parley.voices.terms import thread_ref


@require_GET
def comment(request: Asked, key: int) -> HttpResponse:
    """Go where it stands."""
    return redirect(place_of(seen(request, key)))


@require_GET
def before(request: Asked, key: int) -> HttpResponse:
    """What it said before it was changed."""
    row = seen(request, key)
    told = [(each.until, prose(each.text)) for each in earlier_words(key)]
    context = {
        "comment": row.comment,
        "now": prose(row.comment.text),
        "before": told,
        "title": row.talk.title,
        "back": place_of(row),
    }
    return page(request, "conversations/before.html", context)


@require_GET
def names(request: Asked, key: int) -> HttpResponse:
    """Who can be named, of those who may see it: the list below an @ that changes while one types.

    For a `comment` that is changed, of those who may read that one.
    """
    talk, wanted = talk_seen(request, key), key_of(request.GET.get("comment", ""))
    said = seen(request, wanted).comment if wanted else None
    offers = offers_for(readers_of(request.viewer, talk.on, said), request.GET.get("q", ""))
    return page(request, "conversations/names.html", {"offers": offers})


@require_POST
def read(request: Asked, key: int) -> HttpResponse:
    """Remember how far one has read, and that one knows by now what one was told of it."""
    talk, last = talk_seen(request, key), key_of(request.POST.get("comment", "")) or 0
    read_to(thread=talk.thread, comment=last, actor=request.user, at=request.now)
    said = comment_in(key, last)
    if said:  # what one was told of it until then is not mailed any more; of a part, what was said there
        on = talk.on if talk.page == talk.on else thread_ref(key)
        note_seen(person=request.user.pk, on=on, until=said.said_at, actor=request.user, at=request.now)
    return redirect(place_of(SeenComment(said, talk)) if said else f"{page_of(talk.page)}#said")


@require_POST
def draft(request: Asked, key: int) -> HttpResponse:
    """Keep what one begins to write."""
    talk = talk_seen(request, key)
    keep_draft(thread=talk.thread, text=request.POST.get("text", ""), actor=request.user, at=request.now)
    return HttpResponse(status=204)
