"""What is due by itself: every day at midnight UTC, or more often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command

from parley.decisions.actions import close_rounds_due, escalate_due, see_to_deputies, sweep_deciding_links
from parley.disclosure.actions import (
    end_going_further_due,
    expire_words_due,
    remind_of_corrections,
)
from parley.exchange.actions.undoing import forget_facts_before
from parley.exchange.actions.uploading import sweep_uploads
from parley.ledger import outbox
from parley.ledger.terms import MACHINE
from parley.meetings.actions import draw_all_rotas, end_rooms_left_open, plan_all_ahead, seal_taps_due
from parley.meetings.actions.talk import let_go_of_talk_due
from parley.meetings.terms.minutes import SENT_EVERY
from parley.notifications.actions.channels import forget_posts
from parley.notifications.actions.delivering import forget_deliveries
from parley.notifications.actions.digests import sweep_stop_links
from parley.notifications.actions.letters import forget_letters
from parley.people.actions import sweep_links
from parley.reactions import chat, digests
from parley.reactions.influence import draw_credits
from parley.reactions.invitations import see_to_all
from parley.reactions.launches import open_launches_come, plan_reminders
from parley.reactions.minutes import send_minutes
from parley.reactions.news import gather_held
from parley.reactions.surveys import remind_waves
from parley.roadmap.actions import end_overrides_due
from parley.surveys.actions.closing import close_waves_due
from parley.surveys.actions.forgetting import forget_sheets_due
from parley.surveys.actions.opening import open_waves_due
from parley.topics.actions import wake_due
from parley.trials.actions import remind_of_silence

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
OFTEN = timedelta(minutes=5)
QUARTER = timedelta(minutes=15)
LOOK_FOR_MAIL = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Periodic:
    """Work that comes back; `every` divides a day, so that it falls on the same hours whenever it was begun."""

    name: str
    act: Callable[[datetime], object]
    every: timedelta

    def do(self, _payload: dict[str, Any], at: datetime) -> None:
        """Do it, as any other task."""
        self.act(at)

    def next_time(self, at: datetime) -> datetime:
        """Give the next whole period after a moment, counted from midnight UTC."""
        midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + ((at - midnight) // self.every + 1) * self.every


def _sweep_sessions(_at: datetime) -> None:
    call_command("clearsessions")


def _plan(task: str, at: datetime) -> None:
    outbox.ensure(task, unique_key=task, run_after=at)


PERIODIC = (
    Periodic("plan_meetings", lambda at: plan_all_ahead(actor=MACHINE, at=at), DAY),
    Periodic("draw_rotas", lambda at: draw_all_rotas(actor=MACHINE, at=at), DAY),
    Periodic("plan_invitations", see_to_all, DAY),
    Periodic("gather_held_news", gather_held, OFTEN),
    Periodic("send_minutes", send_minutes, SENT_EVERY),
    Periodic("seal_taps", lambda at: seal_taps_due(actor=MACHINE, at=at), DAY),
    Periodic("let_go_of_talk", lambda at: let_go_of_talk_due(actor=MACHINE, at=at), DAY),
    Periodic("end_live_rooms", lambda at: end_rooms_left_open(actor=MACHINE, at=at), DAY),
    Periodic("escalate_decisions", lambda at: escalate_due(actor=MACHINE, at=at), HOUR),
    Periodic("close_rounds", lambda at: close_rounds_due(actor=MACHINE, at=at), OFTEN),
    Periodic("open_waves", lambda at: open_waves_due(actor=MACHINE, at=at), OFTEN),
    Periodic("close_waves", lambda at: close_waves_due(actor=MACHINE, at=at), OFTEN),
    Periodic("remind_waves", remind_waves, HOUR),
    Periodic("forget_sheets", lambda at: forget_sheets_due(actor=MACHINE, at=at), DAY),
    Periodic("see_to_deputies", lambda at: see_to_deputies(actor=MACHINE, at=at), HOUR),
    Periodic("wake_topics", lambda at: wake_due(on=at.date(), actor=MACHINE, at=at), DAY),
    Periodic("end_overrides", lambda at: end_overrides_due(on=at.date(), actor=MACHINE, at=at), DAY),
    Periodic("expire_words", lambda at: expire_words_due(on=at.date(), actor=MACHINE, at=at), DAY),
    Periodic("end_going_further", lambda at: end_going_further_due(on=at.date(), actor=MACHINE, at=at), DAY),
    Periodic("remind_corrections", lambda at: remind_of_corrections(actor=MACHINE, at=at), DAY),
    Periodic("open_announcements", open_launches_come, DAY),
    Periodic("remind_announcements", plan_reminders, DAY),
    Periodic("remind_silence", lambda at: remind_of_silence(actor=MACHINE, at=at), DAY),
    Periodic("sweep_links", lambda at: sweep_links(actor=MACHINE, at=at), DAY),
    Periodic("begin_digests", digests.begin, DAY),
    Periodic("plan_digests", digests.plan, OFTEN),
    Periodic("sweep_stop_links", lambda at: sweep_stop_links(actor=MACHINE, at=at), DAY),
    Periodic("sweep_deciding_links", lambda at: sweep_deciding_links(actor=MACHINE, at=at), DAY),
    Periodic("sweep_uploads", lambda at: sweep_uploads(actor=MACHINE, at=at), DAY),
    Periodic("forget_letters", lambda at: forget_letters(actor=MACHINE, at=at), DAY),
    Periodic("forget_facts", lambda at: forget_facts_before(actor=MACHINE, at=at), DAY),
    Periodic("forget_deliveries", lambda at: forget_deliveries(actor=MACHINE, at=at), DAY),
    Periodic("see_to_chat", chat.see_to_owed, OFTEN),
    Periodic("look_at_chat", chat.look_again_by_itself, QUARTER),
    Periodic("forget_posts", lambda at: forget_posts(actor=MACHINE, at=at), DAY),
    Periodic("sweep_sessions", _sweep_sessions, DAY),
    Periodic("plan_mailbox", lambda at: _plan("read_mailbox", at) if settings.EMAIL_MAILBOX else None, LOOK_FOR_MAIL),
    Periodic("plan_counting", lambda at: _plan("count_evidence", at), DAY),
    Periodic("plan_influence", lambda at: _plan("count_influence", at), DAY),
    Periodic("draw_credits", draw_credits, DAY),
    Periodic("plan_learning", lambda at: _plan("learn_meanings", at), DAY),
    Periodic("plan_reindex", lambda at: _plan("reindex", at), DAY),
)


def ensure_all(*, at: datetime) -> None:
    """See to it that all periodic work is in the outbox, once; what is new is due at once."""
    for each in PERIODIC:
        outbox.ensure(each.name, unique_key=f"periodic:{each.name}", run_after=at)
