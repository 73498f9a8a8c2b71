"""What somebody was told of and has not read, as a mail says it: its subject, who did it, the words and files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parley.decisions.queries import decision_seen, reason_told
from parley.groups.queries import viewer_of
from parley.kernel.words import begun
from parley.languages.joining import listed
from parley.languages.prose import prose
from parley.ledger.queries import Told, entries_told
from parley.ledger.terms import Ref
from parley.notifications.queries.notices import unread_among
from parley.notifications.queries.said import SAID, SPOKEN, Heard, comment_of, heard_of
from parley.notifications.queries.whom import ref_told_of
from parley.notifications.terms import Because
from parley.notifications.terms.digests import Stops
from parley.people.queries import names_of, person_signed_in
from parley.prepared import padded
from parley.reactions.mail import absolute, answered_at, as_read_by, send
from parley.reactions.way_out import way_out
from parley.search.queries import titles_seen_by
from parley.voices.queries.attached import attached_to
from parley.voices.rules.attaching import megabytes

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.people.terms import Viewer
    from parley.voices.models import Attachment

DECIDED = "decision.published"  # alone it is told in full, by `decided.mail_decided`
THEIRS = frozenset({Because.OWNS, Because.BROUGHT})
LONGEST = 1_000  # characters of a comment; who reads on does so where it stands
# Each is given the title and says, in the reader's language, the subject and the first sentence of the mail.
News = Callable[[str], tuple[str, str]]
NEWS: Mapping[str, News] = {
    "decision.asked_to_speak": lambda title: (
        _("What do you know? %(title)s") % {"title": title},
        _("This is about to be decided. It affects you or clients you look after, and you have not been heard yet."),
    ),
    "decision.kept": lambda title: (
        _("What became of it: %(title)s") % {"title": title},
        _("You disagreed with a decision. It was looked at again: what happened stands beside what you said."),
    ),
    "topic.answered": lambda title: (
        _("Your topic has its answer: %(title)s") % {"title": title},
        _("The topic you brought has been answered."),
    ),
    "topic.decided": lambda title: (
        _("Your topic is settled: %(title)s") % {"title": title},
        _("A decision that fewer people may read settles it. Whoever runs the group can say what it means for you."),
    ),
    "insight.answered": lambda title: (
        _("Not planned: %(title)s") % {"title": title},
        _("What you noted has its answer: it is not planned. The reason is below, so that you can tell the client."),
    ),
    "meeting.run_proposed": lambda title: (
        _("Who runs it: %(title)s") % {"title": title},
        _("It was looked at whose turn this meeting is. Its page says who runs it, and how to ask another."),
    ),
    "meeting.run_asked": lambda title: (
        _("Can you run it? %(title)s") % {"title": title},
        _("You are asked to run this meeting. Say yes or no with one tap on its page."),
    ),
    "meeting.run_taken": lambda title: (
        _("Taken on: %(title)s") % {"title": title},
        _("Somebody else runs this meeting now. Its page says who."),
    ),
    "meeting.run_declined": lambda title: (
        _("Cannot run it: %(title)s") % {"title": title},
        _("Whoever you asked to run this meeting cannot. Its page lets you ask another."),
    ),
    "shift.begun": lambda title: (
        _("A team is lent: %(title)s") % {"title": title},
        _("A team works for another area for some weeks. Its page says until when, and what waits for it."),
    ),
    "shift.extended": lambda title: (
        _("Lent for longer: %(title)s") % {"title": title},
        _("A team stays with the other area for longer than was said. The reason is below."),
    ),
    "shift.ended": lambda title: (
        _("Not lent any more: %(title)s") % {"title": title},
        _("This team is not lent any more. What waited for it can be planned again."),
    ),
}


def mail_notice(noticed: "Noticed", at: datetime, *, about: str) -> None:
    """Tell somebody by mail of one thing that happened."""
    person = noticed.person
    with as_read_by(person):
        context = {"name": person.name, "title": noticed.title} | noticed.said(LONGEST)
        answers, out = answered_at(person, noticed.answered, at), way_out(person, Stops.NEWS, at, about=about)
        send(person, context["subject"], "notice", context, about=about, answers=answers, out=out)


@dataclass(frozen=True, slots=True)
class Noticed:
    """Somebody who was told of a thing and has not read it: the thing has this title for them.

    `heard` is the comment, where that is what happened, and `files` is what is attached to it.
    """

    person: "Person"
    viewer: "Viewer"
    told: Told
    because: Because
    ref: Ref
    titles: Mapping[Ref, str]  # of what the news is about, as far as they may see it
    by: str
    heard: Heard | None = None
    files: "Sequence[Attachment]" = ()

    @property
    def title(self) -> str:
        """What the thing is called for them."""
        return self.titles[self.ref]

    @property
    def answered(self) -> Ref:
        """What an answer to a mail about it is said in: of a comment its conversation, which may be of a part."""
        return next((each for each in self.told.event.about() if self.heard and each.kind == "thread"), self.ref)

    @property
    def link(self) -> str:
        """The address at which they read on: of a comment where it stands."""
        if self.heard:
            return absolute(reverse("comment", args=[self.heard.comment]))
        return absolute(reverse(self.ref.kind, args=[self.ref.key]))

    def said(self, longest: int) -> dict[str, Any]:
        """Say what a mail in the reader’s language says about it.

        Of a comment at most so many characters; `cut` is whether there are more.
        """
        whole = self.heard.words if self.heard else ""
        words, files = begun(whole, longest), [f"{each.name} ({megabytes(each.size)})" for each in self.files]
        subject, opening = self._opening()
        return {
            "subject": subject,
            "opening": opening,
            "reason": words or reason_told(self.told, self.titles),
            "prose": prose(words),
            "cut": words != whole,
            "files": _("With %(files)s") % {"files": listed(files)} if files else "",
            "by": self.by,
            "link": self.link,
        }

    def _opening(self) -> tuple[str, str]:
        """Give the subject and the first sentence."""
        if self.heard:
            return _("Said about: %(title)s") % {"title": self.title}, self._spoken(self.heard)
        if self.told.event.kind != DECIDED:
            return NEWS[self.told.event.kind](self.title)
        row = decision_seen(self.viewer, self.ref.key)
        chosen = row.chosen.title if row and row.chosen else ""
        return _("Decided: %(title)s") % {"title": self.title}, _("Decided: %(option)s") % {"option": chosen}

    def _spoken(self, heard: Heard) -> str:
        """Say who wrote a comment and why that concerns them: that it names them before whose thing it is about."""
        if heard.named:
            sentence = _("%(name)s named %(group)s there, a group of yours.")
        elif heard.named is not None:
            sentence = _("%(name)s named you there.")
        elif self.because in THEIRS:
            sentence = _("%(name)s wrote about what is yours.")
        else:
            sentence = _("%(name)s wrote about what you asked to hear of.")
        return sentence % {"name": self.by, "group": heard.named}


def noticed_by(key: int, entries: Sequence[int]) -> list[Noticed]:
    """Give what of some entries somebody was told of, has not read, and may see now; nothing once they have left.

    A comment is there once, also where it was told that it was said and that it names them.
    """
    person = person_signed_in(key)
    if person is None or not person.email:
        return []
    viewer, unread = viewer_of(person), unread_among(key, entries)
    kinds = {*NEWS, *SPOKEN, DECIDED}
    told = [each for each in entries_told(unread) if each.event.kind in kinds]
    titles = titles_seen_by(viewer, [ref for each in told for ref in each.event.about()])
    heard = heard_of(viewer, told, [each for each in unread if unread[each] is Because.MENTIONED])
    named = {comment_of(each) for each in told if each.event.kind != SAID}
    seen = [
        each
        for each in told
        if ref_told_of(each) in titles
        and (each.event.kind not in SPOKEN or each.entry in heard)
        and not (each.event.kind == SAID and comment_of(each) in named)
    ]
    names, files = names_of(each.actor for each in seen), _files([one.comment for one in heard.values()])
    found = []
    for each in seen:
        by, comment = names[each.actor].name if each.actor else "Parley", heard.get(each.entry)
        attached = files.get(comment.comment, []) if comment else []
        ref, because = ref_told_of(each), unread[each.entry]
        found.append(Noticed(person, viewer, each, because, ref, titles, by, comment, attached))
    return found


def _files(comments: Sequence[int]) -> "dict[int, list[Attachment]]":
    """Give what is attached to each of some comments. One query, none without any."""
    found: dict[int, list[Attachment]] = {}
    for each in attached_to(padded(set(comments))) if comments else ():
        found.setdefault(each.comment_id or 0, []).append(each)
    return found
