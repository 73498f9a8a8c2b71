"""Scenes of waves with real processes: workers that are killed while they mail. Prints what it found.

`python -m tests.reactions.scenes_of_waves SCENE` with DATABASE_URL naming an empty database and MAIL_PORT a server.
"""

import json
import os
import random
import sys
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import django

if __name__ == "__main__":
    django.setup()

from parley.commands.soak.dying import forked
from parley.commands.soak.dying import killed as dies
from parley.ledger import outbox
from parley.ledger.door import unsigned
from parley.ledger.terms import MACHINE, Actor
from parley.people.models import Person
from parley.reactions.worker import Worker
from parley.surveys.actions.opening import open_wave
from parley.surveys.models import Invited
from tests.reactions.scenes import begin
from tests.surveys.made import LONG_AGO, keep_awake, planned

if TYPE_CHECKING:
    from parley.surveys.models import Wave
    from tests.cast import Cast

LEASE = timedelta(seconds=1)
PEOPLE, KILLED = 1_500, 10


@unsigned
def add_people(*, many: int, actor: Actor, at: datetime) -> None:
    """Add so many people at once, for tests that are not about them."""
    Person.objects.bulk_create(
        (
            Person(key=f"many{n}", name=f"Many {n}", email=f"many{n}@parley.example", entered_at=at - LONG_AGO,
                   time_zone=("Europe/London", "Asia/Tokyo")[n % 2], language=("en", "de", "ja")[n % 3])
            for n in range(many)
        ),
        batch_size=1_000,
    )  # fmt: skip
    keep_awake(actor=actor, at=at)


def mailed(cast: "Cast", many: int) -> "Wave":
    """Open a wave of so many people, whose invitations go to the server at MAIL_PORT."""
    from django.conf import settings  # noqa: PLC0415 - set up in between

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(os.environ["MAIL_PORT"])
    add_people(many=many, actor=MACHINE, at=cast.at)
    outbox.forget_reactions()
    wave = planned(cast, everybody=True)
    open_wave(wave=wave, actor=MACHINE, at=cast.at)
    return wave


def work_off(lease: timedelta = LEASE) -> None:
    """Work until every lane only waits for its day to pass."""
    worker, end = Worker(lease=lease), time.monotonic() + 120
    while time.monotonic() < end:
        worker.work_off()
        if not Invited.objects.filter(mailed=0).exists():
            return
        time.sleep(0.05)


def killed(cast: "Cast") -> "Wave":
    """Kill a worker ten times while it mails, at any point."""
    wave = mailed(cast, PEOPLE)
    dice = random.Random(20261129)  # noqa: S311 - the same deaths in every run
    for _round in range(KILLED):
        dies(Worker(lease=LEASE).run, statement=1, after=dice.uniform(0.05, 0.9), is_over=lambda: False)
    work_off()
    return wave


def together(cast: "Cast") -> "Wave":
    """Let three workers mail the same wave."""
    wave = mailed(cast, 600)
    children = [forked(lambda: work_off(outbox.LEASE)) for _ in range(3)]
    for child in children:
        assert os.waitpid(child, 0)[1] == 0, "a worker failed"
    return wave


def found(wave: "Wave") -> dict[str, Any]:
    """Say who was to be mailed, and what is left."""
    rows = Invited.objects.filter(wave=wave)
    return {
        "wave": wave.pk,
        "people": list(rows.values_list("person", flat=True)),
        "marked": rows.filter(mailed=1).count(),
        "parked": [each.trouble for each in outbox.parked()],
    }


if __name__ == "__main__":
    scene = {"killed": killed, "together": together}[sys.argv[1]]
    sys.stdout.write(json.dumps(found(scene(begin()))))
