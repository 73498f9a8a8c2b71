"""Channels in the chat: what an event means for them, and those messages that are owed to them, one after another.

There is one piece of work for all of Slack, so that while it is away one message asks and the others wait. A message is
written at its turn, for who reads the channel then; it is looked at again when its thing changes, when who reads the
channel changes, and by itself, and then changed or taken back.
"""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from parley.ledger import outbox
from parley.ledger.outbox import Rest
from parley.ledger.queries import Told
from parley.ledger.terms import MACHINE, refs_in
from parley.notifications.actions.channels import (
    WORK,
    begin_post,
    look_again,
    look_again_at_all,
    note_looked,
    note_posted,
    note_taken_back,
    note_trouble,
    plan_posts,
)
from parley.notifications.actions.chat import unlink_account
from parley.notifications.queries.channels import Due, News, is_owed, next_due, owed
from parley.notifications.queries.slack import WAITS, audience_of, is_set_up, slack, stamp_of
from parley.notifications.queries.whom import ref_told_of
from parley.notifications.rules.chat import CHANGED_NO_MORE, GONE, pause_of, trouble_of
from parley.notifications.terms.chat import Audience, PostState, Shown, Trouble
from parley.people.queries import everybody
from parley.reactions.chat_words import Message, area_of, message_of, touched_by

T = TypeVar("T")
log = logging.getLogger(__name__)

PLACES_LOST = frozenset({
    "group.member_removed", "group.facilitator", "area.product_person", "area.decider_named", "person.operations",
    "chat_account.unlinked",
})  # fmt: skip
WHISPERS_AT = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})
TURN = 20.0  # seconds, after which whatever else is due has its turn
EARLIER = 120.0  # seconds by which clocks may differ when a message is looked for
LATER = timedelta(hours=1)  # until what could not be changed is looked at again


class _Stuck(Exception):
    """Slack takes nothing from us at the moment: everything waits."""

    def __init__(self, trouble: Trouble, sentence: str, asked: timedelta) -> None:
        super().__init__(sentence)
        self.trouble, self.sentence, self.asked = trouble, sentence, asked


class _Refused(Exception):
    """Slack does not take this message, or nothing in this channel, for the reason it gives."""

    def __init__(self, error: str) -> None:
        super().__init__(f"Slack answered: {error}.")
        self.error = error


def see_to_chat(told: Told, at: datetime) -> None:
    """Let channels be told of an entry of their kinds, and have what was posted of its things looked at again."""
    if told.event.kind == "person.left":
        for person in everybody().filter(pk=told.event.about()[0].key):
            unlink_account(person=person, actor=MACHINE, at=at)
    if not is_set_up():
        return
    planned = 0
    if told.event.kind in set(Shown) and (area := area_of(about := ref_told_of(told))):
        planned = plan_posts(told=told, about=about, area=area, actor=MACHINE, at=at)
    again = look_again(about=touched_by({*told.event.about(), *refs_in(told.sentence)}), actor=MACHINE, at=at)
    if told.event.kind in PLACES_LOST:
        again += look_again_at_all(actor=MACHINE, at=at)
    if planned or again:
        ensure(at)


def ensure(at: datetime) -> None:
    """See to it that what is owed to channels is in the outbox, once for all of them."""
    outbox.ensure(WORK, unique_key=WORK, run_after=at)


def see_to_owed(at: datetime) -> None:
    """Go on with what is owed: work that ended while the next was planned leaves it behind, and so does parked work."""
    if is_set_up() and is_owed(at) and not outbox.begin_anew(WORK, at=at):
        ensure(at)


def look_again_by_itself(at: datetime) -> None:
    """Look at all that stands in channels: who belongs to what changes without a word about the thing."""
    if is_set_up() and look_again_at_all(actor=MACHINE, at=at):
        ensure(at)


def post_to_chat(_payload: dict[str, Any], at: datetime) -> Rest | None:
    """Send what channels are owed, for some seconds; then the next turn, or later when Slack says so or is away."""
    turn, end = _Turn(at), time.monotonic() + TURN
    while is_set_up() and (due := next_due(at)):
        if time.monotonic() > end:
            return Rest(at, {})
        try:
            turn.see_to(due)
        except _Stuck as stuck:
            if due.post:
                note_trouble(post=due.post.pk, trouble=stuck.sentence, look_at=at, actor=MACHINE, at=at)
            since = owed().since
            waited = at - since if since else timedelta(0)
            pause = pause_of(stuck.trouble, waited=waited, asked=stuck.asked)
            log.warning("Slack takes nothing for %s s: %s", int(pause.total_seconds()), stuck.sentence)
            return Rest(at + pause, {"trouble": stuck.sentence})
    return None


def whisper_in_chat(payload: dict[str, Any], _at: datetime) -> None:
    """Say something to one person in Slack. Only Slack's own hosts are written to, and the one it answers at."""
    address, own = urlsplit(payload["address"]), urlsplit(settings.SLACK_API_URL)
    if (address.scheme, address.hostname) not in {("https", each) for each in WHISPERS_AT} | {
        (own.scheme, own.hostname)
    }:
        log.warning("Nothing is said at %s, which is no address of Slack’s", address.hostname)
        return
    client = WebhookClient(payload["address"], timeout=WAITS, retry_handlers=[])
    client.send(text=payload["text"], response_type="ephemeral", replace_original=False)


