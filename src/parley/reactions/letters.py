"""Answering by mail what could not be placed: one sentence that says what to do, and where."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from parley.clients.queries import clients_visible_to
from parley.groups.queries import viewer_of
from parley.ledger.terms import ref_of
from parley.notifications.queries.letters import letter_to_place, talk_answered
from parley.notifications.terms.letters import NOTED, Unplaced
from parley.people.queries import person_signed_in
from parley.people.terms import Viewer
from parley.reactions.mail import absolute, as_read_by, send
from parley.search.queries.conversations import Talk


def mail_unplaced(payload: dict[str, Any], at: datetime) -> None:
    """Tell somebody why what they wrote by mail has no place; nothing when they have left meanwhile."""
    del at
    person = person_signed_in(payload["person"])
    if person is None or not person.email:
        return
    viewer, about = viewer_of(person), ref_of(payload["about"])
    talk = talk_answered(viewer, about) if about != NOTED else None
    with as_read_by(person):
        context = {
            "name": person.name,
            "sentence": _why(Unplaced(payload["why"]), payload["sentence"], whose=about == NOTED),
            "links": _form(viewer, payload["letter"], payload["clients"]) if about == NOTED else _page(talk),
        }
        send(person, _("Your mail has no place yet"), "unplaced", context, about=f"unplaced-{payload['letter']}",
             answering=payload["name"])  # fmt: skip


def _why(why: Unplaced, sentence: str, *, whose: bool) -> str:
    """Say in the reader’s language why a mail was not placed, and what to do; what a rule says, as it says it."""
    said: Mapping[Unplaced, str] = {
        Unplaced.REFUSED: sentence,
        Unplaced.UNSEEN: _("What you answered is not open to you any more, so nothing was kept. Ask whoever runs the "
                           "group what became of it."),
        Unplaced.EMPTY: _("Nothing of your own was found in your answer, so nothing was kept. Write above what you "
                          "quote, or say it on the page."),
        Unplaced.TOO_LARGE: _("Your mail is larger than Parley takes, so nothing was kept. Send it without its large "
                              "files, or attach them on the page."),
        Unplaced.NO_CLIENT: _("No client has the domain of whoever wrote the mail you sent on. Choose the client with "
                              "the link below: the words are there already."),
        Unplaced.SEVERAL: _("Several clients have the domain of whoever wrote the mail you sent on. Choose which of "
                            "them it is with a link below: the words are there already."),
        Unplaced.NO_SENDER: _("The mail you sent on does not say who wrote it. Choose the client with the link below: "
                              "the words are there already."),
    }  # fmt: skip
    if whose and why is Unplaced.TOO_LARGE:
        return _("The mail you sent on is larger than Parley takes, so nothing was kept. Send it on without its files, "
                 "or note what matters yourself.")  # fmt: skip
    return said[why]


def _page(talk: Talk | None) -> list[tuple[str, str]]:
    """Give where it goes on: the page of what they answered about, if they may still see that."""
    return [(talk.title, absolute(reverse(talk.on.kind, args=[talk.on.key])))] if talk else []


def _form(viewer: Viewer, letter: int, clients: Sequence[int]) -> list[tuple[str, str]]:
    """Give where it goes on: the form with the words in it, perhaps for each of some clients."""
    form, held = absolute(reverse("new_insight")), {"letter": letter} if letter_to_place(viewer, letter) else {}
    named = clients_visible_to(viewer).filter(pk__in=clients).order_by("folded", "pk").values_list("pk", "name")
    links = [(_("%(client)s said it") % {"client": name}, held | {"client": key}) for key, name in named]
    return [(words, f"{form}?{urlencode(given)}") for words, given in links or [(_("Note what they said"), held)]]
