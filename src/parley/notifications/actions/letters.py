"""Taking letters: an answer becomes a comment, a client’s mail an insight; what cannot be placed is answered."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from parley.clients.actions import note_insight
from parley.clients.queries.domains import clients_of_domain
from parley.decisions import actions as decisions
from parley.decisions.queries import decision_seen, options_of
from parley.groups.queries import viewer_of
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor, Ref
from parley.meetings.actions import reply_to_meeting
from parley.meetings.models import Invitation
from parley.meetings.terms.invitations import Coming
from parley.notifications.events.letters import LettersForgotten, LetterTaken
from parley.notifications.models.letters import ReceivedLetter
from parley.notifications.queries.letters import Opened, letters_since, talk_answered
from parley.notifications.rules import TOGETHER
from parley.notifications.rules.forwarding import words_of
from parley.notifications.rules.letters import content_of, key_of, name_of
from parley.notifications.rules.quoting import said_in
from parley.notifications.terms.letters import NOTED, Became, Unplaced
from parley.people.models import Person
from parley.search.queries.conversations import readers_of
from parley.topics import actions as topics
from parley.topics.queries import topic_seen
from parley.voices.actions import say
from parley.voices.queries.attached import room_taken
from parley.voices.rules.attaching import must_have_room
from parley.voices.terms import Attachable

if TYPE_CHECKING:
    from parley.clients.models import Insight

MOST_AN_HOUR = 30  # letters of one person: above it something writes for them
KEPT = timedelta(days=90)
LONGEST_KEPT = 20_000  # characters of what could not be placed


class NotPlaced(Exception):
    """A letter has no place, for one of our reasons, or for the sentence of a rule."""

    def __init__(self, why: Unplaced, *, sentence: str = "", clients: tuple[int, ...] = ()) -> None:
        super().__init__(why)
        self.why, self.sentence, self.clients = why, sentence, clients


@action
def take_letter(*, opened: Opened, actor: Person, at: datetime) -> Became | None:
    """Place what somebody wrote by mail, all of it or nothing; say what became of it.

    None for a letter that was taken before, where too many came within an hour, and for a calendar’s reply that comes
    too late: nobody is told of those. What has no place is answered by mail, with a sentence that says what to do
    instead, and so are files that were left out, a client’s mail that was noted, which nothing else shows, and the last
    that is taken within an hour. So Refused is raised only where the disk is full: the letter is to be taken later.
    """
    if opened.invitation is not None and opened.coming is not None:
        return _reply(opened.invitation, opened.coming, actor, at)
    before = letters_since(actor.pk, at - timedelta(hours=1))
    if before >= MOST_AN_HOUR:
        return None
    became = Became.INSIGHT if opened.about == NOTED else Became.COMMENT
    facts = {"came_at": at, "became": became}
    row, new = ReceivedLetter.objects.get_or_create(person=actor, name=key_of(opened.letter), defaults=facts)
    if not new:
        return None
    why, content = None, f"{opened.about}:{content_of(opened.letter)}"
    told: dict[str, Any] = {}
    try:
        if told := _place(opened, actor, at):
            content = f"insight:{told['insight']}" if "insight" in told else content
    except NotPlaced as trouble:
        became, why = Became.UNPLACED, trouble.why
        _keep_words(row, opened, actor, at)
        told = {"why": why, "sentence": trouble.sentence, "clients": trouble.clients}
    if (last := before + 1 == MOST_AN_HOUR) or told:
        _answer_later(row, opened, told | {"last": last, "content": content}, at=at)
    record(LetterTaken(letter=row.pk, became=became, why=why))
    return became


def _answer_later(row: ReceivedLetter, opened: Opened, told: dict[str, Any], *, at: datetime) -> None:
    """Let its sender be told what became of a letter: in one mail with what became of others of these minutes."""
    told |= {"person": row.person_id, "letter": row.pk, "about": str(opened.about)}
    told |= {"name": name_of(opened.letter), "subject": opened.letter.subject}
    key = f"gather_letters:{row.person_id}:{row.pk}"
    enqueue("gather_letters", payload=told, unique_key=key, run_after=at + TOGETHER)


def _reply(invitation: Invitation, coming: Coming, actor: Person, at: datetime) -> Became | None:
    """Note what a calendar replied. None where that is not asked for any more."""
    meeting, item = invitation.meeting, invitation.item
    try:
        reply_to_meeting(meeting=meeting, person=actor, item=item, coming=coming, actor=actor, at=at)
    except Refused:
        return None
    return Became.REPLY


def _place(opened: Opened, actor: Person, at: datetime) -> dict[str, Any]:
    """Say what a letter says, or note it; give what its sender is told of that, which is nothing where all was said.

    Raises NotPlaced, and has changed nothing then.
    """
    try:
        if opened.about == NOTED:
            noted = _note(opened, actor, at)
            return {"insight": noted.pk, "new": noted.noted_at == at}
        left_out = _say(opened, opened.about, actor, at) if opened.about is not None else []
    except Refused as refusal:
        raise NotPlaced(Unplaced.REFUSED, sentence=refusal.sentence) from refusal
    return {"left_out": left_out} if left_out else {}


def _say(opened: Opened, about: Ref, actor: Person, at: datetime) -> list[str]:
    """Say it where the thing is talked about, if whoever sent it may still see that; give what was left out, and why.

    A file that cannot come along leaves no words unsaid.
    """
    viewer = viewer_of(actor)
    text, talk = said_in(opened.letter.text, by=actor.name), talk_answered(viewer, about)
    if talk is None:
        raise NotPlaced(Unplaced.UNSEEN)
    files, left_out = _with_room(opened, talk.thread.pk)
    words, on = text or ", ".join(each.name for each in files), talk.on
    if not words:
        why = Unplaced.REFUSED if left_out else Unplaced.EMPTY
        raise NotPlaced(why if opened.letter.whole else Unplaced.TOO_LARGE, sentence=" ".join(left_out))
    if on.kind == "topic" and (topic := topic_seen(viewer, on.key)):
        topics.say_about(topic=topic, text=words, files=files, actor=actor, at=at)
        return left_out
    readers = readers_of(viewer, on)
    if on.kind == "decision" and (decision := decision_seen(viewer, on.key)):
        option = next((each for each in options_of(decision) if each.thread_id == talk.thread.pk), None)
        decisions.say_about(
            decision=decision, option=option, text=words, files=files, readers=readers, actor=actor, at=at
        )
    else:
        say(thread=talk.thread, text=words, files=files, on=on, readers=readers, actor=actor, at=at)
    return left_out


def _with_room(opened: Opened, thread: int) -> tuple[list[Attachable], list[str]]:
    """Give those files for which a conversation has room, and of each other one its name and why. One query."""
    here, everywhere = room_taken(thread) if opened.files else (0, 0)
    files, left_out = [], list(opened.left_out)
    for each in opened.files:
        size = len(each.made.content)
        try:
            must_have_room(size, each.limits, of_thread=here, of_all=everywhere)
        except Refused as refusal:
            left_out.append(f"{each.name}: {refusal.sentence}")
        else:
            files.append(each)
            here, everywhere = here + size, everywhere + size
    return files, left_out


def _note(opened: Opened, actor: Person, at: datetime) -> "Insight":
    """Note what a client wrote, that somebody sent on; what is there already stands."""
    if not opened.letter.whole:
        raise NotPlaced(Unplaced.TOO_LARGE)
    found, words = opened.passed_on, _words(opened, actor)
    clients = clients_of_domain(found.sender) if found and found.sender else []
    if not words:
        raise NotPlaced(Unplaced.EMPTY, clients=tuple(each.pk for each in clients))
    if found is None or not found.sender:
        raise NotPlaced(Unplaced.NO_SENDER)
    if not clients:
        raise NotPlaced(Unplaced.NO_CLIENT)
    if len(clients) > 1:
        raise NotPlaced(Unplaced.SEVERAL, clients=tuple(each.pk for each in clients))
    try:
        return note_insight(client=clients[0], text=words, said_on=_day(opened, actor, at), actor=actor, at=at)
    except Refused as refusal:
        raise NotPlaced(Unplaced.REFUSED, sentence=refusal.sentence, clients=(clients[0].pk,)) from refusal


def _words(opened: Opened, actor: Person) -> str:
    """Give what a client wrote; where nothing says that a client did, what somebody wrote of it themselves."""
    return opened.passed_on.text if opened.passed_on else words_of(opened.letter.text, by=actor.name)


def _day(opened: Opened, actor: Person, at: datetime) -> date:
    """Give the day on which a client wrote, in the sender’s calendar never later than today."""
    today = today_of(actor, at)
    return min(opened.passed_on.day, today) if opened.passed_on and opened.passed_on.day else today


def _keep_words(row: ReceivedLetter, opened: Opened, actor: Person, at: datetime) -> None:
    """Keep what a client wrote for whoever sent it on, so that the form to note it holds it already."""
    row.became = Became.UNPLACED
    if opened.about == NOTED and opened.letter.whole:
        row.words = _words(opened, actor)[:LONGEST_KEPT]
        row.said_on = _day(opened, actor, at)
    row.save(update_fields=["became", "words", "said_on"])


@action
def forget_letters(*, actor: Actor, at: datetime) -> None:
    """Forget letters that came in more than 90 days ago, and what of them could not be placed."""
    gone, _each = ReceivedLetter.objects.filter(came_at__lt=at - KEPT).delete()
    if gone:
        record(LettersForgotten(letters=gone))
