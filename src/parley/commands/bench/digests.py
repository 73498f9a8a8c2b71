"""`parley bench digests`: what a digest costs in a small company and a large one, and among events of others."""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test.utils import override_settings
from django.utils import timezone

from parley.commands.bench.opened import use_own_database
from parley.groups.actions import add_member, open_area
from parley.ledger import outbox
from parley.ledger.terms import MACHINE
from parley.notifications.actions.digests import begin_digests, plan_digests
from parley.notifications.terms import Because
from parley.people.actions.taking_in import PersonRow, take_in_people
from parley.people.queries import person_by_key, person_keys
from parley.reactions.digests import mail_digest
from parley.roadmap.actions import add_initiative
from parley.roadmap.events import RegionsChanged
from parley.roadmap.terms import Audience, Horizon, Stage, Why

GROUP = 100  # people in one
OWN = 20  # events of their group that each of them is told of before a digest
SMALLER = 4  # times smaller is the company that is measured first
MORE = 4  # times as many events there are when it is measured again
MOST_DEARER, MOST_MB = 1.25, 500
ZONES, LANGUAGES = ("Europe/London", "Asia/Tokyo", "America/New_York"), ("en", "de", "ja")
WHY = Why(
    because="41 of 112 clients lose spend when consent cannot be proven.", who_benefits="Advertisers in EMEA",
    budget="Two teams for two quarters", expected_return="6m euros a year", return_basis="Their spend of last year",
    instead="The household graph waits a quarter",
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Print what the digests of everybody cost at two sizes, each in a process of its own, and among more events.

    1 when a digest gets dearer with events that do not concern its reader, or with the company, or takes too much.
    """
    small, large = (_alone(options.readers // n, options.events // n) for n in (SMALLER, 1))
    grown, more = large.each / small.each, max(small.among_more / small.each, large.among_more / large.each)
    memory = max(small.memory, large.memory)
    print(
        f"In {SMALLER} times the company a digest is {grown:.2f} times as dear; among {MORE} times as many events, of "
        f"which the others concern nobody, {more:.2f} times at most. It took {memory:.0f} MB at most.\n"
        f"Aimed at: below {MOST_DEARER} times, below {MOST_MB} MB."
    )
    return int(max(grown, more) >= MOST_DEARER or memory >= MOST_MB)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU for one digest, among few events and among more, and the most memory it took in MB."""

    each: float
    among_more: float
    memory: float


def _alone(readers: int, events: int) -> Cost:
    """Measure a company of one size in a process of its own, so that its memory is nobody else's."""
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        return pool.submit(_cost_of, readers, events).result()


def _cost_of(readers: int, events: int) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        use_own_database(f"sqlite:///{folder}/digests.sqlite3")
        call_command("migrate", verbosity=0)
        at = timezone.now()
        with transaction.atomic():
            groups = _company(readers, at)
        outbox.forget_reactions()  # of its founding
        costs = []
        print(f"{readers:,} people in {len(groups)} groups.", flush=True)
        for week, happen in enumerate((events, events * (MORE - 1)), start=1):
            due = at + timedelta(days=8 * week)
            _let_happen(groups, happen, due - timedelta(hours=1))
            costs.append(_measure(readers, events * (1 if week == 1 else MORE), due))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        connections.close_all()
    print(f"  It took {memory:.0f} MB at most.", flush=True)
    return Cost(costs[0], costs[1], memory)


def _company(many: int, at: datetime) -> list[tuple[int, Sequence[int]]]:
    """Take in so many people, a hundred to a group; give the initiative of each group, and the people in it."""
    rows = (
        PersonRow(key=f"p{n}", name=f"Person {n}", email=f"p{n}@bench.example", time_zone=ZONES[n % 3],
                  language=LANGUAGES[n % 3], stated=frozenset())
        for n in range(many)
    )  # fmt: skip
    take_in_people(rows=rows, batch=0, actor=MACHINE, at=at)
    groups: list[tuple[int, Sequence[int]]] = []
    for first in range(0, many, GROUP):
        people = [person for n in range(first, min(first + GROUP, many)) if (person := person_by_key(f"p{n}"))]
        area = open_area(name=f"Area {first}", charter="Measures.", decider=people[0], actor=MACHINE, at=at)
        for person in people:
            add_member(area=area, person=person, actor=MACHINE, at=at)
        row = add_initiative(
            area=area, title=f"Initiative of {first}", stage=Stage.BETA, horizon=Horizon.NOW, why=WHY,
            audience=Audience.GROUP, actor=MACHINE, at=at,
        )  # fmt: skip
        groups.append((row.pk, [person.pk for person in people]))
    begin_digests(actor=MACHINE, at=at)
    return groups


def _let_happen(groups: Sequence[tuple[int, Sequence[int]]], events: int, at: datetime) -> None:
    """Write so many events bare, and tell the people of each group of a few of their own; of all others nobody."""
    moment = connection.ops.adapt_datetimefield_value(at)
    (entry,) = _one("SELECT coalesce(max(id), 0) + 1 FROM parley_entry")
    entries, abouts, notices = [], [], []
    for n in range(events):
        initiative, people = groups[n % len(groups)]
        data = json.dumps(RegionsChanged(initiative=initiative, before=(), after=()).data())
        entries.append((entry + n, moment, data))
        abouts.append((entry + n, initiative))
        if n // len(groups) < OWN:
            notices += [(person, entry + n, Because.FOLLOWS.value, moment) for person in people]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO parley_entry (id, at, kind, data, chain)"
            " VALUES (%s, %s, 'initiative.regions_changed', %s, '')", entries)  # fmt: skip
        cursor.executemany("INSERT INTO parley_about (entry_id, kind, key) VALUES (%s, 'initiative', %s)", abouts)
        cursor.executemany(
            "INSERT INTO parley_notice (person_id, entry_id, because, told_at) VALUES (%s, %s, %s, %s)", notices
        )


def _one(sql: str) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: tuple[int, ...] = cursor.fetchone()
        return found


def _measure(readers: int, events: int, at: datetime) -> float:
    """Plan everybody's digest and make each, as the worker does; milliseconds of CPU for one."""
    began = time.process_time()
    planned = plan_digests(actor=MACHINE, at=at)
    spent = time.process_time() - began
    sent = 0
    people = sorted(person_keys().values())
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        from django.core import mail  # noqa: PLC0415 - its box is there only once that backend was asked for

        mail.outbox = []  # as tests have it
        _make(people[0], at)  # templates are compiled, queries built
        began = time.process_time()
        for key in people[1:]:
            _make(key, at)
            sent += len(mail.outbox)
            mail.outbox.clear()
        each = (time.process_time() - began) * 1000 / max(len(people) - 1, 1)
    print(
        f"  {events:>9,} events: {planned:,} planned in {spent:.2f} s of CPU; {sent:,} made, {each:.1f} ms of it each.",
        flush=True,
    )
    if planned != readers or sent < readers - 2:
        raise SystemExit("Not everybody had a digest: mend it before measuring.")
    return each


def _make(person: int, at: datetime) -> None:
    """Settle what a digest tells, then send it, as the worker does."""
    rest = mail_digest({"person": person, "planned": at.isoformat()}, at)
    if rest:
        mail_digest(rest.payload, at)
