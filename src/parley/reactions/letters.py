"""Answering what somebody sent by mail, where nothing else shows what became of it.

What could not be placed is answered with a sentence that says what to do, and where; a file that was left out, with
why; a client’s words that were noted, with the page on which they stand. What comes within minutes is one mail, and the
same is told once within the hour, unless it was the last that is taken.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.clients.queries import clients_visible_to, voices_visible_to
from parley.groups.queries import viewer_of
from parley.languages.joining import listed
from parley.ledger import outbox
from parley.ledger.outbox import Rest
from parley.ledger.terms import ref_of
from parley.notifications.actions.letters import MOST_AN_HOUR
from parley.notifications.queries.letters import letter_to_place, talk_answered
from parley.notifications.rules import TOGETHER
from parley.notifications.terms.letters import NOTED, Unplaced
from parley.people.queries import person_signed_in
from parley.people.terms import Viewer
from parley.reactions.mail import absolute, as_read_by, send
from parley.search.queries.conversations import Talk

ONCE = timedelta(hours=1)  # in which nobody hears the same again


def gather(payload: dict[str, Any], at: datetime) -> None:
    """Put what became of somebody's mails of the last minutes into one answer, without what they just heard.

    Nothing while an earlier answer still waits for the mail server: it is looked at again.
    """
    person, letter = payload["person"], payload["letter"]
    answers = outbox.payloads(f"mail_letters:{person}:")
    if any("letters" in each for each in answers):
        key = f"gather_letters:{person}:{letter}"
        outbox.ensure("gather_letters", unique_key=key, run_after=at + TOGETHER, payload=payload)
        return
    heard = {content for each in answers for content in each["heard"]}
    told: dict[str, dict[str, Any]] = {}
    for each in [payload, *outbox.claim(f"gather_letters:{person}:")]:
        if each["last"] or each["content"] not in heard:
            first = told.setdefault(each["content"], each)
            first["last"] |= each["last"]
    if told:
        outbox.ensure("mail_letters", unique_key=f"mail_letters:{person}:{letter}", run_after=at,
                      payload={"person": person, "letters": list(told.values()), "heard": list(told)})  # fmt: skip


def mail_letters(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Tell somebody what became of their mails; nothing when they have left meanwhile.

    The work then rests for an hour, without their words: as long as it is there, they do not hear the same again.
    """
    person = person_signed_in(payload["person"])
    if "letters" not in payload or person is None or not person.email:
        return None
    viewer, letters = viewer_of(person), payload["letters"]
    with as_read_by(person):
        told = [_told(viewer, each) for each in letters]
        full = _full() if any(each["last"] for each in letters) else ""
        context, about = {"name": person.name, "letters": told, "full": full}, named(person.pk, letters[0]["letter"])
        answering = letters[0]["name"] if len(letters) == 1 else ""
        send(person, _subject(told), "letters", context, about=about, answering=answering)
    return Rest(at + ONCE, {"person": person.pk, "heard": payload["heard"]})


def named(person: int, letter: int) -> str:
    """Give the name of an answer, by which it is known when it comes back (`notifications.rules.letters.ANSWERS`)."""
    return f"letters-{person}-{letter}"


def _full() -> str:
    return _("This was the last of the %(count)d mails that Parley takes from one person within an hour. What you send "
             "meanwhile is left alone: send it again later.") % {"count": MOST_AN_HOUR}  # fmt: skip


def _subject(told: Sequence[Mapping[str, Any]]) -> str:
    clients = [each["client"] for each in told if each["client"]]
    if unplaced := len([each for each in told if not each["placed"]]):
        words = ngettext("One of your mails has no place yet", "%(count)d of your mails have no place yet", unplaced)
        return words % {"count": unplaced} if len(told) > 1 else _("Your mail has no place yet")
    if not clients:
        without = any(each["left_out"] for each in told)
        return _("Said, without all of its files") if without else _("The last of your mails that is taken for now")
    return _("Noted: what %(clients)s said") % {"clients": listed(list(dict.fromkeys(clients)))}


def _told(viewer: Viewer, letter: Mapping[str, Any]) -> dict[str, Any]:
    """Say what became of one mail: of a comment only where a file was left out, or it was the last that is taken."""
    if "insight" in letter:
        said = _noted(viewer, letter)
    elif "why" in letter:
        said = _unplaced(viewer, letter)
    else:
        said = _said(viewer, letter)
    return {"subject": letter["subject"], "client": "", "placed": True, "left_out": ()} | said


def _said(viewer: Viewer, letter: Mapping[str, Any]) -> dict[str, Any]:
    """Say that it was said, and of each file that was left out why, as the rule says it."""
    left_out = letter.get("left_out", ())
    sentence = (
        _("What you wrote is said in Parley, without this:") if left_out else _("What you wrote is said in Parley.")
    )
    return {"sentence": sentence, "left_out": left_out, "links": _page(viewer, letter["about"])}


def _noted(viewer: Viewer, letter: Mapping[str, Any]) -> dict[str, Any]:
    """Say of which client it was noted, and where it stands, unless it was taken back meanwhile."""
    voice = voices_visible_to(viewer).filter(pk=letter["insight"]).first()
    if voice is None:
        sentence = _("What you sent on was noted, and has been taken back since. Send it on again if it is to stand.")
        return {"placed": False, "sentence": sentence, "links": []}
    sentence = (
        _("What %(client)s said is noted as an insight, in your name.")
        if letter["new"]
        else _("%(client)s was noted to have said this already, so nothing was added.")
    )
    links = [(_("Read it in Parley"), absolute(reverse("insight", args=[voice.pk])))]
    client = voice.client.name
    return {"client": client, "sentence": sentence % {"client": client}, "links": links}


def _unplaced(viewer: Viewer, letter: Mapping[str, Any]) -> dict[str, Any]:
    about = ref_of(letter["about"])
    links = _form(viewer, letter["letter"], letter["clients"]) if about == NOTED else _page(viewer, letter["about"])
    sentence = _why(Unplaced(letter["why"]), letter["sentence"], whose=about == NOTED)
    return {"placed": False, "sentence": sentence, "links": links}


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
    if whose and why is Unplaced.EMPTY:
        return _("No words were found in the mail you sent on, so nothing was kept: pictures and files are not read. "
                 "Write what the client said with the link below, or send the mail on with its text.")  # fmt: skip
    return said[why]


def _page(viewer: Viewer, about: str) -> list[tuple[str, str]]:
    """Give where it goes on: the page of what they answered about, if they may still see that."""
    talk: Talk | None = talk_answered(viewer, ref_of(about))
    return [(talk.title, absolute(reverse(talk.on.kind, args=[talk.on.key])))] if talk else []


def _form(viewer: Viewer, letter: int, clients: Sequence[int]) -> list[tuple[str, str]]:
    """Give where it goes on: the form with the words in it, perhaps for each of some clients."""
    form, held = absolute(reverse("new_insight")), {"letter": letter} if letter_to_place(viewer, letter) else {}
    named = clients_visible_to(viewer).filter(pk__in=clients).order_by("folded", "pk").values_list("pk", "name")
    links = [(_("%(client)s said it") % {"client": name}, held | {"client": key}) for key, name in named]
    some = links or [(_("Note what they said"), held)]
    return [(words, f"{form}?{urlencode(given)}" if given else form) for words, given in some]