class _Turn:
    """Some messages in a row. Who reads a channel is asked once for each turn, and again in the next."""

    def __init__(self, at: datetime) -> None:
        self.at, self.client = at, slack()
        self.audiences: dict[str, Audience] = {}

    def see_to(self, due: Due) -> None:
        """Bring one message to where it should be. Whatever is wrong with it, the next one has its turn."""
        try:
            message = message_of(due.news, self._audience(due.slack_id), self.at)
            if due.post is None:
                self._new(due, message)
            elif due.post.state is PostState.BEGUN:
                self._again(due, message)
            else:
                self._look(due, message)
        except (DatabaseError, _Stuck):
            raise
        except _Refused as refusal:
            self._note(due, str(refusal))
        except Exception as trouble:  # a poison message must not stop the queue
            log.exception("A message to channel %s could not be written", due.channel)
            self._note(due, f"{type(trouble).__name__}: {trouble}")

    def _new(self, due: Due, message: Message | None) -> None:
        """Post what waits; of what not everybody there may see, only that it was not posted is kept."""
        state = PostState.BEGUN if message else PostState.DROPPED
        post = begin_post(channel=due.channel, news=_keys(due.news), state=state, actor=MACHINE, at=self.at)
        if message:
            try:
                self._post(due.slack_id, post.pk, post.name, message)
            except _Stuck as stuck:
                note_trouble(post=post.pk, trouble=stuck.sentence, look_at=self.at, actor=MACHINE, at=self.at)
                raise
            except _Refused as refusal:
                note_trouble(post=post.pk, trouble=str(refusal), look_at=None, actor=MACHINE, at=self.at)

    def _again(self, due: Due, message: Message | None) -> None:
        """Go on with a message of which nobody noted whether Slack took it: it is looked for first, by its name."""
        post: Any = due.post
        since = post.began_at.timestamp() - EARLIER
        stamp = self._ask(lambda: stamp_of(self.client, due.slack_id, post.name, since=since))
        if stamp:
            note_posted(post=post.pk, stamp=stamp, says="", actor=MACHINE, at=self.at)
        elif message:
            self._post(due.slack_id, post.pk, post.name, message)
        else:
            note_taken_back(post=post.pk, actor=MACHINE, at=self.at)

    def _post(self, slack_id: str, post: int, name: str, message: Message) -> None:
        metadata = {"event_type": "parley_message", "event_payload": {"name": name}}
        done = self._ask(
            lambda: self.client.chat_postMessage(
                channel=slack_id, metadata=metadata, unfurl_links=False, unfurl_media=False, **message.given()
            )
        )
        note_posted(post=post, stamp=str(done["ts"]), says=message.hash, actor=MACHINE, at=self.at)

    def _look(self, due: Due, message: Message | None) -> None:
        """Change what stands in a channel to what is so, or take it back."""
        post: Any = due.post
        if message is None:
            self._take_back(due.slack_id, post)
            return
        if message.hash != post.says:
            where = {"channel": due.slack_id, "ts": post.stamp}
            try:
                self._ask(lambda: self.client.chat_update(**where, **message.given()))
            except _Refused as refusal:
                if refusal.error not in GONE | CHANGED_NO_MORE:
                    raise
                self._take_back(due.slack_id, post)
                return
        note_looked(post=post.pk, says=message.hash, actor=MACHINE, at=self.at)

    def _take_back(self, slack_id: str, post: Any) -> None:
        try:
            self._ask(lambda: self.client.chat_delete(channel=slack_id, ts=post.stamp))
        except _Refused as refusal:
            if refusal.error not in GONE:
                raise
        note_taken_back(post=post.pk, actor=MACHINE, at=self.at)

    def _audience(self, slack_id: str) -> Audience:
        if slack_id not in self.audiences:
            self.audiences[slack_id] = self._ask(lambda: audience_of(self.client, slack_id))
        return self.audiences[slack_id]

    def _note(self, due: Due, sentence: str) -> None:
        """Note what is wrong: a new message has failed, what stands is looked at again later."""
        now: dict[str, Any] = {"actor": MACHINE, "at": self.at}
        if due.post is None:
            begin_post(channel=due.channel, news=_keys(due.news), state=PostState.FAILED, trouble=sentence, **now)
        else:
            stands = due.post.state is PostState.POSTED
            note_trouble(post=due.post.pk, trouble=sentence, look_at=self.at + LATER if stands else None, **now)

    def _ask(self, do: Callable[[], T]) -> T:
        """Ask Slack. Raises _Stuck when all has to wait, and _Refused when this is not taken."""
        try:
            return do()
        except SlackApiError as refusal:
            error, status = str(refusal.response.get("error", "")), refusal.response.status_code
            trouble = trouble_of(error, status)
            if trouble is Trouble.HERE:
                raise _Refused(error) from refusal
            asked = refusal.response.headers.get("Retry-After", "")
            seconds = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
            raise _Stuck(trouble, f"Slack answered: {error[:200] or status}.", timedelta(seconds=seconds)) from refusal
        except (OSError, HTTPException) as trouble_of_the_network:
            said = f"Slack cannot be reached: {trouble_of_the_network}"
            raise _Stuck(Trouble.AWAY, said, timedelta(0)) from trouble_of_the_network


def _keys(news: Sequence[News]) -> list[int]:
    return [each.key for each in news]
