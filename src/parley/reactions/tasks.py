"""The named work of the outbox: what each task does, and how it meets the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from parley.reactions import corrections, letters, minutes
from parley.reactions.chat import post_to_chat, whisper_in_chat
from parley.reactions.deciding import mail_decision
from parley.reactions.digests import mail_digest
from parley.reactions.evidence import count_what_changed
from parley.reactions.hooks import mail_hook_off
from parley.reactions.influence import count_influence
from parley.reactions.intake import check, index_batch, take, undo
from parley.reactions.invitations import mail_invitation, revise
from parley.reactions.launches import mail_announcements, open_one, remind_of_one
from parley.reactions.mail import mail_sign_in_link
from parley.reactions.mailbox import read_mailbox
from parley.reactions.news import gather, mail_news
from parley.reactions.periodic import PERIODIC
from parley.reactions.surveys import count, mail_part, remind_part, split_mails, sweep
from parley.reactions.table import react
from parley.reactions.trials import mail_silence
from parley.search.actions import learn_meanings, rebuild

Do = Callable[[dict[str, Any], datetime], object]


class How(Enum):
    """How a task is done."""

    INSIDE = "in one transaction with the end of the work: once"
    OUTSIDE = "outside any transaction, because it talks to the network: at least once, and later where a Rest says so"
    IN_PARTS = (
        "as outside, one part after another, and between two of them whatever else is due: until no Rest is given"
    )


@dataclass(frozen=True, slots=True)
class Task:
    """What a piece of work does, with its payload and the moment. Periodic work says when it is due again."""

    do: Do
    how: How = How.INSIDE
    next_time: Callable[[datetime], datetime] | None = None


TASKS: dict[str, Task] = {
    "react": Task(react),
    "reindex": Task(lambda _payload, _at: rebuild(), How.OUTSIDE),  # in parts, so that nobody waits for the whole
    "count_evidence": Task(lambda _payload, at: count_what_changed(at), How.OUTSIDE),  # in parts, as above
    "count_influence": Task(lambda _payload, at: count_influence(at), How.OUTSIDE),  # a quarter at a time, as above
    "gather_corrections": Task(corrections.gather),
    "mail_corrections": Task(corrections.mail_corrections, How.OUTSIDE),
    "mail_announcements": Task(mail_announcements, How.OUTSIDE),
    "open_announcements_of": Task(open_one),
    "remind_announcements_of": Task(remind_of_one),
    "index_batch": Task(lambda payload, _at: index_batch(payload["batch"]), How.OUTSIDE),  # in parts, as above
    "check_upload": Task(lambda payload, at: check(payload["upload"], at), How.OUTSIDE),  # says how far it is
    "take_upload": Task(lambda payload, at: take(payload["upload"], at), How.OUTSIDE),  # in one transaction of its own
    "undo_batch": Task(lambda payload, at: undo(payload["batch"], at), How.OUTSIDE),  # as above
    "learn_meanings": Task(lambda _payload, _at: learn_meanings(), How.OUTSIDE),  # in parts, as above
    "revise_invitations": Task(lambda payload, at: revise(payload["meeting"], at)),
    "read_mailbox": Task(lambda _payload, at: read_mailbox(at), How.OUTSIDE),
    "mail_invitation": Task(mail_invitation, How.OUTSIDE),
    "mail_decision": Task(mail_decision, How.OUTSIDE),
    "gather_minutes": Task(minutes.gather),
    "mail_minutes": Task(minutes.mail_minutes, How.OUTSIDE),
    "mail_silence": Task(mail_silence, How.OUTSIDE),
    "mail_hook_off": Task(mail_hook_off, How.OUTSIDE),
    "gather_letters": Task(letters.gather),
    "mail_letters": Task(letters.mail_letters, How.OUTSIDE),
    "post_to_chat": Task(post_to_chat, How.IN_PARTS),
    "whisper_in_chat": Task(whisper_in_chat, How.OUTSIDE),
    "gather_news": Task(gather),
    "mail_notice": Task(mail_news, How.OUTSIDE),
    "mail_digest": Task(mail_digest, How.OUTSIDE),
    "mail_wave": Task(split_mails),
    "mail_wave_part": Task(mail_part, How.IN_PARTS),
    "remind_wave": Task(remind_part, How.IN_PARTS),
    "sweep_wave": Task(sweep, How.IN_PARTS),
    "count_wave": Task(count, How.OUTSIDE),  # takes long; what it releases is one transaction of its own
    "mail_sign_in_link": Task(mail_sign_in_link, How.OUTSIDE),
} | {each.name: Task(each.do, next_time=each.next_time) for each in PERIODIC}


def mails(name: str) -> bool:
    """Say whether a task sends mail by itself, so that all of its kind wait when the mail server takes none."""
    return name.startswith("mail_") and name in TASKS and TASKS[name].how is How.OUTSIDE
