"""Decisions are published by a process that dies at a random point, again and again; prints what was found.

`python -m parley.commands.soak.publishing TIMES` with DATABASE_URL naming an empty database, in which nothing else
happens, and MAIL_FOLDER a folder for mails. Every other death is before a random statement, the others at a random
moment.
"""

import json
import os
import random
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from parley.commands.soak.company import Case, Company

MADE = Counter({
    "decision.published": 1, "correction.opened": 1, "initiative.replanned": 1, "initiative.stage_moved": 1,
    "initiative.audience_asked": 1, "initiative.owner_named": 1, "shift.begun": 1, "topic.decided": 1,
    "decision.superseded": 1,
})  # fmt: skip
"""What the ledger says of a case once it is published, and nothing of it before."""
PASSES = timedelta(minutes=6)  # longer than news wait for each other
TOGETHER = 8  # cases whose news go out in one mail, which lists them all
PRODUCT = "product@"  # whoever is credited with each


def begin() -> datetime:
    """Make the tables if there are none, and say what time it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parley.project.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - settings first, here and below
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = os.environ["MAIL_FOLDER"]
    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    return timezone.now() - timedelta(minutes=1)


def publish(case: "Case", by: "Company", at: datetime) -> None:
    """Publish a case."""
    from parley.decisions.actions import publish_decision  # noqa: PLC0415

    publish_decision(decision=case.decision, credits=case.gifts, actor=by.facilitator, at=at)


def dies(case: "Case", by: "Company", at: datetime, statement: int | None, after: float) -> None:
    """Let a process of its own publish a case, and die before a statement or some seconds after the first."""
    from parley.commands.soak.dying import killed  # noqa: PLC0415

    moment = after if statement is None else None
    killed(lambda: publish(case, by, at), statement=statement or 1, after=moment, is_over=lambda: False)
    wait_until_alone()


def wait_until_alone() -> None:
    """Wait until PostgreSQL has ended what it did for whoever died: it may be committing still."""
    from django.db import connection  # noqa: PLC0415

    others = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.002)


def how_whole(case: "Case") -> str:
    """Say whether a case was published whole, or not at all, or half."""
    from parley.commands.soak.company import AFTER, BEFORE  # noqa: PLC0415
    from parley.decisions.queries import decisions_visible_to  # noqa: PLC0415
    from parley.decisions.terms import DecisionState, decision_ref  # noqa: PLC0415
    from parley.groups.queries import acting  # noqa: PLC0415
    from parley.ledger.queries import history_of  # noqa: PLC0415
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.roadmap.queries import initiatives_visible_to, window_of_row  # noqa: PLC0415
    from parley.roadmap.terms import Audience, Stage, initiative_ref  # noqa: PLC0415
    from parley.topics.terms import topic_ref  # noqa: PLC0415
    from parley.voices.queries import credits_of  # noqa: PLC0415

    everything = acting(MACHINE)
    decision = decisions_visible_to(everything).get(pk=case.decision.pk)
    row = initiatives_visible_to(everything).get(pk=case.initiative.pk)
    told = {each.entry: each.event.kind for each in history_of(decision_ref(decision.pk))}
    for about in (initiative_ref(row.pk), topic_ref(case.topic.pk)):
        told |= {each.entry: each.event.kind for each in history_of(about)}
    entries = Counter(kind for kind in told.values() if kind in MADE)
    plan = (str(window_of_row(row)), row.stage, row.shown_to, row.owner_id is not None)
    credited = len(credits_of("decision", decision.pk))
    if decision.state is DecisionState.PUBLISHED:
        whole = entries == MADE and plan == (AFTER, Stage.BUILD, Audience.COMPANY, True) and credited == len(case.gifts)
        return "whole" if whole else "half"
    nothing = not entries and plan == (BEFORE, Stage.BETA, Audience.GROUP, False) and not credited
    return "nothing" if nothing and decision.state is DecisionState.DECIDED else "half"


def play(times: int) -> dict[str, Any]:
    """Publish so many cases under a random death each; those that were not, once more by a process that lives."""
    at = begin()
    from django.db import transaction  # noqa: PLC0415

    from parley.commands.soak.company import company, settled_case  # noqa: PLC0415
    from parley.kernel.refusals import Refused  # noqa: PLC0415
    from parley.ledger.outbox import forget_reactions  # noqa: PLC0415

    dice = random.Random(20261129)  # noqa: S311 - the same deaths in every run
    with transaction.atomic():
        by = company(at)
        *cases, first, second = [settled_case(by, number, at) for number in range(times + 2)]
        forget_reactions()  # what follows from making them is no part of publishing them
    publish(first, by, at)
    statements, lasts = measured(second, by, at)
    ended: Counter[str] = Counter()
    refused = 0
    for number, case in enumerate(cases):
        before = None if number % 2 else dice.randint(1, statements + statements // 4)
        dies(case, by, at, before, dice.uniform(0, 2 * lasts))
        ended[how_whole(case)] += 1
        if how_whole(case) == "nothing":
            try:
                publish(case, by, at)
            except Refused:
                refused += 1
            ended["half"] += how_whole(case) != "whole"
        if number % TOGETHER == 0:
            at = see_to_mails(at)
    return {"published before the death": ended["whole"], "not at all": ended["nothing"], "half done": ended["half"],
            "refused": refused, "statements": statements} | mailed(see_to_mails(at), times)  # fmt: skip


def see_to_mails(at: datetime) -> datetime:
    """Let a worker do what is due, and say what time it is once news no longer wait for each other."""
    from parley.reactions.worker import Worker  # noqa: PLC0415

    Worker(clock=lambda: at).work_off()
    return at + PASSES


def measured(case: "Case", by: "Company", at: datetime) -> tuple[int, float]:
    """Publish a case when everything it needs has been read once; say in how many statements and seconds."""
    from parley.commands.soak.dying import counted  # noqa: PLC0415

    began = time.monotonic()
    return counted(lambda: publish(case, by, at)), time.monotonic() - began


def mailed(at: datetime, cases: int) -> dict[str, Any]:
    """Compare the mails: one to whoever brought the topic of each decision, none twice."""
    from parley.commands.soak.company import question_of  # noqa: PLC0415
    from parley.ledger import outbox  # noqa: PLC0415
    from parley.ledger.queries import broken_links  # noqa: PLC0415

    see_to_mails(at)
    mails = [message_from_bytes(part, policy=policy.default) for part in _mails()]
    sent = Counter((mail["To"], mail["Message-ID"]) for mail in mails)
    told: Counter[int] = Counter()
    for mail in mails:
        body = mail.get_body(("plain",))
        text = " ".join(body.get_content().split()) if body and PRODUCT in mail["To"] else ""
        told.update(number for number in range(cases) if question_of(number) in text)
    return {
        "mails": len(mails),
        "doubled mails": sum(times - 1 for each in (sent, told) for times in each.values()),
        "lost mails": cases - len(told),
        "broken links": len(list(broken_links())),
        "parked": [each.trouble for each in outbox.parked()],
    }


def _mails() -> list[bytes]:
    parts = []
    for path in Path(os.environ["MAIL_FOLDER"]).glob("*.log"):
        parts += [part.lstrip(b"\n") for part in path.read_bytes().split(b"-" * 79 + b"\n") if b"Message-ID" in part]
    return parts


if __name__ == "__main__":
    sys.stdout.write(json.dumps(play(int(sys.argv[1]))))
